"""What was agreed stays as it is, but for its words: PostgreSQL lets the reasons be blanked in time."""

from django.db import migrations

FREE = ("ends_on", "allocated_until", "because")
MAKE = """
CREATE OR REPLACE FUNCTION budgets_version_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.status <> 'proposed' THEN
        RAISE EXCEPTION 'a budget begins as a proposal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_agreed_within_the_limit';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status <> 'proposed' AND
        to_jsonb(NEW) - ARRAY[%(free)s] <> to_jsonb(OLD) - ARRAY[%(free)s] THEN
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
"""


def saying(*free: str) -> str:
    return MAKE % {"free": ", ".join(f"'{name}'" for name in free)}


class Migration(migrations.Migration):
    dependencies = [("budgets", "0028_teams_and_reasons")]
    operations = [migrations.RunSQL(saying(*FREE, "why"), saying(*FREE))]
