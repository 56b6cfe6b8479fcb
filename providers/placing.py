"""Where a service stands: the published point, the town and the council that its postcode leads to."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Abs
from django.utils.translation import gettext as _

from marketplace.places import postcodes
from marketplace.places.models import Council, District, Outcode, Postcode
from marketplace.places.squares import home_square
from marketplace.places.towns import nearest_town
from marketplace.workflow.errors import RuleBroken
from providers.models import Service


def place(service: Service) -> None:
    """Find the published point, the town and the council from the postcode.

    Only a venue is published where it is. Everybody else stands on the middle of the smallest square (1, 2, 5 or
    10 km) that holds at least 200 live postcodes, and the town is named from that middle, so that nothing public
    says more than the square does. Listings are for England until another nation's rules are loaded.
    """
    if not service.postcode or not service.setting:
        _place_at(service, None, "", "")
        return
    code = service.postcode.replace(" ", "").upper()
    row = Postcode.objects.filter(pk=code, easting__isnull=False).first()
    if row is None or row.easting is None or row.northing is None:
        raise RuleBroken(_("We do not know where that postcode is. Check it, or ring us."))
    council = _council_of(row.district)
    if council is None or council.nation != "England":
        raise RuleBroken(
            _("Listings are for England for now. Other nations have other rules, and we have not learnt them yet.")
        )
    point: Any = row if service.is_venue else home_square(row.easting, row.northing)
    town = nearest_town(point.easting, point.northing)
    _place_at(service, point, town.name if town else "", council.code)


def _place_at(service: Service, point, town: str, council_code: str) -> None:
    service.easting, service.northing = (point.easting, point.northing) if point else (None, None)
    service.town, service.council_code = town, council_code
    service.save(update_fields=["easting", "northing", "town", "council_code"])


def outcode_near(found: dict) -> str:
    """The outcode of a place that somebody looked around: the one typed, else the nearest to its point."""
    whole = postcodes.full(found["label"])
    if typed := whole[:-3] if whole else postcodes.outcode(found["label"]):
        return typed
    east, north = F("easting") - found["easting"], F("northing") - found["northing"]
    near = Outcode.objects.annotate(away=Abs(east) + Abs(north)).order_by("away", "code").first()
    return near.code if near else ""


def _council_of(district: str) -> Council | None:
    found = District.objects.select_related("council").filter(pk=district).first()
    return found.council if found else None
