"""What PostgreSQL keeps even against raw SQL: two people for a waiver, never for the law, never by one's own people."""

from django.db import migrations

MAKE = """
CREATE FUNCTION commissioning_is_close(account uuid, requirement uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM commissioning_requirement r
        JOIN commissioning_checkcase c ON c.id = r.case_id
        JOIN providers_service s ON s.id = c.service_id
        JOIN providers_enterprise e ON e.id = s.enterprise_id
        WHERE r.id = requirement AND (
            e.supporter_id = account
            OR EXISTS (SELECT FROM organisations_membership m WHERE m.account_id = account
                       AND m.organisation_id = e.organisation_id AND m.ended_on IS NULL)
            OR EXISTS (SELECT FROM providers_interest n WHERE n.account_id = account
                       AND n.enterprise_id = e.id AND n.ended_at IS NULL)
        )
    );
$$;

CREATE FUNCTION commissioning_waiver_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (
        ROW(NEW.requirement_id, NEW.kind, NEW.from_on, NEW.until_on, NEW.minimum_pence, NEW.proposed_by_id)
        IS DISTINCT FROM
        ROW(OLD.requirement_id, OLD.kind, OLD.from_on, OLD.until_on, OLD.minimum_pence, OLD.proposed_by_id)
        OR (OLD.agreed_by_id IS NOT NULL AND NEW.agreed_by_id IS DISTINCT FROM OLD.agreed_by_id)
    ) THEN
        RAISE EXCEPTION 'a waiver stays as it was proposed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'waiver_stays_as_proposed';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.status <> 'proposed' THEN
        RAISE EXCEPTION 'a waiver begins as a proposal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'waiver_needs_two_people';
    END IF;
    IF NEW.status IN ('proposed', 'agreed') AND EXISTS (
        SELECT FROM commissioning_requirement r WHERE r.id = NEW.requirement_id
        AND (r.is_statutory OR NOT r.waivers @> ARRAY['council']::varchar[])
    ) THEN
        RAISE EXCEPTION 'the law, or nobody, lets this be waived'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'waiver_never_for_law';
    END IF;
    IF commissioning_is_close(NEW.proposed_by_id, NEW.requirement_id)
       OR (NEW.agreed_by_id IS NOT NULL AND commissioning_is_close(NEW.agreed_by_id, NEW.requirement_id)) THEN
        RAISE EXCEPTION 'nobody waives a check of their own enterprise'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'waiver_not_by_the_owner';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_waiver_rules BEFORE INSERT OR UPDATE ON commissioning_waiver
FOR EACH ROW EXECUTE FUNCTION commissioning_waiver_rules();

CREATE FUNCTION commissioning_requirement_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status = 'waived'
       AND (TG_OP = 'INSERT' OR OLD.status <> 'waived' OR NEW.good_until IS DISTINCT FROM OLD.good_until)
       AND NOT EXISTS (
        SELECT FROM commissioning_waiver w WHERE w.requirement_id = NEW.id AND w.status = 'agreed'
        AND w.until_on >= NEW.good_until
    ) THEN
        RAISE EXCEPTION 'waived only by two people'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'waiver_needs_two_people';
    END IF;
    IF NEW.decided_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id)
       AND commissioning_is_close(NEW.decided_by_id, NEW.id) THEN
        RAISE EXCEPTION 'nobody decides about a check of their own enterprise'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'waiver_not_by_the_owner';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_requirement_rules BEFORE INSERT OR UPDATE OF status, decided_by_id, good_until
ON commissioning_requirement FOR EACH ROW EXECUTE FUNCTION commissioning_requirement_rules();

CREATE FUNCTION commissioning_no_dbs_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM commissioning_evidence e WHERE e.id = NEW.evidence_id AND e.kind = 'dbs') THEN
        RAISE EXCEPTION 'no file of a DBS certificate is ever kept'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_of_dbs_has_no_file';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_no_dbs_file BEFORE INSERT OR UPDATE OF evidence_id ON commissioning_evidencefile
FOR EACH ROW EXECUTE FUNCTION commissioning_no_dbs_file();
"""
UNDO = """
DROP TRIGGER commissioning_no_dbs_file ON commissioning_evidencefile;
DROP FUNCTION commissioning_no_dbs_file();
DROP TRIGGER commissioning_requirement_rules ON commissioning_requirement;
DROP FUNCTION commissioning_requirement_rules();
DROP TRIGGER commissioning_waiver_rules ON commissioning_waiver;
DROP FUNCTION commissioning_waiver_rules();
DROP FUNCTION commissioning_is_close(uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("commissioning", "0001_initial"),
        ("organisations", "0001_initial"),
        ("providers", "0014_standing_of_checks"),
    ]
    operations = [migrations.RunSQL(MAKE, UNDO)]
