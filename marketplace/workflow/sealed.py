"""Text that cannot be read from the database or its backups without the keys."""

from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@cache
def _lock(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def lock() -> MultiFernet:
    """The keys of FIELD_KEYS: the newest closes, each of them opens."""
    return _lock(tuple(settings.FIELD_KEYS))


class SealedTextField(models.TextField):
    """Text that is encrypted on its way into the database; empty text stays empty, to be seen as blanked."""

    def get_prep_value(self, value):
        text = super().get_prep_value(value)
        return lock().encrypt(text.encode()).decode() if text else text

    def from_db_value(self, value, expression, connection):
        return lock().decrypt(value).decode() if value else value
