"""Staff cannot be on any page without a second step."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from marketplace.organisations.access import is_staff
from marketplace.workflow import problems

OPEN_TO_ALL = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_email",
        "account_email_verification_sent",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "second-step-qr",
        "mailbox",
        "health",
        "ready",
        "metrics",
    }
)
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class second_step:
    """Whoever has a staff role and no second step sets one up before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs) -> HttpResponse | None:
        if not request.actor.is_signed_in or not is_staff(request.actor):
            return None
        if not request.session.get("is_staff_session"):
            request.session["is_staff_session"] = True  # a role given while signed in shortens the sign-in too
        if request.resolver_match.view_name in OPEN_TO_ALL or has_second_step(request.user):
            return None
        if problems.for_programs(request):
            return problems.answer(403, _("Set up the second step of your sign-in first."))
        return redirect("mfa_activate_totp")


def has_second_step(account) -> bool:
    return Authenticator.objects.filter(user=account, type__in=SECOND_STEPS).exists()
