"""Cells of five kilometres of the national grid, so that an index finds a term only where it is looked for."""

from collections.abc import Iterable

SIDE = 5000  # metres
LOOKED_FOR = ("act:", "main:", "fam:", "who:", "lang:", "comm:")  # terms that a search can begin from


def cell(easting: float, northing: float) -> str:
    """The cell of a point, as its row and column."""
    return f"{int(easting // SIDE)}.{int(northing // SIDE)}"


def cells_around(easting: float, northing: float, metres: float) -> list[str]:
    """Every cell that a circle touches."""
    return [
        f"{column}.{row}"
        for column in range(int((easting - metres) // SIDE), int((easting + metres) // SIDE) + 1)
        for row in range(int((northing - metres) // SIDE), int((northing + metres) // SIDE) + 1)
        if _gap(easting, column) ** 2 + _gap(northing, row) ** 2 <= metres**2
    ]


def _gap(value: float, number: int) -> float:
    """How far a coordinate is from a stripe of cells, 0 inside it."""
    low = number * SIDE
    return max(low - value, value - (low + SIDE), 0)


def placed(terms: Iterable[str], where: str) -> set[str]:
    """Terms with their cell ('act:cleaning@91.68'), short of those that no search begins from."""
    return {f"{term}@{where}" for term in terms if term.startswith(LOOKED_FOR)}
