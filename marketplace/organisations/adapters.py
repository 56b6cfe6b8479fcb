"""How signing in works here: django-allauth's decisions, taken our way."""

import logging
from urllib.parse import quote

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.outbox import notify
from marketplace.organisations import access
from marketplace.organisations.models import Role

log = logging.getLogger("justright.sign-in")
FIRST_PAGES = [(Role.COMMISSIONER, "providers:review"), (Role.OWNER, "providers:my")]


class AccountAdapter(DefaultAccountAdapter):
    """Letters go through the outbox, people land on their own first page, and nobody can lock another out."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both and try again."),
        "incorrect_code": _("That code is not right. Check the newest message and type it again."),
        "incorrect_password": _("That password is not right. Try again."),
        "enter_current_password": _("That is not the password you have now. Try again."),
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "rate_limited": _("That was too quick. Wait a minute, then try again."),
        "duplicate_email": _("This is your e-mail address already."),
        "email_taken": _("This e-mail address cannot be used. Choose another one."),
        "same_as_current": _("This is the same as before. Type the new one."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Write the letter in the outbox: `account/email/password_reset_key` is `emails/password-reset-key.txt`."""
        template = template_prefix.rsplit("/", 1)[-1].replace("_", "-")
        said = {name: value for name, value in context.items() if isinstance(value, str)}
        user = context.get("user")
        whose = user if isinstance(user, User) and user.pk and not user._state.adding else None
        with transaction.atomic():
            notify(Contact(Way.EMAIL, email, account=whose), template, key=f"account:{uuid7()}", context=said)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Signing up takes as long whether or not there is an account: the password is hashed either way."""
        User().set_password(get_random_string(20))
        super().send_account_already_exists_mail(email)

    def get_login_redirect_url(self, request) -> str:
        actor = Actor(account=request.user)
        for role, page in FIRST_PAGES:
            if access.holds(actor, role):
                try:
                    return reverse(page)
                except NoReverseMatch:
                    break
        return reverse("account" if access.is_staff(actor) else "home")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the letter leads to our own address, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", quote(key))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin the sign-in's own clock; staff have a shorter one."""
        super().login(request, user)
        request.session["started_at"] = request.session["seen_at"] = int(timezone.now().timestamp())
        request.session["is_staff_session"] = access.is_staff(Actor(account=user))

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Whoever signed in a moment ago is not asked again whether it is still them."""
        since = int(timezone.now().timestamp()) - self.request.session.get("started_at", 0)
        return since > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT and super().is_reauthentication_required(
            app=app, **kwargs
        )

    def save_user(self, request: HttpRequest, user: User, form, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials) -> str:
        """Wrong passwords count for the place they come from, so that a stranger's do not shut the owner out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"


class SocialAdapter(DefaultSocialAccountAdapter):
    """Council single sign-on gives a person an account and no role: somebody has to invite them."""

    def populate_user(self, request: HttpRequest, sociallogin, data: dict) -> User:
        user = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name"), data.get("last_name")]
        user.name = (data.get("name") or " ".join(part for part in parts if part))[:100]
        return user

    def get_requests_session(self) -> requests.Session:
        """While a council's own sign-in is down, its officers read so, and get no server error."""
        session = super().get_requests_session()
        ask = session.request

        def ask_or_say(method: str, *args, **kwargs) -> requests.Response:
            try:
                answer = ask(method, *args, **kwargs)
                if method.upper() == "GET":
                    answer.raise_for_status()
                return answer
            except requests.RequestException as error:
                log.warning("a council's sign-in did not answer", extra={"trouble": type(error).__name__})
                page = render(self.request, "socialaccount/authentication_error.html", status=502)
                raise ImmediateHttpResponse(page) from error

        session.request = ask_or_say
        return session

    def get_signup_form_initial_data(self, sociallogin) -> dict:
        return {**super().get_signup_form_initial_data(sociallogin), "name": sociallogin.user.name}


class MFAAdapter(DefaultMFAAdapter):
    """The second step: its secrets are encrypted at rest, and staff cannot be without it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Your role needs a second step to sign in, so it cannot be turned off."),
        "incorrect_code": _("That code is not right. Wait for the next one and type that."),
    }

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not access.is_staff(Actor(account=authenticator.user))


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
