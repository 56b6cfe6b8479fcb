"""How somebody without an account is reached: the way they chose, and where."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """The ways in which a message can go."""

    PHONE = "phone", _("By phone")
    TEXT = "text", _("By text message")
    EMAIL = "email", _("By e-mail")
    LETTER = "letter", _("By letter")


@dataclass(frozen=True)
class Contact:
    """Somebody's own way to be reached, and in which form they can read (Accessible Information Standard)."""

    way: str
    address: str
    name: str = ""
    formats: tuple[str, ...] = ()
