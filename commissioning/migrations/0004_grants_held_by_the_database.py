"""What PostgreSQL keeps of grants even against raw SQL: never decided or paid by one's own people, and never altered."""

from django.db import migrations

MAKE = """
CREATE FUNCTION commissioning_works_in(account uuid, enterprise uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM providers_enterprise e WHERE e.id = enterprise AND (
            e.supporter_id = account
            OR EXISTS (SELECT FROM organisations_membership m WHERE m.account_id = account
                       AND m.organisation_id = e.organisation_id AND m.ended_on IS NULL)
            OR EXISTS (SELECT FROM providers_interest n WHERE n.account_id = account
                       AND n.enterprise_id = e.id AND n.ended_at IS NULL)
        )
    );
$$;

CREATE FUNCTION commissioning_grant_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose uuid := (SELECT enterprise_id FROM commissioning_start WHERE id = NEW.start_id);
BEGIN
    IF TG_OP = 'INSERT' AND NEW.status <> 'applied' THEN
        RAISE EXCEPTION 'a grant begins with somebody asking for it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_agreed_says_who';
    END IF;
    IF TG_OP = 'UPDATE' AND (
        ROW(NEW.start_id, NEW.asked_pence, NEW.applied_by_id) IS DISTINCT FROM
        ROW(OLD.start_id, OLD.asked_pence, OLD.applied_by_id)
        OR (OLD.status <> 'applied' AND
            ROW(NEW.agreed_pence, NEW.limit_pence, NEW.decided_by_id) IS DISTINCT FROM
            ROW(OLD.agreed_pence, OLD.limit_pence, OLD.decided_by_id))
    ) THEN
        RAISE EXCEPTION 'what was asked for and agreed stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_stays_as_agreed';
    END IF;
    IF (NEW.decided_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.decided_by_id IS NULL)
        AND commissioning_works_in(NEW.decided_by_id, whose))
       OR (NEW.paid_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.paid_by_id IS NULL)
        AND commissioning_works_in(NEW.paid_by_id, whose)) THEN
        RAISE EXCEPTION 'nobody decides about or pays a grant of their own enterprise'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_not_decided_by_the_owner';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_grant_rules BEFORE INSERT OR UPDATE ON commissioning_grant
FOR EACH ROW EXECUTE FUNCTION commissioning_grant_rules();
"""
UNDO = """
DROP TRIGGER commissioning_grant_rules ON commissioning_grant;
DROP FUNCTION commissioning_grant_rules();
DROP FUNCTION commissioning_works_in(uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("commissioning", "0003_help_to_start"),
        ("organisations", "0001_initial"),
        ("providers", "0014_standing_of_checks"),
    ]
    operations = [migrations.RunSQL(MAKE, UNDO)]
