"""Published files that some tests read and that are no part of this project."""

import os
from pathlib import Path

import pytest


def beside(path: Path, what: str) -> Path:
    """The path, where it is there; without it a test is skipped, except where everything is checked."""
    if path.exists():
        return path
    why = f"{what} are not beside this checkout, in ../shared/data/{path.name}."
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)
