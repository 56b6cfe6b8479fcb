"""Places for listings: a Nottingham, a Leeds and a Cardiff of a few postcodes each."""

import pytest

from marketplace.places.models import Council, District, Postcode, Square, Town
from providers import actions
from tests.people import acting

COUNCILS = [
    ("E06000018", "Nottingham City Council", "England"),
    ("E08000035", "Leeds City Council", "England"),
    ("W06000015", "Cardiff Council", "Wales"),
]
POSTCODES = [
    ("NG15FS", 456847, 340057, "E06000018"),
    ("NG51AA", 457400, 343100, "E06000018"),
    ("LS11UR", 429900, 433500, "E08000035"),
    ("CF101EP", 318300, 176200, "W06000015"),
]


@pytest.fixture
def england(db):
    """Enough of England to list somebody in it, and a bit of Wales."""
    for code, name, nation in COUNCILS:
        council = Council.objects.create(code=code, name=name, area=name.split()[0], nation=nation)
        District.objects.create(code=code, name=council.area, council=council)
    for code, easting, northing, district in POSTCODES:
        Postcode.objects.create(code=code, easting=easting, northing=northing, district=district)
        corner = {"easting": easting // 1000 * 1000, "northing": northing // 1000 * 1000}
        Square.objects.get_or_create(side_km=1, **corner, defaults={"postcodes": 900})
    town = {"norm": "nottingham", "population": 323632, "district_id": "E06000018"}
    Town.objects.create(name="Nottingham", easting=457172, northing=339916, **town)
    return COUNCILS


@pytest.fixture
def draft(good_company, amina):
    """Amina has just begun."""
    return actions.begin_service(good_company, by=acting(amina))


@pytest.fixture
def hers(client, amina):
    """Amina's browser."""
    client.force_login(amina)
    return client
