"""The statement against which the benchmark holds ours brings the same, to the letter."""

import pytest

from providers import documents
from providers.models import Service
from providers.search import Wanted
from tests.benchmarks.by_hand import both
from tests.factories import ServiceFactory


@pytest.mark.django_db
def test_the_search_written_by_hand_brings_what_ours_brings():
    for activities in (["gardening"], ["cleaning", "gardening"], ["cleaning"]):
        ServiceFactory(listed=True, activities=activities, summary="Garden and hedge.")
    documents.write(Service.objects.with_details())
    first = Service.objects.first()
    ours, hand = both(Wanted(first.easting, first.northing, words="gardening", miles=10))
    assert ours == hand and len(ours[0]) == 2
