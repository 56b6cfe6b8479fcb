"""Pages of stories and of posted needs: what they say to whom, and what they never say."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.workflow.links import address_of, end_links, make_link
from providers import access
from providers.models import PostedNeed, Story
from tests.factories import EnquiryFactory, PostedNeedFactory, ServiceFactory, StoryFactory, checked
from tests.places.conftest import small_britain
from tests.reading import grade, sentences

__all__ = ["small_britain"]
pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
TOLD = {"came": "yes", "reached": "yes", "again": "yes", "shown_as": "place",
        "words": "We cook on Tuesdays, and we laugh a good deal."}  # fmt: skip


@pytest.fixture
def service(good_company, nottingham):
    return ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham, people="Amina Yusuf")


def page(client, name, *args) -> str:
    answer = client.get(reverse(f"providers:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


# --- What everybody reads --------------------------------------------------------------------------------------------
def test_without_stories_the_page_says_who_could_tell_one(client, service):
    html = page(client, "service", service.pk)
    assert "Nobody has told a story about Amina Yusuf yet" in html and "Nobody can pay for a story or hide one" in html


def test_counts_say_how_many_of_how_many(client, service):
    for came in ("yes", "yes", "no", "partly"):
        StoryFactory(enquiry__service=service, came=came)
    StoryFactory(enquiry__service=service, status="waiting", published_at=None, moderated_at=None, words="Not yet.")
    html = page(client, "service", service.pk)
    assert "2 of 4 say: Came when they said" in html and "4 of 4 say: I could reach them" in html
    assert html.count('aria-labelledby="story-') == 3 and "Read all 4 stories" in html and "Not yet." not in html


def test_all_of_them_are_on_pages_of_ten_the_newest_first(client, service):
    for days in range(12):
        at = timezone.now() - timedelta(days=days)
        StoryFactory(enquiry__service=service, published_at=at, words=f"Story of day {days}, all is well here.")
    first = page(client, "stories", service.pk)
    found = re.findall(r"Story of day (\d+)", first)
    assert found == [str(n) for n in range(10)] and "Page 1 of 2" in first
    second = client.get(reverse("providers:stories", args=[service.pk]), {"page": "2"}).content.decode()
    assert re.findall(r"Story of day (\d+)", second) == ["10", "11"]
    assert client.get(reverse("providers:stories", args=[service.pk]), {"page": "x"}).status_code == 200


def test_an_author_without_a_name_is_somebody_in_an_area(client, service):
    StoryFactory(enquiry__service=service, shown_as="place", shown_name="")
    html = page(client, "service", service.pk)
    assert "Somebody in NG5" in html and "Ruth" not in html


def test_a_story_is_text_and_never_markup_and_not_in_the_data_for_machines(client, service):
    words = "Fine <script>alert(1)</script> & good, we are glad."
    StoryFactory(enquiry__service=service, words=words, reply="<b>Thanks</b> to you all.")
    html = page(client, "service", service.pk)
    assert "<script>alert" not in html and "<b>Thanks" not in html and "&lt;b&gt;Thanks" in html
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    assert "glad" not in data and "eview" not in data and "ating" not in data
    assert "glad" not in client.get(f"/services/{service.pk}", headers={"accept": "application/json"}).content.decode()


def test_the_page_that_a_browser_kept_is_new_once_a_story_is_removed(client, service):
    story = StoryFactory(enquiry__service=service)
    tag = client.get(reverse("providers:service", args=[service.pk]))["ETag"]
    author = Client()
    link = address_of(make_link(story.enquiry, access.STORY_LINK, lasts=A_DAY).pk)
    author.post(reverse("providers:tell-by-link", args=[link]), {"remove": "1"})
    again = client.get(reverse("providers:service", args=[service.pk]), headers={"if-none-match": tag})
    assert again.status_code == 200 and "removed later" in again.content.decode()


# --- Private links ---------------------------------------------------------------------------------------------------
def answers_at(name: str, secret: str):
    answer = Client().get(reverse(f"providers:{name}", args=[secret]))
    return answer.status_code, re.sub(r"\d{2}:\d{2}", "", answer.content.decode()).split("<main")[-1]


@pytest.mark.parametrize("name", ["tell-by-link", "posted-need-by-link"])
def test_a_link_that_is_wrong_over_ended_or_for_something_else_tells_nothing(name, service):
    subject = EnquiryFactory(service=service) if name == "tell-by-link" else PostedNeedFactory()
    purpose = access.STORY_LINK if name == "tell-by-link" else access.NEED_LINK
    good = address_of(make_link(subject, purpose, lasts=A_DAY).pk)
    assert answers_at(name, good)[0] == 200
    expired = address_of(make_link(subject, purpose, lasts=-A_DAY).pk)
    other = address_of(make_link(subject, "other", lasts=A_DAY).pk)
    forged = good[:-4] + ("AAAA" if good[-4:] != "AAAA" else "BBBB")
    seen = {answers_at(name, secret) for secret in (expired, other, forged, "x", "é" * 40)}
    end_links(subject, purpose)
    seen.add(answers_at(name, good))
    assert len(seen) == 1 and seen.pop()[0] == 404


def test_pages_of_ones_own_are_kept_nowhere(service):
    for name, subject, purpose in (
        ("tell-by-link", EnquiryFactory(service=service), access.STORY_LINK),
        ("posted-need-by-link", PostedNeedFactory(), access.NEED_LINK),
    ):
        link = address_of(make_link(subject, purpose, lasts=A_DAY).pk)
        answer = Client().get(reverse(f"providers:{name}", args=[link]))
        assert "no-store" in answer["Cache-Control"] and answer["Referrer-Policy"] == "strict-origin"


# --- The form of a story ---------------------------------------------------------------------------------------------
@pytest.fixture
def own(service, ben):
    """Ben's browser, and the address where he tells of Amina."""
    client = Client()
    client.force_login(ben)
    return client, reverse("providers:tell", args=[EnquiryFactory(service=service, account=ben).pk])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"came": ""}, "Choose yes, partly or no"),
        ({"again": "always"}, "Choose yes, partly or no"),
        ({"words": ""}, "Write one or two sentences"),
        ({"words": "x" * 601}, "Keep it under 600 letters"),
        ({"shown_as": "first-name", "first_name": ""}, "Enter your first name only"),
        ({"shown_as": "first-name", "first_name": "Ruth, NG5 2AB"}, "Enter your first name only"),
        ({"shown_as": "initials", "initials": "R2"}, "Enter one to three letters"),
    ],
)
def test_a_wrong_answer_says_what_to_do_and_keeps_the_rest(own, wrong, said):
    client, address = own
    html = client.post(address, TOLD | wrong).content.decode()
    assert said in html and "There is a problem" in html and not Story.objects.exists()
    assert "words" in wrong or TOLD["words"] in html


