"""How a program says who it is: with the key of an organisation, or with the session of whoever is signed in."""

from typing import Any

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from marketplace.accounts.actors import key
from marketplace.organisations.actions import use_token
from marketplace.organisations.models import Token


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer jr_...`; whatever session comes along is left aside."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Token] | None:
        kind, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        token = use_token(secret.strip())
        if token is None:
            raise AuthenticationFailed(_("This key is unknown, or it was stopped."))
        asked: Any = request._request
        asked.actor = key(token.pk, of=token.organisation_id, scopes=token.scopes)
        pghistory.context(account="", token=str(token.pk))
        return AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Just Right"'


class IsKnown(BasePermission):
    """Somebody who is signed in, or a key."""

    def has_permission(self, request, view) -> bool:
        return request.actor.is_signed_in or request.actor.token is not None
