"""Searches past their day, and the nightly reading of the feed."""

from datetime import timedelta

from django.utils import timezone

from providers import searches
from providers.models import FeedRun, Service
from providers.models.searches import Search
from tests.factories import ServiceFactory
from tests.worlds import Case, world


@world("providers.forget_searches")
def forget_searches() -> Case:
    place = {"name": "x", "label": "x", "easting": 457500, "northing": 340500, "council": ""}
    searches.keep({"help": "", "place": place, "miles": 10, "filters": []})
    Search.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    def one_effect():
        assert not Search.objects.exists()

    return Case([], one_effect)


@world("providers.check_feed")
def check_feed() -> Case:
    for _each in range(3):
        ServiceFactory(listed=True)

    def one_effect():
        run = FeedRun.objects.get()
        listed = Service.objects.listed().count()
        assert run.services == listed >= 3 and run.finished_at, "one run tonight, and each listing is counted once"

    return Case([], one_effect)
