"""Loading every place, at once or after being stopped."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from marketplace.places import loading
from marketplace.places.finding import Found, Several, find_place
from marketplace.places.models import Council, District, Edition, Outcode, Postcode, Square, Town
from marketplace.places.squares import ENOUGH_POINTS, home_square


def load(*, areas="", **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("load_postcodes", areas=areas, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.mark.usefixtures("fresh_db")
def test_one_area_is_loaded_with_progress_and_only_once():
    said, progress = load(areas="HS")
    assert re.match(r"Loaded [\d,]+ postcodes", said)
    assert "Postcodes [########################] 100 %" in progress
    loaded = Postcode.objects.count()
    assert 500 < loaded < 5_000 and not Postcode.objects.exclude(code__startswith="HS").exists()
    assert Town.objects.filter(norm="stornoway").exists() and not Town.objects.filter(norm="leeds").exists()
    assert find_place("HS1 2XX" if Postcode.objects.filter(code="HS12XX").exists() else "HS1").nation == "Scotland"

    assert load(areas="HS") == ("Postcodes are loaded already.\n", "")
    assert "Loaded" in load(areas="HS", again=True)[0]
    assert Postcode.objects.count() == loaded

    assert "Loaded" in load(areas="hs,ZE")[0]
    assert Postcode.objects.count() > loaded
    assert load(areas="ZE")[0] == "Postcodes are loaded already.\n"


@pytest.mark.usefixtures("fresh_db")
def test_a_load_that_is_stopped_leaves_the_old_places_whole(monkeypatch):
    load(areas="HS")
    before = [model.objects.count() for model in (Postcode, Outcode, Town, Square, District, Council)]

    def stopped(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "write_edition", stopped)
    with pytest.raises(KeyboardInterrupt):
        load(areas="ZE")
    assert before == [model.objects.count() for model in (Postcode, Outcode, Town, Square, District, Council)]
    assert Edition.objects.get().areas == ["HS"]
    monkeypatch.undo()
    assert "Loaded" in load(areas="ZE")[0], "nothing of the stopped load is in the way"


@pytest.mark.usefixtures("fresh_db")
def test_the_site_may_still_read_postcodes_that_were_swapped_in(owner):
    rights = (
        "SELECT grantee, privilege_type FROM information_schema.role_table_grants WHERE table_name = 'places_postcode'"
    )
    before = set(owner.execute(rights).fetchall())
    indexes = "SELECT indexname FROM pg_indexes WHERE tablename = 'places_postcode'"
    names = set(owner.execute(indexes).fetchall())
    load(areas="HS")
    assert set(owner.execute(rights).fetchall()) == before
    assert set(owner.execute(indexes).fetchall()) == names


@pytest.mark.usefixtures("fresh_db")
def test_an_area_that_does_not_exist_is_refused():
    with pytest.raises(CommandError, match="QQ"):
        load(areas="NG,QQ")


def test_all_of_great_britain_is_found(real_places):
    assert Postcode.objects.count() > 2_600_000
    assert District.objects.count() == 350 and Council.objects.filter(nation="England").count() == 153
    assert 2_900 < Outcode.objects.count() < 3_100 and Town.objects.count() > 5_000
    assert load()[0] == "Postcodes are loaded already.\n"

    beeston = find_place("NG9 2JJ")
    assert (beeston.name, beeston.council_name) == ("Beeston", "Nottinghamshire County Council")
    assert find_place("ng15fs").council_name == "Nottingham City Council"
    asked = find_place("Beeston")
    assert isinstance(asked, Several)
    assert {"Beeston, near Nottingham", "Beeston, near Leeds"} <= {choice.choice for choice in asked.choices}
    for typed in ("London", "Nottingham", "Leeds", "Hull", "Taunton", "st albans", "AB10 1AB", "CF10 1EP", "Sherwood"):
        assert isinstance(find_place(typed), Found), typed
    for typed in ("BT1 1AA", "ZZ1 1ZZ", "Springfield"):
        assert not isinstance(find_place(typed), Found) and find_place(typed).words
    without = Postcode.objects.filter(easting=None, code__startswith="NG").first()
    assert without is None or find_place(str(without)).reason == "no_point"


def test_every_choice_that_is_offered_leads_to_one_place(real_places):
    for typed in ("Beeston", "Newport", "Sutton", "Whitchurch", "Norton", "Somerset", "Nottinghamshire", "Kingston"):
        for choice in getattr(find_place(typed), "choices", ()):
            assert isinstance(find_place(choice.choice), Found), choice


def test_squares_count_what_a_look_at_every_postcode_counts(real_places):
    for town in ("nottingham", "taunton", "stornoway", "keswick", "mansfield"):
        town = Town.objects.filter(norm=town).first()
        for square in Square.objects.around(town.easting, town.northing):
            metres = square.side_km * 1000
            points = Postcode.objects.filter(
                easting__range=(square.easting, square.easting + metres - 1),
                northing__range=(square.northing, square.northing + metres - 1),
            )
            assert square.postcodes == points.values("easting", "northing").distinct().count()
        home = home_square(town.easting, town.northing)
        assert home.side_km == 10 or home.postcodes >= ENOUGH_POINTS
