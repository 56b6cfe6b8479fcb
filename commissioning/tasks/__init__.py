"""What the clock does to checks, papers and concerns; the database remembers what is due, so each may run twice."""

from commissioning.tasks.counting import forget, open_cases, recompute
from commissioning.tasks.expiry import expire_checks

__all__ = ["expire_checks", "forget", "open_cases", "recompute"]
