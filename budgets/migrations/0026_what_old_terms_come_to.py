"""What the terms from before 0019 come to in a year, or to their end, is written down as for all later ones: else
orders from then do not count within anybody's limit, and those that still wait are within every limit.

Up to how much their buyers ordered alone was not kept then, so `limit_pence` stays empty: nobody makes it up.
"""

from django.db import migrations

# The owner alone may do this: agreed terms are held as they are by budgets_terms_rules.
COUNT = """
ALTER TABLE budgets_agreementversion DISABLE TRIGGER budgets_terms_rules;
UPDATE budgets_agreementversion v SET yearly_pence = (2 * w.pence * w.days + 7) / 14
FROM (
    SELECT o.id, LEAST(365, COALESCE(o.ends_on - o.starts_on + 1, 365)) AS days, SUM(CASE o.unit
        WHEN 'hour' THEN (2 * o.pence * (r ->> 'minutes')::bigint + 60) / 120
        WHEN 'half-hour' THEN (2 * o.pence * (r ->> 'minutes')::bigint + 30) / 60
        ELSE o.pence END)::bigint AS pence
    FROM budgets_agreementversion o CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(o.pattern) WHEN 'array' THEN o.pattern ELSE '[]' END) r
    WHERE o.yearly_pence = 0 AND o.limit_pence IS NULL
    GROUP BY o.id
) w WHERE w.id = v.id;
ALTER TABLE budgets_agreementversion ENABLE TRIGGER budgets_terms_rules;
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0025_terms_and_budgets_held_by_the_database")]
    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop)]
