"""A case of Amina's, and a place of its own for papers."""

import pytest

from commissioning import actions
from tests.factories import ServiceFactory
from tests.people import acting


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    """Papers of tests are kept apart."""
    settings.STORAGES = {**settings.STORAGES, "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}}  # fmt: skip
    return tmp_path


@pytest.fixture
def case(good_company, nottingham, amina):
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    return actions.open_case(service, nottingham, by=acting(amina))
