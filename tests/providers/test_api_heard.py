"""A program is told what its words were taken for, as whoever reads the page is."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from providers import searches
from providers.views import directory as views
from tests.factories import ServiceFactory
from tests.providers.test_api_directory import HERE, refusal

pytestmark = pytest.mark.django_db
SEARCH = "/api/v1/search"
POINT = {"name": "", "label": "", "council": "", **HERE}
HEARD = ("understood", "respelled", "is_understood", "fitting", "miles", "is_further", "is_urgent")


@pytest.fixture(autouse=True)
def two():
    """Somebody who gardens and somebody who cooks, each with words of their own."""
    return [
        ServiceFactory(listed=True, activities=["gardening"], summary="Gardening with you."),
        ServiceFactory(listed=True, activities=["cooking-with-you"], summary="Cooks with you."),
    ]


def ask(client, **body):
    return client.post(SEARCH, HERE | body, "application/json")


@pytest.fixture
def page_of(client, monkeypatch):
    """What the page of a search is made from."""

    def told(**asked) -> dict:
        made: dict = {}
        monkeypatch.setattr(views, "render", lambda request, template, context: made.update(context) or HttpResponse())
        client.get(reverse("providers:results", args=[searches.keep({"filters": [], "place": POINT} | asked)]))
        return made

    return told


@pytest.mark.parametrize("words", ["", "gardening for dementai", "zyzzyva", "I want to kill myself", "cooking"])
@pytest.mark.parametrize("miles", [None, 10])
@pytest.mark.parametrize("exact", [False, True])
def test_the_program_is_told_what_the_page_says(client, page_of, words, miles, exact):
    found, page = (
        ask(client, help=words, miles=miles, exact=exact).json(),
        page_of(help=words, miles=miles, exact=exact),
    )
    assert found["heard"] == {name: page[name] for name in HEARD}
    assert [each["fits"] for each in found["results"]] == [card["fits"] for card in page["cards"]]


def test_a_misspelt_word_comes_with_what_it_was_read_as_and_can_be_insisted_on(client):
    heard = ask(client, help="dementai").json()["heard"]
    assert heard["respelled"] == [{"typed": "dementai", "read": "dementia"}] and heard["understood"] == ["Dementia"]
    insisted = client.get("/api/v1/services", HERE | {"help": "dementai", "exact": "true"}).json()["heard"]
    assert insisted["respelled"] == [] and not insisted["is_understood"]


@pytest.mark.parametrize("exact", ["perhaps", "1", 1, ["true"], {}])
def test_a_yes_that_is_none_is_refused(client, exact):
    said = refusal(ask(client, exact=exact), 400)
    assert said["errors"] == {"exact": ["Send true or false."]}
