"""What the page of a service says of where its checks stand, and of each check with its day."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from providers.models import CheckResult, Service

Standing = Service.Standing


def shown(service: Service) -> dict:
    """Whether people can ask, and the sentence that says why not, or what is still under way."""
    council = service.listed_by.name if service.listed_by else ""
    words = {
        Standing.UNDER_WAY: _("Checks under way. %(council)s has not yet seen everything that this work needs."),
        Standing.WAITS: _("Nobody can ask yet. %(council)s first sees who they are, and their DBS check and insurance "
                          "if the work needs them."),
        Standing.RUN_OUT: _("A check has run out, and %(council)s has not seen a newer one yet."),
    }  # fmt: skip
    said = words.get(Standing(service.standing), "")
    return {
        "kind": service.standing,
        "words": said % {"council": council or _("The council")} if said else "",
        "takes_enquiries": service.standing != Standing.WAITS,
    }


def items(results: Sequence[CheckResult]) -> list[dict]:
    """Each check with its words and its days; one that has ended is grey."""
    return [{"title": r.what, "words": r.words, "dates": _dates(r), "is_over": _is_over(r)} for r in results]


def _is_over(result: CheckResult) -> bool:
    return result.good_until is not None and result.good_until < timezone.localdate()


def _dates(result: CheckResult) -> list[str]:
    seen = _("Seen %(day)s") % {"day": date_format(result.seen_on, "j F Y")}
    if result.good_until is None:
        return [seen, _("Does not run out")]
    day = {"day": date_format(result.good_until, "j F Y")}
    return [seen, (_("Ended %(day)s") if _is_over(result) else _("Good until %(day)s")) % day]
