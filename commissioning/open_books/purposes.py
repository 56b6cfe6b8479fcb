"""What a contract is published to be for: of one about a person nothing that anybody typed."""

from django.utils.translation import gettext as _

from commissioning.models import Contract
from providers import taxonomy


def is_about_one_person(contract: Contract) -> bool:
    return contract.agreement_id is not None


def published_purpose(contract: Contract) -> str:
    """The words of a contract for a group; of one for a person only what the service does most."""
    if not is_about_one_person(contract):
        return contract.purpose
    does = taxonomy.named(taxonomy.ACTIVITIES, contract.offer.get("activities", [])[:1])
    return _("Support for one person: %(what)s") % {"what": does[0].lower()} if does else _("Support for one person")
