"""The shapes of British postcodes, read forgivingly, without a database.

Shapes are those of the Royal Mail's PAF: A9, A99, AA9, AA99, A9A or AA9A, then 9AA. A *code* is written without its
space ("NG15FS"), which is how postcodes are stored; `spaced` writes it as people do ("NG1 5FS").
"""

import re
import unicodedata

LONGEST = 100  # characters of what somebody typed that are read at all

AREAS_IN_ONE = """
AB AL B BA BB BD BH BL BN BR BS CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
FK FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN
NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR
TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
AREAS = frozenset(AREAS_IN_ONE.split())
NORTHERN_IRELAND = "BT"
CROWN_DEPENDENCIES = {"JE": "Jersey", "GY": "Guernsey", "IM": "the Isle of Man"}
ELSEWHERE = frozenset({NORTHERN_IRELAND, *CROWN_DEPENDENCIES})

OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
FULL = re.compile(rf"({OUTCODE})([0-9][A-Z]{{2}})")
FULL_IN_WORDS = re.compile(rf"(?<![A-Z0-9])({OUTCODE}) ?([0-9][A-Z]{{2}})(?![A-Z0-9])")
PART = re.compile(rf"({OUTCODE})(?: ([0-9][A-Z]?)|([0-9][A-Z]))")
OUTCODE_PATTERNS = ("A9", "A99", "AA9", "AA99", "A9A", "AA9A")
TO_LETTER = {"0": "O", "1": "I", "5": "S"}
TO_DIGIT = {"O": "0", "I": "1", "L": "1", "S": "5"}


def tidy(text: str) -> str:
    """What was typed, in capitals, with single spaces and without the marks that no postcode has."""
    plain = unicodedata.normalize("NFKC", str(text)[:LONGEST]).upper()
    return " ".join(re.sub(r"[^A-Z0-9 ]", "", re.sub(r"[\s\-–—]+", " ", plain)).split())


def spaced(code: str) -> str:
    """The postcode as people write it."""
    return f"{code[:-3]} {code[-3:]}"


def area(code: str) -> str:
    """The letters that a postcode or outcode begins with."""
    return re.match(r"[A-Z]*", code).group()  # type: ignore[union-attr]


def full(text: str) -> str | None:
    """The one full postcode in what was typed, exactly as typed, or nothing."""
    words = tidy(text)
    found = FULL.fullmatch(words.replace(" ", "")) or FULL_IN_WORDS.search(words)
    return "".join(found.groups()) if found else None


def mistyped(text: str) -> list[str]:
    """Full postcodes that were perhaps meant, where a letter O, I, L or S and the figures 0, 1, 5 were confused."""
    letters = tidy(text).replace(" ", "")
    if not 5 <= len(letters) <= 7:
        return []
    out, end = letters[:-3], cast(letters[-3:], "9AA")
    outs = (cast(out, pattern) for pattern in OUTCODE_PATTERNS if len(pattern) == len(out))
    codes = [o + end for o in outs if o and end and area(o) in AREAS | ELSEWHERE]
    return sorted(codes, key=lambda code: sum(a != b for a, b in zip(code, letters, strict=True)))


def mistyped_outcodes(text: str) -> list[str]:
    """Outcodes that were perhaps meant, with the same confusions put right."""
    letters = tidy(text).replace(" ", "")
    outs = (cast(letters, pattern) for pattern in OUTCODE_PATTERNS if len(pattern) == len(letters))
    return [out for out in outs if out and area(out) in AREAS | ELSEWHERE]


def cast(letters: str, pattern: str) -> str | None:
    """The letters bent to a pattern of letters (A) and figures (9), or nothing when they will not bend."""
    bent = ""
    for letter, wanted in zip(letters, pattern, strict=True):
        fits = letter.isalpha() if wanted == "A" else letter.isdigit()
        letter = letter if fits else (TO_LETTER if wanted == "A" else TO_DIGIT).get(letter, "")
        if not letter:
            return None
        bent += letter
    return bent


def outcode(text: str) -> str | None:
    """The outcode that was typed ("ng 1"), or nothing; "NG1 5" is the beginning of a postcode, not NG15."""
    words = tidy(text)
    return words.replace(" ", "") if re.fullmatch(r"[A-Z]{1,2} ?[0-9][A-Z0-9]?", words) else None


def part(text: str) -> tuple[str, str] | None:
    """An outcode and the beginning of what follows it ("NG1 5F", "NG1 5"), or nothing."""
    found = PART.fullmatch(tidy(text))
    return (found[1], found[2] or found[3]) if found else None


def normalise_postcode(text: str) -> str | None:
    """The code that was meant ("ng1 5fs", "NGI 5FS" -> "NG15FS"), whether or not such a postcode exists."""
    return full(text) or next(iter(mistyped(text)), None)


def looks_like_one(text: str) -> bool:
    """Whether somebody meant a postcode, even an impossible one such as ZZ1 1ZZ: short, with a figure in it."""
    letters = tidy(text).replace(" ", "")
    return 2 <= len(letters) <= 8 and any(letter.isdigit() for letter in letters)
