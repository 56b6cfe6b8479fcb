"""Checks, from "what will you do" to a listing in order: shown, asked, answered, accepted, waived by two, shared with
another council; and a check that ends hides the listing until it is renewed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commissioning import tasks
from commissioning.models import CheckCase, Requirement
from marketplace.accounts.models import User
from marketplace.organisations.models import Role
from providers.models import Service
from tests.journeys.letters import STAFF_PASSWORD, Mailbox, sign_in, sign_in_as_staff
from tests.journeys.test_small_screens import PHONE, assert_fits, photograph
from tests.journeys.visitor import Visitor
from tests.people import person

pytestmark = pytest.mark.journey
AMINA, CONNOR, LEEDS = (f"{name}@demo.justright.example" for name in ("amina", "connor", "leeds"))
TICKS = {
    "identity": ["I will show my passport"], "size": ["We are 5 people"], "legal-status": ["I am known"],
    "agreement-pack": ["I have a written"], "risk-assessment": ["With each person"], "exemption": ["I work alone"],
}  # fmt: skip


def dated(visitor: Visitor, name: str, when) -> None:
    for part in ("day", "month", "year"):
        visitor.page.locator(f"[name={name}_{part}]").fill(str(getattr(when, part)))


def send(visitor: Visitor, case: CheckCase, what: str) -> None:
    """One paper of each kind, as its form asks for it."""
    today = timezone.localdate()
    assert visitor.goes(f"/my/checks/{case.pk}/show/{what}/") == 200
    if what in TICKS:
        visitor.ticks(*TICKS[what])
    elif what == "public-liability":
        for question, words in (("Insurer", "Fernhill"), ("Policy number", "F-77"), ("Sum", "5,000,000"),
                                ("What it covers", "Cooking with people")):  # fmt: skip
            visitor.types(question, words, private=False)
        dated(visitor, "starts_on", today - timedelta(days=9))
        dated(visitor, "ends_on", today + timedelta(days=300))
    elif what == "dbs":
        visitor.ticks("Enhanced, with the adults", "It is in my own name")
        visitor.types("Number of the certificate", "001234567890")
        dated(visitor, "starts_on", today - timedelta(days=90))
    elif what == "references":
        for question, words in (("Name of the first", "Mrs Lamb"), ("Name of the second", "Dr Rao")):
            visitor.types(question, words)
        visitor.page.locator("[name=first_contact]").fill("0115 496 0142")
        visitor.page.locator("[name=second_contact]").fill("rao@example.net")
        visitor.ticks("One of them knows")
    else:
        visitor.types("Name of the course", "Awareness", private=False)
        visitor.types("Who gave it", "The council", private=False)
        dated(visitor, "starts_on", today - timedelta(days=30))
    visitor.presses("Send it")
    visitor.sees("What your work needs")


def answers_no(visitor: Visitor) -> None:
    """Every question about the work, until none is left."""
    visitor.presses("Answer them")
    while visitor.page.locator("h1", has_text="A few questions").count():
        for answer in visitor.page.get_by_label("No", exact=True).all():
            answer.check()
        visitor.presses("Save")
        visitor.sees("")


def open_checks(case: CheckCase) -> list[str]:
    return list(case.requirements.filter(status__in=("needed", "run-out"), is_desirable=False).values_list(
        "what", flat=True))  # fmt: skip


def test_from_what_will_you_do_to_a_listing_in_order_and_back(arrive, mailbox: Mailbox, visitor: Visitor):
    visitor.goes("/what-you-need/")
    visitor.ticks("Gardening", "I come to people", "One to one", "Sole trader", "No help of this kind")
    visitor.presses("Show what I need")
    visitor.sees("What you need to do what you do", "You need", "Public liability insurance")
    photograph(visitor, "what-you-need")

    amina, connor = arrive(), arrive()
    case = shows(amina)
    decides(amina, connor, mailbox, case)
    waives(connor, arrive(), mailbox, case)
    case.refresh_from_db()
    assert case.status == "accepted"
    shares(amina, arrive(), mailbox, case)
    ends_and_is_renewed(amina, connor, visitor, case)


def shows(amina: Visitor) -> CheckCase:
    """Amina answers what is asked of her work, sends every paper, and asks the council to look."""
    sign_in(amina, AMINA, STAFF_PASSWORD)
    amina.goes("/my/checks/")
    amina.sees("My checks")
    amina.presses("See what your work needs")
    amina.sees("What your work needs", "questions first")
    case = CheckCase.objects.get()
    answers_no(amina)
    for what in open_checks(case):
        send(amina, case, what)
    photograph(amina, "my-checks")
    amina.presses("Ask the council to look")
    amina.sees("What your work needs", "Sent. The council decides")
    return case


def decides(amina: Visitor, connor: Visitor, mailbox: Mailbox, case: CheckCase) -> None:
    """Connor asks, Amina answers, and he accepts one after the other."""
    sign_in_as_staff(connor, mailbox, CONNOR)
    connor.goes("/cases/")
    connor.sees("Checks", "One case waits")
    photograph(connor, "cases")
    connor.goes(f"/cases/{case.pk}/")
    connor.sees("", "May you waive it?")
    photograph(connor, "case")
    connor.ticks("Ask ")
    connor.types("What do you ask?", "May I see it on Friday?")
    connor.presses("Save the decision")
    amina.goes(f"/my/checks/{case.pk}/")
    amina.follows("Answer")
    amina.types("Your answer", "Yes, at ten.")
    amina.presses("Send")
    while case.requirements.filter(status="sent").exclude(what="references").exists():
        first = case.requirements.filter(status="sent").exclude(what="references").order_by("pk").first()
        connor.goes(f"/cases/{case.pk}/{first.pk}/")
        connor.ticks("Accept")
        connor.presses("Save the decision")
        connor.sees("")


def waives(connor: Visitor, carol: Visitor, mailbox: Mailbox, case: CheckCase) -> None:
    """Connor proposes, and only Carol can agree."""
    person("carol", role=Role.COMMISSIONER, organisation=case.council)
    row = case.requirements.get(what="references")
    connor.goes(f"/cases/{case.pk}/{row.pk}/")
    connor.ticks("Waive it")
    connor.types("Why can it be done without?", "Known here for years.")
    dated(connor, "until", timezone.localdate() + timedelta(days=90))
    connor.presses("Save the decision")
    connor.goes("/cases/waivers/")
    connor.sees("Waivers to agree to", "No waiver waits for you")
    client = Client()
    client.force_login(User.objects.get(name="Carol"))  # her second step has no page in the demonstration
    carol.goes("/")
    value = client.cookies["session"].value
    carol.page.context.add_cookies([{"name": "session", "value": value, "url": carol.page.url}])
    carol.goes("/cases/waivers/")
    carol.follows("Two references")
    carol.sees("Do without: Two references?", "Known here for years.")
    photograph(carol, "waiver")
    carol.presses("I agree")
    carol.sees("Waivers to agree to", "No waiver waits for you")


def shares(amina: Visitor, leah: Visitor, mailbox: Mailbox, case: CheckCase) -> None:
    """Leeds accepts what Nottingham has seen, and nothing is sent twice."""
    amina.goes(f"/my/checks/{case.pk}/share/")
    amina.sees("Share with another council", "Public liability insurance")
    amina.page.get_by_role("button", name="Share with Leeds").click()
    amina.sees("Share with another council", "Shared with Leeds")
    photograph(amina, "share")
    theirs = CheckCase.objects.get(council__name__startswith="Leeds")
    row = theirs.requirements.get(what="public-liability")
    sign_in_as_staff(leah, mailbox, LEEDS)
    leah.goes(f"/cases/{theirs.pk}/{row.pk}/")
    leah.sees("", "They share it with you")
    leah.ticks("Accept what Nottingham")
    leah.presses("Save the decision")
    leah.sees("")
    row.refresh_from_db()
    assert row.status == "accepted" and row.seen_first_by == case.council


def ends_and_is_renewed(amina: Visitor, connor: Visitor, visitor: Visitor, case: CheckCase) -> None:
    """Ninety days after its last day the listing is long hidden; the new paper shows it at once."""
    Requirement.objects.filter(case=case, what="public-liability").update(
        good_until=timezone.localdate() - timedelta(days=90)
    )
    tasks.expire_checks()
    page = f"/services/{case.service_id}/"
    assert Service.objects.get(pk=case.service_id).status == "hidden" and visitor.goes(page) == 404
    send(amina, case, "public-liability")
    row = case.requirements.get(what="public-liability")
    connor.goes(f"/cases/{case.pk}/{row.pk}/")
    connor.ticks("Accept")
    connor.presses("Save the decision")
    connor.sees("")
    assert visitor.goes(page) == 200
    visitor.sees("", "What has been checked", "Public liability insurance")


def test_the_pages_of_checks_fit_a_small_phone(visitor: Visitor):
    visitor.page.set_viewport_size(PHONE)
    for address in ("/what-you-need/", "/what-you-need/rules/", "/what-you-need/pack/"):
        assert visitor.goes(address) == 200
        assert_fits(visitor)
    sign_in(visitor, AMINA, STAFF_PASSWORD)
    visitor.goes("/my/checks/")
    visitor.presses("See what your work needs")
    assert_fits(visitor, "What your work needs")
    case = CheckCase.objects.get()
    for step in ("questions", "share", "show/public-liability", "show/dbs", "show/references"):
        assert visitor.goes(f"/my/checks/{case.pk}/{step}/") == 200
        assert_fits(visitor)
    service = Service.objects.listed().first()
    assert visitor.goes(f"/services/{service.pk}/concern/") == 200
    assert_fits(visitor, "I am worried about")
    photograph(visitor, "concern")
