"""What people keep back leaves the site by no door: not by the API, not by the site's map, not by a page's data."""

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.organisations import actions as organisations
from marketplace.organisations.models import Role
from providers import actions, documents, linked_data, sharing
from providers.models import Service
from tests.factories import EnterpriseFactory, MembershipFactory, ServiceFactory
from tests.people import acting
from tests.providers.test_sharing import listed  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.S9]
HERE = {"easting": 457_500, "northing": 340_500, "help": "cooking"}
SAYS = {  # what each group puts into the answers of the API
    "people": ("Zqamina", "zqstory", "zqabout"), "prices": ("1850", "£18.50", "Zqextra", "direct-payment"),
    "hours": ("09:00", "Tue", "Zqwhen"), "room": ("zqroom", '"has_room"', '"room":"yes"', "Has room"),
    "languages": ('"so"', "makaton"), "checks": ("Zqcheck", "Checked by", "Papers seen"), "photo": ("/picture/",),
    "website": ("zqsite",), "phone": ('"phone":true',), "email": ('"email":true',),
}  # fmt: skip
OTHERS = ("anonymous", "olive", "connor", "key of another")
OWN = ("amina", "worker", "key of her own")


@pytest.fixture(autouse=True)
def indexed(listed):  # noqa: F811
    """What the search reads of Amina's listing, with its checks."""
    documents.write(Service.objects.listed().with_details())


@pytest.fixture
def client_of(request, good_company, amina, olive):
    """Somebody who asks the API."""

    def of(who: str) -> Client:
        if not who.startswith("key"):
            client = Client()
            if who != "anonymous":
                client.force_login(request.getfixturevalue(who))
            return client
        owner, organisation = amina, good_company.organisation
        if who == "key of another":
            organisation = EnterpriseFactory().organisation
            MembershipFactory(account=olive, organisation=organisation, role=Role.OWNER)
            owner = olive
        _token, secret = organisations.make_token(organisation, "x", ["directory:read"], by=acting(owner))
        return Client(headers={"authorization": f"Bearer {secret}"})

    return of


def told(client, service) -> str:
    """Everything that the directory of the API says of a service."""
    addresses = (f"services/{service.pk}", f"enterprises/{service.enterprise_id}")
    answers = [client.get(f"/api/v1/{address}") for address in addresses] + [client.get("/api/v1/services", HERE)]
    assert [answer.status_code for answer in answers] == [200] * 3
    return "".join(answer.content.decode() for answer in answers)


def found(**asked) -> list[str]:
    return [each["id"] for each in Client().get("/api/v1/services", HERE | asked).json()["results"]]


def test_every_group_of_the_page_is_proved_here():
    assert set(SAYS) == {group.slug for group in sharing.GROUPS}


@pytest.mark.parametrize("group", SAYS)
def test_what_is_kept_back_is_nowhere_in_the_api_and_the_rest_is(group, listed, amina):  # noqa: F811
    before = told(Client(), listed)
    said = {name: [word for word in words if word in before] for name, words in SAYS.items()}
    assert all(said.values())
    actions.keep_back(listed, [group], by=acting(amina))
    after = told(Client(), listed)
    assert not [word for word in said[group] if word in after]
    assert all(word in after for other, words in said.items() if other != group for word in words)
    assert f'"kept_back":["{group}"]' in after


@pytest.mark.parametrize("who", [*OTHERS, *OWN])
def test_only_her_own_people_and_systems_read_what_amina_keeps_back(client_of, listed, amina, who):  # noqa: F811
    actions.keep_back(listed, list(SAYS), by=acting(amina))
    client = client_of(who)
    service = client.get(f"/api/v1/services/{listed.pk}").json()
    enterprise = client.get(f"/api/v1/enterprises/{listed.enterprise_id}").json()
    if who in OWN:
        assert service["people"] == "Zqamina Yusuf" and service["prices"] and service["checks"]
        assert enterprise["about"] and enterprise["website"]
    else:
        assert service["people"] == "Good Company" and not service["prices"] and not service["checked"]
        assert not enterprise["about"] and not enterprise["website"]
    assert service["kept_back"] == list(SAYS)


