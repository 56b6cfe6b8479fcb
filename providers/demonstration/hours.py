"""Believable weeks: which days and hours a kind of work has, and which of them are free for somebody new."""

from random import Random

# Each pattern: how many days (fewest, most), which days, and the stretches of one day to choose from.
WEEK, ALL, NIGHTS = (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4, 5, 6)
PATTERNS: dict[str, tuple[tuple[int, int], tuple[int, ...], tuple[tuple[str, ...], ...]]] = {
    "mornings": ((2, 5), WEEK, (("09:00-12:00",), ("09:30-12:30",), ("10:00-12:00",), ("08:30-11:30",))),
    "days": ((2, 4), WEEK, (("09:00-12:00", "13:00-16:00"), ("10:00-14:00",), ("09:30-12:30",), ("12:00-16:00",),
                            ("10:00-12:00", "14:00-16:00"))),
    "weekdays": ((3, 5), WEEK, (("09:00-17:00",), ("08:30-12:30", "13:30-16:30"), ("10:00-15:00",),
                                ("08:00-16:00",))),
    "mixed": ((2, 5), (0, 1, 2, 3, 4, 5), (("10:00-12:00", "13:30-16:30"), ("13:00-17:00",), ("09:30-12:30",),
                                           ("14:00-16:00",), ("10:00-13:00",))),
    "any": ((4, 7), ALL, (("10:00-18:00",), ("09:00-13:00", "14:00-20:00"), ("12:00-21:00",), ("09:00-21:00",))),
    "early": ((5, 7), ALL, (("07:00-09:00", "09:30-11:00"), ("07:30-10:30",), ("07:00-10:00", "19:00-21:00"),
                            ("08:00-11:00",))),
    "long": ((6, 7), ALL, (("07:00-14:00", "16:00-22:00"), ("08:00-20:00",), ("07:00-22:00",))),
    "meals": ((4, 7), ALL, (("12:00-13:30", "17:00-18:30"), ("08:00-09:30", "12:00-13:30"), ("17:00-19:00",))),
    "dinner": ((3, 6), ALL, (("11:30-13:30",), ("12:00-14:00",), ("16:30-18:30",))),
    "calls": ((7, 7), ALL, (("08:00-10:00",), ("08:30-09:30", "20:00-21:30"), ("19:00-21:00",))),
    "nights": ((2, 4), NIGHTS, (("22:00-07:00",), ("21:00-08:00",), ("21:30-07:30",))),
    "session": ((1, 2), WEEK, (("10:00-12:00",), ("10:30-12:30",), ("13:30-15:30",), ("14:00-16:00",),
                               ("10:00-13:00",))),
    "lunch": ((1, 2), WEEK, (("11:00-14:00",), ("11:30-13:30",), ("12:00-14:30",))),
    "evening-session": ((1, 2), (0, 1, 2, 3, 4), (("18:30-20:30",), ("19:00-21:00",), ("17:30-19:30",))),
    "field-day": ((1, 3), (0, 1, 2, 3, 4, 5), (("10:00-15:00",), ("09:30-12:30", "13:00-15:30"), ("10:00-14:00",))),
    "group-day": ((3, 5), WEEK, (("09:30-12:30", "12:30-15:30"), ("10:00-15:00",), ("09:00-12:30", "12:30-16:00"))),
    "after-school": ((3, 5), WEEK, (("15:30-18:00",), ("15:15-17:45",), ("16:00-18:30",))),
    "weekends": ((3, 3), (4, 5, 6), (("09:00-21:00",), ("10:00-20:00",))),
    "live-in": ((7, 7), ALL, (("08:00-20:00", "20:00-08:00"),)),
}  # fmt: skip

Stretch = tuple[int, str, str, bool]


def week_of(pattern: str, room: str, rng: Random, *, group: bool = False) -> list[Stretch]:
    """Days with their hours; free ones are those that somebody new could have."""
    (fewest, most), possible, stretches = PATTERNS[pattern]
    days = sorted(rng.sample(possible, rng.randint(fewest, min(most, len(possible)))))
    usual, other = rng.choice(stretches), rng.choice(stretches)
    rows = [
        (day, *part.split("-"))
        for day in days
        for part in (usual if rng.random() < 0.75 or group or pattern == "nights" else other)
    ]
    return _with_free(rows, room, rng, all_free=group)


def _with_free(rows, room: str, rng: Random, *, all_free: bool) -> list[Stretch]:
    if room in ("wait", "full"):
        return [(*row, False) for row in rows]
    if all_free:
        return [(*row, True) for row in rows]
    free = {rng.randrange(len(rows))} | {at for at in range(len(rows)) if rng.random() < 0.4}
    return [(*row, at in free) for at, row in enumerate(rows)]
