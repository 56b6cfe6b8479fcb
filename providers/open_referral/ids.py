"""Ids that stay the same for ever: our own keys, and others made from them."""

from uuid import UUID, uuid5

# Turns the key of a service into that of "this service where it happens", and back: each service has one such place.
PLACE = 0x5EED_0F9A_CE5E


def derived(owner: UUID, *parts: object) -> str:
    """The id of something that has no row of its own, made from its owner's."""
    return str(uuid5(owner, "/".join(map(str, parts))))


def at_location(service: UUID) -> UUID:
    return UUID(int=service.int ^ PLACE)


def service_of(at: UUID) -> UUID:
    """The service of a service at its location."""
    return UUID(int=at.int ^ PLACE)
