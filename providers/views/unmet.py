"""What could not be met, for the commissioners of a council."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.accounts.access import require
from marketplace.organisations.models import Organisation
from providers import access, spreadsheet, unmet
from providers.models import UnmetNeed


@require_safe
@never_cache
def show(request):
    """Counts by what, for whom, where and when, each with its bars."""
    require(access.can_count_unmet(request.actor))
    council = _council(request)
    needs = _needs(council)
    context = {
        "council": council,
        "councils": access.councils_of(request.actor),
        "total": needs.count(),
        "tables": _tables(needs),
        "since": unmet.first_day(timezone.localdate()),
        "fewest": unmet.FEWEST,
    }
    return render(request, "providers/unmet_needs.html", context)


@require_safe
@never_cache
def download(request):
    """The same counts as a spreadsheet."""
    require(access.can_count_unmet(request.actor))
    council = _council(request)
    rows = [(each.slug, words, number) for each in _tables(_needs(council)) for words, number in each.rows]
    text = spreadsheet.counts_of(rows)
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="unmet-needs.csv"'
    return response


def _council(request) -> Organisation:
    """The council that was chosen, or the first; one that is not theirs does not exist."""
    mine = access.councils_of(request.actor)
    code = request.GET.get("council", "")
    found = mine.filter(council_code=code).first() if code else mine.first()
    if found is None:
        raise Http404
    return found


def _needs(council: Organisation):
    since = unmet.first_day(timezone.localdate())
    return UnmetNeed.objects.of_council(council.council_code or "-").since(since)


def _tables(needs) -> list[unmet.Counted]:
    return unmet.tables(
        activities=needs.counted("activity"),
        needs=needs.counted("needs"),
        areas=needs.counted("outcode"),
        months=needs.counted_by_month(),
        today=timezone.localdate(),
    )
