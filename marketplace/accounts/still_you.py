"""Asking once more who it is, before something that a stolen phone or an open laptop must not do."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.mfa.models import Authenticator
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode


def is_still_you(request: HttpRequest) -> bool:
    """Whether they said so in the last quarter of an hour; by their second step, where they have one."""
    if not did_recently_reauthenticate(request):
        return False
    said = [each for each in get_authentication_records(request, request.user) if each.get("reauthenticated")]
    return not has_second_step(request) or bool(said and said[-1]["method"] == "mfa")


def ask_who(request: HttpRequest) -> HttpResponse:
    """The page that asks; it leads back here, and never carries what was typed."""
    page = "mfa_reauthenticate" if has_second_step(request) else "account_reauthenticate"
    return redirect(f"{reverse(page)}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")


def has_second_step(request: HttpRequest) -> bool:
    return Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).exists()
