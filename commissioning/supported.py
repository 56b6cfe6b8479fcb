"""Whom a service supports now: what a commissioner must know the moment it is suspended."""

from budgets.models import IntroductionChoice
from providers.models import Enquiry, Service


def people_of(service: Service) -> list[dict]:
    """Everybody whose help has started here: how they are called, since when, and who works with them."""
    enquiries = Enquiry.objects.started().filter(service=service).select_related("entered_by", "introduced_by")
    introduced = IntroductionChoice.objects.filter(enquiry__in=enquiries).select_related("introduction__person")
    persons = {choice.enquiry_id: choice.introduction for choice in introduced}
    return [_row(each, persons.get(each.pk)) for each in enquiries.order_by("started_on", "pk")]


def _row(enquiry: Enquiry, introduction) -> dict:
    worker = enquiry.entered_by if enquiry.introduced_by_id else None
    return {
        "called": introduction.called if introduction else enquiry.name,
        "reference": enquiry.reference,
        "since": enquiry.started_on,
        "worker": worker.name if worker else "",
        "body": enquiry.introduced_by.name if enquiry.introduced_by else "",
    }
