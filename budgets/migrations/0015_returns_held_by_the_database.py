"""A return stays as it was sent, even against raw SQL: nothing of it is changed but what became of it, or blanked."""

from django.db import migrations

MAKE = """
CREATE FUNCTION budgets_return_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.told <> OLD.told AND NEW.told <> '') OR
        (NEW.budget_id, NEW.starts_on, NEW.ends_on, NEW.sha256, NEW.sent_by_id, NEW.sent_at, NEW.key) IS DISTINCT FROM
        (OLD.budget_id, OLD.starts_on, OLD.ends_on, OLD.sha256, OLD.sent_by_id, OLD.sent_at, OLD.key) THEN
        RAISE EXCEPTION 'a return stays as it was sent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'return_stays_as_sent';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgets_return_stays BEFORE UPDATE OR DELETE ON budgets_moneyreturn
FOR EACH ROW EXECUTE FUNCTION budgets_return_stays();
"""
UNDO = """
DROP TRIGGER budgets_return_stays ON budgets_moneyreturn;
DROP FUNCTION budgets_return_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0014_returns")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
