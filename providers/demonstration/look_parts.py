"""What the cards of the design's people share."""


def checked(until: str, *, who: str, record: str, their: str, they: str, more=()) -> list[tuple]:
    """The usual checks; the insurance runs out first, on the given day of the drawing."""
    their_own = their.lower()
    year_before = f"{int(until[:4]) - 1}{until[4:]}"
    knows = "know" if they == "They have" else "knows"
    return [
        (who, f"{their} passport and a bill with {their_own} address were seen.", "2026-03-16", None),
        (f"{their} record", record, "2026-03-18", "2029-03-18"),
        (f"Two people who know {their_own} work", "The council rang both.", "2026-03-14", None),
        ("Insurance", "If something goes wrong, up to £5 million.", year_before, until),
        ("Keeping people safe", f"{they} done the course and {knows} whom to ring.", "2026-04-02", "2029-04-02"),
        *more,
    ]


FOOD = ("Handling food", "Level 2 food hygiene.", "2025-09-09", "2028-09-09")
CAR = ("The car", "The licence, the MOT and insurance for this work were seen.", "2026-07-01", "2027-06-30")
BASIC = "{} basic DBS certificate was seen. The law allows no fuller check for this work."
FULL = "{} enhanced DBS certificate, with the adults’ barred list, was seen. The law allows this fuller check."
