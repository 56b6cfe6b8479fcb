"""Signing in, how long it lasts, and what a stranger can learn or break."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.signing_in import give_password, sign_in_fully
from tests.people import PASSWORD

WRONG = "not the right password"
ELSEWHERE = "203.0.113.9"


def is_signed_in(client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_ben_signs_in_and_out(ben, client):
    give_password(client, ben)
    assert is_signed_in(client)
    assert "Sign out?" in client.get(reverse("account_logout")).content.decode()
    assert is_signed_in(client), "looking at the question must not sign him out"
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_an_e_mail_address_is_the_same_in_capitals(ben, client):
    ben.email = ben.email.upper()
    give_password(client, ben)
    assert is_signed_in(client)


def test_a_closed_account_cannot_sign_in(ben, client):
    ben.is_active = False
    ben.save()
    answer = give_password(client, ben)
    assert answer.url == reverse("account_inactive")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "http:///evil.example"],
)
def test_signing_in_leads_to_no_other_site(ben, client, address):
    answer = client.post(reverse("account_login"), {"login": ben.email, "password": PASSWORD, "next": address})
    assert answer.url == reverse("home")


def test_signing_in_leads_back_to_the_page_that_asked(ben, client):
    answer = client.get(reverse("account"))
    back = client.post(answer.url, {"login": ben.email, "password": PASSWORD, "next": reverse("account")})
    assert back.url == reverse("account")


@pytest.mark.parametrize(
    "who, page",
    [
        ("connor", "providers:review"),
        ("amina", "providers:my"),
        ("ben", "home"),
        ("sam", "account"),
        ("cat", "account"),
    ],
)
def test_everybody_lands_on_their_own_first_page(who, page, request, client):
    answer = sign_in_fully(client, request.getfixturevalue(who))
    assert answer.url == reverse(page)


# --- Sessions ------------------------------------------------------------------------------------------------------
@pytest.mark.S6
def test_the_session_gets_a_new_name_at_sign_in(ben, client):
    client.get(reverse("account_login"))
    session = client.session
    session["kept"] = "from before"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key
    give_password(client, ben)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.S6
@pytest.mark.parametrize(
    "who, idle", [("ben", settings.SESSION_IDLE_LIMIT), ("connor", settings.SESSION_IDLE_LIMIT_STAFF)]
)
def test_a_sign_in_that_nobody_uses_ends(who, idle, request, client, time_machine):
    sign_in_fully(client, request.getfixturevalue(who))
    time_machine.move_to(timezone.now())
    time_machine.shift(idle - timedelta(minutes=2))
    assert is_signed_in(client)
    time_machine.shift(idle + timedelta(minutes=2))
    assert not is_signed_in(client)


@pytest.mark.S6
@pytest.mark.parametrize(
    "who, whole", [("ben", settings.SESSION_ABSOLUTE_LIMIT), ("connor", settings.SESSION_ABSOLUTE_LIMIT_STAFF)]
)
def test_a_sign_in_that_is_used_all_the_time_ends_too(who, whole, request, client, time_machine):
    sign_in_fully(client, request.getfixturevalue(who))
    started = timezone.now()
    time_machine.move_to(started)
    while timezone.now() - started + timedelta(minutes=50) < whole:
        time_machine.shift(timedelta(minutes=50) if who == "connor" else timedelta(hours=11))
        still = is_signed_in(client)
        assert still or timezone.now() - started > whole
    time_machine.shift(timedelta(hours=1))
    assert not is_signed_in(client)


@pytest.mark.S6
def test_ben_sees_where_he_is_signed_in_and_ends_it(ben, client):
    other = Client(REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Library computer")
    give_password(other, ben)
    give_password(client, ben)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Library computer" in page and "203.0.113.9" in page
    client.post(reverse("usersessions_list"))
    assert is_signed_in(client)
    assert not is_signed_in(other)


@pytest.mark.S6
def test_a_changed_password_ends_every_other_sign_in(ben, client):
    other = Client()
    give_password(other, ben)
    give_password(client, ben)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "another long password"})
    assert is_signed_in(client)
    assert not is_signed_in(other)


@pytest.mark.S6
def test_what_a_signed_in_person_saw_is_kept_nowhere(ben, client):
    give_password(client, ben)
    for page in ("account", "home", "account_email"):
        assert "no-store" in client.get(reverse(page))["Cache-Control"]
    client.post(reverse("account_logout"))
    assert "no-store" not in client.get(reverse("home")).get("Cache-Control", "")


@pytest.mark.S6
def test_cookies_belong_to_one_https_host_alone():
    ask = (
        "from marketplace import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY, hasattr(s, 'SESSION_COOKIE_DOMAIN'), hasattr(s, 'SESSION_COOKIE_PATH'))"
    )
    known = {
        "SECRET_KEY": "x" * 50,
        "FIELD_KEYS": settings.FIELD_KEYS[0],
        "SITE_URL": "https://justright.example",
        "ALLOWED_HOSTS": "justright.example",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "EMAIL_URL": "smtp://127.0.0.1:1",
    }
    said = subprocess.run(
        [sys.executable, "-c", ask], env=known, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["__Host-session", "__Host-csrf", "True", "True", "True", "False", "False"]


# --- Strangers -----------------------------------------------------------------------------------------------------
@pytest.mark.S7
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(ben, client):
    def said(login):
        page = client.post(reverse("account_login"), {"login": login, "password": WRONG}).content.decode()
        return page.replace(login, "")

    known, unknown = said(ben.email), said("nobody@example.org")
    assert "is not right" in known
    assert _without_tokens(known) == _without_tokens(unknown)


def _without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.fixture
def hashed(monkeypatch):
    """Each time a password was hashed: that is what takes the time."""
    times: list[str] = []

    def counting(name):
        real = getattr(Argon2PasswordHasher, name)

        def count(*args):
            times.append(name)
            return real(*args)

        monkeypatch.setattr(Argon2PasswordHasher, name, count)

    counting("encode")
    counting("verify")
    return times


@pytest.mark.S7
@pytest.mark.parametrize(
    "page, known",
    [
        ("account_login", {"login": "ben@example.org", "password": WRONG}),
        ("account_signup", {"email": "ben@example.org", "name": "Ben", "password1": WRONG}),
        ("account_reset_password", {"email": "ben@example.org"}),
    ],
)
def test_an_unknown_address_costs_as_much_time_as_a_known_one(ben, hashed, page, known):
    def cost(answers):
        hashed.clear()
        Client().post(reverse(page), answers)
        return len(hashed)

    unknown = {name: value.replace("ben@", "nobody@") for name, value in known.items()}
    assert cost(known) == cost(unknown) <= 1


@pytest.mark.S7
def test_somebody_elses_wrong_passwords_do_not_lock_ben_out(ben, client):
    stranger = Client(REMOTE_ADDR=ELSEWHERE)
    for _ in range(12):
        refused = give_password(stranger, ben, WRONG)
    assert "Too many tries" in refused.content.decode()
    assert "Too many tries" in give_password(stranger, ben).content.decode(), "even the right one, from there"
    give_password(client, ben)
    assert is_signed_in(client)


@pytest.mark.S7
def test_one_place_cannot_try_one_password_on_everybody(db):
    stranger = Client(REMOTE_ADDR=ELSEWHERE)
    said = [
        stranger.post(reverse("account_login"), {"login": f"p{n}@example.org", "password": WRONG}).content.decode()
        for n in range(22)
    ]
    assert "Too many tries" not in said[0]
    assert "Too many tries" in said[-1]


@pytest.mark.S7
def test_a_made_up_forwarding_header_does_not_buy_more_tries(ben):
    stranger = Client(REMOTE_ADDR=ELSEWHERE)
    said = [
        give_password(stranger, ben, WRONG, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}").content.decode() for n in range(8)
    ]
    assert "Too many tries" in said[-1]


def test_ben_signs_in_while_valkey_is_down(ben, client, settings):
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"},
    }
    give_password(client, ben)
    assert is_signed_in(client)


def test_connor_signs_in_with_his_code_while_valkey_is_down(connor, client, settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    sign_in_fully(client, connor)
    assert is_signed_in(client)
