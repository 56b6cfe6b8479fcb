"""What a reviewer has to know about a service that was read: what we left out, and what somebody must look at."""

from typing import NamedTuple

from providers.open_referral.incoming import words

MOST = 60  # of one service; nobody reads more


class Note(NamedTuple):
    """The field of ours that it is about, and a sentence."""

    what: str
    why: str


class Notes(list[Note]):
    """Collected while a service is read."""

    def say(self, what: str, why: str) -> None:
        if len(self) < MOST:
            self.append(Note(what, why[:500]))

    def fit(self, what: str, text: str, most: int, *, cut: str) -> str:
        """The text as it fits; `cut` is said when something had to go."""
        kept = words.sentences(text, most)
        if kept != text:
            self.say(what, cut)
        return kept
