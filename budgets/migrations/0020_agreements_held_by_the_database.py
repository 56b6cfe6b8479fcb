"""What PostgreSQL keeps of agreements even against raw SQL: two who agree, none of them close to it, and what was
agreed stays."""

from django.db import migrations

MAKE = """
CREATE FUNCTION budgets_terms_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deal budgets_agreement%ROWTYPE;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.buyer_at IS NOT NULL AND OLD.enterprise_at IS NOT NULL THEN
        IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'what' <> to_jsonb(OLD) - 'what'
           OR NEW.what NOT IN (OLD.what, '') THEN
            RAISE EXCEPTION 'what was agreed stays as it is'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_stays_as_agreed';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    SELECT * INTO deal FROM budgets_agreement a WHERE a.id = NEW.agreement_id;
    IF (NEW.buyer_at IS NULL) <> (NEW.buyer_by_id IS NULL)
       OR (NEW.enterprise_at IS NULL) <> (NEW.enterprise_by_id IS NULL)
       OR NEW.buyer_by_id = NEW.enterprise_by_id THEN
        RAISE EXCEPTION 'one of them says yes for both sides, or nobody does'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_agreed_by_two';
    END IF;
    IF NEW.buyer_by_id IS NOT NULL AND EXISTS (
        SELECT FROM providers_service s JOIN providers_enterprise e ON e.id = s.enterprise_id
        WHERE s.id = deal.service_id AND (
            EXISTS (SELECT FROM providers_interest n
                    WHERE n.account_id = NEW.buyer_by_id AND n.enterprise_id = e.id AND n.ended_at IS NULL)
            OR EXISTS (SELECT FROM organisations_membership m
                       WHERE m.account_id = NEW.buyer_by_id AND m.organisation_id = e.organisation_id
                       AND m.ended_on IS NULL)
        )
    ) THEN
        RAISE EXCEPTION 'whoever buys is close to this enterprise'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_without_interest';
    END IF;
    IF deal.buyer IN ('council', 'nhs') AND NEW.buyer_by_id IS NOT NULL THEN
        IF NEW.limit_pence IS NULL THEN
            RAISE EXCEPTION 'an order says up to how much its buyer orders alone'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_ordered_within_the_limit';
        END IF;
        IF EXISTS (SELECT FROM budgets_person p WHERE p.id = deal.person_id AND p.account_id = NEW.buyer_by_id) THEN
            RAISE EXCEPTION 'nobody orders for themselves'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_not_by_themselves';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgets_terms_rules BEFORE INSERT OR UPDATE OR DELETE ON budgets_agreementversion
FOR EACH ROW EXECUTE FUNCTION budgets_terms_rules();

CREATE FUNCTION budgets_agreement_has_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status = 'agreed' AND NOT EXISTS (
        SELECT FROM budgets_agreementversion v
        WHERE v.agreement_id = NEW.id AND v.buyer_at IS NOT NULL AND v.enterprise_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'nothing was agreed yet'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_agreed_has_terms';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER budgets_agreement_has_terms AFTER INSERT OR UPDATE ON budgets_agreement
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION budgets_agreement_has_terms();

CREATE FUNCTION budgets_agreement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.agreed_at IS NOT NULL AND (
        NEW.person_id, NEW.service_id, NEW.buyer, NEW.mechanism, NEW.agreed_at
    ) IS DISTINCT FROM (
        OLD.person_id, OLD.service_id, OLD.buyer, OLD.mechanism, OLD.agreed_at
    ) OR OLD.agreed_at IS NOT NULL AND NEW.budget_id IS DISTINCT FROM OLD.budget_id THEN
        RAISE EXCEPTION 'what was agreed stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_stays_as_agreed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgets_agreement_stays BEFORE UPDATE ON budgets_agreement
FOR EACH ROW EXECUTE FUNCTION budgets_agreement_stays();
"""
UNDO = """
DROP TRIGGER budgets_agreement_stays ON budgets_agreement;
DROP FUNCTION budgets_agreement_stays();
DROP TRIGGER budgets_agreement_has_terms ON budgets_agreement;
DROP FUNCTION budgets_agreement_has_terms();
DROP TRIGGER budgets_terms_rules ON budgets_agreementversion;
DROP FUNCTION budgets_terms_rules();
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0019_orders_and_necessities")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
