"""Moving a record from one status to the next: one at a time, only where allowed, always on the record."""

from collections.abc import Iterable

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.many import insert_many
from marketplace.workflow.models import Entry

AT_ONCE = 1000


def lock(record: models.Model) -> None:
    """Re-read the row and hold it until the transaction ends, so that two people cannot act on it at once."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '3s'")
    rows = type(record)._base_manager.select_for_update(of=("self",))
    record.refresh_from_db(from_queryset=rows)


def one_at_a_time(key: str) -> None:
    """Hold everybody else who names the same key until this transaction ends; for rows that do not exist yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def record_entry(subject: models.Model, what: str, *, by: Actor) -> Entry:
    """Write one line of the trail."""
    return record_entries([subject], what, by=by)[0]


def record_entries(subjects: Iterable[models.Model], what: str, *, by: Actor) -> list[Entry]:
    """Write one line of the trail for each, at once."""
    return Entry.objects.bulk_create(_entry(type(each), each.pk, what, by) for each in subjects)


def _entry(model: type[models.Model], key, what: str, by: Actor) -> Entry:
    return Entry(
        subject_type=model._meta.label_lower,
        subject_id=key,
        account=by.account,
        rule=by.rule,
        link_id=by.link,
        membership_id=by.membership,
        acting_for_id=by.acting_for,
        token_id=by.token,
        what=what,
        at=timezone.now(),
    )


def _said_when(record: models.Model) -> list[str]:
    """The field in which a model says when its row last changed, if it has one."""
    return [field.name for field in record._meta.concrete_fields if getattr(field, "auto_now", False)]


@transaction.atomic
def move(record, to: str, *, by: Actor, **changes) -> Entry:
    """Set `record.status` to `to`, with any other `changes`, if the model's MOVES allow it.

    Returns the trail's entry: its key makes a message about this very move unique.
    """
    lock(record)
    before = record.status
    if to not in record.MOVES[before]:
        raise RuleBroken(
            _("This %(thing)s is “%(status)s” now, so that cannot be done.")
            % {"thing": record._meta.verbose_name, "status": record.get_status_display().lower()}
        )
    record.status = to
    for field, value in changes.items():
        setattr(record, field, value)
    record.save(update_fields=["status", *changes, *_said_when(record)])
    return record_entry(record, f"{before}>{to}", by=by)


@transaction.atomic
def move_many(rows: models.QuerySet, to: str, *, by: Actor, **changes) -> int:
    """The same for many rows of one model at once: all of them, or none where one of them may not. How many."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '3s'")
    held = rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", "status")
    found, model = list(held), rows.model
    for before in {before for _key, before in found if to not in model.MOVES[before]}:
        name = model.Status(before).label.lower()
        raise RuleBroken(_("One of them is “%(status)s” now, so that cannot be done.") % {"status": name})
    for start in range(0, len(found), AT_ONCE):
        part = found[start : start + AT_ONCE]
        model._base_manager.filter(pk__in=[key for key, _before in part]).update(status=to, **changes)
        insert_many([_entry(model, key, f"{before}>{to}", by) for key, before in part])
    return len(found)
