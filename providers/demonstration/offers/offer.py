"""The shape of a kind of work, from which many different services are made."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """One kind of work: what it is, for whom, when, for how much, and in which words.

    `heads` and `tails` make summaries, `middles` the middle of stories (said by one person), `prices` is
    'unit lowest highest step [note]' with semicolons between. `care` is '' or 'directed', 'registered' or 'either'.
    """

    slug: str
    family: str
    main: tuple[str, ...]
    needs: tuple[str, ...]
    names: tuple[str, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    middles: tuple[str, ...]
    does: tuple[str, ...]
    does_not: tuple[str, ...]
    first: tuple[str, ...]
    prices: str
    hours: str
    extra: tuple[str, ...] = ()
    setting: str = "comes"
    group: bool = False
    team: str = "alone"  # alone, sometimes-two, two or larger
    weight: int = 5
    care: str = ""
    papers: tuple[str, ...] = ()
    youngest: int = 18
    oldest: int | None = None
    young: bool = False
    communication: tuple[str, ...] = ()


def said(text: str) -> tuple[str, ...]:
    """The lines of a block of text."""
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())
