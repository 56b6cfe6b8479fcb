"""What the page of a service says of people who club together for it."""

from django.utils.translation import gettext as _

from providers.models import Service


def facts_of(service: Service) -> dict:
    """Whether it is for groups; and where people gather for it, that it starts when enough of them join."""
    gathering = getattr(service, "gathering", None)
    words = ""
    if gathering is not None:
        said = {"minimum": gathering.minimum, "so_far": gathering.so_far}
        words = _("Starts when %(minimum)s people join: %(so_far)s so far.") % said
    return {"gathering": words, "in_group": service.in_group}
