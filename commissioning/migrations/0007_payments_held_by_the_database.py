"""What PostgreSQL keeps of payments even against raw SQL: two people, none of them close to it or an editor of a payee
in it; what is approved and locked stays, and no invoice is paid for more than it asks for."""

from django.db import migrations

MAKE = """
CREATE FUNCTION commissioning_bank_account_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR ROW(NEW.enterprise_id, NEW.person_id, NEW.holder_id, NEW.name, NEW.sort_code, NEW.number,
        NEW.digest, NEW.entered_by_id, NEW.entered_at, NEW.usable_from) IS DISTINCT FROM
       ROW(OLD.enterprise_id, OLD.person_id, OLD.holder_id, OLD.name, OLD.sort_code, OLD.number,
        OLD.digest, OLD.entered_by_id, OLD.entered_at, OLD.usable_from) THEN
        RAISE EXCEPTION 'a bank account stays as it was entered'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_account_stays_as_entered';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_bank_account_rules BEFORE UPDATE OR DELETE ON commissioning_bankaccount
FOR EACH ROW EXECUTE FUNCTION commissioning_bank_account_rules();

CREATE FUNCTION commissioning_payee_check_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paid commissioning_bankaccount%ROWTYPE;
    who uuid;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.confirmed_at IS NOT NULL THEN
        RAISE EXCEPTION 'what two people checked stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payee_check_stays_as_confirmed';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    SELECT * INTO paid FROM commissioning_bankaccount a WHERE a.id = NEW.account_id;
    FOREACH who IN ARRAY ARRAY[NEW.checked_by_id, NEW.confirmed_by_id] LOOP
        CONTINUE WHEN who IS NULL;
        IF who = paid.entered_by_id OR (paid.enterprise_id IS NOT NULL
           AND commissioning_works_in(who, paid.enterprise_id)) THEN
            RAISE EXCEPTION 'whoever entered an account, or is close to its owner, does not check it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payee_not_checked_by_its_owner';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_payee_check_rules BEFORE INSERT OR UPDATE OR DELETE ON commissioning_payeecheck
FOR EACH ROW EXECUTE FUNCTION commissioning_payee_check_rules();

CREATE FUNCTION commissioning_invoice_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an invoice is never deleted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_stays_as_it_came';
    END IF;
    IF TG_OP = 'UPDATE' AND ROW(NEW.enterprise_id, NEW.agreement_id, NEW.contract_id, NEW.person_id, NEW.payer,
        NEW.body_id, NEW.number, NEW.invoiced_on, NEW.received_at, NEW.net_pence, NEW.vat_pence, NEW.gross_pence)
       IS DISTINCT FROM ROW(OLD.enterprise_id, OLD.agreement_id, OLD.contract_id, OLD.person_id, OLD.payer,
        OLD.body_id, OLD.number, OLD.invoiced_on, OLD.received_at, OLD.net_pence, OLD.vat_pence, OLD.gross_pence) THEN
        RAISE EXCEPTION 'an invoice stays as it came'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_stays_as_it_came';
    END IF;
    IF NEW.approved_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.approved_by_id IS DISTINCT FROM NEW.approved_by_id)
       AND commissioning_works_in(NEW.approved_by_id, NEW.enterprise_id) THEN
        RAISE EXCEPTION 'nobody approves an invoice of an enterprise of their own'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_not_approved_by_its_owner';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_invoice_rules BEFORE INSERT OR UPDATE OR DELETE ON commissioning_invoice
FOR EACH ROW EXECUTE FUNCTION commissioning_invoice_rules();

CREATE FUNCTION commissioning_invoice_line_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR ROW(NEW.invoice_id, NEW.place, NEW.visit_id, NEW.call_off_id, NEW.net_pence, NEW.vat_pence)
       IS DISTINCT FROM ROW(OLD.invoice_id, OLD.place, OLD.visit_id, OLD.call_off_id, OLD.net_pence, OLD.vat_pence) THEN
        RAISE EXCEPTION 'the lines of an invoice stay as they came'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_stays_as_it_came';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_invoice_line_rules BEFORE UPDATE OR DELETE ON commissioning_invoiceline
FOR EACH ROW EXECUTE FUNCTION commissioning_invoice_line_rules();

CREATE FUNCTION commissioning_payment_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked bigint;
    owed bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a payment is never deleted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_stays_as_it_is';
    END IF;
    IF TG_OP = 'UPDATE' AND ROW(NEW.kind, NEW.body_id, NEW.invoice_id, NEW.source_id, NEW.pence, NEW.end_to_end_id)
       IS DISTINCT FROM ROW(OLD.kind, OLD.body_id, OLD.invoice_id, OLD.source_id, OLD.pence, OLD.end_to_end_id) THEN
        RAISE EXCEPTION 'a payment stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_stays_as_it_is';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status IN ('locked', 'sent', 'paid', 'returned')
       AND NOT (OLD.status = 'locked' AND NEW.status = 'due')
       AND ROW(NEW.run_id, NEW.account_id, NEW.reference) IS DISTINCT FROM
           ROW(OLD.run_id, OLD.account_id, OLD.reference) THEN
        RAISE EXCEPTION 'what is in an approved run stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'run_stays_as_approved';
    END IF;
    IF NEW.run_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.run_id IS DISTINCT FROM OLD.run_id)
       AND NOT EXISTS (SELECT FROM commissioning_paymentrun r WHERE r.id = NEW.run_id AND r.status = 'proposed'
                       AND r.body_id = NEW.body_id) THEN
        RAISE EXCEPTION 'only a run of the same body that is not made yet takes payments'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'run_stays_as_approved';
    END IF;
    IF NEW.invoice_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.status IS DISTINCT FROM OLD.status)
       AND NEW.status NOT IN ('cancelled', 'returned') THEN
        SELECT gross_pence INTO asked FROM commissioning_invoice i WHERE i.id = NEW.invoice_id FOR UPDATE;
        SELECT COALESCE(sum(pence), 0) INTO owed FROM commissioning_payment p
        WHERE p.invoice_id = NEW.invoice_id AND p.id <> NEW.id AND p.status NOT IN ('cancelled', 'returned');
        IF owed + NEW.pence > asked THEN
            RAISE EXCEPTION 'no more is paid than the invoice asks for'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_no_more_than_the_invoice';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_payment_rules BEFORE INSERT OR UPDATE OR DELETE ON commissioning_payment
FOR EACH ROW EXECUTE FUNCTION commissioning_payment_rules();

CREATE FUNCTION commissioning_run_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    who uuid;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a run is never deleted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'run_stays_as_approved';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.status <> 'proposed' THEN
        RAISE EXCEPTION 'a run begins as a proposal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'run_needs_two_people';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status IN ('locked', 'sent', 'done') AND ROW(NEW.body_id, NEW.number, NEW.rail,
        NEW.profile, NEW.pay_on, NEW.made_by_id, NEW.approved_by_id, NEW.count, NEW.total_pence, NEW.locked_at)
       IS DISTINCT FROM ROW(OLD.body_id, OLD.number, OLD.rail, OLD.profile, OLD.pay_on, OLD.made_by_id,
        OLD.approved_by_id, OLD.count, OLD.total_pence, OLD.locked_at) THEN
        RAISE EXCEPTION 'an approved run stays as it is'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'run_stays_as_approved';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.status = 'locked' AND OLD.status <> 'locked' THEN
        IF OLD.status <> 'made' THEN
            RAISE EXCEPTION 'a run is made by one and approved by another'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'run_needs_two_people';
        END IF;
        FOREACH who IN ARRAY ARRAY[NEW.made_by_id, NEW.approved_by_id] LOOP
            IF EXISTS (SELECT FROM commissioning_payment p JOIN commissioning_bankaccount a ON a.id = p.account_id
                       WHERE p.run_id = NEW.id AND a.entered_by_id = who) THEN
                RAISE EXCEPTION 'nobody pays an account that they entered'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'run_without_its_own_payees';
            END IF;
            IF EXISTS (SELECT FROM (SELECT DISTINCT a.enterprise_id FROM commissioning_payment p
                       JOIN commissioning_bankaccount a ON a.id = p.account_id
                       WHERE p.run_id = NEW.id AND a.enterprise_id IS NOT NULL) paid
                       WHERE commissioning_works_in(who, paid.enterprise_id)) THEN
                RAISE EXCEPTION 'nobody pays an enterprise of their own'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'run_without_its_own_payees';
            END IF;
        END LOOP;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commissioning_run_rules BEFORE INSERT OR UPDATE OR DELETE ON commissioning_paymentrun
FOR EACH ROW EXECUTE FUNCTION commissioning_run_rules();

CREATE FUNCTION commissioning_run_has_its_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status IN ('locked', 'sent') AND (
        NOT EXISTS (SELECT FROM commissioning_runfile f WHERE f.run_id = NEW.id)
        OR EXISTS (SELECT FROM commissioning_runfile f WHERE f.run_id = NEW.id
                   AND (f.count <> NEW.count OR f.total_pence <> NEW.total_pence
                        OR f.sha256 <> encode(sha256(f.content), 'hex')))
        OR ROW(NEW.count::bigint, NEW.total_pence::bigint) IS DISTINCT FROM (
            SELECT ROW(count(*), COALESCE(sum(p.pence), 0)::bigint) FROM commissioning_payment p WHERE p.run_id = NEW.id)
    ) THEN
        RAISE EXCEPTION 'the files of a run hold its payments, all of them and no other'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'run_has_its_files';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER commissioning_run_has_its_file AFTER UPDATE OF status ON commissioning_paymentrun
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION commissioning_run_has_its_file();

CREATE FUNCTION commissioning_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a file stays as it was made'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'file_stays_as_it_was_made';
END $$;
CREATE TRIGGER commissioning_run_file_stays BEFORE UPDATE OR DELETE ON commissioning_runfile
FOR EACH ROW EXECUTE FUNCTION commissioning_never_changes();
CREATE TRIGGER commissioning_run_file_all_stay BEFORE TRUNCATE ON commissioning_runfile
FOR EACH STATEMENT EXECUTE FUNCTION commissioning_never_changes();
CREATE TRIGGER commissioning_publication_stays BEFORE UPDATE OR DELETE ON commissioning_publication
FOR EACH ROW EXECUTE FUNCTION commissioning_never_changes();
"""
UNDO = """
DROP TRIGGER commissioning_publication_stays ON commissioning_publication;
DROP TRIGGER commissioning_run_file_all_stay ON commissioning_runfile;
DROP TRIGGER commissioning_run_file_stays ON commissioning_runfile;
DROP FUNCTION commissioning_never_changes();
DROP TRIGGER commissioning_run_has_its_file ON commissioning_paymentrun;
DROP FUNCTION commissioning_run_has_its_file();
DROP TRIGGER commissioning_run_rules ON commissioning_paymentrun;
DROP FUNCTION commissioning_run_rules();
DROP TRIGGER commissioning_payment_rules ON commissioning_payment;
DROP FUNCTION commissioning_payment_rules();
DROP TRIGGER commissioning_invoice_line_rules ON commissioning_invoiceline;
DROP FUNCTION commissioning_invoice_line_rules();
DROP TRIGGER commissioning_invoice_rules ON commissioning_invoice;
DROP FUNCTION commissioning_invoice_rules();
DROP TRIGGER commissioning_payee_check_rules ON commissioning_payeecheck;
DROP FUNCTION commissioning_payee_check_rules();
DROP TRIGGER commissioning_bank_account_rules ON commissioning_bankaccount;
DROP FUNCTION commissioning_bank_account_rules();
"""


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0006_contracts_and_payments")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
