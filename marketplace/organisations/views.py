"""My account, the people of an organisation, invitations and keys."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations import access, actions
from marketplace.organisations.context import can_do_today
from marketplace.organisations.forms import InviteForm, TeamForm, TokenForm
from marketplace.organisations.middleware import has_second_step
from marketplace.organisations.models import Invitation, Organisation, Role

FORM = ["GET", "HEAD", "POST"]


@require_safe
def account(request):
    """Everything about my own account on one page."""
    mine = request.user
    memberships = mine.memberships.live().select_related("organisation")
    found = {
        "memberships": memberships,
        "today": can_do_today(each.role for each in memberships),
        "invitations": Invitation.objects.open().for_email(mine.email).select_related("organisation"),
        "session_count": UserSession.objects.filter(user=mine).count(),
        "has_second_step": has_second_step(mine),
        "needs_second_step": access.is_staff(request.actor),
    }
    return render(request, "account/account.html", found)


def _organisation(actor: Actor, pk) -> Organisation:
    """The organisation, if the actor belongs to it or runs the site; to anybody else it does not exist."""
    return get_object_or_404(Organisation.objects.visible_to(actor), pk=pk)


@require_safe
def members(request, pk):
    """Who works here; those who manage it also see invitations and keys."""
    organisation = _organisation(request.actor, pk)
    require(access.can_see_members(request.actor, organisation))
    manages = access.can_manage(request.actor, organisation)
    people = organisation.memberships.live().select_related("account").order_by("role", "account__name")
    found = {
        "organisation": organisation,
        "manages": manages,
        "is_operator": access.holds(request.actor, Role.OPERATOR),
        "people": people if manages else people.working(),
        "invitations": organisation.invitations.open() if manages else [],
        "tokens": organisation.tokens.live() if manages else [],
    }
    return render(request, "organisations/members.html", found)


@require_http_methods(FORM)
def invite(request, pk):
    organisation = _organisation(request.actor, pk)
    require(access.can_manage(request.actor, organisation))
    form = InviteForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        actions.invite(organisation, **form.cleaned_data, by=request.actor)
        messages.success(request, _("We have sent the invitation."))
        return redirect("organisations:members", organisation.pk)
    found = {"form": form, "organisation": organisation, "teams": organisation.memberships.live().teams()}
    return render(request, "organisations/invite.html", found)


@require_http_methods(FORM)
def withdraw(request, pk, invitation_pk):
    organisation = _organisation(request.actor, pk)
    invitation = get_object_or_404(organisation.invitations, pk=invitation_pk)
    require(access.can_withdraw(request.actor, invitation))
    if request.method == "POST":
        actions.withdraw(invitation, by=request.actor)
        messages.success(request, _("The invitation no longer works."))
        return redirect("organisations:members", organisation.pk)
    return render(request, "organisations/withdraw.html", {"invitation": invitation, "organisation": organisation})


@require_http_methods(FORM)
def end(request, pk, membership_pk):
    """End somebody's role, or my own."""
    organisation = _organisation(request.actor, pk)
    membership = get_object_or_404(organisation.memberships.select_related("account"), pk=membership_pk)
    require(access.can_end(request.actor, membership))
    if request.method == "POST":
        actions.end_membership(membership, by=request.actor)
        messages.success(request, _("The role has ended."))
        is_mine = membership.account_id == request.user.pk
        return redirect("account") if is_mine else redirect("organisations:members", organisation.pk)
    return render(request, "organisations/end.html", {"membership": membership, "organisation": organisation})


@require_http_methods(FORM)
def set_team(request, pk, membership_pk):
    """In which team somebody works."""
    organisation = _organisation(request.actor, pk)
    require(access.can_manage(request.actor, organisation))
    membership = get_object_or_404(organisation.memberships.live().select_related("account"), pk=membership_pk)
    form = TeamForm(request.POST if request.method == "POST" else None, initial={"team": membership.team})
    if request.method == "POST" and form.is_valid():
        actions.set_team(membership, form.cleaned_data["team"], by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("organisations:members", organisation.pk)
    found = {"form": form, "membership": membership, "organisation": organisation}
    return render(request, "organisations/team.html", found | {"teams": organisation.memberships.live().teams()})


@require_http_methods(FORM)
def reset_second_step(request, pk, membership_pk):
    """Somebody lost their phone, and an operator has made sure who they are."""
    organisation = _organisation(request.actor, pk)
    membership = get_object_or_404(organisation.memberships.select_related("account"), pk=membership_pk)
    require(access.can_reset_second_step(request.actor, membership.account))
    if request.method == "POST":
        actions.reset_second_step(membership.account, by=request.actor)
        messages.success(request, _("They set up a new second step when they next sign in."))
        return redirect("organisations:members", organisation.pk)
    found = {"membership": membership, "organisation": organisation}
    return render(request, "organisations/reset_second_step.html", found)


@never_cache
@require_http_methods(FORM)
def make_token(request, pk):
    """Make a key for another system; its secret is on the answering page and never again."""
    organisation = _organisation(request.actor, pk)
    require(access.can_make_token(request.actor, organisation))
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token, secret = actions.make_token(organisation, **form.cleaned_data, by=request.actor)
        made = {"token": token, "secret": secret, "organisation": organisation}
        return render(request, "organisations/token_made.html", made)
    return render(request, "organisations/token.html", {"form": form, "organisation": organisation})


@require_http_methods(FORM)
def revoke_token(request, pk, token_pk):
    organisation = _organisation(request.actor, pk)
    token = get_object_or_404(organisation.tokens, pk=token_pk)
    require(access.can_revoke_token(request.actor, token))
    if request.method == "POST":
        actions.revoke_token(token, by=request.actor)
        messages.success(request, _("The key no longer works."))
        return redirect("organisations:members", organisation.pk)
    return render(request, "organisations/revoke.html", {"token": token, "organisation": organisation})


@login_not_required
@never_cache
@require_http_methods(FORM)
def invitation(request, secret: str):
    """Answer an invitation by the link in its e-mail."""
    found = Invitation.objects.open().of_secret(secret).select_related("organisation", "invited_by").first()
    if found is None:
        return render(request, "organisations/invitation_gone.html", status=404)
    shown = {"invitation": found, "is_about_you": _is_about_them(found)}
    if not request.actor.is_signed_in:
        return render(request, "organisations/invitation_sign_in.html", shown)
    if not access.can_accept(request.actor, found):
        return render(request, "organisations/invitation_other.html", {"invitation": found}, status=403)
    if request.method == "POST":
        return _accept(request, found)
    return render(request, "organisations/invitation.html", shown)


def _is_about_them(found: Invitation) -> bool:
    """Whether somebody writes a page about the person who is invited."""
    return found.role == Role.OWNER and access.began_for_another(Actor(account=found.invited_by), found.organisation)


@require_POST
def accept(request, invitation_pk):
    """Answer an invitation from my account page; to anybody else it does not exist."""
    mine = Invitation.objects.open().for_email(request.user.email)
    return _accept(request, get_object_or_404(mine, pk=invitation_pk))


def _accept(request, found: Invitation):
    actions.accept(found, by=request.actor)
    messages.success(request, _("You have joined %(name)s.") % {"name": found.organisation.name})
    return redirect("account")
