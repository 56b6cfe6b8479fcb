"""Words about somebody's needs, and where somebody lives, are found nowhere that they do not belong."""

import base64
import re
import zlib
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.notifications import tasks
from marketplace.places.models import Postcode
from marketplace.requests.models import Request
from marketplace.workflow.links import address_of
from providers import results
from providers.access import CONFIRM
from providers.actions.enquiries import answer
from providers.forms.enquiries import now_sealed
from providers.models import Correction, Enquiry, SavedSearch, Search, Service
from tests import dumping
from tests.factories import ServiceFactory
from tests.people import PASSWORD, acting
from tests.places.conftest import small_britain
from tests.providers.enquiries.asking import link_of

__all__ = ["small_britain"]
pytestmark = pytest.mark.S9
CANARY = "zqcanary"
HOME, EASTING, NORTHING = ("NG7", "9ZQ"), 457_203, 341_307


class Journey:
    """One visitor's way through the site; every address that the site answers with is kept."""

    def __init__(self, client: Client):
        self.client, self.seen, self.pages = client, [], []

    def go(self, method: str, address: str, data=None, **extra):
        answer = getattr(self.client, method)(address, data or {}, **extra)
        self.seen += [answer.get("Location", ""), *answer.cookies.output().splitlines()]
        if "text/html" in answer.get("Content-Type", ""):
            self.seen += re.findall(r'(?:href|action|src)="([^"]*)"', answer.content.decode())
            self.pages.append(answer)
        return answer

    def search(self) -> str:
        """The token of a search for canary words, narrowed, reloaded, changed, shared and left for a service."""
        where = {"where": "Nottingham", "help": f"{CANARY}find {CANARY}incontinence"}
        first = self.go("post", reverse("providers:find"), where).url
        narrowed = self.go(
            "post", f"{first}narrow/", {"f": ["room", f"{CANARY}filter"], "miles": f"{CANARY}miles"}
        ).url
        for address in (first, narrowed, f"{first}change/", f"{narrowed}?page=2&view=map"):
            assert self.go("get", address).status_code == 200
        self.go("post", f"{narrowed}share/")
        self.go("post", reverse("providers:find"), {"where": f"{CANARY}place", "help": f"{CANARY}lost"})
        self.go("post", reverse("providers:find"), {"help": f"{CANARY}tile"})
        return narrowed.split("/")[2]

    def save(self, token: str) -> None:
        """Goes on looking for it; whoever is not signed in is asked to."""
        address = reverse("providers:save-search", args=[token])
        self.go("get", address)
        self.go("post", address, {"rhythm": "at-once", "key": str(uuid4())})
        for saved in SavedSearch.objects.all():
            self.go("get", reverse("providers:change-search", args=[saved.pk]))
        self.go("get", reverse("providers:saved-searches"))

    def visit(self, service: Service, token: str) -> None:
        came = {"HTTP_REFERER": f"http://testserver{reverse('providers:results', args=[token])}"}
        self.go("get", reverse("providers:service", args=[service.pk]), **came)
        self.go("post", reverse("providers:contact", args=[service.pk]), **came)
        self.go("post", reverse("providers:keep"), {"keep": str(service.pk)}, **came)
        self.go("post", reverse("providers:share-shortlist"), **came)
        self.go("post", reverse("providers:report", args=[service.pk]), {"words": f"{CANARY}wrong"}, **came)

    def ask(self) -> None:
        said = {"words": f"{CANARY}words", "name": f"{CANARY}name", "reply_by": "letter",
                "reply_to": f"{CANARY}street 1, Nottingham"}  # fmt: skip
        for page, kind in (("complaints", "complaint"), ("data-requests", "see")):
            kept = self.go("post", reverse(page), said | {"kind": kind, "key": str(uuid4())})
            assert self.go("get", kept.url).status_code == 200

    def enquire(self, service: Service) -> None:
        """A stranger asks, confirms, writes, and lets it be counted; somebody with an account asks at once."""
        with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
            began = now_sealed()
        said = {"words": f"{CANARY}enquiry", "when_note": f"{CANARY}when", "outcode": "NG1", "name": f"{CANARY}asker",
                "way": "email", "email": f"{uuid4()}@example.org", "communication_note": f"{CANARY}note",
                "may_share": "yes", "key": str(uuid4()), "began": began, "go": "next"}  # fmt: skip
        page = reverse("providers:ask", args=[service.pk])
        for screen in ("1", "2", "3"):
            asked = self.go("post", page, said | {"screen": screen})
        enquiry = Enquiry.objects.latest("created_at")
        if enquiry.status == "unconfirmed":
            assert self.go("get", asked.url).status_code == 200
            confirm = reverse("providers:confirm-enquiry", args=[address_of(link_of(enquiry, CONFIRM).pk)])
            self.go("get", confirm)
            asked = self.go("post", confirm)
        answer(enquiry, "yes", "", f"{CANARY}answer", by=acting(User.objects.get(email="olu@example.org")))
        for what, words in (("say", "said"), ("report", "wrong"), ("share", "")):
            more = {"key": str(uuid4()), "words": f"{CANARY}{words}"}
            assert self.go("post", f"{asked.url}{what}/", more).status_code == 302
        assert f"{CANARY}said" in self.go("get", asked.url).content.decode()

    def fail(self, token: str, monkeypatch) -> None:
        """Something of ours breaks on the results page, with the words of the visitor in its complaint."""

        def broken(body, *args, **kwargs):
            raise ValueError(f"cannot show {body['help']} at {reverse('providers:results', args=[token])}")

        with monkeypatch.context() as patched:
            patched.setattr(results, "context", broken)
            answer = self.go("get", reverse("providers:results", args=[token]) + f"?page=1&q={CANARY}query")
        assert answer.status_code == 500


