"""Every address, and what each person gets there. An address missing from the table fails the build."""

from datetime import time, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from budgets import actions as budgets
from budgets.access import STOPPING
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations import actions as organisations
from marketplace.organisations.models import Role
from marketplace.requests import actions as requests
from marketplace.requests.models import Request
from marketplace.workflow.links import address_of, make_link
from providers import access, actions, searches
from providers.access import CONFIRM
from providers.models import Service
from providers.open_referral.ids import at_location
from providers.open_referral.vocabularies import VOCABULARIES
from providers.views.enquiries.asking import SALT
from tests.access_table import PEOPLE, TABLE
from tests.budgets.agreements import agreed, offered
from tests.budgets.circles import arguments as of_circle
from tests.budgets.circles import circle
from tests.budgets.clubbing import together_of
from tests.budgets.making import (
    agreement_of,
    introduction_of,
    money_of,
    set_aside,
    surplus_raised,
    told_about,
    visited,
)
from tests.commissioning.rows import arguments as of_checks
from tests.commissioning.rows import checks, starting
from tests.commissioning.rows_contracts import contracts
from tests.commissioning.rows_invoices import arguments as of_invoices
from tests.commissioning.rows_invoices import invoices
from tests.commissioning.rows_payees import of_payees, payees
from tests.commissioning.rows_runs import arguments as of_runs
from tests.commissioning.rows_runs import runs
from tests.commissioning.rows_speed import speed
from tests.factories import EnquiryFactory, PostedNeedFactory, ServiceFactory, StoryFactory, checked
from tests.people import acting
from tests.providers.enquiries.asking import ask, confirmed, link_of

NOBODY = UUID("019a0000-0000-7000-8000-000000000000")
ADMIN = "admin:"
A_DAY = timedelta(days=1)


