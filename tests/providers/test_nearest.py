"""Real postcodes of Great Britain, and homes that cannot be found."""

import random
import re
from collections import Counter
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.places.distances import metres_in
from marketplace.places.finding import Found, find_place
from marketplace.places.models import Postcode
from providers import actions, searches
from providers.forms.search import MILES
from providers.models import SearchCard, SearchDocument, Service
from providers.plain_search import plain_search
from providers.search import Wanted, search
from providers.understanding import Understood
from tests.factories import EnterpriseFactory, ServiceFactory, council
from tests.people import acting, person

SEED = 20261121
SAME = UUID("019a0000-0000-7000-8000-000000000001")
FIFTY = """
    AB101XG AL13JN B11BB BA11LZ BB17DY BD11HX BH12BW BL11TJ BN11EE BR11AA BS15TR CA38QG
    CB23QJ CF101EP CH11DS CM11QA CT12EH CV11DD DE11QQ DH13NJ DL15RB DN13EF DT11XJ EH11YZ
    EX11HS GL11HG GU13AJ HD12QT HU12AA IP11DH KT11EU L18JQ LA11YH LE11AH LN11AA LS12ED
    M11AE ME11BB NE17RU NG15FS NN11ED NR12AE OX11DP PE11XS PL12AA RG11AA S12HH SO147DU
    TA11HE YO17PX
""".split()  # noqa: SIM905


@pytest.mark.usefixtures("real_places")
def test_fifty_real_postcodes_find_the_same_nearest_twenty_as_brute_force():
    print(f"seed {SEED}")
    places = [place for place in map(find_place, FIFTY) if isinstance(place, Found)]
    assert len(places) >= 45, [code for code in FIFTY if not isinstance(find_place(code), Found)]
    extra = Postcode.objects.exclude(easting=None).order_by("code")[: 50 - len(places)]
    points = [(p.easting, p.northing, p.council_code) for p in places] + [(p.easting, p.northing, "") for p in extra]
    assert len(points) == 50
    made = services_near(points)
    for easting, northing, code in points:
        wanted = Wanted(easting, northing, code, miles=20)
        found = [row["id"] for row in search(wanted, size=20).rows]
        plain = plain_search(made, wanted, Understood(), today=timezone.localdate())
        assert found == [str(row.id) for row in plain[:20]]
        assert len(found) == 20


def services_near(points):
    """Thirty services around each point, at real postcodes where there are some and on coarse middles elsewhere."""
    dice, enterprise, made = random.Random(SEED), EnterpriseFactory(), []
    for easting, northing, _code in points:
        for _n in range(30):
            point = (easting + dice.randrange(-9000, 9000), northing + dice.randrange(-9000, 9000))
            if dice.random() < 0.5:
                point = tuple(value // 1000 * 1000 + 500 for value in point)
            reach = dice.choice([0, metres_in(10), metres_in(20)])
            made.append(SearchDocument(service=Service(enterprise=enterprise), point=point, reach=reach))
    Service.objects.bulk_create([d.service for d in made])
    SearchDocument.objects.bulk_create(made)
    SearchCard.objects.bulk_create([SearchCard(service=d.service) for d in made])
    for document in made:
        document.said = set()
    return made


def everything_public(service, around):
    """All that anybody can read about where a service is: pages, and results from every side."""
    client, said = Client(), []
    for path in ("service", "leaflet", "qr"):
        said.append(client.get(reverse(f"providers:{path}", args=[service.pk])).content.decode())
    said.append(client.get(reverse("providers:enterprise", args=[service.enterprise_id])).content.decode())
    for easting, northing in around:
        said += [str(search(Wanted(easting, northing)).rows), _results_page(client, easting, northing)]
    return [_without_tokens(text) for text in said]


def _results_page(client, easting, northing):
    place = {"name": "here", "label": "here", "easting": easting, "northing": northing, "council": ""}
    token = searches.keep({"help": "", "place": place, "miles": 20, "filters": []})
    page = client.get(reverse("providers:results", args=[token])).content.decode()
    return page.replace(token, "TOKEN")


def _without_tokens(text):
    return re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", text)


@pytest.mark.S9
@pytest.mark.usefixtures("real_places")
@pytest.mark.parametrize("setting", ["comes", "home-based"])
def test_nobody_can_work_out_where_a_home_is(setting):
    """Homes anywhere in one square give the same public answers to the letter, so no measuring tells them apart."""
    council("Nottinghamshire County Council", "E10000024")
    square = Postcode.objects.filter(easting__range=(452_000, 452_999), northing__range=(337_000, 337_999))
    district = Counter(square.values_list("district", flat=True)).most_common(1)[0][0]
    homes = list(square.filter(district=district).order_by("code"))
    dice = random.Random(SEED)
    around = [
        (452_500 + dice.randrange(-15_000, 15_000), 337_500 + dice.randrange(-15_000, 15_000)) for _n in range(12)
    ]
    seen = [
        _listed_at(home, setting, around, n) for n, home in enumerate([homes[0], homes[len(homes) // 2], homes[-1]])
    ]
    assert len({(h.easting, h.northing) for h in homes}) > 50
    assert seen[0] == seen[1] == seen[2]
    for home in homes:
        assert not any(str(home) in text or home.code in text for text in seen[0])


def _listed_at(home, setting, around, number):
    """What the public sees when the only service around is at this home; then it is taken away again."""
    enterprise = EnterpriseFactory(pk=SAME, organisation__name="Good Company")
    owner = acting(person(f"amina{number}", role="owner", organisation=enterprise.organisation))
    draft = ServiceFactory(
        pk=SAME, enterprise=enterprise, people="Amina Yusuf", easting=None, northing=None, postcode=""
    )
    actions.describe(draft, by=owner, setting=setting, postcode=str(home))
    actions.submit(draft, by=owner)
    deciding = acting(person(f"connor{number}", role="commissioner", organisation=council("x", draft.council_code)))
    actions.list_service(draft, by=deciding)
    seen = everything_public(draft, around)
    draft.delete()
    enterprise.delete()
    return seen


@pytest.mark.usefixtures("real_places")
@pytest.mark.parametrize("where", ["NG1 5FS", "LS1 2ED", "EH1 1YZ", "TR19 7AA"])
def test_every_distance_that_the_page_offers_gets_an_answer(where, client):
    place = find_place(where)
    here = {"name": "here", "label": where, "easting": place.easting, "northing": place.northing, "council": ""}
    for miles in MILES:
        token = searches.keep({"help": "", "place": here, "miles": miles, "filters": []})
        assert client.get(reverse("providers:results", args=[token])).status_code == 200, miles


@pytest.mark.usefixtures("real_places")
@pytest.mark.parametrize(("typed", "town"), [("Leeds, West Yorkshire", "Leeds"), ("Bath, Somerset", "Bath")])
def test_a_town_with_its_county_is_found(typed, town):
    assert find_place(typed).name == town
