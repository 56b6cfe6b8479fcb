"""Two dozen faces of nobody in particular, for people who would rather show a drawing than a photograph.

They are kept as files in static/img/portraits; `python -m providers.demonstration.peeps` draws them again.
"""

from functools import cache
from pathlib import Path
from random import Random

from providers.demonstration.portraits import Face, Sitter, face_of, svg

FOLDER = Path(__file__).resolve().parents[2] / "static" / "img" / "portraits"
SITTERS = (
    Sitter("f", 24), Sitter("m", 27), Sitter("f", 40, "dark", True), Sitter("m", 45, "dark", True),
    Sitter("f", 66), Sitter("m", 68), Sitter("f", 33, "brown", covers=True), Sitter("m", 38, "brown", covers=True),
    Sitter("f", 47), Sitter("m", 52), Sitter("f", 29, "east"), Sitter("m", 34, "east"),
    Sitter("f", 58, "dark", True), Sitter("m", 63, "dark", True), Sitter("f", 37, "olive"), Sitter("m", 41, "olive"),
    Sitter("f", 72), Sitter("m", 75), Sitter("f", 44, "brown"), Sitter("m", 30, "brown"),
    Sitter("f", 61, "east"), Sitter("m", 56, "olive"), Sitter("f", 35, "dark", True), Sitter("m", 23),
)  # fmt: skip


@cache
def peeps() -> dict[str, Face]:
    """Their names and faces: peep-01 to peep-24."""
    rng = Random(24)
    taken: set[tuple] = set()
    return {f"peep-{at:02d}": face_of(sitter, rng, taken) for at, sitter in enumerate(SITTERS, 1)}


if __name__ == "__main__":
    for name, face in peeps().items():
        (FOLDER / f"{name}.svg").write_text(svg(face), encoding="utf-8")
