"""Keeping a listing whole: its facts and rows, the law, and what the directory search reads of it."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.workflow.errors import RuleBroken
from providers import completeness, documents
from providers.models import Service


def set_facts(record, facts: dict) -> None:
    for field, value in facts.items():
        setattr(record, field, value)
    record.save()


def replace(rows, given: Sequence, service: Service) -> bool:
    """Put these rows in the place of those that were there; whether anything is different now."""
    before = list(rows.all())
    if [row.facts() for row in before] == [row.facts() for row in given]:
        return False
    rows.all().delete()
    for row in given:
        row.service = service
    rows.bulk_create(given)
    return True


def obey_law(service: Service) -> None:
    if refusal := completeness.law_refusal(service):
        raise RuleBroken(refusal)


def stay_complete(service: Service) -> None:
    lacks = completeness.missing(service, hours=service.schedules.all(), prices=service.prices.all())
    if lacks:
        raise RuleBroken(lacks[0][1])


def keep_home(service: Service, *words: str) -> None:
    """Words that everybody sees do not say where somebody lives."""
    is_shown = service.status in (Service.Status.LISTED, Service.Status.PAUSED)
    if is_shown and completeness.tells_home(service, *words):
        raise RuleBroken(_("Take your own postcode out of your words: people would know where you live."))


def touch(services) -> None:
    """Say that what people see of these services has changed, although their own rows have not."""
    services.update(updated_at=timezone.now())


def index(services) -> None:
    documents.write(services.with_details())
