"""The wall of bricks: each invoice is one, and stands where its days are."""

from dataclasses import dataclass

from commissioning.speed import Counts, bricks_of
from commissioning.timeliness import Clock

COLUMNS, FOOT, TOP, MOST_HIGH = 35, 262, 8, 31
STEP = 100 / COLUMNS
TONES = ((5, "green"), (10, "leaf"), (30, "honey"), (10**6, "clay"))
MARKS = (1, 5, 10, 20, 30)
LINES = (5, 10, 30)


@dataclass(frozen=True)
class Brick:
    """One rectangle; where many invoices are, it stands for several of them."""

    tone: str
    x: str
    y: float
    height: float


@dataclass(frozen=True)
class Wall:
    bricks: tuple[Brick, ...]
    marks: tuple[tuple[int, str], ...]
    lines: tuple[str, ...]
    each: int  # how many invoices a brick stands for
    last: int  # the last column, which holds what took longer too


def wall_of(counts: Counts) -> Wall:
    """As high as the picture has room for: a brick is one invoice, or the same number for all."""
    columns = list(bricks_of(counts.by(Clock.DAYS), COLUMNS))
    most = max((number for _days, number in columns), default=0)
    each = max(-(-most // MOST_HIGH), 1)
    bricks = [brick for days, number in columns for brick in _column(days, -(-number // each))]
    marks = tuple((day, f"{(day - 0.5) * STEP:.2f}%") for day in MARKS)
    return Wall(tuple(bricks), marks, tuple(f"{day * STEP:.2f}%" for day in LINES), each, COLUMNS)


def _column(days: int, number: int) -> list[Brick]:
    tone = next(name for last, name in TONES if days <= last)
    x = f"{(days - 1) * STEP + 0.23:.2f}%"
    return [Brick(tone, x, FOOT - (place + 1) * TOP, 6.4) for place in range(number)]
