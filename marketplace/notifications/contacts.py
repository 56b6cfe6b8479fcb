"""How somebody is reached: the way they chose, where, and in which form they can read."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User


class Way(models.TextChoices):
    """The ways in which a message can go."""

    PHONE = "phone", _("By phone")
    TEXT = "text", _("By text message")
    EMAIL = "email", _("By e-mail")
    LETTER = "letter", _("By letter")


class Format(models.TextChoices):
    """Forms that change how a message is written or sent; other needs are read by whoever rings or writes."""

    LARGE_PRINT = "large-print", _("Large print")
    EASY_READ = "easy-read", _("Easy Read")
    TEXT_NOT_CALL = "text-not-call", _("A text instead of a call")


@dataclass(frozen=True)
class Contact:
    """Somebody's own way to be reached, and in which form they can read (Accessible Information Standard).

    With an account they find the message among everything that was sent to them.
    """

    way: str
    address: str
    name: str = ""
    formats: tuple[str, ...] = ()
    account: User | None = None
