"""The pages: nothing typed is lost, secrets stay secret, junk is turned away kindly, text stays text."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.notifications import outbox
from marketplace.notifications.models import Message
from marketplace.workflow.links import address_of, code_of
from providers import access, searches
from providers.actions import enquiries
from providers.forms.enquiries import now_sealed
from providers.models import Enquiry, UnmetNeed
from tests.factories import ServiceFactory
from tests.people import acting
from tests.places.conftest import small_britain
from tests.providers.enquiries.asking import asker, confirmed, link_of

__all__ = ["small_britain"]
pytestmark = pytest.mark.django_db
NASTY = "<script>alert(1)</script>\r\nBcc: everybody@example.org\r\n\r\nHello"
ANSWERS = {
    "words": "Company on Tuesdays", "times": ["tue-morning", "thu-morning"], "when_note": "After ten",
    "outcode": "ng1 5fs", "name": "Ben Okafor", "way": "email", "email": "ben.asks@example.net",
    "communication": ["bsl"],    "communication_note": "", "may_share": "no", "website": "",
}  # fmt: skip


@pytest.fixture
def cooking(small_britain, good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True, people="Amina Yusuf")


def page_of(client, service):
    return reverse("providers:ask", args=[service.pk])


def human(**more):
    """What the browser of somebody sends who began a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        began = now_sealed()
    return (
        ANSWERS | {"screen": "3", "go": "next", "began": began, "key": "01a21586-2f03-7638-a6bb-ffb2ebf40a1e"} | more
    )


def secret(enquiry):
    return address_of(link_of(enquiry).pk)


def hidden(html):
    return re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)


def test_each_screen_carries_what_the_others_were_told(client, cooking):
    first = client.post(page_of(client, cooking), {"screen": "1", "go": "next", "words": "Company <b>please</b>"})
    html = first.content.decode()
    assert "When and where?" in html and ("words", "Company &lt;b&gt;please&lt;/b&gt;") in hidden(html)
    back = client.post(page_of(client, cooking), {**ANSWERS, "screen": "2", "go": "back"}).content.decode()
    assert "Company on Tuesdays</textarea>" in back
    assert {("times", "tue-morning"), ("times", "thu-morning"), ("outcode", "ng1 5fs")} <= set(hidden(back))
    assert Enquiry.objects.count() == 0


def test_a_missing_answer_is_asked_for_on_its_own_screen_and_nothing_is_lost(client, cooking):
    html = client.post(page_of(client, cooking), human(outcode="nowhere")).content.decode()
    assert "There is a problem" in html and "When and where?" in html and 'value="nowhere"' in html
    assert ("name", "Ben Okafor") in hidden(html) and ("email", "ben.asks@example.net") in hidden(html)


def test_only_the_chosen_way_has_to_be_right(client, cooking):
    assert client.post(page_of(client, cooking), human(phone="rubbish", post="x")).status_code == 302


def test_asked_confirmed_by_mail_and_followed_by_a_private_link(client, cooking):
    asked = client.post(page_of(client, cooking), human(), follow=True)
    enquiry = Enquiry.objects.get()
    assert enquiry.reference in asked.content.decode() and enquiry.outcode == "NG1"
    outbox.deliver(Message.objects.get(template="enquiry-confirm").pk)
    address = re.search(r"https?://[^/\s]+(/enquiries/confirm/\S+)", mail.outbox[0].body)[1]
    somebody = Client()
    assert somebody.get(address).status_code == 200
    enquiry.refresh_from_db()
    assert enquiry.status == "unconfirmed", "a program that opens links confirms nothing"
    followed = somebody.post(address, follow=True)
    assert "Your question to Amina Yusuf" in followed.content.decode()
    assert somebody.post(address).status_code == 404 and somebody.get(address).status_code == 404
    assert Message.objects.filter(template="enquiry-came").count() == 1


def test_a_code_from_a_text_leads_to_the_private_page(client, cooking):
    page = client.post(page_of(client, cooking), human(way="text", mobile="07700 900123"))
    enquiry = Enquiry.objects.get()
    wrong = client.post(page["Location"], {"code": "000000x"}).content.decode()
    assert "That is not the code" in wrong
    right = code_of(link_of(enquiry, access.CONFIRM).pk)
    assert client.post(page["Location"], {"code": f"{right[:3]} {right[3:]}"})["Location"].endswith(
        f"{secret(enquiry)}/"
    )


