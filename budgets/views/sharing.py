"""One thing that several share: one's own share, the days, who came, and how somebody leaves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import access, actions, clubbing, sharing
from budgets.forms.agreeing import NoForm
from budgets.forms.together import PlanForm, PutRightForm, SettleForm
from budgets.models import SharedArrangement, SharedSession, ShareMember
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]


def _seen(request, pk: UUID) -> SharedArrangement:
    return get_object_or_404(SharedArrangement.objects.visible_to(request.actor).with_service(), pk=pk)


def _place(request, pk: UUID) -> ShareMember:
    """The place of somebody whom the actor looks after; to everybody else it does not exist."""
    found = ShareMember.objects.visible_to(request.actor).here().with_person()
    return get_object_or_404(found.select_related("arrangement__service__enterprise__organisation"), pk=pk)


def _session(request, pk: UUID) -> SharedSession:
    visible = SharedArrangement.objects.visible_to(request.actor)
    found = SharedSession.objects.filter(arrangement__in=visible.values("pk"))
    return get_object_or_404(found.select_related("arrangement__service__enterprise__organisation"), pk=pk)


@never_cache
@require_safe
def detail(request, pk: UUID) -> HttpResponse:
    """What it is, how many are in it, one's own share, and the days; nobody reads another's money."""
    arrangement = _seen(request, pk)
    members = list(arrangement.members.here().with_person())
    mine = clubbing.mine_of(arrangement, members, request.actor)
    looked_at = [each["member"].person for each in mine if not each["is_own"]]
    actions.note_together_reading(looked_at, by=request.actor)
    owns = access.can_offer(request.actor, arrangement.service)
    shown = clubbing.page_of(arrangement, members, mine, request.actor, sees_names=owns)
    shown |= {"can": _can(request.actor, arrangement, owns), "today": timezone.localdate()}
    return render(request, "budgets/together.html", shown)


def _can(actor, arrangement: SharedArrangement, owns: bool) -> dict:
    leads = access.can_lead(actor, arrangement)
    return {"own": owns, "lead": leads, "plan": (owns or leads), "invite": access.can_invite(actor, arrangement)}


# --- Leaving, and a higher share -------------------------------------------------------------------------------------
@never_cache
@require_http_methods(FORM)
def leave(request, pk: UUID) -> HttpResponse:
    """Until which day somebody is in it, and what happens with their money."""
    member = _place(request, pk)
    require(access.can_speak_for_share(request.actor, member))
    arrangement = member.arrangement
    if request.method == "POST":
        actions.leave_together(member, by=request.actor)
        messages.success(request, _("We have written it down, and the others are told."))
        return redirect("budgets:my-together")
    last = sharing.last_day(timezone.localdate(), arrangement.as_pure(()))
    is_at_once = arrangement.status in ("gathering", "paused")
    shown = {"member": member, "a": arrangement, "last": "" if is_at_once else long_date(last)}
    shown["is_own"] = member.person.account_id == request.actor.person.pk
    return render(request, "budgets/leave_together.html", shown)


@require_POST
def answer(request, pk: UUID) -> HttpResponse:
    """Yes or no to a higher share."""
    member = _place(request, pk)
    says_yes = request.POST.get("answer") == "yes"
    actions.answer_share(member, says_yes, by=request.actor)
    thanks = _("Thank you. We have written down your yes.")
    messages.success(request, thanks if says_yes else _("You leave, and pay no more than before."))
    return redirect("budgets:together", member.arrangement_id)


@require_POST
def call_off(request, pk: UUID) -> HttpResponse:
    """It has not started, and does not."""
    actions.call_off_together(_seen(request, pk), by=request.actor)
    messages.success(request, _("Called off. Everybody is told."))
    return redirect("budgets:together-desk" if "desk" in request.POST else "budgets:my-together")


# --- Days ------------------------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(FORM)
def plan(request, pk: UUID) -> HttpResponse:
    """The next day: from the lead everybody's share is set aside, from the enterprise it waits for a yes."""
    arrangement = _seen(request, pk)
    leads = access.can_lead(request.actor, arrangement)
    require(leads or access.can_offer(request.actor, arrangement.service))
    form = PlanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _planned(request, arrangement, form.cleaned_data["held_on"], leads=leads))
            return redirect("budgets:together", pk)
        except RuleBroken as refused:
            form.add_error("held_on", str(refused))
    shown = {"form": form, "card": clubbing.card_of(arrangement), "leads": leads}
    return render(request, "budgets/plan_together.html", shown)


