"""Whatever is typed here is kept as people see it: nothing turns its direction, and nothing controls a machine."""

import importlib
import inspect
import pkgutil

import pytest
from django import forms
from django.urls import reverse

from commissioning import forms as package
from commissioning.models import CallOff, Contract
from marketplace.ui.fields import SECRET, LinesField
from tests.commissioning.making_contracts import agreed, answers

pytestmark = pytest.mark.django_db
TURNED = "a\u202eb\u2066c\u200bd\u0007e\u2069"


def forms_of_commissioning():
    for each in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        for _name, found in inspect.getmembers(importlib.import_module(each.name), inspect.isclass):
            if issubclass(found, forms.BaseForm) and found.__module__ == each.name:
                yield found


TYPED = [
    pytest.param(field, id=f"{form.__name__}.{name}")
    for form in forms_of_commissioning()
    for name, field in form.base_fields.items()
    if isinstance(field, forms.CharField | LinesField) and not isinstance(field.widget, SECRET)
]


@pytest.mark.parametrize("field", TYPED)
def test_every_typed_answer_is_kept_as_it_is_seen(field):
    try:
        kept = field.to_python(TURNED)
    except forms.ValidationError:
        return  # refused as a whole, as a phone number is
    assert kept in ("abcde", ["abcde"], "http://abcde", "https://abcde")


def test_a_contract_and_its_orders_keep_no_mark_that_turns_text(client, nottingham, cooking, connor, amina):
    client.force_login(connor)
    words = {"purpose": "Lunch \u202eclub", "group": "Neigh\u2066bours", "team": "N\u0007"}
    client.post(reverse("commissioning:new-contract", args=[cooking.pk]), answers(offer="1", **words))
    made = Contract.objects.get()
    assert (made.purpose, made.group, made.team) == ("Lunch club", "Neighbours", "N")
    made = agreed(nottingham, cooking, connor, amina)
    day = made.starts_on
    sent = {"on_day": day.day, "on_month": day.month, "on_year": day.year, "words": "Lu\u202ench", "pence": "5"}
    client.post(reverse("commissioning:order-call-off", args=[made.pk]), sent)
    assert [each.words for each in CallOff.objects.all()] == ["Lunch"]
