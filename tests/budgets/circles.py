"""Rose, whom Sam supports, and her daughter Dora, for tests of circles and plans."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets.actions.circle import JOINING
from budgets.models import CircleMember, Person, Plan, Power
from marketplace.workflow.links import address_of, make_link
from marketplace.workflow.models import PrivateLink

HERS = {"name": "Rose Thorn", "outcode": "NG5", "way": "email", "address": "rose@example.net",
        "communication": ["large-print"]}  # fmt: skip


def rose_of(sam, organisation, **facts) -> Person:
    return Person.objects.create(organisation=organisation, named_worker=sam, **HERS | facts)


def in_circle(person, account, *powers, **facts) -> CircleMember:
    """Somebody who joined the circle; family unless said otherwise."""
    told = {"kind": "family", "name": "Dora", "email": "dora@example.net", "joined_at": timezone.now()} | facts
    return CircleMember.objects.create(person=person, account=account, powers=list(powers or [Power.PLAN]), **told)


def plan_of(person, **facts) -> Plan:
    """She wants company while she cooks, on Tuesdays."""
    told = {"matters": "My kitchen, and company in it.", "outcomes": "I cook twice a week again.",
            "activities": ["cooking-with-you"], "times": ["tue-morning"]}  # fmt: skip
    return Plan.objects.create(person=person, **told | facts)


def as_(somebody) -> Client:
    client = Client()
    if somebody is not None:
        client.force_login(somebody)
    return client


def page(name, *args) -> str:
    return reverse(f"budgets:{name}", args=args)


def read(somebody, name, *args) -> str:
    """The words of a page that opens."""
    answer = as_(somebody).get(page(name, *args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def status(somebody, name, *args) -> int:
    return as_(somebody).get(page(name, *args)).status_code


def link_to(subject, purpose) -> str:
    """The newest link to join."""
    link = PrivateLink.objects.of(subject, purpose).order_by("-made_at", "-pk")[0]
    return page("joining", address_of(link.pk))


def day(name, on=None) -> dict:
    on = on or timezone.localdate()
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def days(number: int):
    return timezone.localdate() + timedelta(days=number)


def circle(w, olive) -> None:
    """Olive was in the circle until yesterday; somebody else has an invitation: for the table of who gets in where."""
    person = w.introduction.person
    in_circle(person, olive, *Power, starts_on=days(-9), ends_on=days(-1))
    w.member = in_circle(person, None, email="new@example.net", joined_at=None)
    w.joining = address_of(make_link(w.member, JOINING, lasts=timedelta(days=1)).pk)


def arguments(short: str, w) -> dict:
    """What goes into the addresses of circles and plans."""
    person = w.introduction.person_id
    found = dict.fromkeys(("plan", "match", "reviews", "circle", "circle-add", "decides", "invite-person"), [person])
    found |= dict.fromkeys(("circle-member", "end-circle", "invite-again"), [w.member.pk])
    return found | {"joining": [w.joining], "plan-part": [person, "matters"], "my-plan-part": ["matters"]}
