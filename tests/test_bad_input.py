"""Nothing that anybody sends gives a server error; whoever typed something wrong is told, and loses none of it."""

import logging
import os
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from marketplace.accounts.ids import uuid7
from marketplace.requests import actions as requests
from marketplace.requests.models import Request
from marketplace.ui.fields import visible
from providers import actions, searches
from tests import nasty
from tests.factories import ServiceFactory
from tests.forms_on_pages import forms_of
from tests.people import acting
from tests.places.conftest import small_britain

__all__ = ["small_britain"]
pytestmark = pytest.mark.django_db
SEED = int(os.environ.get("PROOF_SEED", "20261121"))
EXAMPLES = 100 if os.environ.get("PROOF_DEPTH") == "nightly" else 8
OPTIONS = {  # a failing example is short enough to read as it is
    "deadline": None, "database": None, "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck), "report_multiple_bugs": False,
}  # fmt: skip
FORM = "application/x-www-form-urlencoded"
GOOD = {
    "email": "new@example.org", "reply_to": "new@example.org", "owner_email": "owner@example.org",
    "postcode": "NG1 5FS", "where": "Nottingham", "phone": "0115 496 0142", "workers": "1", "volunteers": "0",
    "name": "Joy", "website": "",
    "login": "amina@example.org", "password1": "three odd words together", "amount_0": "18.50", "travel_miles": "5",
    "company_number": "", "charity_number": "",
}  # fmt: skip


@pytest.fixture
def world(small_britain, nottingham, good_company, amina, connor, olu, caplog):
    """Something of everything that has a form."""
    w = SimpleNamespace(people={"amina": amina, "connor": connor, "olu": olu}, company=good_company, log=caplog)
    w.home = good_company.organisation
    w.draft = ServiceFactory(enterprise=good_company)
    w.listed = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    w.waiting = ServiceFactory(status="submitted", submitted_at="2026-11-01T10:00Z")
    w.correction = actions.report_wrong(w.listed, "The price is wrong.", by=acting(amina))
    said = {"name": "Ben", "reply_by": "letter", "reply_to": "1 Mill Lane, Leeds", "words": "Slow."}
    w.request = requests.receive(Request.Kind.COMPLAINT, **said, key=uuid7(), by=acting(amina))
    place = {"name": "x", "label": "x", "easting": 457500, "northing": 340500, "council": ""}
    w.search = searches.keep({"help": "", "place": place, "miles": 10, "filters": []})
    return w


def browser(w, person: str) -> Client:
    client = Client(raise_request_exception=False)
    if person != "anybody":
        client.force_login(w.people[person])
    return client


def attack(attempt, times: int = 1) -> None:
    """Try this many times with drawn data; whatever it changed is undone, and no limit counts from one to the next."""
    print(f"seed {SEED}: run again with PROOF_SEED={SEED}")

    @seed(SEED)
    @settings(**OPTIONS, max_examples=EXAMPLES * times)
    @given(st.data())
    def once(data):
        cache.clear()
        with transaction.atomic():
            attempt(data)
            transaction.set_rollback(True)

    once()


def assert_no_fault(w, answer) -> None:
    faults = [r for r in w.log.records if r.levelno >= logging.ERROR and not r.name.startswith("django.security")]
    w.log.clear()
    assert answer.status_code < 500 and not faults, [r.exc_info for r in faults]


# --- Every form ------------------------------------------------------------------------------------------------------
STEPS = ("what", "who", "where", "when", "money", "meeting", "contact", "room")
FORMS = [  # who, where, and a question of the form
    ("anybody", "home", "where"), ("anybody", "providers:find", "help"), ("anybody", "providers:results", "f"),
    ("anybody", "providers:report", "words"), ("anybody", "complaints", "words"),
    ("anybody", "data-requests", "words"),
    ("anybody", "account_login", "login"), ("anybody", "account_signup", "email"),
    ("anybody", "account_reset_password", "email"), ("amina", "providers:my", "room"),
    ("amina", "providers:register", "owner_email"), ("amina", "providers:edit-enterprise", "name"),
    *(("amina", f"step {step}", "csrfmiddlewaretoken") for step in STEPS),
    *(("amina", f"listed step {step}", "csrfmiddlewaretoken") for step in STEPS),
    ("amina", "providers:sharing", "leaves"),
    ("amina", "providers:face", "photo"), ("amina", "organisations:invite", "email"),
    ("amina", "organisations:make-token", "scopes"), ("amina", "account-details", "name"),
    ("amina", "account_email", "email"), ("amina", "account_change_password", "oldpassword"),
    ("amina", "account_reauthenticate", "password"), ("amina", "mfa_activate_totp", "code"),
    ("connor", "providers:decide", "decision"), ("connor", "mfa_reauthenticate", "code"),
    ("olu", "requests:detail", "to"),
]  # fmt: skip
SHOWN_AT_ONCE = {"organisations:make-token"}