def test_what_sounds_like_harm_leads_to_who_can_act(own):
    client, address = own
    client.post(address, TOLD | {"words": "Somebody grabbed me by the arm last week."})
    html = client.get(address).content.decode()
    assert "not safe" in html and reverse("urgent-help") in html


def test_a_story_sent_twice_is_one(own):
    client, address = own
    assert client.post(address, TOLD).status_code == 302
    assert "cannot be changed any more" in client.post(address, TOLD).content.decode()
    assert Story.objects.count() == 1


# --- Posting a need --------------------------------------------------------------------------------------------------
POSTED = {"key": "019a0000-0000-7000-8000-000000000001", "family": "meals", "activity": "cooking-with-you",
          "needs": ["older"], "days": ["tue"], "parts": [], "where": "NG1 5FS", "together": "one",
          "payments": ["self"], "most_pence": "20"}  # fmt: skip


def send(client, step: int, **more):
    return client.post(reverse("providers:post-need"), POSTED | {"step": str(step)} | more)


def test_only_the_first_half_of_a_postcode_is_kept(client, ben, small_britain):
    client.force_login(ben)
    assert send(client, 6).status_code == 302
    need = PostedNeed.objects.get()
    assert (need.outcode, need.easting, need.northing) == ("NG1", 457388, 340082)
    assert need.times == ["tue-morning", "tue-afternoon", "tue-evening", "tue-night"] and need.most_pence == 2000


@pytest.mark.parametrize(
    ("step", "wrong", "said"),
    [
        (0, {"family": ""}, "Choose what would help"),
        (1, {"activity": "cleaning"}, "Choose which of these would help"),
        (3, {"start_on_day": "1", "start_on_month": "1", "start_on_year": "2020"}, "Enter a day from today"),
        (4, {"where": "Nottingham"}, "A town is too wide"),
        (4, {"where": "ZZ9 9ZZ"}, "postcode"),
        (4, {"where": "KY15 5AA"}, "postcode"),
        (5, {"most_pence": "a lot"}, "Enter an amount in pounds"),
        (6, {"family": "home"}, "Choose which of these would help"),
        (6, {"way": "email", "email": ""}, "Enter where we shall write to you"),
        (6, {"way": "letter"}, "Choose how we shall tell you"),
        (6, {"way": "email", "email": "r@example.org", "website": "x"}, "Leave the box for machines empty"),
        (99, {"way": ""}, "Choose how we shall tell you"),
    ],
)
def test_a_wrong_step_is_shown_again_and_nothing_is_posted(client, small_britain, step, wrong, said):
    answer = send(client, step, **wrong)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert not PostedNeed.objects.exists()


def test_words_cannot_be_smuggled_into_a_need(client, ben, small_britain):
    client.force_login(ben)
    send(client, 6, words="My name is Ben", name="Ben", needs=["Ben Hallam"])
    assert not PostedNeed.objects.exists()


def test_an_enterprise_sees_the_need_and_never_whose_it_is(client, service, amina, ben):
    checked(service)
    PostedNeedFactory(account=ben)
    PostedNeedFactory(account=None, way="email", address="ruth@example.org")
    client.force_login(amina)
    html = page(client, "my-needs")
    assert html.count("I can help") == 2 and "Ben" not in html.split("<main")[1] and "ruth@" not in html


# --- Words -----------------------------------------------------------------------------------------------------------
def test_the_pages_read_easily(service, ben, amina, connor, good_company):
    checked(service)
    need = PostedNeedFactory(account=ben)
    waiting = StoryFactory(enquiry__service=service, status="waiting", published_at=None, moderated_at=None)
    told = EnquiryFactory(service=service, account=ben)
    pages = [
        (None, "post-need", []), (None, "need-sent", []), (None, "stories", [service.pk]), (ben, "posted", []),
        (ben, "posted-need", [need.pk]), (ben, "stories-to-tell", []), (ben, "tell", [told.pk]),
        (amina, "my-needs", []), (amina, "answer-need", [need.pk]), (amina, "my-stories", []),
        (amina, "my-story", [waiting.pk]), (connor, "stories-to-read", []), (connor, "read-story", [waiting.pk]),
    ]  # fmt: skip
    for person, name, args in pages:
        client = Client()
        if person:
            client.force_login(person)
        html = page(client, name, *args)
        assert grade(html) <= 8, (name, grade(html))
        assert not [s for s in sentences(html) if len(s.split()) >= 25], name