def addresses(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield namespace + pattern.name
        else:
            yield from addresses(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)


@pytest.mark.S1
def test_every_address_is_in_the_table():
    known = {name for name in addresses(get_resolver().url_patterns) if not name.startswith(ADMIN)}
    assert {row.split()[1] for row in TABLE} == known


@pytest.fixture
def world(good_company, amina, nottingham, connor, olu, ben, sam, fiona, olive):
    """Amina's enterprise with a service in every status, and one of everything that has a page."""
    w = SimpleNamespace(company=good_company, council=nottingham)
    w.services = {s: _service(good_company, nottingham, s) for s in Service.Status}
    w.listed = w.services["listed"]
    by = acting(amina)
    organisations.invite(good_company.organisation, "new@example.org", Role.WORKER, by=by)
    w.invitation = good_company.organisation.invitations.get()
    w.membership = good_company.organisation.memberships.get(account=amina)
    w.token, _secret = organisations.make_token(good_company.organisation, "x", ["directory:read"], by=by)
    w.correction = actions.report_wrong(w.listed, "The price is wrong.", by=by)
    facts = {"name": "Ben", "reply_by": Request.Reply.EMAIL, "reply_to": "ben@example.org", "words": "Slow."}
    w.request = requests.receive(Request.Kind.COMPLAINT, **facts, key=NOBODY, by=by)
    place = {"name": "x", "label": "x", "easting": 457500, "northing": 340500, "council": ""}
    w.interest = actions.declare_interest(good_company, "household-owns", by=acting(fiona))
    _of_budgets(w, amina, ben, sam, nottingham, olive)
    w.search = searches.keep({"help": "", "place": place, "miles": 10, "filters": []})
    w.enquiry, w.unconfirmed = confirmed(w.listed), ask(w.listed, address="waits@example.net")
    w.secret = address_of(link_of(w.enquiry).pk)
    w.confirming = address_of(link_of(w.unconfirmed, CONFIRM).pk)
    w.asked = signing.dumps(str(w.unconfirmed.pk), salt=SALT)
    w.message, w.letter = _messages(amina, nottingham)
    w.shared = searches.share_shortlist([w.listed.pk])
    _told(w, ben)
    _private_links(w, amina)
    _saved_searches(w, ben, connor, place)
    checks(w, amina, connor)
    starting(w, amina, connor)
    runs(w, amina)
    payees(w, amina)
    invoices(w, amina, sam)
    speed(w)
    contracts(w, amina, connor)
    return w


def _of_budgets(w, amina, ben, sam, nottingham, olive):
    """Somebody with money, an agreement, visits, a circle, and what they share and told."""
    w.introduction = introduction_of(sam, nottingham, w.listed)
    w.waiting, w.expense = money_of(w.introduction.person, ben, sam)
    w.agreement = agreement_of(
        w.introduction.person, w.listed, amina, ben, version=w.waiting.budget.versions.agreed()[0]
    )
    soon = {"on": timezone.localdate(), "at": time(23), "minutes": 60, "because": "A fall."}
    w.extra = budgets.ask_extra(w.agreement, soon, key=NOBODY, by=acting(amina))
    circle(w, olive)
    w.shares = together_of(w.introduction.person, w.listed, sam, amina)
    w.surplus, w.returned, w.receipt = surplus_raised(w.expense.budget), *told_about(w.expense, ben)
    w.step = set_aside(w.expense.budget, sam)
    w.visit, w.event = visited(w.introduction.person, w.listed, amina, sam)
    w.agreed, w.offer_to_answer = agreements_of(w, ben, amina)
    w.stopping = address_of(make_link(w.introduction, STOPPING, lasts=timedelta(days=1)).pk)


def agreements_of(w, ben, amina):
    """Ben has agreed on one thing with Amina, and offers another."""
    w.introduction.person.refresh_from_db()
    made = [offered(w.introduction.person, w.listed, ben) for _n in range(2)]
    return agreed(made[0], amina), made[1]


def _told(w, ben):
    """Ben was helped and told of it; another whom she helped has a link; both have posted what they look for."""
    checked(w.listed)
    w.helped = EnquiryFactory(service=w.listed, account=ben)
    w.story = StoryFactory(enquiry__service=w.listed, status="waiting", published_at=None, moderated_at=None)
    w.story_link = address_of(make_link(EnquiryFactory(service=w.listed), access.STORY_LINK, lasts=A_DAY).pk)
    w.need = PostedNeedFactory(account=ben)
    w.need_link = address_of(make_link(PostedNeedFactory(), access.NEED_LINK, lasts=A_DAY).pk)


def _private_links(w, amina):
    """Amina's link to keep her listing true: whoever has it is let in, and it says no more than its buttons."""
    w.tap = address_of(actions.link_for(w.listed, amina, by=system("test")))


def _saved_searches(w, ben, connor, place):
    """Ben's own search, an area that the council follows, and the link with which Ben stops his messages."""
    body = {"help": "", "place": place, "miles": 10, "filters": []}
    saved = actions.save_search(body, "daily", by=acting(ben), key=uuid7())
    area = actions.save_search(body, "daily", by=acting(connor), key=uuid7(), organisation=w.council)
    w.saved, w.area = saved.pk, area.pk
    w.stop = address_of(make_link(saved.followers.get(), "stop-news", lasts=timedelta(days=90)).pk)


def _service(enterprise, council, status):
    facts = {"submitted_at": timezone.now() - timedelta(days=3)}
    if status in ("listed", "paused"):
        facts |= {"listed_on": timezone.localdate(), "listed_by": council}
    return ServiceFactory(enterprise=enterprise, status=status, **facts)


def _messages(amina, council):
    """One that went to Amina, and a letter of the council's that waits to be printed."""
    went = Message.objects.create(to=amina, key="went", template="password-changed", sent_at=timezone.now())
    edna = {"way": "letter", "address": "1 Elm Road", "organisation_id": council.pk}
    waits = Message.objects.create(**edna, key="waits", template="password-changed", by_hand_at=timezone.now())
    return went, waits


STATUS_FOR = {
    "submit": "draft", "take-back": "submitted", "resume": "paused", "reopen": "closed", "decide": "submitted",
    "describe": "draft", "ask-owner": "draft",
}  # fmt: skip


def arguments(name, w):
    """What goes into the address."""
    short = name.split(":")[-1]
    if name.startswith("organisations:"):
        return _of_organisation(short, w)
    if name.startswith("budgets:"):
        return _of_people(short, w)
    if name.startswith("commissioning:"):
        known = of_payees(short, w) or of_runs(short, w) or of_invoices(short, w)
        return known or of_checks(short, w)
    if name.startswith("post:"):
        return [] if short == "list" else [w.letter.pk]
    special = {
        "my-message": [w.message.pk],
        "results": [w.search], "narrow": [w.search], "change": [w.search], "share-search": [w.search],
        "shared": [w.shared], "portrait": ["nobody"], "enterprise": [w.company.pk],
        "edit-enterprise": [w.company.pk], "begin-service": [w.company.pk], "settle-correction": [w.correction.pk],
        "request-received": ["nothing"], "detail": [w.request.pk], "move": [w.request.pk],
        "account_reset_password_from_key": ["1", "x-y"], "openid_connect_login": ["nobody"],
        "openid_connect_callback": ["nobody"], "describe": [w.services["draft"].pk, "what"],
        "one-service": [w.listed.pk], "one-organization": [w.company.pk], "nothing": ["x"],
        "one-service-at-location": [at_location(w.listed.pk)], "one-taxonomy": [VOCABULARIES[0].id],
        "one-taxonomy-term": [VOCABULARIES[0].terms[0].id],
        "asked": [w.asked], "ask-again": [w.asked], "confirm-enquiry": [w.confirming], "enquiry": [w.secret],
        "enquiry-act": [w.secret, "say"], "answer-enquiry": [w.enquiry.pk], "answer-act": [w.enquiry.pk, "answer"],
        "desk-enquiry": [w.enquiry.pk], "desk-act": [w.enquiry.pk, "answer"], "record-need": [w.search],
        "download": [w.search], "interests": [], "end-interest": [w.interest.pk],
        "sitemap-services": [1], "nothing-here": ["nothing"],
        "tell": [w.helped.pk], "tell-by-link": [w.story_link], "my-story": [w.story.pk], "read-story": [w.story.pk],
        "posted-need": [w.need.pk], "posted-need-by-link": [w.need_link], "answer-need": [w.need.pk],
        "save-search": [w.search], "change-search": [w.saved], "show-search": [w.saved], "end-search": [w.saved],
        "follow-search": [w.area], "stop-news": [w.stop], "tap": [w.tap], "tap-rhythm": [w.tap],
        "answers": [w.company.pk],
    }  # fmt: skip
    if short in special:
        return special[short]
    if name.startswith(("providers:", "api:")):
        return [w.services[STATUS_FOR.get(short, "listed")].pk]
    return []


def _of_people(short, w):
    person = [w.introduction.person_id]
    special = {
        "money": person, "statement": person, "life": person, "answer-life": [*person, "life"],
        "answer-my-life": ["life"], "set-budget": person, "agree-budget": [w.waiting.pk], "hand-over": person,
        "take-back-budget": [w.waiting.pk], "fund": person,
        "pay": [w.expense.budget_id, "direct-payment"], "unpay": [w.expense.pk], "limits": [w.council.pk],
        "introduced": [w.stopping], "extra-hours": [], "ask-extra": [w.agreement.pk],
        "extra": [w.extra.pk], "withdraw-extra": [w.extra.pk],
        "join-by-link": [w.shares["secret"]], "settle-together": [w.shares["day"]], "call-off-day": [w.shares["day"]],
        "day-yes": [w.shares["suggested"]], "day-no": [w.shares["suggested"]],
        "day-put-right": [w.shares["day"]],
        "leave-together": [w.shares["place"]], "answer-share": [w.shares["place"]],
        "gatherings": [w.listed.pk], "begin-together": [w.listed.pk], "offer-together": [w.listed.pk],
        "person-together": person,
        "surpluses": [], "surplus": [w.surplus.pk], "returns": person,
        "make-return": [w.expense.budget_id], "return": [w.returned.pk], "receipts": [w.expense.pk],
        "receipt": [w.receipt.pk], "remove-receipt": [w.receipt.pk], "my-returns": [], "can-i": [],
        "step": [w.expense.budget_id, "set-aside"], "set-spending": [w.council.pk],
        "take-back-step": [w.step.pk], "returns-to-check": [],
        "surplus-ended": [w.surplus.pk],
        "visit": [w.visit.pk], "visit-say": [w.visit.pk], "visit-move": [w.visit.pk], "visit-off": [w.visit.pk],
        "life-home": [w.event.pk], "death": [w.event.pk], "agreement-first-visit": [w.visit.agreement_id],
        "offer-mine": [w.listed.pk], "offer": [*person, w.listed.pk],
        "necessity": [*person, w.listed.pk], "agreements": person, "end-agreement": [w.agreed.pk],
        **dict.fromkeys(("agreement", "agreement-yes", "agreement-no", "change-agreement"), [w.offer_to_answer.pk]),
        "withdraw-agreement": [w.offer_to_answer.pk],
    } | of_circle(short, w)  # fmt: skip
    if "together" in short and short not in special:
        return [w.shares["together"]]
    return special.get(short, person if "person" in short else [w.introduction.pk])


def _of_organisation(short, w):
    home = w.company.organisation.pk
    extra = {"withdraw": w.invitation.pk, "end": w.membership.pk, "revoke-token": w.token.pk}
    extra["reset-second-step"] = extra["set-team"] = w.membership.pk
    if short == "accept":
        return [w.invitation.pk]
    if short == "invitation":
        return ["not-a-secret"]
    return [home, extra[short]] if short in extra else [home]


def address(name, w):
    try:
        return reverse(name)
    except Exception:
        return reverse(name, args=arguments(name, w))


def answers(row, w, sessions):
    """What each person gets; whatever a POST changes is undone before the next person asks."""
    method, name = row.split()
    found = []
    for person in PEOPLE:
        with transaction.atomic():
            client = Client()
            if person != "anonymous":
                client.cookies[settings.SESSION_COOKIE_NAME] = sessions[person]
            response = getattr(client, method.lower())(address(name, w))
            found.append(response.status_code)
            if person == "anonymous" and response.status_code == 302 and TABLE.get(row, (0,))[0] == 302:
                where = response["Location"].split("?")[0]
                open_to_all = (reverse("account_login"), *PUBLIC_REDIRECTS)
                private = ("/find/", "/enquiries/", "/introduced/", "/tap/", "/stop/", "/bank/not-me/")
                assert where.startswith(private) or where in open_to_all, row
            transaction.set_rollback(True)
    return tuple(found)


PUBLIC_REDIRECTS = {"/", "/shortlist/", "/accounts/password/reset/", "/accounts/signup/", "/accounts/email/"}


@pytest.fixture
def sessions(amina, worker, ben, sam, connor, lena, fiona, cat, olu, olive, request):
    """Everybody of the table is signed in once, and has looked at a page: the cookie of each."""
    found = {}
    for person in PEOPLE[1:]:
        client = Client()
        client.force_login(request.getfixturevalue(person))
        client.get(reverse("home"))  # what only the first page of a session writes is written
        found[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


ROWS, AT_ONCE = list(TABLE), 60  # so many rows share one world, which takes longer to make than they take to ask
PARTS = [ROWS[n : n + AT_ONCE] for n in range(0, len(ROWS), AT_ONCE)]


@pytest.mark.S1
@pytest.mark.django_db
@pytest.mark.parametrize("rows", PARTS, ids=lambda rows: f"{rows[0].split()[1]} and what follows")
def test_who_gets_in(rows, world, sessions):
    found = {}
    for row in rows:
        caches["default"].clear()
        found[row] = answers(row, world, sessions)
    wrong = {row: (got, TABLE[row]) for row, got in found.items() if got != TABLE[row]}
    assert not wrong, f"what each of {PEOPLE} got, and what the table says"