def test_machines_are_turned_away_and_people_who_are_quick_may_go_on(client, cooking):
    assert "machines" in client.post(page_of(client, cooking), human(website="x")).content.decode()
    quick = client.post(page_of(client, cooking), human(began=now_sealed())).content.decode()
    assert "very quick" in quick and "Company on Tuesdays" in quick
    forged = client.post(page_of(client, cooking), human(began="forged")).content.decode()
    again = dict(hidden(forged))["began"]
    assert Enquiry.objects.count() == 0 and again != "forged"
    with time_machine.travel(timezone.now() + timedelta(seconds=5), tick=False):
        assert client.post(page_of(client, cooking), human(began=again)).status_code == 302


def test_one_connection_asks_so_often_and_no_more(client, cooking, monkeypatch):
    monkeypatch.setattr("providers.views.enquiries.asking.MOST_AN_HOUR", 1)
    client.post(page_of(client, cooking), human())
    answer = client.post(page_of(client, cooking), human(key="01a21586-2f03-7638-a6bb-ffb2ebf40a1f"))
    assert (
        answer.status_code == 429 and "ring us" in answer.content.decode() and "Ben Okafor" in answer.content.decode()
    )


def test_the_same_form_sent_twice_is_one_enquiry_and_other_words_are_kept_on_the_page(client, cooking):
    for _each in range(2):
        assert client.post(page_of(client, cooking), human()).status_code == 302
    answer = client.post(page_of(client, cooking), human(words="Other words"))
    assert answer.status_code == 409 and "Other words" in answer.content.decode() and Enquiry.objects.count() == 1


def test_what_somebody_looked_for_need_not_be_typed_again(client, cooking):
    place = {"name": "x", "label": "NG1 5FS", "easting": 457500, "northing": 340500, "council": ""}
    token = searches.keep({"help": "a hot dinner", "place": place, "miles": 10, "filters": []})
    html = client.get(page_of(client, cooking) + f"?from={token}").content.decode()
    assert "a hot dinner</textarea>" in html and ("outcode", "NG1") in hidden(html)


PATHS = ["enquiry", "confirm-enquiry"]


@pytest.mark.parametrize("name", PATHS)
def test_every_address_that_opens_nothing_is_answered_alike(client, cooking, name):
    enquiry = confirmed(cooking)
    good = secret(enquiry)
    over = address_of(link_of(confirmed(cooking, address="b@example.net")).pk)
    with time_machine.travel(timezone.now() + timedelta(days=800), tick=False):
        expired = client.get(reverse(f"providers:{name}", args=[over]))
    forged = good[:-2] + ("AA" if good[-2:] != "AA" else "BB")
    wrong = [client.get(reverse(f"providers:{name}", args=[each])) for each in ("x", "A" * 40, forged, "é" * 40)]
    said = {answer.content for answer in [*wrong, expired]}
    assert {answer.status_code for answer in wrong} == {404} and len(said) == 1


def test_secret_pages_name_themselves_to_nobody(client, cooking, caplog):
    enquiry = confirmed(cooking)
    answer = client.get(reverse("providers:enquiry", args=[secret(enquiry)]))
    assert answer["Referrer-Policy"] == "strict-origin" and "no-store" in answer["Cache-Control"]
    assert secret(enquiry) not in caplog.text and "providers:enquiry" in str([vars(r) for r in caplog.records])
    refused = client.get(reverse("providers:enquiry", args=["A" * 40]))
    assert refused["Referrer-Policy"] == "strict-origin" and refused.status_code == 404


def test_a_form_from_another_site_does_nothing(cooking):
    enquiry = confirmed(cooking)
    strict = Client(enforce_csrf_checks=True)
    for what in ("take-back", "share", "say"):
        answer = strict.post(reverse("providers:enquiry-act", args=[secret(enquiry), what]), {"outcome": "another"})
        assert answer.status_code == 403
    enquiry.refresh_from_db()
    assert enquiry.status == "sent" and enquiry.shared_at is None


def test_a_replayed_form_does_nothing_twice(client, cooking, amina):
    enquiry = confirmed(cooking)
    enquiries.answer(enquiry, "yes", by=acting(amina))
    say = reverse("providers:enquiry-act", args=[secret(enquiry), "say"])
    sent = {"words": "Tuesday?", "key": "01a21586-2f03-7638-a6bb-ffb2ebf40a1e"}
    for _each in range(3):
        client.post(say, sent)
    assert enquiry.lines.count() == 1 and Message.objects.filter(template="enquiry-said-owner").count() == 1


