"""Bank accounts that somebody entered, and who checks them."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from commissioning import actions
from commissioning.models import BankAccount, PayeeCheck
from marketplace.accounts.ids import uuid7
from tests.people import PASSWORD, SECRET, acting

NUMBERS = ("08-99-99", "66374958")
OTHERS = ("10 79 99", "88837491")
CANARIES = ("66374958", "88837491", "089999", "107999", "08-99-99", "10-79-99")


def entered(owner, by, numbers=NUMBERS, name="Good Company") -> BankAccount:
    return actions.enter_account(owner, name, *numbers, key=uuid7(), by=acting(by))


def looked_at(account: BankAccount, body, by, numbers=NUMBERS, **facts) -> PayeeCheck:
    """The first person checked it: the name matches."""
    said = {"name_result": "match", "name_returned": "GOOD COMPANY", "supplier_number": "S-1001", "asked": numbers}
    return actions.check_payee(account, body, key=uuid7(), by=acting(by), **said | facts)


def sure(account: BankAccount, body, one, other, numbers=NUMBERS, **facts) -> PayeeCheck:
    """Two people checked it."""
    check = looked_at(account, body, one, numbers, **facts)
    actions.confirm_payee(check, by=acting(other))
    account.refresh_from_db()
    return check


def says_who(client, account) -> None:
    """Signs in, and says once more that it is them: by the second step, where they have one."""
    client.force_login(account)
    if Authenticator.objects.filter(user=account).exists():
        cache.clear()  # a code counts once, and tests are quicker than codes
        code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
        answer = client.post(reverse("mfa_reauthenticate"), {"code": code})
    else:
        answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
