"""Whether somebody may buy is judged when they say yes, and not at each later change of the terms."""

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


class Migration(migrations.Migration):
    dependencies = [("budgets", "0022_move_said_in_advance")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
