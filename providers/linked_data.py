"""A listed service as search engines read it: schema.org in JSON-LD. Public facts only, no numbers, no home."""

import json

from django.conf import settings
from django.urls import reverse
from markupsafe import Markup

from providers import sharing
from providers.models import Price, Service

UNITS = {"hour": "HUR", "day": "DAY", "week": "WEE", "mile": "SMI"}  # UN/CEFACT codes
SAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def for_search_engines(service: Service) -> dict[str, Markup]:
    """What they are told beside the page: only what others may have, and of whoever keeps all back nothing."""
    if sharing.EVERYTHING in service.withheld:
        return {}
    return {"linked_data": script_of(sharing.as_shared(service))}


def script_of(service: Service) -> Markup:
    """The text of the script element: nothing in it can end the element."""
    text = json.dumps(described(service), ensure_ascii=False)
    for mark, written in SAFE.items():
        text = text.replace(mark, written)
    return Markup(text)


def described(service: Service) -> dict:
    page = settings.SITE_URL + reverse("providers:service", args=[service.pk])
    said = {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": page,
        "url": page,
        "name": service.people or service.enterprise.name,
        "description": service.summary,
        "serviceType": service.activity_names(),
        "provider": _provider(service),
        "areaServed": {"@type": "Place", "name": service.town} if service.town else None,
        "availableChannel": _venue(service),
        "offers": [_offer(price) for price in service.prices.all()],
    }
    return {name: value for name, value in said.items() if value}


def _provider(service: Service) -> dict:
    enterprise = service.enterprise
    page = settings.SITE_URL + reverse("providers:enterprise", args=[enterprise.pk])
    return {"@type": "Organization", "name": enterprise.name, "url": page}


def _venue(service: Service) -> dict | None:
    """A public place has its address; where somebody lives is nobody's to read."""
    if not service.is_venue:
        return None
    address = {
        "@type": "PostalAddress", "streetAddress": service.venue_address, "addressLocality": service.town,
        "postalCode": service.postcode, "addressCountry": "GB",
    }  # fmt: skip
    place = {"@type": "Place", "name": service.venue_name, "address": {k: v for k, v in address.items() if v}}
    return {"@type": "ServiceChannel", "serviceLocation": place}


def _offer(price: Price) -> dict:
    amount = f"{price.pence // 100}.{price.pence % 100:02}"
    unit = {"unitCode": UNITS[price.unit]} if price.unit in UNITS else {}
    cost = {"@type": "UnitPriceSpecification", "price": amount, "priceCurrency": "GBP",
            "unitText": str(price.get_unit_display())} | unit  # fmt: skip
    return {"@type": "Offer", "priceSpecification": cost} | ({"description": price.note} if price.note else {})