@pytest.fixture
def service(fresh_db, small_britain, nottingham, connor, olu):
    return ServiceFactory(listed=True, listed_by=nottingham)


@pytest.fixture
def everything(service, ben, monkeypatch):
    """What is left behind after a stranger and Ben went everywhere: journeys, tokens, log."""
    with dumping.log_lines() as log:
        journeys = [Journey(Client(raise_request_exception=False)) for _each in range(2)]
        journeys[1].client.force_login(ben)
        tokens = [_walk(journey, service, monkeypatch) for journey in journeys]
        _sign_up(journeys[0])
    return journeys, tokens, log.getvalue()


def _walk(journey: Journey, service: Service, monkeypatch) -> str:
    token = journey.search()
    journey.save(token)
    journey.visit(service, token)
    journey.ask()
    journey.enquire(service)
    journey.fail(token, monkeypatch)
    return token


def _sign_up(journey: Journey) -> None:
    said = {"name": f"{CANARY}nia", "email": "nia@example.org", "password1": PASSWORD}
    assert journey.go("post", reverse("account_signup"), said).status_code == 302


# --- The proof can fail ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "wrapped",
    [
        CANARY.upper().encode(),
        CANARY.encode().hex().encode(),
        base64.b64encode(b"xx" + CANARY.encode() + b"something else"),
        signing.dumps({"help": CANARY * 9}, compress=True).encode(),
        b"\\x" + zlib.compress(base64.urlsafe_b64encode(b"{'a': 'zqCanary'}")).hex().encode(),
    ],
    ids=["capitals", "hex", "base64", "signed", "packed"],
)
def test_a_canary_is_found_under_its_wrapping(wrapped):
    assert dumping.holds(b"before " + wrapped + b" after", CANARY)
    assert not dumping.holds(b"before " + wrapped[::-1] + b" after", CANARY)


# --- What somebody needs ---------------------------------------------------------------------------------------------
def test_what_was_searched_for_is_left_nowhere_and_what_was_written_is_in_its_own_table(everything):
    journeys, tokens, log = everything
    assert Search.objects.count() == 4, "the searches were kept, sealed"
    assert [CANARY in saved.body for saved in SavedSearch.objects.all()] == [True], "and one was saved, sealed too"
    dump = dumping.dumped()
    left = {name for name, rows in dumping.tables(dump).items() if dumping.holds(rows, CANARY)}
    assert left == {"providers_correction", "accounts_user"}
    written = {r.words for r in Request.objects.all()} | {c.words for c in Correction.objects.all()}
    assert {each for each in written if "About enquiry" not in each} == {f"{CANARY}words", f"{CANARY}wrong"}
    assert {e.words for e in Enquiry.objects.all()} == {f"{CANARY}enquiry"}, "what was written to us has arrived"
    assert User.objects.get(email="nia@example.org").name == f"{CANARY}nia"
    for place, held in {**dumping.tables(dump), **dumping.in_valkey(), "log": log.encode()}.items():
        for needle in (*tokens, f"{CANARY}find", f"{CANARY}incontinence", f"{CANARY}lost", f"{CANARY}place"):
            assert not dumping.holds(held, needle), f"{place} holds {needle}"


def test_neither_valkey_nor_a_task_nor_the_log_has_a_word_that_anybody_typed(everything):
    _journeys, _tokens, log = everything
    kept = dumping.in_valkey()
    assert any(key == "celery" for key in kept), "tasks are waiting, so there is something to look into"
    assert any("cached_db" in key for key in kept), "and sessions"
    assert not [key for key, value in kept.items() if dumping.holds(value, CANARY)]
    assert '"route": "providers:results", "status": 500' in log and "providers:narrow" in log
    assert "ValueError" in log and "test_canary" in log, "the log says what broke and where"
    assert not dumping.holds(log.encode(), CANARY)


