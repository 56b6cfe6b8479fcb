"""What papers said goes a year after an enterprise has closed its last listing, and what an old bank account was seven
years after another one took its place; that they were there stays."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from commissioning.actions.referees import REFERENCE
from commissioning.models import BankAccount, Decision, Evidence, EvidenceFile, PayeeCheck, Referee, Worker
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow import files
from marketplace.workflow.links import end_links
from marketplace.workflow.models import Entry
from marketplace.workflow.moves import move, record_entries, record_entry
from providers.models import Enterprise, Service

KEPT = timedelta(days=365)
CHUNK = 50
GONE = {"forgotten": True}
PAPER = {"issuer": "", "number": "", "number_digest": "", "covers": "", "details": GONE}
REFEREE = {"name": "", "email": "", "phone": "", "contact_digest": "", "answer": ""}
SAID = ("name", "sort_code", "number", "digest", "contacts")  # by a bank account


@transaction.atomic
def forget_papers(*, by: Actor) -> int:
    """The next fifty enterprises; how many they were."""
    require(bool(by.rule))
    some = list(_past_keeping().order_by("pk").select_for_update(of=("self",), skip_locked=True)[:CHUNK])
    for enterprise in some:
        _forget(enterprise, by=by)
    return len(some)


def _past_keeping():
    """Everything they offered is closed, for a year now, and something of their papers still speaks."""
    services = Service.objects.filter(enterprise=OuterRef("pk"))
    closings = Entry.objects.filter(subject_type="providers.service", subject_id=OuterRef("pk"))
    lately = closings.filter(what__endswith=">closed", at__gt=timezone.now() - KEPT)
    papers = Evidence.objects.filter(enterprise=OuterRef("pk")).exclude(details=GONE)
    people = Worker.objects.filter(enterprise=OuterRef("pk")).exclude(name="")
    closed = Enterprise.objects.filter(Exists(services.filter(status="closed")))
    closed = closed.exclude(Exists(services.exclude(status="closed"))).exclude(Exists(services.filter(Exists(lately))))
    return closed.filter(Exists(papers) | Exists(people))


def _forget(enterprise: Enterprise, *, by: Actor) -> None:
    papers = Evidence.objects.of(enterprise)
    for file in EvidenceFile.objects.filter(evidence__in=papers).exclude(stored_as=""):
        _drop(file.stored_as)
    EvidenceFile.objects.filter(evidence__in=papers).update(stored_as="", name="")
    for referee in Referee.objects.filter(evidence__in=papers, status="asked"):
        move(referee, Referee.Status.WITHDRAWN, by=by)
        end_links(referee, REFERENCE)
    Referee.objects.filter(evidence__in=papers).update(**REFEREE)
    Decision.objects.filter(requirement__case__service__enterprise=enterprise).update(words="")
    Worker.objects.of(enterprise).update(name="")
    papers.update(**PAPER)
    record_entry(enterprise, "papers-forgotten", by=by)


def _drop(stored: str) -> None:
    transaction.on_commit(lambda: files.drop(stored))


@transaction.atomic
def forget_accounts(*, by: Actor) -> int:
    """The next fifty bank accounts, and how they were checked; how many they were."""
    require(bool(by.rule))
    old = BankAccount.objects.past_remembering(timezone.now())
    keys = list(old.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)[:CHUNK])
    some = BankAccount.objects.filter(pk__in=keys)
    some.update(**dict.fromkeys(SAID, ""))
    PayeeCheck.objects.filter(account__in=keys).delete()
    record_entries(some, "forgotten", by=by)
    return len(keys)
