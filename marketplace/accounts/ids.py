"""Keys of every row: UUID version 7 (RFC 9562), which sorts by time and is unique everywhere."""

from uuid import UUID

from uuid_utils import compat


def uuid7() -> UUID:
    """A new key."""
    return compat.uuid7()