def test_text_stays_text_on_every_page_and_reaches_no_header(client, cooking, amina, cat):
    enquiry = confirmed(cooking, words=NASTY, name=NASTY, when_note=NASTY, communication_note=NASTY)
    enquiries.answer(enquiry, "yes", "", NASTY, by=acting(amina))
    enquiries.say(enquiry, NASTY, key=enquiry.key, by=asker(enquiry))
    enquiries.share_contact(enquiry, by=asker(enquiry))
    for person, address in (
        (None, reverse("providers:enquiry", args=[secret(enquiry)])),
        (amina, reverse("providers:answer-enquiry", args=[enquiry.pk])),
        (cat, reverse("providers:desk-enquiry", args=[enquiry.pk])),
    ):
        visitor = Client()
        if person:
            visitor.force_login(person)
        html = visitor.get(address).content.decode()
        assert "<script>alert" not in html and "&lt;script&gt;alert" in html
    for message in Message.objects.all():
        outbox.deliver(message.pk)
    assert mail.outbox and not any("everybody@" in str(sent.message()) for sent in mail.outbox)


def test_the_enterprise_sees_neither_name_nor_contact_until_they_are_given(client, cooking, amina):
    enquiry = confirmed(cooking)
    client.force_login(amina)
    address = reverse("providers:answer-enquiry", args=[enquiry.pk])
    html = client.get(address).content.decode()
    assert "Ben Okafor" not in html and "ben.asks@" not in html and "Somebody in NG1" in html
    enquiry.refresh_from_db()
    assert enquiry.status == "seen"
    enquiries.share_contact(enquiry, by=asker(enquiry))
    html = client.get(address).content.decode()
    assert "Ben Okafor" in html and "ben.asks@example.net" in html


def test_a_no_without_a_reason_is_asked_for_and_the_words_stay(client, cooking, amina):
    enquiry = confirmed(cooking)
    client.force_login(amina)
    address = reverse("providers:answer-act", args=[enquiry.pk, "answer"])
    html = client.post(address, {"answer": "no", "words": "Sorry, dear"}).content.decode()
    assert "Say why" in html and "Sorry, dear" in html
    client.post(address, {"answer": "no", "reason": "full", "words": "Sorry, dear"})
    enquiry.refresh_from_db()
    assert enquiry.answer == "no" and enquiry.answer_words == "Sorry, dear"


def test_after_a_no_the_next_is_one_tap_away(client, cooking, amina):
    enquiry, other = confirmed(cooking), ServiceFactory(listed=True, people="Olga Next")
    enquiries.answer(enquiry, "no", "full", by=acting(amina))
    html = client.get(reverse("providers:enquiry", args=[secret(enquiry)])).content.decode()
    assert "Ask Olga Next with the same words" in html and "Ask Amina" not in html
    key = dict(hidden(html))["key"]
    tap = reverse("providers:enquiry-act", args=[secret(enquiry), "next"])
    client.post(tap, {"service": str(other.pk), "key": key})
    again = Enquiry.objects.get(service=other)
    assert again.status == "sent" and again.words == enquiry.words


def test_when_nobody_is_left_the_need_is_counted_without_any_words(client, cooking, amina):
    enquiry = confirmed(cooking)
    enquiries.answer(enquiry, "no", "full", by=acting(amina))
    html = client.get(reverse("providers:enquiry", args=[secret(enquiry)])).content.decode()
    assert "Nobody else is near yet" in html
    for _each in range(2):
        client.post(reverse("providers:enquiry-act", args=[secret(enquiry), "nobody"]))
    need = UnmetNeed.objects.get()
    assert (need.activity, need.outcode, need.times) == ("cooking-with-you", "NG1", ["tue-morning"])


def test_somebody_without_the_link_learns_nothing_by_asking_for_a_new_one(client, cooking):
    enquiry = confirmed(cooking)
    address, said = reverse("providers:new-link"), []
    wrong = [(enquiry.reference, "x@example.net"), ("AAAA-AAAA", "x@example.net")]
    for reference, contact in [(enquiry.reference, "ben.asks@example.net"), *wrong]:
        answer = client.post(address, {"reference": reference, "contact": contact})
        said.append((answer.status_code, re.sub(r'value="[^"]*"', "", answer.content.decode())))
    assert len(set(said)) == 1
    assert Message.objects.filter(template="enquiry-new-link").count() == 1


