"""A small Britain: a few towns, districts, postcodes and outcodes, enough to be lost in."""

from datetime import UTC, datetime

import pytest

from marketplace.places.models import Council, District, Edition, Outcode, Postcode, Town
from marketplace.places.names import norm

COUNCILS = [
    ("E10000024", "Nottinghamshire County Council", "Nottinghamshire", "England"),
    ("E06000018", "Nottingham City Council", "Nottingham", "England"),
    ("E08000035", "Leeds City Council", "Leeds", "England"),
    ("E06000046", "Isle of Wight Council", "Isle of Wight", "England"),
    ("W06000022", "Newport City Council", "Newport", "Wales"),
    ("S12000047", "Fife Council", "Fife", "Scotland"),
]
DISTRICTS = [("E07000172", "Broxtowe", "E10000024")] + [(c, a, c) for c, _n, a, _na in COUNCILS[1:]]
TOWNS = [  # name, easting, northing, people, district, near, other names
    ("Nottingham", 457172, 339916, 323632, "E06000018", "", []),
    ("Beeston", 453146, 336973, 37000, "E07000172", "Nottingham", []),
    ("Beeston", 428689, 431025, 26000, "E08000035", "Leeds", []),
    ("Leeds", 429881, 433445, 536280, "E08000035", "", ["loidis"]),
    ("Newport", 330931, 188126, 161506, "W06000022", "Cardiff", ["casnewydd"]),
    ("Newport", 450149, 89332, 24884, "E06000046", "", []),
    ("Leeds Village", 482000, 353000, 0, "E07000172", "", []),
    ("Sherwood", 457206, 343200, 8850, "E06000018", "Nottingham", []),
    ("Sherwood", 460000, 360000, 0, "E07000172", "Nottingham", []),
    ("Sherwood", 459000, 365000, 0, "E06000018", "Nottingham", []),
    ("Springfield", 334419, 711913, 960, "S12000047", "Dundee", []),
    ("St Ann's", 458300, 340700, 12000, "E06000018", "Nottingham", []),
]
POSTCODES = [
    ("NG15FS", 456847, 340057, "E06000018"),
    ("NG15FA", 456800, 340000, "E06000018"),
    ("NG15DT", 456900, 340100, "E06000018"),
    ("NG156AB", 453448, 349258, "E07000172"),
    ("NG92JJ", 452805, 336811, "E07000172"),
    ("NG11XX", None, None, "E06000018"),
    ("KY155AA", 334400, 711900, "S12000047"),
]
OUTCODES = [
    ("NG1", 457388, 340082, "E06000018", 3),
    ("NG15", 453448, 349258, "E07000172", 1),
    ("NG9", 452805, 336811, "E07000172", 1),
]


@pytest.fixture
def small_britain(db):
    """Rows, so that no test here needs 2.6 million of them."""
    Council.objects.bulk_create(Council(code=c, name=n, area=a, nation=na) for c, n, a, na in COUNCILS)
    District.objects.bulk_create(District(code=c, name=n, council_id=council) for c, n, council in DISTRICTS)
    Town.objects.bulk_create(
        Town(name=n, norm=norm(n), easting=e, northing=no, population=p, district_id=d, near=near, other_names=other)
        for n, e, no, p, d, near, other in TOWNS
    )
    Postcode.objects.bulk_create(Postcode(code=c, easting=e, northing=n, district=d) for c, e, n, d in POSTCODES)
    Outcode.objects.bulk_create(
        Outcode(code=c, easting=e, northing=n, district=d, postcodes=p) for c, e, n, d, p in OUTCODES
    )
    Edition.objects.create(
        source="small", postcodes=7, northern_irish_towns=["belfast"], loaded_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
