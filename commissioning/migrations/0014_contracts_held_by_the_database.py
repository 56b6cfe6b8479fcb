"""What PostgreSQL keeps of contracts even against raw SQL: who lets and who agrees, that what was offered stays, that
value and last day change only by a yes of both, and that no enterprise confirms its own work."""

from django.db import migrations

MAKE = """
CREATE FUNCTION commissioning_contract_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a contract is never deleted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_stays_as_offered';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF commissioning_works_in(NEW.offered_by_id, NEW.enterprise_id) THEN
            RAISE EXCEPTION 'nobody lets a contract to an enterprise of their own'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_not_let_by_its_owner';
        END IF;
        RETURN NEW;
    END IF;
    IF ROW(NEW.body_id, NEW.enterprise_id, NEW.service_id, NEW.agreement_id, NEW.number, NEW.purpose, NEW."group",
        NEW.offer, NEW.starts_on, NEW.began_on, NEW.offered_by_id, NEW.offered_at, NEW.is_self_billed,
        NEW.notice_days) IS DISTINCT FROM
       ROW(OLD.body_id, OLD.enterprise_id, OLD.service_id, OLD.agreement_id, OLD.number, OLD.purpose, OLD."group",
        OLD.offer, OLD.starts_on, OLD.began_on, OLD.offered_by_id, OLD.offered_at, OLD.is_self_billed,
        OLD.notice_days)
       OR (OLD.agreed_at IS NOT NULL AND ROW(NEW.agreed_by_id, NEW.agreed_at) IS DISTINCT FROM
           ROW(OLD.agreed_by_id, OLD.agreed_at)) THEN
        RAISE EXCEPTION 'a contract stays as it was offered'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_stays_as_offered';
    END IF;
    IF NEW.status <> OLD.status AND NOT (
        (OLD.status = 'offered' AND NEW.status IN ('agreed', 'declined', 'withdrawn'))
        OR (OLD.status = 'agreed' AND NEW.status = 'ended')) THEN
        RAISE EXCEPTION 'a contract does not go there'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_moves_as_it_may';
    END IF;
    IF NEW.status = 'agreed' AND OLD.status = 'offered' AND NOT EXISTS (
        SELECT FROM organisations_membership m JOIN providers_enterprise e ON e.organisation_id = m.organisation_id
        WHERE e.id = NEW.enterprise_id AND m.account_id = NEW.agreed_by_id AND m.role = 'owner'
        AND m.ended_on IS NULL) THEN
        RAISE EXCEPTION 'only its owner says yes for the enterprise'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_agreed_by_the_enterprise';
    END IF;
    IF (NEW.value_pence <> OLD.value_pence
        OR (NEW.ends_on IS DISTINCT FROM OLD.ends_on AND NOT (NEW.notice_at IS NOT NULL AND OLD.notice_at IS NULL
            AND NEW.notice_by_id IS NOT NULL AND (OLD.ends_on IS NULL OR NEW.ends_on <= OLD.ends_on))))
       AND NOT EXISTS (
        SELECT FROM commissioning_contractversion v WHERE v.contract_id = NEW.id AND v.value_pence = NEW.value_pence
        AND v.ends_on IS NOT DISTINCT FROM NEW.ends_on AND v.enterprise_at IS NOT NULL AND v.buyer_at IS NOT NULL) THEN
        RAISE EXCEPTION 'both say yes to another last day or value'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_changes_by_a_yes_of_both';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_contract_rules BEFORE INSERT OR UPDATE OR DELETE ON commissioning_contract
FOR EACH ROW EXECUTE FUNCTION commissioning_contract_rules();

CREATE FUNCTION commissioning_contract_version_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    theirs uuid;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'what was proposed stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_stays_as_offered';
    END IF;
    IF TG_OP = 'UPDATE' AND (
        ROW(NEW.contract_id, NEW.number, NEW.ends_on, NEW.value_pence, NEW.regime, NEW.terms, NEW.proposed_by_id,
            NEW.proposed_at) IS DISTINCT FROM
        ROW(OLD.contract_id, OLD.number, OLD.ends_on, OLD.value_pence, OLD.regime, OLD.terms, OLD.proposed_by_id,
            OLD.proposed_at)
        OR (OLD.buyer_at IS NOT NULL AND ROW(NEW.buyer_by_id, NEW.buyer_at, NEW.limit_pence) IS DISTINCT FROM
            ROW(OLD.buyer_by_id, OLD.buyer_at, OLD.limit_pence))
        OR (OLD.enterprise_at IS NOT NULL AND ROW(NEW.enterprise_by_id, NEW.enterprise_at) IS DISTINCT FROM
            ROW(OLD.enterprise_by_id, OLD.enterprise_at))
        OR (OLD.refused_at IS NOT NULL AND NEW.refused_at IS DISTINCT FROM OLD.refused_at)) THEN
        RAISE EXCEPTION 'what was proposed stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_stays_as_offered';
    END IF;
    SELECT enterprise_id INTO theirs FROM commissioning_contract c WHERE c.id = NEW.contract_id;
    IF NEW.buyer_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.buyer_by_id IS NULL)
       AND commissioning_works_in(NEW.buyer_by_id, theirs) THEN
        RAISE EXCEPTION 'nobody lets a contract to an enterprise of their own'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_not_let_by_its_owner';
    END IF;
    IF NEW.enterprise_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.enterprise_by_id IS NULL)
       AND NOT EXISTS (
        SELECT FROM organisations_membership m JOIN providers_enterprise e ON e.organisation_id = m.organisation_id
        WHERE e.id = theirs AND m.account_id = NEW.enterprise_by_id AND m.role = 'owner' AND m.ended_on IS NULL) THEN
        RAISE EXCEPTION 'only its owner says yes for the enterprise'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_agreed_by_the_enterprise';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_contract_version_rules BEFORE INSERT OR UPDATE OR DELETE ON commissioning_contractversion
FOR EACH ROW EXECUTE FUNCTION commissioning_contract_version_rules();

CREATE FUNCTION commissioning_call_off_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    theirs uuid;
BEGIN
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND
        ROW(NEW.contract_id, NEW."on", NEW.pence, NEW.ordered_by_id, NEW.ordered_at) IS DISTINCT FROM
        ROW(OLD.contract_id, OLD."on", OLD.pence, OLD.ordered_by_id, OLD.ordered_at)) THEN
        RAISE EXCEPTION 'an order stays as it was made'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'call_off_stays_as_ordered';
    END IF;
    SELECT enterprise_id INTO theirs FROM commissioning_contract c WHERE c.id = NEW.contract_id;
    IF NEW.status = 'confirmed' AND (TG_OP = 'INSERT' OR OLD.status <> 'confirmed')
       AND commissioning_works_in(NEW.said_by_id, theirs) THEN
        RAISE EXCEPTION 'the enterprise does not confirm its own work'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'call_off_not_confirmed_by_its_owner';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status = 'confirmed' AND NEW.status <> 'confirmed' AND EXISTS (
        SELECT FROM commissioning_invoiceline l WHERE l.call_off_id = NEW.id AND NOT l.is_released) THEN
        RAISE EXCEPTION 'it is on an invoice already'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'call_off_on_an_invoice';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_call_off_rules BEFORE INSERT OR UPDATE OR DELETE ON commissioning_calloff
FOR EACH ROW EXECUTE FUNCTION commissioning_call_off_rules();
"""
UNDO = """
DROP TRIGGER commissioning_call_off_rules ON commissioning_calloff;
DROP FUNCTION commissioning_call_off_rules();
DROP TRIGGER commissioning_contract_version_rules ON commissioning_contractversion;
DROP FUNCTION commissioning_contract_version_rules();
DROP TRIGGER commissioning_contract_rules ON commissioning_contract;
DROP FUNCTION commissioning_contract_rules();
"""


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0013_contract_versions")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