def test_what_i_asked_with_my_account_leads_to_its_page(client, cooking, ben):
    client.force_login(ben)
    client.post(page_of(client, cooking), human(email=ben.email))
    html = client.get(reverse("providers:questions")).content.decode()
    assert "Amina Yusuf" in html and secret(Enquiry.objects.get()) in html


def test_the_desk_rings_and_confirms(client, cooking, cat, lena):
    Client().post(page_of(client, cooking), human(way="phone", phone="0115 496 0142"))
    enquiry = Enquiry.objects.get()
    client.force_login(cat)
    assert enquiry.reference in client.get(reverse("providers:desk")).content.decode()
    assert "0115 496 0142" in client.get(reverse("providers:desk-enquiry", args=[enquiry.pk])).content.decode()
    client.post(reverse("providers:desk-act", args=[enquiry.pk, "confirm"]), {"may_share": "yes"})
    enquiry.refresh_from_db()
    assert enquiry.status == "sent" and enquiry.may_share


def test_the_desk_takes_down_what_came_by_phone(client, cooking, cat):
    client.force_login(cat)
    assert "How did this come to you?" in client.post(page_of(client, cooking), human(name="")).content.decode()
    answer = client.post(page_of(client, cooking), human(came_by="phone", way="phone", phone="0115 496 0142"))
    enquiry = Enquiry.objects.get()
    assert answer["Location"] == reverse("providers:desk-enquiry", args=[enquiry.pk])
    assert (enquiry.status, enquiry.came_by, enquiry.entered_by) == ("sent", "phone", cat)


def test_a_stranger_does_not_say_that_it_came_by_phone(client, cooking):
    client.post(page_of(client, cooking), human(came_by="phone"))
    assert Enquiry.objects.get().came_by == "site"


def test_a_commissioner_sets_the_days_and_the_page_of_a_service_says_so(client, cooking, connor, nottingham):
    cooking.listed_by = nottingham
    cooking.save()
    client.force_login(connor)
    client.post(reverse("providers:answer-days"), {"enquiry_days": "1"})
    nottingham.refresh_from_db()
    assert nottingham.enquiry_days == 1
    with time_machine.travel("2026-12-14 10:00+00:00", tick=False):
        html = Client().get(reverse("providers:service", args=[cooking.pk])).content.decode()
    assert "Tuesday 15 December" in html


def test_a_search_without_result_is_counted_only_as_choices(client, cooking):
    place = {"name": "x", "label": "NG1 5FS", "easting": 457500, "northing": 340500, "council": "E06000018"}
    said = {"help": "somebody to cook with my zqmother", "place": place, "miles": 10, "filters": ["when:tue-morning"]}
    address = reverse("providers:record-need", args=[searches.keep(said)])
    html = client.get(address).content.decode()
    assert "zqmother" not in html and re.search(r'value="cooking-with-you"[^>]*selected', html)
    assert not UnmetNeed.objects.exists()
    client.post(address, {"activity": "cooking-with-you", "times": ["tue-morning"]})
    need = UnmetNeed.objects.get()
    assert (need.source, need.outcode, need.council_code) == ("search", "NG1", "E06000018")


def test_a_need_is_counted_once_for_a_search_however_often_somebody_goes_back(client, cooking):
    place = {"name": "x", "label": "NG1 5FS", "easting": 457500, "northing": 340500, "council": "E06000018"}
    said = {"help": "somebody to cook", "place": place, "miles": 10, "filters": []}
    address = reverse("providers:record-need", args=[searches.keep(said)])
    for _back in range(2):
        client.get(address)
        client.post(address, {"activity": "cooking-with-you"})
    assert UnmetNeed.objects.count() == 1
    Client().post(address, {"activity": "cooking-with-you"})
    assert UnmetNeed.objects.count() == 2, "somebody else has the same need"


def test_my_page_counts_those_who_wait_for_an_answer(client, cooking, amina):
    confirmed(cooking)
    client.force_login(amina)
    html = client.get(reverse("providers:my")).content.decode()
    assert "Nothing waits for you" not in html and "One person waits for your answer" in html
    assert reverse("providers:enquiries") in html
