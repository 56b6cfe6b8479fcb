"""Every change a person makes to their own account."""

from django.db import transaction

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User


@transaction.atomic
def change_details(account: User, *, name: str, phone: str, by: Actor) -> None:
    """Nobody but the person changes what they are called and how they are rung."""
    require(by.account is not None and by.account.pk == account.pk)
    account.name, account.phone = name, phone
    account.save(update_fields=["name", "phone"])
