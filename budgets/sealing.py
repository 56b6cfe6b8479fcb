"""The seal of a posting: a digest of all that was asked for, by which a retry is known and tampering is found."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from budgets.models import Posting

Lines = Iterable[tuple[str, UUID, int]]  # layer, account, pence

# The same in SQL, of budgets_posting p and of its lines in l.
SEAL_SQL = """
encode(sha256(convert_to(concat_ws('|', p.entry_type, p.effective_on::text, p.source_type, p.source_id::text,
    coalesce(p.settles_id::text, ''), coalesce(p.reverses_id::text, ''),
    string_agg(l.layer || ':' || l.account_id::text || ':' || l.pence::text, ','
               ORDER BY l.layer COLLATE "C", l.account_id)), 'UTF8')), 'hex')
"""


def seal(posting: Posting, lines: Lines) -> str:
    """Entry type, day, source, what it settles or reverses, and each line; not the key, and not who asked."""
    facts = [posting.entry_type, posting.effective_on.isoformat(), posting.source_type, posting.source_id]
    facts += [posting.settles_id or "", posting.reverses_id or ""]
    facts.append(",".join(f"{layer}:{account}:{pence}" for layer, account, pence in sorted(lines)))
    return hashlib.sha256("|".join(map(str, facts)).encode()).hexdigest()
