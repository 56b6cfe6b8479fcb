"""What the enterprise does: shows a paper, answers a question, sends its case, takes something back."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.actions.computing import unanswered
from commissioning.actions.deciding import asks_more, back_to_council, holds_again, settle
from commissioning.actions.telling_directory import tell_directory
from commissioning.actions.turns import pass_turn
from commissioning.fitting import serves
from commissioning.models import CheckCase, Decision, Evidence, EvidenceFile, Requirement, Turn, Waiver, Worker
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.workflow import files
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from providers.actions.telling import deciders
from providers.models import Enterprise

Status = Requirement.Status
MOST_FILES = 5


def digest_of(issuer: str, number: str) -> str:
    """Finds the same policy twice without telling its number."""
    plain = "".join(letter for letter in f"{issuer}{number}".lower() if letter.isalnum())
    return salted_hmac("commissioning.number", plain, algorithm="sha256").hexdigest() if number.strip() else ""


def also_elsewhere(enterprise: Enterprise, issuer: str, number: str) -> bool:
    """Whether another enterprise shows the same policy: asked about, and not refused."""
    digest = digest_of(issuer, number)
    others = Evidence.objects.current().filter(number_digest=digest).exclude(enterprise=enterprise)
    return bool(digest) and others.exists()


@transaction.atomic
def show(
    enterprise: Enterprise,
    what: str,
    kind: str,
    facts: dict,
    *,
    key: UUID,
    worker: Worker | None = None,
    papers: Iterable[files.Paper] = (),
    by: Actor,
) -> Evidence:
    """One thing shown once: it is sent for every check of every case that it is for, in its forerunner's place."""
    one_at_a_time(f"evidence:{key}")
    if kept := Evidence.objects.filter(key=key).first():
        return kept
    lock(enterprise)
    require(access.can_show(by, enterprise))
    papers = list(papers)
    if kind == Evidence.Kind.DBS and papers:
        raise RuleBroken(_("Never send the DBS certificate itself. We keep only what was seen of it."))
    if len(papers) > MOST_FILES:
        raise RuleBroken(_("Send at most five files."))
    before = Evidence.objects.of(enterprise).current().filter(what=what, kind=kind, worker=worker).first()
    digest = digest_of(facts.get("issuer", ""), facts.get("number", ""))
    said = {"what": what, "kind": kind, "worker": worker, "number_digest": digest, "replaces": before}
    made = Evidence.objects.create(key=key, enterprise=enterprise, sent_by=by.account, **said, **facts)
    for paper in papers:
        EvidenceFile.objects.create(evidence=made, **files.keep(paper))
    record_entry(made, f"shown:{kind}", by=by)
    _send(made, by=by)
    return made


def _send(evidence: Evidence, *, by: Actor) -> None:
    """To every check that it is for. What was accepted before holds until it ends, or until somebody has looked."""
    found = Requirement.objects.needed().filter(
        case__service__enterprise=evidence.enterprise, what__in=serves(evidence), worker=evidence.worker
    )
    cases: dict = {}
    found = found.exclude(case__status=CheckCase.Status.WITHDRAWN)
    for row in found.exclude(status="not-applicable").with_service().order_by("case_id", "pk"):
        lock(row)
        if row.status != Status.SENT:
            move(row, Status.SENT, by=by, evidence=evidence)
        else:
            row.evidence = evidence
            row.save(update_fields=["evidence"])
        cases[row.case_id] = row.case
    for case in cases.values():
        back_to_council(case, by=by)
        tell_directory(case, by=by)


@transaction.atomic
def take_back(evidence: Evidence, *, by: Actor) -> None:
    """The enterprise takes a paper back: checks that rest on it are open again."""
    lock(evidence)
    require(access.can_show(by, evidence.enterprise))
    move(evidence, Evidence.Status.WITHDRAWN, by=by)
    rows = Requirement.objects.filter(evidence=evidence, status__in=("sent", "accepted", "asked", "waived"))
    for row in rows.with_service().order_by("case_id", "pk"):
        lock(row)
        if row.status == Status.WAIVED:
            _end_waiver(row, by=by)
        if not holds_again(row, by=by):
            move(row, Status.NEEDED, by=by, evidence=None, good_until=None)
            asks_more(row.case, by=by)
        settle(row.case, by=by)


def _end_waiver(row: Requirement, *, by: Actor) -> None:
    """A lesser sum was agreed for this very paper."""
    for waiver in row.waivers_of.filter(status="agreed", kind=Waiver.Kind.VARY):
        move(waiver, Waiver.Status.ENDED, by=by)


@transaction.atomic
def answer(requirement: Requirement, words: str, *, by: Actor) -> None:
    """The enterprise answers the council's question; the clock is the council's again."""
    lock(requirement.case)
    lock(requirement)
    require(access.can_show(by, requirement.case.service.enterprise))
    if requirement.status != Status.ASKED:
        raise RuleBroken(_("Nobody waits for an answer about this."))
    if not words.strip():
        raise RuleBroken(_("Write your answer."))
    Decision.objects.create(
        requirement=requirement, kind=Decision.Kind.ANSWER, words=words.strip(), account=by.account
    )
    move(requirement, Status.SENT, by=by)
    back_to_council(requirement.case, by=by)
    tell_directory(requirement.case, by=by)


@transaction.atomic
def apply(case: CheckCase, *, by: Actor) -> None:
    """The owner sends the case to the council; from now on its clock runs."""
    lock(case)
    require(access.can_apply(by, case))
    if case.status in CheckCase.OPEN:
        return
    if case.is_stopped:
        raise RuleBroken(_("The law stops what you describe. Change it first: your page says how."))
    if unanswered(case.service):
        raise RuleBroken(_("Answer the questions about your work first. They may add a check, or take one away."))
    if not case.requirements.filter(status=Status.SENT).exists():
        raise RuleBroken(_("Send at least one paper first."))
    now = timezone.now()
    moved = move(case, CheckCase.Status.WITH_COUNCIL, by=by, applied_at=case.applied_at or now)
    pass_turn(case, Turn.Whose.COUNCIL)
    tell_directory(case, by=by)
    for officer in deciders(case.service):
        said = {"enterprise": case.service.enterprise.name, "case": str(case.pk)}
        notify(officer, "case-sent", key=f"case-sent:{moved.pk}:{officer.pk}", context=said)


@transaction.atomic
def note_file_reading(file: EvidenceFile, *, by: Actor) -> None:
    """Each opening of a paper is on the trail."""
    require(access.can_see_evidence(by, file.evidence))
    record_entry(file, "read", by=by)
