"""Signing in as a person does, step by step."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from tests.people import PASSWORD, SECRET


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_password(client, person, password: str = PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": person.email, "password": password}, **extra)


def sign_in_fully(client, person, secret: str = SECRET):
    """Password, and the code when one is asked for."""
    answer = give_password(client, person)
    if answer.url == reverse("mfa_authenticate"):
        cache.clear()  # the same code may have been used by an earlier test
        answer = client.post(answer.url, {"code": code_now(secret)})
    assert "_auth_user_id" in client.session
    return answer