def test_no_address_and_no_letter_carries_a_word(everything, mailoutbox):
    journeys, _tokens, _log = everything
    assert not [each for journey in journeys for each in journey.seen if dumping.holds(each.encode(), CANARY)]
    tasks.sweep()
    assert len(mailoutbox) > 4
    about_needs = [letter for letter in mailoutbox if letter.to != ["nia@example.org"]]
    assert not [m for m in about_needs if dumping.holds(f"{m.subject} {m.body} {m.extra_headers}".encode(), CANARY)]


def test_whoever_is_signed_in_leaves_no_page_in_a_browser_or_proxy(everything):
    pages = everything[0][1].pages
    assert len(pages) > 10
    assert not [p.request["PATH_INFO"] for p in pages if "no-store" not in p.get("Cache-Control", "")]


# --- Where somebody lives --------------------------------------------------------------------------------------------
@pytest.fixture
def at_home(fresh_db, small_britain, nottingham, connor, amina, good_company, olive):
    """Amina's own home is where people come to; she types her postcode, and it is listed."""
    code = "".join(HOME)
    Postcode.objects.create(code=code, easting=EASTING, northing=NORTHING, district="E06000018")
    service = ServiceFactory(enterprise=good_company, setting="", postcode="", easting=None, northing=None, town="")
    with dumping.log_lines() as log:
        _describe_and_list(service, amina, connor)
    service.refresh_from_db()
    return service, log.getvalue()


def _describe_and_list(service, amina, connor) -> None:
    provider, officer = Client(), Client()
    provider.force_login(amina)
    officer.force_login(connor)
    where = reverse("providers:describe", args=[service.pk, "where"])
    for typed in (HOME[0] + " " + HOME[1], (HOME[0] + HOME[1]).lower()):
        provider.post(where, {"setting": "home-based", "postcode": typed, "travel_miles": "3"})
    Client().post(where, {"setting": "home-based", "postcode": "".join(HOME)})  # her sign-in had run out
    provider.post(reverse("providers:submit", args=[service.pk]))
    officer.get(reverse("providers:decide", args=[service.pk]))
    officer.post(reverse("providers:decide", args=[service.pk]), {"decision": "list"})
    provider.get(reverse("providers:history", args=[service.pk]))
    provider.post(where, {"setting": "home-based", "postcode": " ".join(HOME), "travel_miles": "4"})


NEEDLES = ("".join(HOME), " ".join(HOME), "%20".join(HOME), str(EASTING), str(NORTHING))


def shows_home(held: bytes) -> bool:
    return any(dumping.holds(held, needle) for needle in NEEDLES)


def test_a_home_is_known_to_its_own_row_alone(at_home):
    service, log = at_home
    assert service.status == "listed" and service.postcode == " ".join(HOME)
    tables = dumping.tables(dumping.dumped())
    assert {"providers_serviceevent", "providers_searchdocument", "workflow_entry"} <= tables.keys()
    knows = {name for name, rows in tables.items() if shows_home(rows)}
    assert knows == {"providers_service", "places_postcode"}
    assert not [key for key, value in dumping.in_valkey().items() if shows_home(value)]
    assert not shows_home(log.encode())


def test_no_public_page_and_no_export_shows_a_home(at_home, olive, tmp_path, mailoutbox):
    service, _log = at_home
    pages = [Client(), Client()]
    pages[1].force_login(olive)
    names = ("service", "leaflet", "qr", "enterprise")
    for client in pages:
        found = client.post(reverse("providers:find"), {"where": "Nottingham", "help": ""}).url
        client.post(reverse("providers:keep"), {"keep": str(service.pk)})
        keys = [service.enterprise.pk if name == "enterprise" else service.pk for name in names]
        own = [reverse(f"providers:{name}", args=[pk]) for name, pk in zip(names, keys, strict=True)]
        for address in (*own, found, f"{found}?view=map", reverse("home"), reverse("providers:shortlist")):
            page = client.get(address)
            assert page.status_code == 200 and not shows_home(page.content), address
        assert str(service.pk) in client.get(found).content.decode()
    call_command("export_directory", tmp_path / "directory.csv", verbosity=0)
    exported = (tmp_path / "directory.csv").read_bytes()
    assert str(service.pk).encode() in exported and not shows_home(exported)
    tasks.sweep()
    assert mailoutbox and not [m for m in mailoutbox if shows_home(f"{m.subject} {m.body}".encode())]
