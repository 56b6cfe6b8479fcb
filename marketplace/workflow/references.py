"""References that people read out over the phone."""

import secrets

LETTERS = "BCDFGHJKMNPQRTVWXY346789"  # none that sound or look alike, and no vowels to make words of


def new_reference() -> str:
    """Eight letters and figures that can be read out over the phone."""
    drawn = "".join(secrets.choice(LETTERS) for _place in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"
