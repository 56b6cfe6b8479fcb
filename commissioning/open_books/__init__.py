"""What a body publishes of its money: each kind is worked out for some days as the bytes of a file."""

from commissioning.open_books.drafts import HALF_YEARLY, QUARTERLY, Draft, draft_of, due_on, offered, periods_of
from commissioning.open_books.releases import no_prefix

__all__ = ["HALF_YEARLY", "QUARTERLY", "Draft", "draft_of", "due_on", "no_prefix", "offered", "periods_of"]