def _planned(request, arrangement: SharedArrangement, day, *, leads: bool) -> str:
    """What to say of it; a day that was there before stays as it is."""
    was = arrangement.sessions.live_on(day).first()
    session = actions.plan_session(arrangement, day, by=request.actor)
    if was is not None and was.status == session.status:
        return _("Planned already.") if was.status != SharedSession.Status.PROPOSED else _("Suggested already.")
    if leads:
        return _("Planned. Each is told what is set aside of their own money.")
    return _("Suggested. Nothing is set aside before they say yes.")


@require_POST
def say_yes(request, pk: UUID) -> HttpResponse:
    """Yes to a day that the enterprise suggests."""
    session = _session(request, pk)
    actions.say_yes_to_day(session, by=request.actor)
    messages.success(request, _("Planned. Each is told what is set aside of their own money."))
    return redirect("budgets:together", session.arrangement_id)


@never_cache
@require_http_methods(FORM)
def say_no(request, pk: UUID) -> HttpResponse:
    """No to it, and why; a day that was answered leads back with a sentence."""
    session = _session(request, pk)
    require(access.can_lead(request.actor, session.arrangement))
    form = NoForm(request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST" and form.is_valid():
            actions.say_no_to_day(session, form.cleaned_data["because"], by=request.actor)
            messages.success(request, _("We have told them."))
            return redirect("budgets:together", session.arrangement_id)
        actions.must_wait(session)
    except RuleBroken as answered:
        messages.info(request, str(answered))
        return redirect("budgets:together", session.arrangement_id)
    shown = {"form": form, "a": session.arrangement, "day": long_date(session.held_on)}
    return render(request, "budgets/day_no.html", shown)


@never_cache
@require_http_methods(FORM)
def settle(request, pk: UUID) -> HttpResponse:
    """Who came: from the lead it is paid, from the enterprise it waits for the lead's yes."""
    session = _session(request, pk)
    leads = access.can_lead(request.actor, session.arrangement)
    require(leads or access.can_offer(request.actor, session.arrangement.service))
    form = _settle_form(request, session, leads=leads)
    if request.method == "POST" and form.is_valid() and _settled(request, session, form, leads=leads):
        return redirect("budgets:together", session.arrangement_id)
    shown = {"form": form, "session": session, "a": session.arrangement, "leads": leads}
    return render(request, "budgets/settle_together.html", shown | {"day": long_date(session.held_on)})


def _settle_form(request, session: SharedSession, *, leads: bool) -> SettleForm:
    shares = list(session.shares.select_related("member__person"))
    members = [share.member for share in shares]
    labels = clubbing.labels_of(session.arrangement, members, request.actor, sees_names=not leads)
    choices = [(str(share.member_id), labels[share.member_id]) for share in shares]
    here = [str(share.member_id) for share in shares if share.came is not False]
    start = {"came": here, "cost_pence": session.cost_pence}
    data = request.POST if request.method == "POST" else None
    return SettleForm(data, initial=start, choices=choices, says_cost=leads)


def _settled(request, session: SharedSession, form: SettleForm, *, leads: bool) -> bool:
    try:
        if leads:
            actions.settle_session(session, form.who_came, form.cleaned_data["cost_pence"], by=request.actor)
            messages.success(request, _("Paid. Each paid their own share, and is told."))
        else:
            actions.say_who_came(session, form.who_came, by=request.actor)
            messages.success(request, _("Sent. It is paid as soon as the lead says yes."))
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_POST
def call_off_day(request, pk: UUID) -> HttpResponse:
    """It does not happen."""
    session = _session(request, pk)
    actions.call_off_session(session, by=request.actor)
    messages.success(request, _("Called off. Nobody pays for it, and whoever knew of it is told."))
    return redirect("budgets:together", session.arrangement_id)


@never_cache
@require_http_methods(FORM)
def put_right(request, pk: UUID) -> HttpResponse:
    """It was paid by mistake: what happens then, and one button; afterwards it is settled again."""
    session = _session(request, pk)
    require(access.can_lead(request.actor, session.arrangement))
    form = PutRightForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid():
        actions.take_back_day(session, key=form.cleaned_data["key"], by=request.actor)
        messages.success(request, _("Taken back, and each is told. Say now what is right, or call it off."))
        return redirect("budgets:together", session.arrangement_id)
    shown = {"form": form, "session": session, "a": session.arrangement, "day": long_date(session.held_on)}
    return render(request, "budgets/day_put_right.html", shown)
