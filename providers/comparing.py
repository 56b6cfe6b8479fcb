"""Services side by side: the same questions in the same order."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from providers import costs
from providers.display import card, lowered
from providers.models import Service


def compare_column(row: dict, service: Service) -> dict:
    """One column of the shortlist, its rows in the fixed order of the page."""
    shown = card(row)
    prices = costs.amounts(service.prices.all())
    boxes = costs.weekly(prices, [0])
    big, cost = (boxes[0]["amount"], _compare_cost(boxes[0], service)) if boxes else ("", shown["money"])
    rows = (
        (_("What they do"), shown["summary"], "", None),
        (_("When"), shown["when"], "", None),
        (_("Have they room?"), "", "", shown["room"]),
        (_("Where"), shown["where"], "", None),
        (_("What it costs you a week"), cost, big, None),
        (_("What has been checked"), _compare_checked(service, shown["checked"]), "", None),
        (_("What they do not do"), ". ".join(service.does_not[:3]) or _("Ask them"), "", None),
    )
    keys = ("label", "text", "big", "room")
    return shown | {"rows": [dict(zip(keys, values, strict=True)) for values in rows]}


def _compare_cost(box: dict, service: Service) -> str:
    what = f"{box['what']}{box['soft'] and ', ' + box['soft']}"
    return what + (_(". On top: %(extra)s") % {"extra": lowered(service.costs_on_top)} if service.costs_on_top else "")


def _compare_checked(service: Service, otherwise: str) -> str:
    results = list(service.check_results.all())
    if not results:
        return otherwise
    until = min((r.good_until for r in results if r.good_until), default=None)
    words = ", ".join(lowered(r.what) for r in results)
    words = words[:1].upper() + words[1:]
    return words + (_(". Good until %(day)s") % {"day": date_format(until, "j F Y")} if until else "")
