"""Every named question about messages."""

from datetime import timedelta

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

REMEMBERED = timedelta(days=7)  # to which address
READ_AGAIN = timedelta(days=30)  # what it said
KEPT = timedelta(days=2 * 365)  # that it was said


class MessageQuerySet(models.QuerySet):
    def add_once(self, message) -> bool:
        """Keep it unless its key is known already, in one statement; whether it was new."""
        fields = message._meta.concrete_fields
        columns = ", ".join(f'"{field.column}"' for field in fields)
        marks = ", ".join(["%s"] * len(fields))
        into = f'INSERT INTO "{message._meta.db_table}" ({columns}) VALUES ({marks}) ON CONFLICT ("key") DO NOTHING'
        with connection.cursor() as cursor:
            cursor.execute(
                into, [field.get_db_prep_save(field.pre_save(message, True), connection) for field in fields]
            )
            return cursor.rowcount == 1

    def due(self):
        """Owed now, and not in the hands of a worker whose lease still runs."""
        now = timezone.now()
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        owed = self.filter(free, sent_at=None, failed_at=None, by_hand_at=None, bundle=None, run_at__lte=now)
        return owed.order_by("run_at", "pk")

    def waiting_together(self, account_id):
        """News of one person that goes in one message now."""
        waits = {"sent_at": None, "failed_at": None, "by_hand_at": None, "bundle": None, "is_bundled": True}
        return self.filter(to=account_id, run_at__lte=timezone.now(), **waits)

    def failed(self):
        """Given up: a person has to look."""
        return self.filter(failed_at__isnull=False, settled_at=None)

    def for_a_human(self):
        """To print and post, to ring, or to find out why it did not arrive; the oldest first."""
        by_hand = Q(by_hand_at__isnull=False, sent_at=None, failed_at=None)
        return self.filter(Q(failed_at__isnull=False, settled_at=None) | by_hand).order_by("pk")

    def sent_to(self, account):
        """Everything that went, or should have gone, to this person; newest first, news that went together once."""
        return self.filter(to=account, bundle=None).order_by("-created_at", "-pk")

    def past_remembering(self):
        """Sent, or settled, or given up and left alone, so long ago that the address has to be blanked."""
        now = timezone.now()
        week, month = now - REMEMBERED, now - READ_AGAIN
        settled = Q(settled_at__lte=week) | Q(failed_at__lte=month)
        return self.filter(Q(sent_at__lte=week, failed_at=None) | settled)

    def past_reading_again(self):
        """Sent so long ago that what they said has to be blanked."""
        limit = timezone.now() - READ_AGAIN
        gone = Q(sent_at__lte=limit) | Q(failed_at__lte=limit) | Q(bundle__failed_at__lte=limit)
        return self.filter(gone).exclude(said="", context={})

    def past_keeping(self):
        return self.filter(created_at__lte=timezone.now() - KEPT)


class MailQuerySet(models.QuerySet):
    def past_remembering(self):
        return self.filter(at__lte=timezone.now() - REMEMBERED)
