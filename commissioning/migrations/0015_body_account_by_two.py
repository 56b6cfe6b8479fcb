"""Held even against raw SQL: the account from which a body pays is entered by one person and confirmed by another."""

from django.db import migrations

MAKE = """
CREATE FUNCTION commissioning_payer_account_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF ROW(NEW.payer_name, NEW.payer_sort_code, NEW.payer_number) IS DISTINCT FROM ROW('', '', '')
           AND (NEW.proposed_by_id = NEW.account_confirmed_by_id) IS NOT FALSE THEN
            RAISE EXCEPTION 'the account of a body is entered by one and confirmed by another'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payer_account_used_when_confirmed';
        END IF;
        RETURN NEW;
    END IF;
    IF ROW(NEW.payer_name, NEW.payer_sort_code, NEW.payer_number)
       IS DISTINCT FROM ROW(OLD.payer_name, OLD.payer_sort_code, OLD.payer_number) THEN
        IF OLD.proposed_number = ''
           OR ROW(NEW.payer_name, NEW.payer_sort_code, NEW.payer_number)
              IS DISTINCT FROM ROW(OLD.proposed_name, OLD.proposed_sort_code, OLD.proposed_number)
           OR NEW.proposed_by_id IS DISTINCT FROM OLD.proposed_by_id
           OR (NEW.account_confirmed_by_id = OLD.proposed_by_id) IS NOT FALSE THEN
            RAISE EXCEPTION 'the account of a body is used as it was entered, once another person confirmed it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payer_account_used_when_confirmed';
        END IF;
    ELSIF NEW.account_confirmed_by_id IS NOT NULL
          AND NEW.account_confirmed_by_id IS DISTINCT FROM OLD.account_confirmed_by_id THEN
        RAISE EXCEPTION 'nobody confirms an account that is not taken into use'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payer_account_used_when_confirmed';
    END IF;
    IF ROW(NEW.proposed_name, NEW.proposed_sort_code, NEW.proposed_number) IS DISTINCT FROM ROW('', '', '') THEN
        IF NEW.proposed_by_id IS NULL OR NEW.account_confirmed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'whoever enters an account is on the record, and another confirms it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payer_account_stays_as_entered';
        END IF;
    END IF;
    IF NEW.proposed_by_id IS DISTINCT FROM OLD.proposed_by_id
       AND (NEW.proposed_number = '' OR NEW.proposed_number = OLD.proposed_number) THEN
        RAISE EXCEPTION 'who entered an account stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payer_account_stays_as_entered';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_payer_account_rules BEFORE INSERT OR UPDATE ON commissioning_payersettings
FOR EACH ROW EXECUTE FUNCTION commissioning_payer_account_rules();
"""
UNDO = """
DROP TRIGGER commissioning_payer_account_rules ON commissioning_payersettings;
DROP FUNCTION commissioning_payer_account_rules();
"""


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0014_contracts_held_by_the_database")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
