"""Faces: illustrated portraits from Open Peeps (Pablo Stanley, CC0 1.0), drawn for a person and never at random.

Head, hair, glasses, beard, skin and clothes follow from a person's age, sex and family's origin, so that a face fits
its name. Expressions are calm or smiling; hats, masks and joke heads are left out.
"""

import json
import re
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files
from random import Random

from dicebear import Avatar, Style

INK = "22302a"
CREDIT = "<!-- Open Peeps by Pablo Stanley, CC0 1.0, through DiceBear -->"
CLOTHES = (
    "9db9c6", "8a5a76", "d9a441", "4f8377", "6f8f6a", "7f9fb0", "2f6b57", "e0b04f", "a9c3bd", "c9744a", "b9603a",
    "5f7f95", "c7b07a", "7a6a8a", "a3b18a", "cf8f6b", "3f6f7a", "b58aa5",
)  # fmt: skip
SKIN = {
    "pale": ("f3d3b1", "f0c9a0", "f6dcc0", "eec39a"),
    "olive": ("e3b083", "d9a577", "e8b98f"),
    "brown": ("c98a5c", "c08457", "b27a50", "d29a6c"),
    "dark": ("8a5c45", "96694f", "8f624a", "855a44", "a1735a", "7d5642"),
    "east": ("f0cfa4", "e9c296", "e3b88a"),
}
HAIR = {"grey": ("b9b2a6", "c9c2b6", "d8d2c6", "e3ded4", "a8a49b"), "fair": ("c79a5b", "d6b370", "b88a4e"),
        "brown": ("7a5236", "9c6b3f", "5f412d", "8a4b2a")}  # fmt: skip

# Heads by what they are of: the hair of some can be coloured, that of the others is drawn in ink.
OLDER = {"f": ("bangs", "grayBun", "grayMedium", "mediumBangs2"),
         "m": ("grayShort", "short4", "noHair1", "noHair2", "noHair3")}  # fmt: skip
OLDER_CURLED_MEN = ("grayShort", "noHair1", "noHair2", "noHair3")
FAIR = {"f": ("bangs", "grayMedium", "mediumBangs2"), "m": ("grayShort", "short4")}
STRAIGHT = {
    "f": ("bangs2", "long", "medium1", "medium2", "medium3", "mediumBangs", "mediumBangs3",
          "mediumStraight",),
    "m": ("short1", "short2", "short3", "short5", "pomp", "shaved2", "noHair1", "noHair2"),
}  # fmt: skip
CURLED = {
    "f": ("afro", "bun", "cornrows", "cornrows2", "dreads1", "longCurly", "twists2", "bantuKnots"),
    "m": ("flatTop", "short1", "short2", "twists", "dreads2", "noHair1", "twists2", "afro"),
}
GLASSES = ("glasses", "glasses2", "glasses3", "glasses5")
BEARDS = ("chin", "full", "full2", "full3", "goatee1", "goatee2", "moustache1", "moustache5", "moustache6",
          "moustache7")  # fmt: skip
NO_GLASSES = ("hijab", "mediumStraight")
BALD = ("noHair1", "noHair2", "noHair3")


@dataclass(frozen=True)
class Sitter:
    """What a face must fit: f or m, an age, a complexion, curled hair or not, and a headscarf or turban."""

    sex: str
    age: int
    skin: str = "pale"
    curled: bool = False
    covers: bool = False


@dataclass(frozen=True)
class Face:
    """The choices of which a portrait is drawn."""

    head: str
    hair: str
    skin: str
    clothes: str
    glasses: str
    beard: str
    expression: str

    @property
    def likeness(self) -> tuple:
        """Everything but the clothes: no two people share it."""
        return astuple(self)[:3] + astuple(self)[4:]


def face_of(sitter: Sitter, rng: Random, taken: set) -> Face:
    """A face for somebody, like nobody else's in `taken`, which it joins."""
    for _ in range(400):
        face = _draw(sitter, rng)
        if face.likeness not in taken:
            taken.add(face.likeness)
            return face
    raise ValueError(f"no face left for {sitter}")


def _draw(sitter: Sitter, rng: Random) -> Face:
    head = _head(sitter, rng)
    needs = 0.55 if sitter.age > 50 else 0.22
    return Face(
        head=head,
        hair=rng.choice(HAIR[_shade(sitter, rng)]),
        skin=rng.choice(SKIN[sitter.skin]),
        clothes=rng.choice(CLOTHES),
        glasses=rng.choice(GLASSES) if rng.random() < needs and head not in NO_GLASSES else "",
        beard=_beard(sitter, head, rng),
        expression=rng.choices(("smile", "calm"), (2, 1))[0],
    )


def _head(sitter: Sitter, rng: Random) -> str:
    if sitter.covers:
        return "hijab" if sitter.sex == "f" else "turban"
    if sitter.age >= 58:
        return rng.choice(OLDER_CURLED_MEN if sitter.curled and sitter.sex == "m" else OLDER[sitter.sex])
    if sitter.skin == "pale" and rng.random() < 0.45:
        return rng.choice(FAIR[sitter.sex])
    drawn = (CURLED if sitter.curled else STRAIGHT)[sitter.sex]
    return rng.choice([head for head in drawn if sitter.age >= 36 or head not in BALD])


def _shade(sitter: Sitter, rng: Random) -> str:
    if sitter.age >= 58 or (sitter.age >= 50 and rng.random() < 0.4):
        return "grey"
    return "fair" if sitter.skin == "pale" and rng.random() < 0.35 else "brown"


def _beard(sitter: Sitter, head: str, rng: Random) -> str:
    if sitter.sex == "f" or sitter.age < 24:
        return ""
    if head == "turban":
        return rng.choice(("full", "full2", "full3"))
    if head in OLDER["m"] and head not in BALD:
        return "moustache1" if rng.random() < 0.2 else ""  # a beard is drawn in ink: under pale hair it looks stuck on
    return rng.choice(BEARDS) if rng.random() < 0.45 else ""


@cache
def _style() -> Style:
    return Style(json.loads(files("dicebear_styles").joinpath("open-peeps.json").read_text(encoding="utf-8")))


def svg(face: Face) -> str:
    """The portrait as a small SVG file."""
    drawn = Avatar(
        _style(),
        {
            "seed": "-".join(astuple(face)),
            "headVariant": [face.head],
            "expressionVariant": [face.expression],
            "accessoriesVariant": [face.glasses or "glasses"],
            "accessoriesProbability": 100 if face.glasses else 0,
            "facialHairVariant": [face.beard or "chin"],
            "facialHairProbability": 100 if face.beard else 0,
            "maskProbability": 0,
            "skinColor": [face.skin],
            "clothingColor": [face.clothes],
            "headContrastColor": [face.hair],
            "inkColor": [INK],
        },
    ).to_string()
    return smaller(drawn)


def smaller(drawn: str) -> str:
    """Without metadata and generator's comment, with the credit, and in one ink."""
    bare = re.sub(r"<metadata.*?</metadata>|<!--.*?-->", "", drawn, flags=re.DOTALL)
    bare = re.sub(r"\s+", " ", bare).replace("> <", "><").replace('fill="black"', f'fill="#{INK}"')
    return bare.replace(">", f">{CREDIT}", 1)
