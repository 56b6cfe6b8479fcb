"""Held even against raw SQL: an account is used once two people checked it, a changed one was called back about, and
one that its owner stopped stays stopped."""

from django.db import migrations

MAKE = """
CREATE FUNCTION commissioning_bank_account_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.contacts IS DISTINCT FROM OLD.contacts THEN
        RAISE EXCEPTION 'a bank account stays as it was entered'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_account_stays_as_entered';
    END IF;
    IF OLD.stopped_at IS NOT NULL AND NEW.stopped_at IS DISTINCT FROM OLD.stopped_at THEN
        RAISE EXCEPTION 'what its owner stopped stays stopped'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_account_stays_stopped';
    END IF;
    IF NEW.status = 'current' AND OLD.status <> 'current' THEN
        IF NEW.stopped_at IS NOT NULL THEN
            RAISE EXCEPTION 'what its owner stopped stays stopped'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_account_stays_stopped';
        END IF;
        IF OLD.status <> 'waiting' OR NOT EXISTS (SELECT FROM commissioning_payeecheck c
                WHERE c.account_id = NEW.id AND c.confirmed_at IS NOT NULL AND c.refused_at IS NULL) THEN
            RAISE EXCEPTION 'two people check an account before it is used'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_account_current_when_checked';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_bank_account_steps BEFORE UPDATE ON commissioning_bankaccount
FOR EACH ROW EXECUTE FUNCTION commissioning_bank_account_steps();

CREATE FUNCTION commissioning_payee_check_steps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paid commissioning_bankaccount%ROWTYPE;
    who uuid;
BEGIN
    SELECT * INTO paid FROM commissioning_bankaccount a WHERE a.id = NEW.account_id;
    IF paid.person_id IS NOT NULL THEN
        FOREACH who IN ARRAY ARRAY[NEW.checked_by_id, NEW.confirmed_by_id] LOOP
            CONTINUE WHEN who IS NULL;
            IF EXISTS (SELECT FROM budgets_person p WHERE p.id = paid.person_id AND p.account_id = who)
               OR EXISTS (SELECT FROM budgets_circlemember m WHERE m.person_id = paid.person_id
                          AND m.account_id = who) THEN
                RAISE EXCEPTION 'whoever is close to its owner does not check an account'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'payee_not_checked_by_its_owner';
            END IF;
        END LOOP;
    END IF;
    IF NEW.confirmed_at IS NULL OR (TG_OP = 'UPDATE' AND OLD.confirmed_at IS NOT NULL) THEN
        RETURN NEW;
    END IF;
    IF paid.stopped_at IS NOT NULL THEN
        RAISE EXCEPTION 'what its owner stopped stays stopped'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_account_stays_stopped';
    END IF;
    IF (NEW.called_at IS NULL OR NEW.called_on = '' OR NEW.number_since IS NULL
        OR NEW.number_since >= (paid.entered_at AT TIME ZONE 'Europe/London')::date)
       AND EXISTS (SELECT FROM commissioning_bankaccount a
                   WHERE a.id <> paid.id AND a.entered_at < paid.entered_at AND a.status IN ('current', 'replaced')
                   AND ROW(a.enterprise_id, a.person_id, a.holder_id)
                       IS NOT DISTINCT FROM ROW(paid.enterprise_id, paid.person_id, paid.holder_id)) THEN
        RAISE EXCEPTION 'a changed account is called back about, on a number that was known before'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payee_change_called_back';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_payee_check_steps BEFORE INSERT OR UPDATE ON commissioning_payeecheck
FOR EACH ROW EXECUTE FUNCTION commissioning_payee_check_steps();
"""
UNDO = """
DROP TRIGGER commissioning_payee_check_steps ON commissioning_payeecheck;
DROP FUNCTION commissioning_payee_check_steps();
DROP TRIGGER commissioning_bank_account_steps ON commissioning_bankaccount;
DROP FUNCTION commissioning_bank_account_steps();
"""


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0008_bank_accounts_that_change")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
