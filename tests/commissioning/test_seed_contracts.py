"""The demonstration has a small contract in every state."""

from collections import Counter

import pytest
from django.core.management import call_command

from commissioning.models import Contract
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_there_is_one_in_every_state_however_often_it_is_planted(cooking, nottingham, amina, connor, settings):
    settings.DEMO = True
    User.objects.filter(pk=connor.pk).update(email="connor@demo.justright.example")
    Organisation.objects.filter(pk=nottingham.pk).update(council_code="E06000018")
    for _time in range(2):
        call_command("seed_contracts")
    found = Counter(Contract.objects.values_list("status", flat=True))
    assert found == {"agreed": 6, "offered": 1, "declined": 1, "withdrawn": 1}
    assert Contract.objects.get(is_self_billed=True).enterprise == cooking.enterprise
    assert Contract.objects.exclude(notice_at=None).count() == 1
    assert Contract.objects.get(purpose__startswith="Help with phones").versions.still_open().exists()
    asked = Contract.objects.get(purpose__startswith="A walk with dogs").versions.still_open().get()
    assert asked.is_from_enterprise and asked.proposed_by == amina
