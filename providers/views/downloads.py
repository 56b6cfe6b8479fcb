"""A result of a search to take along, for those who find help for others."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.accounts.access import require
from providers import access, filters, searches, spreadsheet
from providers.models import Service
from providers.search import MOST, search


@require_GET
@never_cache
def download(request, token):
    """The nearest thousand of a search as a spreadsheet: what everybody may read, and how far away each is."""
    require(access.can_download(request.actor))
    body = searches.read(token)
    if body is None:
        raise Http404
    found = search(filters.wanted(body), size=MOST)
    ids = [row["id"] for row in found.rows]
    services = {str(s.pk): s for s in Service.objects.listed().with_details().filter(pk__in=ids)}
    text = spreadsheet.result_of(found.rows, services, settings.SITE_URL)
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="just-right.csv"'
    return response
