"""Passwords that are long and still the first a thief would try."""

import re
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ROWS = ("1234567890" * 3, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiopasdfghjklzxcvbnm", "1q2w3e4r5t6y7u8i9o0p")
FEWEST_DIFFERENT = 5
AGAIN = re.compile(r"(.{1,10}?)\1+.{0,3}")
DRESSED = re.compile(r"[^a-z]*([a-z]+)[^a-z]*")


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def is_easy(password: str) -> bool:
    """Few letters, a row of keys, one thing again and again, or a common password with figures around it."""
    typed = password.lower()
    if len(set(typed)) < FEWEST_DIFFERENT or AGAIN.fullmatch(typed):
        return True
    if any(typed in row or typed[::-1] in row for row in ROWS):
        return True
    dressed = DRESSED.fullmatch(typed)
    return dressed is not None and dressed[1] in _common()


class EasyPasswordValidator:
    """Refuses what is easy to guess, and asks for no figures or signs."""

    def validate(self, password: str, user=None) -> None:
        if is_easy(password):
            raise ValidationError(
                _("This password is easy to guess. Choose three words that only you would put together."),
                code="password_too_easy",
            )

    def get_help_text(self) -> str:
        return _("Choose three words that only you would put together.")
