"""What PostgreSQL keeps of visits even against raw SQL: who does not say that they happened, and what stays as paid."""

from django.db import migrations

MAKE = """
CREATE FUNCTION budgets_visit_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.paid_at IS NOT NULL THEN
            RAISE EXCEPTION 'what was paid stays'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_stays_as_paid';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.paid_at IS NOT NULL AND (
        to_jsonb(NEW) - 'paid_at' - 'reservation_id' - 'note' - 'who_came' <>
        to_jsonb(OLD) - 'paid_at' - 'reservation_id' - 'note' - 'who_came'
        OR (NEW.paid_at IS NOT NULL
            AND (NEW.paid_at, NEW.reservation_id) IS DISTINCT FROM (OLD.paid_at, OLD.reservation_id))
    ) THEN
        RAISE EXCEPTION 'what was paid stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_stays_as_paid';
    END IF;
    IF NEW.said_by_id IS NOT NULL
        AND (TG_OP = 'INSERT' OR (NEW.said_by_id, NEW.status) IS DISTINCT FROM (OLD.said_by_id, OLD.status))
        AND EXISTS (
            SELECT FROM budgets_agreement a JOIN providers_service s ON s.id = a.service_id
            JOIN providers_enterprise e ON e.id = s.enterprise_id
            WHERE a.id = NEW.agreement_id AND (EXISTS (
                SELECT FROM organisations_membership m
                WHERE m.organisation_id = e.organisation_id AND m.account_id = NEW.said_by_id
                AND m.since_on <= (NEW.said_at AT TIME ZONE 'Europe/London')::date
                AND (m.ended_on IS NULL OR m.ended_on > (NEW.said_at AT TIME ZONE 'Europe/London')::date)
            ) OR EXISTS (
                SELECT FROM providers_interest i
                WHERE i.enterprise_id = e.id AND i.account_id = NEW.said_by_id
                AND i.declared_at <= NEW.said_at AND (i.ended_at IS NULL OR i.ended_at > NEW.said_at)
            ))
        ) THEN
        RAISE EXCEPTION 'whoever has a part in the enterprise does not say what happened'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_not_said_by_the_enterprise';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgets_visit_rules BEFORE INSERT OR UPDATE OR DELETE ON budgets_visit
FOR EACH ROW EXECUTE FUNCTION budgets_visit_rules();
"""
UNDO = """
DROP TRIGGER budgets_visit_rules ON budgets_visit;
DROP FUNCTION budgets_visit_rules();
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0017_visits_and_life")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
