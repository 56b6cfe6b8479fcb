"""Contracts as releases of the Open Contracting Data Standard 1.1.4, in a package under the Open Government Licence.

The prefix of an `ocid` is given out by the Open Contracting Partnership: without one there are no releases. Nobody who
is supported is in it: a contract for one person says what is bought, not for whom.
"""

import json
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from budgets.weeks import Period, refuse
from commissioning.models import Contract
from commissioning.open_books.purposes import is_about_one_person, published_purpose
from commissioning.open_books.register import moment, process_of, registered, size_of
from marketplace.organisations.models import Organisation
from providers.models import Enterprise

LICENCE = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def releases_of(body: Organisation, period: Period, at: datetime) -> tuple[bytes, int, int]:
    """What was agreed or ended in a time."""
    refuse(no_prefix())
    rows = [each for each in registered(body, period) if is_news(each, period)]
    package = {
        "uri": f"{settings.SITE_URL}/open-books/{body.pk}/#{period.starts_on}",
        "version": "1.1", "publishedDate": at.isoformat(),
        "publisher": {"name": body.name}, "license": LICENCE,
        "releases": [release_of(each, period) for each in rows],
    }  # fmt: skip
    content = json.dumps(package, indent=1, ensure_ascii=False).encode()
    return content, len(rows), sum(map(is_about_one_person, rows))


def no_prefix() -> list[str]:
    """Why there are no releases, for whoever runs the site; nothing where there is a prefix."""
    if settings.OCDS_PREFIX:
        return []
    return [_("Contract releases need a prefix first. Whoever runs this site has to register one with the "
              "Open Contracting Partnership and set OCDS_PREFIX.")]  # fmt: skip


def is_news(contract: Contract, period: Period) -> bool:
    agreed = contract.agreed_at is not None and contract.agreed_at >= moment(period.starts_on)
    return agreed or has_ended(contract, period)


def has_ended(contract: Contract, period: Period) -> bool:
    return contract.ended_at is not None and contract.ended_at.date() in period


def release_of(contract: Contract, period: Period) -> dict:
    """One contract: who bought what from whom, for how much, and until when."""
    assert contract.agreed_at is not None
    ended = has_ended(contract, period)
    at = contract.ended_at if ended and contract.ended_at else contract.agreed_at
    buyer, supplier = _buyer(contract.body), _supplier(contract.enterprise)
    return {
        "ocid": f"{settings.OCDS_PREFIX}-{contract.pk}", "id": f"{contract.pk}-{at:%Y%m%d%H%M%S}",
        "date": at.isoformat(),
        "tag": ["contractTermination"] if ended else ["award", "contract"], "language": "en",
        "initiationType": "tender", "parties": [buyer, supplier], "buyer": _named(buyer),
        "tender": _tender(contract), "awards": [_award(contract, supplier)],
        "contracts": [_contract(contract, ended)],
    }  # fmt: skip


def _tender(contract: Contract) -> dict:
    return {
        "id": contract.number, "title": published_purpose(contract), "status": "complete", "value": _value(contract),
        "procurementMethod": "open" if contract.is_advertised else "direct",
        "procurementMethodDetails": process_of(contract), "mainProcurementCategory": "services",
    }  # fmt: skip


def _award(contract: Contract, supplier: dict) -> dict:
    assert contract.agreed_at is not None
    return {
        "id": f"{contract.number}-1", "title": published_purpose(contract), "status": "active",
        "date": contract.agreed_at.isoformat(), "value": _value(contract), "suppliers": [_named(supplier)],
        "contractPeriod": _period(contract),
    }  # fmt: skip


def _contract(contract: Contract, ended: bool) -> dict:
    assert contract.agreed_at is not None
    return {
        "id": contract.number, "awardID": f"{contract.number}-1", "title": published_purpose(contract),
        "status": "terminated" if ended else "active", "period": _period(contract), "value": _value(contract),
        "dateSigned": contract.agreed_at.isoformat(),
    }  # fmt: skip


def _value(contract: Contract) -> dict:
    return {"amount": contract.value_pence / 100, "currency": "GBP"}


def _period(contract: Contract) -> dict:
    last = {"endDate": _moment(contract.ends_on)} if contract.ends_on else {}
    return {"startDate": _moment(contract.starts_on)} | last


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _named(party: dict) -> dict:
    return {"id": party["id"], "name": party["name"]}


def _buyer(body: Organisation) -> dict:
    """A council has the code of the Office for National Statistics."""
    key = f"GB-ONS-{body.council_code}" if body.council_code else str(body.pk)
    return {"id": key, "name": body.name, "roles": ["buyer"]}


def _supplier(enterprise: Enterprise) -> dict:
    """Known by its charity or company number, where it has one; never by an address: many work from home."""
    scheme, number = "", ""
    if enterprise.charity_number:
        scheme, number = "GB-CHC", enterprise.charity_number
    elif enterprise.company_number:
        scheme, number = "GB-COH", enterprise.company_number
    known = {"identifier": {"scheme": scheme, "id": number, "legalName": enterprise.name}} if scheme else {}
    party = {"id": f"{scheme}-{number}" if scheme else str(enterprise.pk), "name": enterprise.name}
    return party | {"roles": ["supplier"], "details": {"scale": size_of(enterprise).lower()}} | known
