"""What PostgreSQL keeps of budgets even against raw SQL: nobody agrees to their own, and what was agreed stays."""

from django.db import migrations

MAKE = """
CREATE FUNCTION budgets_version_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.status <> 'proposed' THEN
        RAISE EXCEPTION 'a budget begins as a proposal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_agreed_within_the_limit';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status <> 'proposed' AND
        to_jsonb(NEW) - 'ends_on' - 'allocated_until' - 'because' <>
        to_jsonb(OLD) - 'ends_on' - 'allocated_until' - 'because' THEN
        RAISE EXCEPTION 'what was agreed stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_stays_as_agreed';
    END IF;
    IF NEW.agreed_by_id IS NOT NULL AND EXISTS (
        SELECT FROM budgets_budget b JOIN budgets_person p ON p.id = b.person_id
        WHERE b.id = NEW.budget_id AND p.account_id = NEW.agreed_by_id
    ) THEN
        RAISE EXCEPTION 'nobody agrees to a budget of their own'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_not_agreed_by_themselves';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgets_version_rules BEFORE INSERT OR UPDATE ON budgets_budgetversion
FOR EACH ROW EXECUTE FUNCTION budgets_version_rules();

CREATE FUNCTION budgets_deployment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM budgets_budgetversion v WHERE v.id = OLD.version_id AND v.status = 'agreed') THEN
        RAISE EXCEPTION 'what was agreed stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_stays_as_agreed';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER budgets_deployment_stays BEFORE UPDATE OR DELETE ON budgets_deployment
FOR EACH ROW EXECUTE FUNCTION budgets_deployment_stays();
"""
UNDO = """
DROP TRIGGER budgets_deployment_stays ON budgets_deployment;
DROP FUNCTION budgets_deployment_stays();
DROP TRIGGER budgets_version_rules ON budgets_budgetversion;
DROP FUNCTION budgets_version_rules();
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0004_personal_budgets")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