def address_of(name: str, w) -> str:
    keys = {
        "providers:results": w.search, "providers:report": w.listed.pk, "providers:edit-enterprise": w.company.pk,
        "providers:sharing": w.listed.pk,
        "providers:face": w.draft.pk, "organisations:invite": w.home.pk, "organisations:make-token": w.home.pk,
        "providers:decide": w.waiting.pk, "requests:detail": w.request.pk,
    }  # fmt: skip
    if "step" in name:
        service = w.listed if "listed" in name else w.draft
        return reverse("providers:describe", args=[service.pk, name.split()[-1]])
    return reverse(name, args=[keys[name]] if name in keys else [])


def filled_in(form, data) -> list[tuple[str, str]]:
    """The form as it stands with good answers, and up to three questions answered badly, twice, or not at all."""
    answers = {name: list(q.values) or q.choices[:1] for name, q in form.questions.items() if q.kind != "file"}
    answers |= {
        name: [GOOD.get(name, "Some words")] for name, q in form.questions.items() if q.is_typed and not any(q.values)
    }
    names = st.sampled_from(sorted(answers.keys() - {"csrfmiddlewaretoken"}))
    for name in data.draw(st.lists(names, min_size=1, max_size=3, unique=True)):
        choices = form.questions[name].choices
        wrong = nasty.TYPED if not choices else st.one_of(st.sampled_from(choices), nasty.TYPED)
        answers[name] = data.draw(st.lists(wrong, max_size=2 if choices else 1))
    return [(name, each) for name, given_ones in answers.items() for each in given_ones]


@pytest.mark.parametrize(("who", "name", "question"), FORMS, ids=[f"{who}-{name}" for who, name, _q in FORMS])
def test_no_form_breaks_and_what_was_typed_stays(who, name, question, world):
    client, address = browser(world, who), address_of(name, world)
    form = next(f for f in forms_of(client.get(address).content.decode()) if question in f.questions)

    def attempt(data):
        pairs = filled_in(form, data)
        answer = client.post(form.action or address, nasty.body(pairs), content_type=FORM)
        assert_no_fault(world, answer)
        is_tile = form.action == reverse("providers:find") and "where" not in dict(pairs)
        if answer.status_code == 200 and name not in SHOWN_AT_ONCE and not is_tile:
            page = answer.content.decode()
            assert "govuk-error-summary" in page, pairs
            assert_kept(form, pairs, page)

    attack(attempt)


def assert_kept(form, pairs, page: str) -> None:
    """What was typed, as people see it and passwords apart, stands in the same box of the page that says so."""
    again = next(f for f in forms_of(page) if set(f.questions) & set(form.questions) - {"csrfmiddlewaretoken"})
    for name, typed in pairs:
        question = form.questions[name]
        trap = name == "website" and "reply_to" in form.questions  # that no person sees
        if not trap and question.is_typed and question.kind != "password" and isinstance(typed, str):
            kept = again.questions[name].values
            assert [visible(typed).split()] == [visible(k).split() for k in kept], name


