"""A contact as it is compared: the same phone, e-mail or address, however it is written, and never kept as it is."""

import re

from django.utils.crypto import salted_hmac

from marketplace.notifications.contacts import Way


def plain(way: str, address: str) -> str:
    """A number as its figures with the code of its country, an e-mail in small letters, an address without signs."""
    if way in (Way.PHONE, Way.TEXT):
        figures = re.sub(r"\D", "", address)
        return re.sub(r"^(?:0044|44|0)0?", "44", figures, count=1)
    if way == Way.EMAIL:
        return address.strip().casefold()
    return re.sub(r"[\W_]", "", address).casefold()


def digest_of(way: str, address: str) -> str:
    """What is kept of a contact to know it again: nobody without the site's key can try addresses against it."""
    kind = "number" if way in (Way.PHONE, Way.TEXT) else way
    return salted_hmac("providers.contact", f"{kind}:{plain(way, address)}", algorithm="sha256").hexdigest()