@pytest.mark.parametrize("who", [*OTHERS, *OWN])
def test_a_listing_that_stays_here_is_in_the_api_for_its_own_people_alone(client_of, listed, amina, who):  # noqa: F811
    other = ServiceFactory(listed=True)
    actions.keep_back(listed, [sharing.EVERYTHING], by=acting(amina))
    client, status = client_of(who), 200 if who in OWN else 404
    assert client.get(f"/api/v1/services/{listed.pk}").status_code == status
    assert client.get(f"/api/v1/enterprises/{listed.enterprise_id}").status_code == status
    answer = client.get("/api/v1/services", HERE).json()
    assert [each["id"] for each in answer["results"]] == [str(other.pk)] and answer["total"] == 1
    page = Client().get(reverse("providers:service", args=[listed.pk])).content.decode()
    assert "Zqamina" in page and "ld+json" not in page, "the page stays as it is"


QUESTIONS = [
    ("prices", {"filters": ["pay:direct-payment"]}), ("prices", {"filters": ["under:2200"]}),
    ("hours", {"filters": ["when:weekday-morning"]}), ("hours", {"times": ["tue-morning"]}),
    ("languages", {"filters": ["lang:so"]}), ("languages", {"filters": ["comm:makaton"]}),
    ("languages", {"help": "cooking in somali"}), ("checks", {"filters": ["is:checked"]}),
    ("room", {"filters": ["room"]}), ("people", {"help": "zqamina"}), ("people", {"help": "cooking zqamina yusuf"}),
]  # fmt: skip


@pytest.mark.parametrize(("group", "asked"), QUESTIONS)
def test_what_is_kept_back_cannot_be_found_out_by_asking(listed, amina, group, asked):  # noqa: F811
    assert found(**asked) == [str(listed.pk)]
    actions.keep_back(listed, [group], by=acting(amina))
    assert found(**asked) == [] and found() == [str(listed.pk)]
    answer = Client().get("/api/v1/services", HERE).json()
    assert answer["total"] == 1 and not any(answer["counts"].values())


def test_the_counts_are_of_those_who_keep_nothing_back(listed, amina):  # noqa: F811
    ServiceFactory(listed=True, languages=["so"])
    assert Client().get("/api/v1/services", HERE).json()["counts"]["lang:so"] == 2
    actions.keep_back(listed, ["languages"], by=acting(amina))
    counts = Client().get("/api/v1/services", HERE).json()["counts"]
    assert (counts["lang:so"], counts["room"], counts["under:2200"]) == (1, 1, 1)


def test_search_engines_are_told_only_what_others_may_have(client, listed, amina):  # noqa: F811
    part = reverse("sitemap-services", args=[1])
    assert str(listed.pk) in client.get(part).content.decode()
    actions.keep_back(listed, ["prices", "people"], by=acting(amina))
    service = Service.objects.with_details().get(pk=listed.pk)
    said = str(linked_data.for_search_engines(service)["linked_data"])
    assert "18.5" not in said and "Zqamina" not in said and "Cooks with you" in said
    actions.keep_back(listed, [sharing.EVERYTHING], by=acting(amina))
    assert str(listed.pk) not in client.get(part).content.decode()


def test_showing_what_is_shared_changes_nothing_of_the_service_itself(listed, amina):  # noqa: F811
    actions.keep_back(listed, list(SAYS), by=acting(amina))
    service = Service.objects.with_details().get(pk=listed.pk)
    sharing.as_shared(service)
    assert service.people == "Zqamina Yusuf" and service.photo and len(service.prices.all()) == 1


def test_amina_reads_by_which_doors_it_leaves(hers, listed):  # noqa: F811
    words = hers.get(reverse("providers:sharing", args=[listed.pk])).content.decode()
    assert "the open feed, our API, and what search engines are told" in words
