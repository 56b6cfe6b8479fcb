"""Held even against raw SQL: the account from which a body pays is entered by one person and confirmed by another;
and an account that ended can be forgotten, all that it says at once, and then how it was checked."""

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

MAY_FORGET = """
CREATE FUNCTION commissioning_forgets(old commissioning_bankaccount, new commissioning_bankaccount) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT old.status IN ('replaced', 'refused', 'withdrawn') AND old.ended_at IS NOT NULL
        AND ROW(new.name, new.sort_code, new.number, new.digest, new.contacts) = ROW('', '', '', '', '')
        AND ROW(new.id, new.key, new.enterprise_id, new.person_id, new.holder_id, new.status, new.entered_by_id,
                new.entered_at, new.usable_from, new.stopped_at, new.ended_at)
            IS NOT DISTINCT FROM
            ROW(old.id, old.key, old.enterprise_id, old.person_id, old.holder_id, old.status, old.entered_by_id,
                old.entered_at, old.usable_from, old.stopped_at, old.ended_at)
$$;
CREATE FUNCTION commissioning_is_forgotten(account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM commissioning_bankaccount a WHERE a.id = account AND a.number = '')
$$;
DROP TRIGGER commissioning_bank_account_rules ON commissioning_bankaccount;
CREATE TRIGGER commissioning_bank_account_rules BEFORE UPDATE ON commissioning_bankaccount
FOR EACH ROW WHEN (NOT commissioning_forgets(OLD, NEW)) EXECUTE FUNCTION commissioning_bank_account_rules();
CREATE TRIGGER commissioning_bank_account_stays BEFORE DELETE ON commissioning_bankaccount
FOR EACH ROW EXECUTE FUNCTION commissioning_bank_account_rules();
DROP TRIGGER commissioning_bank_account_steps ON commissioning_bankaccount;
CREATE TRIGGER commissioning_bank_account_steps BEFORE UPDATE ON commissioning_bankaccount
FOR EACH ROW WHEN (NOT commissioning_forgets(OLD, NEW)) EXECUTE FUNCTION commissioning_bank_account_steps();
DROP TRIGGER commissioning_payee_check_rules ON commissioning_payeecheck;
CREATE TRIGGER commissioning_payee_check_rules BEFORE INSERT OR UPDATE ON commissioning_payeecheck
FOR EACH ROW EXECUTE FUNCTION commissioning_payee_check_rules();
CREATE TRIGGER commissioning_payee_check_stays BEFORE DELETE ON commissioning_payeecheck
FOR EACH ROW WHEN (NOT commissioning_is_forgotten(OLD.account_id)) EXECUTE FUNCTION commissioning_payee_check_rules();
"""
MAY_NOT = """
DROP TRIGGER commissioning_payee_check_stays ON commissioning_payeecheck;
DROP TRIGGER commissioning_payee_check_rules ON commissioning_payeecheck;
CREATE TRIGGER commissioning_payee_check_rules BEFORE INSERT OR UPDATE OR DELETE ON commissioning_payeecheck
FOR EACH ROW EXECUTE FUNCTION commissioning_payee_check_rules();
DROP TRIGGER commissioning_bank_account_steps ON commissioning_bankaccount;
CREATE TRIGGER commissioning_bank_account_steps BEFORE UPDATE ON commissioning_bankaccount
FOR EACH ROW EXECUTE FUNCTION commissioning_bank_account_steps();
DROP TRIGGER commissioning_bank_account_stays ON commissioning_bankaccount;
DROP TRIGGER commissioning_bank_account_rules ON commissioning_bankaccount;
CREATE TRIGGER commissioning_bank_account_rules BEFORE UPDATE OR DELETE ON commissioning_bankaccount
FOR EACH ROW EXECUTE FUNCTION commissioning_bank_account_rules();
DROP FUNCTION commissioning_is_forgotten(uuid);
DROP FUNCTION commissioning_forgets(commissioning_bankaccount, commissioning_bankaccount);
"""


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0014_contracts_held_by_the_database")]
    operations = [migrations.RunSQL(MAKE, UNDO), migrations.RunSQL(MAY_FORGET, MAY_NOT)]
