"""What is set aside is kept for each pot by itself; what was set aside before goes there by postings of its own.

And a body says after how many days a named worker hears of a late return.
"""

from datetime import datetime, timezone

import django.core.validators
from django.db import migrations, models

from budgets.sealing import seal

POTS = {
    "direct-payment": "direct-payment", "council-managed": "council-managed", "isf": "isf",
    "phb-direct-payment": "health-direct", "phb-notional": "health-notional",
    "phb-third-party": "health-third-party", "self-funded": "own-money",
}  # fmt: skip
LIMITED = ("council-managed", "isf", "health-notional", "health-third-party")


def keep_apart(apps, schema_editor):
    """Each step that set aside or released gets one posting more, out of the one account into those of its pot. What
    was released into another pot than it came out of is left there, and is taken off where there is most."""
    accounts, steps = apps.get_model("budgets", "Account").objects, apps.get_model("budgets", "MoneyStep").objects
    for old in accounts.filter(kind="contingency", pot=""):
        found = steps.filter(budget_id=old.budget_id, kind__in=("set-aside", "release"), taken_back_at=None)
        kept = {}
        for step in sorted(found, key=lambda each: (each.kind == "release", each.done_at)):
            pot = POTS[step.mechanism]
            sign = 1 if step.kind == "set-aside" else -1
            moved = {pot: step.pence} if sign > 0 else _out_of(kept, pot, step.pence)
            for name, pence in moved.items():
                kept[name] = kept.get(name, 0) + sign * pence
            _post(apps, old, step, {name: sign * pence for name, pence in moved.items()})


def _out_of(kept, pot, pence):
    """Out of its own pot first, and then out of the fullest."""
    taken = {}
    for name in sorted(kept, key=lambda each: (each != pot, -kept[each])):
        if part := min(pence - sum(taken.values()), kept[name]):
            taken[name] = part
    return taken


def _post(apps, old, step, sums):
    """As the books write it."""
    Posting, Line = apps.get_model("budgets", "Posting"), apps.get_model("budgets", "Line")
    lines = {_account(old, pot).pk: pence for pot, pence in sums.items()}
    lines[old.pk] = -sum(lines.values())
    rows = [("posted", account, pence) for account, pence in lines.items()]
    posting = Posting(
        key=f"step:{step.pk}:pot", entry_type="contingency-hold", effective_on=step.on, line_count=len(rows),
        source_type="budgets.moneystep", source_id=step.pk, rule="set-aside-kept-apart",
        recorded_at=datetime.now(timezone.utc),
    )  # fmt: skip
    posting.digest = seal(posting, rows)
    posting.save(force_insert=True)
    Line.objects.bulk_create(
        Line(posting=posting, layer=layer, account_id=account, pence=pence) for layer, account, pence in rows
    )


def _account(old, pot):
    whose = {name: getattr(old, name) for name in ("organisation_id", "kind", "person_id", "budget_id")}
    made, _new = type(old).objects.get_or_create(**whose, pot=pot, defaults={"minimum": 0 if pot in LIMITED else None})
    return made


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0026_what_old_terms_come_to'),
        ('organisations', '0003_days_to_answer'),
        ('providers', '0018_together'),
    ]

    operations = [
        migrations.AddField(
            model_name='moneyrules',
            name='late_days',
            field=models.PositiveSmallIntegerField(default=14, help_text='Days after a return was due until the named worker hears that it is missing.', validators=[django.core.validators.MaxValueValidator(90)]),
        ),
        migrations.RemoveConstraint(
            model_name='account',
            name='account_once',
        ),
        migrations.AddField(
            model_name='account',
            name='pot',
            field=models.CharField(blank=True, choices=[('council-managed', 'Budget that the council manages'), ('isf', 'Individual service fund'), ('health-notional', 'Personal health budget, notional'), ('health-third-party', 'Personal health budget held by somebody else'), ('direct-payment', 'Direct payment'), ('health-direct', 'Personal health budget, direct payment'), ('own-money', 'Own money'), ('pool-share', 'One person’s share of what several buy together'), ('contingency', 'Set aside for what may come'), ('funding', 'Where a council’s or NHS body’s money comes from: what it gave, with a minus'), ('contribution', 'What a person still has to contribute, with a minus'), ('outside', 'A person’s bank account, as far as money came from it or went to it'), ('enterprise', 'What an enterprise was paid'), ('expense', 'Spent elsewhere, as it was declared'), ('clawback', 'Asked back by the council and not there yet'), ('clearing', 'Money on its way: nothing is left in it in the end')], help_text='Out of which money it was set aside.', max_length=18),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'contingency'), ('pot', ''), _connector='OR'), name='account_set_aside_from_a_pot'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(fields=('organisation', 'kind', 'person', 'enterprise', 'budget_id', 'agreement_id', 'pot'), name='account_once', nulls_distinct=False),
        ),
        migrations.RunPython(keep_apart, migrations.RunPython.noop),
    ]
