"""Whether somebody may buy is judged when they say yes, and not at each later change; and of a budget that was agreed
or refused nothing goes, and no way of paying comes."""

from importlib import import_module

from django.db import migrations

MAKE = """
CREATE OR REPLACE FUNCTION budgets_terms_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deal budgets_agreement%ROWTYPE;
    has_said_yes boolean := NEW.buyer_by_id IS NOT NULL;
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
    IF (NEW.buyer_at IS NULL) <> (NEW.buyer_by_id IS NULL)
       OR (NEW.enterprise_at IS NULL) <> (NEW.enterprise_by_id IS NULL)
       OR NEW.buyer_by_id = NEW.enterprise_by_id THEN
        RAISE EXCEPTION 'one of them says yes for both sides, or nobody does'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_agreed_by_two';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.buyer_by_id, NEW.agreement_id, NEW.limit_pence)
       IS NOT DISTINCT FROM (OLD.buyer_by_id, OLD.agreement_id, OLD.limit_pence) THEN
        has_said_yes := false;
    END IF;
    IF NOT has_said_yes THEN
        RETURN NEW;
    END IF;
    SELECT * INTO deal FROM budgets_agreement a WHERE a.id = NEW.agreement_id;
    IF EXISTS (
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
    IF deal.buyer IN ('council', 'nhs') THEN
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
"""
BEFORE = import_module("budgets.migrations.0020_agreements_held_by_the_database").MAKE
UNDO = BEFORE.split("CREATE TRIGGER")[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

KEEP = """
CREATE FUNCTION budgets_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'proposed' THEN
        RAISE EXCEPTION 'what was agreed stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_stays_as_agreed';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER budgets_version_is_kept BEFORE DELETE ON budgets_budgetversion
FOR EACH ROW EXECUTE FUNCTION budgets_version_is_kept();

CREATE OR REPLACE FUNCTION budgets_deployment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided boolean;
BEGIN
    SELECT bool_or(v.status <> 'proposed') INTO decided FROM (
        SELECT status FROM budgets_budgetversion WHERE id IN (OLD.version_id, NEW.version_id) FOR SHARE
    ) v;  -- nobody says yes to it in the same moment
    IF decided THEN
        RAISE EXCEPTION 'what was agreed stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_stays_as_agreed';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
DROP TRIGGER budgets_deployment_stays ON budgets_deployment;
CREATE TRIGGER budgets_deployment_stays BEFORE INSERT OR UPDATE OR DELETE ON budgets_deployment
FOR EACH ROW EXECUTE FUNCTION budgets_deployment_stays();
"""
LET_GO = (
    """
DROP TRIGGER budgets_version_is_kept ON budgets_budgetversion;
DROP FUNCTION budgets_version_is_kept();
DROP TRIGGER budgets_deployment_stays ON budgets_deployment;
DROP FUNCTION budgets_deployment_stays();
"""
    + "CREATE FUNCTION budgets_deployment_stays"
    + import_module("budgets.migrations.0005_budgets_held_by_the_database").MAKE.partition(
        "CREATE FUNCTION budgets_deployment_stays"
    )[2]
)


class Migration(migrations.Migration):
    dependencies = [("budgets", "0024_deaths_that_wait")]
    operations = [migrations.RunSQL(MAKE, UNDO), migrations.RunSQL(KEEP, LET_GO)]
