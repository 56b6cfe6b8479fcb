"""Sending an introduction to the first who is named and can be asked, and passing it to the next."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.telling import tell_person, tell_professional
from budgets.models import Introduction, IntroductionChoice
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor, system
from marketplace.notifications.contacts import Contact, Way
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move
from providers.actions import enquiries
from providers.models import Enquiry, Service

Status, Choice, Why = Introduction.Status, IntroductionChoice.Status, Introduction.Why
RULE = system("introduction")


@transaction.atomic
def send(introduction: Introduction, *, by: Actor) -> None:
    """To the first choice, at once; whoever is introduced is told, if they can be reached."""
    lock(introduction)
    require(access.can_change(by, introduction))
    if not introduction.may_change:
        raise RuleBroken(_("This introduction was sent already."))
    if not introduction.words:
        raise RuleBroken(_("Say first what would help."))
    if not introduction.choices.waiting().exists():
        raise RuleBroken(_("Choose first to whom it may go."))
    if not introduction.may_go(timezone.localdate()):
        raise RuleBroken(_("Say first who agreed to it, and until when."))
    opened = {"opened_at": introduction.opened_at or timezone.now(), "ended_at": None}
    move(introduction, Status.OPEN, by=by, **opened)
    go_on(introduction, by=by)


def go_on(introduction: Introduction, *, by: Actor, after: IntroductionChoice | None = None) -> None:
    """Ask the next who is named; when the agreement is over, or nobody is left, the professional is told."""
    for choice in introduction.choices.waiting().with_service():
        if not introduction.may_go(timezone.localdate()):
            _run_out(introduction, by=by)
            return
        if enquiry := _ask(introduction, choice):
            move(choice, Choice.SENT, by=by, enquiry=enquiry)
            set_due(introduction, enquiry.answer_by)
            tell_person(introduction, choice)
            if after is not None:
                _tell_passed_on(introduction, after, choice)
            return
        move(choice, Choice.NOT_SENT, by=by)
    today = timezone.localdate()
    moved = move(introduction, Status.NO_MATCH, by=by, ended_at=timezone.now(), due_on=today)
    tell_professional(introduction, "introduction-no-match", moved.pk)


def _ask(introduction: Introduction, choice: IntroductionChoice) -> Enquiry | None:
    """The enquiry, or nothing if this one cannot be asked now."""
    service = choice.service
    if service.status != Service.Status.LISTED or access.has_interest(introduction, service.enterprise):
        return None
    contact, person = _contact(introduction), introduction.person
    try:
        with transaction.atomic():
            return enquiries.ask(
                service,
                key=choice.pk,
                name=introduction.called,
                way=contact.way,
                address=contact.address,
                words=introduction.words,
                times=introduction.times,
                when_note="",
                outcode=introduction.outcode,
                communication=person.communication if person else [],
                communication_note=person.communication_note if person else "",
                introduced_by=introduction.organisation,
                may_share=introduction.may_share,
                by=replace(RULE, acting_for=introduction.account_id),
            )
    except RuleBroken:
        return None


def _contact(introduction: Introduction) -> Contact:
    """Where the person is reached; else whoever introduces them."""
    known = introduction.person.contact if introduction.person else None
    account = introduction.account
    return known or Contact(Way.EMAIL, (account.email or "") if account else "")


def set_due(introduction: Introduction, day) -> None:
    introduction.due_on = day
    introduction.save(update_fields=["due_on"])


def _tell_passed_on(introduction: Introduction, before: IntroductionChoice, now: IntroductionChoice) -> None:
    said = {
        "before": called(before),
        "what": str(before.get_status_display()).lower(),
        "now": called(now),
        "answer_by": long_date(now.enquiry.answer_by) if now.enquiry and now.enquiry.answer_by else "",
    }
    tell_professional(introduction, "introduction-passed-on", now.pk, **said)


def called(choice: IntroductionChoice) -> str:
    return choice.service.people or choice.service.enterprise.name


def _run_out(introduction: Introduction, *, by: Actor) -> None:
    """The agreement is over: it goes to nobody else."""
    leave_the_rest(introduction, by=by)
    moved = move(introduction, Status.WITHDRAWN, by=by, ended_at=timezone.now(), why=Why.OVER, due_on=None)
    tell_professional(introduction, "introduction-agreement-over", moved.pk)


def leave_the_rest(introduction: Introduction, *, by: Actor) -> None:
    """Whoever was not asked yet never is."""
    for choice in introduction.choices.waiting():
        move(choice, Choice.NOT_SENT, by=by)
