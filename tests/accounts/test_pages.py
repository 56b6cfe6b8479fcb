"""Every page about signing in is ours: our frame, our words, no template of a library."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.accounts.signing_in import sign_in_fully

EVERYBODY = [
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
]
SIGNED_IN = [
    "account",
    "account-details",
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "usersessions_list",
    "socialaccount_connections",
    "socialaccount_login_error",
]
STAFF = [
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_generate_recovery_codes",
]
ELSEWHERE = {  # they answer with another page: proved by the tests about that step
    "account_email_verification_sent",
    "account_set_password",
    "account_confirm_login_code",
    "account_reset_password_from_key",
    "mfa_authenticate",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "socialaccount_signup",
    "openid_connect_login",
    "openid_connect_callback",
}


def is_ours(answer) -> bool:
    words = answer.content.decode()
    return (
        answer.status_code in (200, 401) and "– Just Right</title>" in words and "{%" not in words and "<h1" in words
    )


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_visitor_sees_our_own_page(db, client, name):
    assert is_ours(client.get(reverse(name)))


@pytest.mark.parametrize("name", SIGNED_IN)
def test_amina_sees_our_own_page(amina, client, name):
    sign_in_fully(client, amina)
    assert is_ours(client.get(reverse(name)))


@pytest.mark.parametrize("name", STAFF)
def test_connor_sees_our_own_page(connor, client, name):
    sign_in_fully(client, connor)
    assert is_ours(client.get(reverse(name)))


def names(patterns) -> set[str]:
    found: set[str] = set()
    for each in patterns:
        if isinstance(each, URLResolver):
            found |= names(each.url_patterns)
        elif isinstance(each, URLPattern) and each.name:
            found.add(each.name)
    return found


def test_no_address_of_the_sign_in_library_is_forgotten_here():
    library = [each for each in get_resolver().url_patterns if str(each.pattern) == "accounts/"]
    assert names(library) - ELSEWHERE == (set(EVERYBODY) | set(SIGNED_IN) | set(STAFF)) - {
        "account",
        "account-details",
    }


def test_a_reset_link_that_was_used_says_what_to_do(db, client):
    answer = client.get(reverse("account_reset_password_from_key", args=["1", "set-password"]))
    assert "Ask for a new link" in answer.content.decode()
