"""Why a feed as a whole is not taken in."""

from typing import NamedTuple


class Trouble(NamedTuple):
    """One thing that is wrong: the answer, line or service it was found in, and a sentence."""

    where: str
    why: str


class FeedRefused(Exception):
    """Nothing of this feed is taken in, for these reasons."""

    def __init__(self, why: str = "", *, where: str = "feed", troubles: list[Trouble] | None = None):
        self.troubles = troubles or [Trouble(where, why)]
        super().__init__(f"{self.troubles[0].where}: {self.troubles[0].why}")


class NotOffered(FeedRefused):
    """The feed has no answer of this kind; there may be another way to ask."""