FILES = st.one_of(
    st.binary(max_size=300),
    st.sampled_from(
        [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBP", b"GIF89a", b"%PDF-1.7", b"<svg/>", b""]
    ),
)
FILE_NAMES = ["photo.jpg", "a\0b.jpg", "../../x.png", "x" * 300 + ".jpg", "😀.webp", "con", "‮gpj.exe"]


def test_no_file_breaks_the_face_in_the_doorway(world):
    client, address = browser(world, "amina"), address_of("providers:face", world)

    def attempt(data):
        photo = SimpleUploadedFile(
            data.draw(st.sampled_from(FILE_NAMES)), data.draw(FILES), data.draw(st.text(max_size=9))
        )
        answer = client.post(address, {"kind": "photo", "photo": photo})
        assert_no_fault(world, answer)
        assert answer.status_code >= 400 or "govuk-error-summary" in answer.content.decode()

    attack(attempt)


def test_what_came_after_the_sign_in_ran_out_breaks_nothing_when_the_person_is_back(world):
    step = address_of("step where", world)

    def attempt(data):
        client = browser(world, "anybody")
        assert_no_fault(
            world, client.post(step, nasty.body([("postcode", data.draw(nasty.TYPED))]), content_type=FORM)
        )
        client.force_login(world.people["amina"])
        assert_no_fault(world, client.get(step))

    attack(attempt)


# --- Addresses, headers and bodies -----------------------------------------------------------------------------------
PATHS = [
    "/find/{}/", "/find/{}/narrow/", "/find/{}/share/", "/shared/{}/", "/services/{}/", "/services/{}/picture/",
    "/portraits/{}.svg", "/enterprises/{}/", "/invitations/{}/", "/received/{}/", "/my/services/{}/what/",
    "/accounts/password/reset/key/{}/", "/accounts/oidc/{}/login/", "/static/{}", "/{}", "/requests/{}/",
    "/review/{}/",
]  # fmt: skip


def test_no_address_breaks(world):
    clients = [browser(world, "anybody"), browser(world, "amina")]

    def attempt(data):
        path, client = data.draw(st.sampled_from(PATHS)), data.draw(st.sampled_from(clients))
        part = nasty.body([("", data.draw(nasty.TYPED))])[1:].decode()
        send = data.draw(st.sampled_from([client.get, client.post, client.head, client.options, client.put]))
        assert_no_fault(world, send(path.format(part)))

    attack(attempt, times=20)


def test_no_question_mark_breaks(world):
    client = browser(world, "amina")
    pages = ["providers:results", "providers:report", "providers:my", "account_email", "home", "providers:find"]
    names = st.sampled_from(["page", "view", "next", "status", "help", "where", "miles", "f", "q", "", "page[]"])

    def attempt(data):
        pairs = data.draw(st.lists(st.tuples(names, nasty.TYPED), max_size=4))
        page = address_of(data.draw(st.sampled_from(pages)), world)
        assert_no_fault(world, client.get(f"{page}?{nasty.body(pairs).decode()}"))

    attack(attempt, times=8)


HEADERS = ["HTTP_REFERER", "HTTP_X_FORWARDED_FOR", "HTTP_X_REQUEST_ID", "HTTP_HOST", "HTTP_ACCEPT_LANGUAGE",
           "HTTP_COOKIE",            "HTTP_USER_AGENT", "HTTP_X_FORWARDED_PROTO",
           "HTTP_ORIGIN", "HTTP_HX_REQUEST", "HTTP_HX_CURRENT_URL",
           "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING", "HTTP_RANGE"]  # fmt: skip


@pytest.mark.parametrize("proxies", [0, 1])
def test_no_header_breaks(proxies, world, settings):
    settings.TRUSTED_PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    listed = world.listed.pk
    asked = [
        (reverse("providers:service", args=[listed]), None), (reverse("providers:keep"), {"keep": str(listed)}),
        (reverse("providers:contact", args=[listed]), {}),
        (reverse("providers:report", args=[listed]), {"words": "Old."}),
        (reverse("account_login"), {"login": "amina@example.org", "password": "not this one at all"}),
    ]  # fmt: skip

    def attempt(data):
        client = browser(world, "anybody")
        address, form = data.draw(st.sampled_from(asked))
        assert_no_fault(
            world, _sent(client, address, form, data.draw(st.sampled_from(HEADERS)), data.draw(nasty.TYPED))
        )

    attack(attempt, times=6)


def _sent(client, address, form, header, said):
    """An answer to a request with this header, whose bytes a server reads as Latin 1."""
    raw = said if isinstance(said, bytes) else said.encode("utf-8", "surrogatepass")
    extra = {header: raw.decode("latin-1")}
    return client.get(address, **extra) if form is None else client.post(address, form, **extra)


KINDS = [
    "multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=" + "y" * 300, FORM,
    f"{FORM}; charset=utf-16", f"{FORM}; charset=nothing", "application/json", "text/plain", "",
    "multipart/mixed; boundary=x",
]  # fmt: skip
BODIES = st.one_of(
    st.binary(max_size=200),
    st.sampled_from([
        b"--x\r\nContent-Disposition: form-data; name=where\r\n\r\nLeeds", b"--x\r\n\r\n--x--", b"--x--",
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="\0"\r\nContent-Type: \xff\r\n\r\na\r\n--x--',
        b"--x\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n",
        b"a=1&" * 2100, b"where=" + b"%00" * 2000, b"=&=&&;", b"where=%ff%fe&where=%e2%80", b'{"where": ',
    ]),
)  # fmt: skip


@pytest.mark.parametrize(
    "name", ["providers:find", "providers:report", "step what", "providers:face", "account_login"]
)
def test_no_body_breaks(name, world):
    who = "amina" if name in ("step what", "providers:face") else "anybody"
    client, address = browser(world, who), reverse(name) if name == "providers:find" else address_of(name, world)

    def attempt(data):
        kind = data.draw(st.sampled_from(KINDS))
        assert_no_fault(world, client.generic("POST", address, data.draw(BODIES), content_type=kind))

    attack(attempt)


BUTTONS = [("providers:keep", ["keep", "drop"]), ("providers:say-room", ["room"]), ("requests:move", ["to"])]


@pytest.mark.parametrize(("name", "questions"), BUTTONS, ids=[name for name, _q in BUTTONS])
def test_no_button_breaks(name, questions, world):
    keys = {"providers:say-room": [world.listed.pk], "requests:move": [world.request.pk]}
    client = browser(world, "olu" if name == "requests:move" else "amina")

    def attempt(data):
        pairs = [(data.draw(st.sampled_from(questions)), data.draw(nasty.TYPED))]
        address = reverse(name, args=keys.get(name, []))
        assert_no_fault(world, client.post(address, nasty.body(pairs), content_type=FORM))

    attack(attempt)


# --- What was found once ---------------------------------------------------------------------------------------------
ENDLESS = [nasty.EMAILS[0], nasty.EMAILS[1].replace("İ" * 60, "İ" * 130)]


@pytest.mark.parametrize("email", ENDLESS, ids=["long", "longer in small letters"])
@pytest.mark.parametrize(
    ("who", "name", "more"),
    [
        ("anybody", "account_reset_password", {}),
        ("anybody", "account_signup", {"name": "Nia", "password1": GOOD["password1"]}),
        ("anybody", "complaints", {"kind": "complaint", "words": "Slow.", "name": "Nia", "reply_by": "email"}),
        ("amina", "account_email", {"action_add": ""}),
        ("amina", "organisations:invite", {"role": "worker"}),
        ("amina", "providers:register", {"name": "Joy", "kind": "sole-trader", "workers": 1, "for_another": "on"}),
        ("amina", "step contact", {}),
    ],
)
def test_an_e_mail_address_longer_than_any_mailbox_is_refused_in_words(email, who, name, more, world):
    typed = dict.fromkeys(("email", "owner_email", "reply_to"), email) | {"owner_name": "Joy"}
    answer = browser(world, who).post(address_of(name, world), typed | more)
    assert_no_fault(world, answer)
    assert answer.status_code == 200 and "govuk-error-summary" in answer.content.decode()


@pytest.mark.parametrize("lacking", ["postcode", "setting"])
def test_a_listed_service_cannot_be_moved_to_nowhere(lacking, world):
    typed = {"setting": "comes", "postcode": "NG1 5FS", "travel_miles": "5", lacking: ""}
    answer = browser(world, "amina").post(address_of("listed step where", world), typed)
    assert_no_fault(world, answer)
    assert "What is listed needs its postcode" in answer.content.decode()
    world.listed.refresh_from_db()
    assert world.listed.postcode and world.listed.setting


@pytest.mark.parametrize("referer", ["nowhere", "http://[::1", "http://testserver/find/\0/", "//", "http:///a"])
def test_a_referer_that_is_no_address_breaks_nothing(referer, world):
    client = browser(world, "amina")
    assert_no_fault(world, client.get(reverse("providers:service", args=[world.listed.pk]), HTTP_REFERER=referer))
    assert_no_fault(
        world, client.post(reverse("providers:keep"), {"keep": str(world.listed.pk)}, HTTP_REFERER=referer)
    )
    assert_no_fault(world, client.post(reverse("providers:say-room", args=[world.waiting.pk]), HTTP_REFERER=referer))


def test_a_number_that_nobody_can_read_breaks_nothing(world):
    client, endless = browser(world, "amina"), "9" * 5000
    assert client.get(f"{address_of('providers:results', world)}?page={endless}").status_code == 200
    money = client.post(address_of("step money", world), {"amount_0": endless, "unit_0": "hour"})
    assert_no_fault(world, money)
    assert "Enter an amount in pounds" in money.content.decode()


def test_an_address_with_a_nul_is_nowhere(world):
    answer = browser(world, "anybody").get("/accounts/oidc/a%00b/login/")
    assert_no_fault(world, answer)
    assert answer.status_code == 404 and "<h1" in answer.content.decode()


def test_a_request_id_with_a_line_end_is_not_repeated(world):
    assert_no_fault(world, browser(world, "anybody").get("/", HTTP_X_REQUEST_ID="abcdefgh\n"))
