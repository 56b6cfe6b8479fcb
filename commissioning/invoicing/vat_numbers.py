"""Whether a British VAT number can be one: nine digits, of which the last two check the others (HMRC, VATREG)."""

import re

WEIGHTS = (8, 7, 6, 5, 4, 3, 2)
NEWER = 55  # added to the sum of numbers given out since 2010
WRITTEN = re.compile(r"(?:GB)?(\d{9})", re.ASCII)


def vat_number(typed: str) -> str:
    """As it stands on an invoice, GB and nine digits; nothing where it can be none."""
    found = WRITTEN.fullmatch(re.sub(r"[\s.-]", "", typed).upper())
    if found is None:
        return ""
    digits = [int(each) for each in found[1]]
    rest = sum(digit * weight for digit, weight in zip(digits[:7], WEIGHTS, strict=True)) + int(found[1][7:])
    return f"GB{found[1]}" if any(digits[:7]) and 0 in (rest % 97, (rest + NEWER) % 97) else ""
