"""Counting the books again from their lines: what does not agree is found, whoever changed it and however.

Each piece is one question, so that postings written meanwhile do not look wrong.
"""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import connection

from budgets.sealing import SEAL_SQL

CHUNK = 20_000  # postings, or accounts, at a time
FIRST = UUID(int=0)
Told = Callable[[str], None]

# Every posting of a piece that breaks a rule, and which.
POSTINGS = f"""
WITH piece AS (
    SELECT * FROM budgets_posting WHERE id > %s ORDER BY id LIMIT %s
), counted AS (
    SELECT p.id, count(l.id) AS lines, p.line_count, p.digest, p.settles_id, p.reverses_id,
        coalesce(sum(l.pence) FILTER (WHERE l.layer = 'posted'), 0) AS moved,
        coalesce(sum(l.pence) FILTER (WHERE l.layer = 'pending'), 0) AS promised,
        {SEAL_SQL} AS seal
    FROM piece p LEFT JOIN budgets_line l ON l.posting_id = p.id
    GROUP BY p.id, p.line_count, p.digest, p.settles_id, p.reverses_id, p.entry_type, p.effective_on,
        p.source_type, p.source_id
), judged AS (
    SELECT id, CASE
        WHEN lines <> line_count OR lines < 2 THEN format('has %%s lines and was written with %%s', lines, line_count)
        WHEN moved <> 0 THEN format('moves %%s pence out of nowhere', moved)
        WHEN promised <> 0 THEN format('promises %%s pence out of nowhere', promised)
        WHEN settles_id IS NOT NULL AND NOT budgets_settles_well(id, settles_id) THEN 'pays other than was promised'
        WHEN reverses_id IS NOT NULL AND NOT budgets_reverses_well(id, reverses_id) THEN 'is no mirror image'
        WHEN digest <> seal THEN 'is not what was written: its seal is broken'
    END AS wrong FROM counted
)
SELECT (SELECT count(*) FROM judged), (SELECT id FROM judged ORDER BY id DESC LIMIT 1),
    ARRAY(SELECT format('Posting %%s %%s.', id, wrong) FROM judged WHERE wrong IS NOT NULL ORDER BY id)
"""
# Every account of a piece whose balance is not the sum of its lines, or is below its minimum.
ACCOUNTS = """
WITH piece AS (
    SELECT * FROM budgets_account WHERE id > %s ORDER BY id LIMIT %s
), counted AS (
    SELECT a.id, a.posted, a.pending, a.minimum,
        coalesce(sum(l.pence) FILTER (WHERE l.layer = 'posted'), 0) AS moved,
        coalesce(sum(CASE WHEN p.settles_id IS NULL THEN greatest(-l.pence, 0) ELSE -greatest(l.pence, 0) END)
            FILTER (WHERE l.layer = 'pending'), 0) AS promised
    FROM piece a LEFT JOIN budgets_line l ON l.account_id = a.id LEFT JOIN budgets_posting p ON p.id = l.posting_id
    GROUP BY a.id, a.posted, a.pending, a.minimum
), judged AS (
    SELECT id, CASE
        WHEN posted <> moved THEN format('says it holds %%s pence, and its lines say %%s', posted, moved)
        WHEN pending <> promised THEN format('says %%s pence are promised, and its lines say %%s', pending, promised)
        WHEN posted - pending < minimum THEN format('is %%s pence below its minimum', minimum - posted + pending)
    END AS wrong FROM counted
)
SELECT (SELECT count(*) FROM judged), (SELECT id FROM judged ORDER BY id DESC LIMIT 1),
    ARRAY(SELECT format('Account %%s %%s.', id, wrong) FROM judged WHERE wrong IS NOT NULL ORDER BY id)
"""
# Lines that belong to nothing: nobody would count them.
STRAY = """
SELECT format('Line %s belongs to no posting or no account.', l.id) FROM budgets_line l
WHERE NOT EXISTS (SELECT FROM budgets_posting p WHERE p.id = l.posting_id)
OR NOT EXISTS (SELECT FROM budgets_account a WHERE a.id = l.account_id) ORDER BY l.id
"""


def wrongs(told: Told = lambda _words: None) -> Iterator[str]:
    """Everything that is wrong, in words; `told` hears how far it is."""
    yield from _in_pieces(POSTINGS, "postings", told)
    yield from _in_pieces(ACCOUNTS, "accounts", told)
    with connection.cursor() as cursor:
        cursor.execute(STRAY)
        yield from (words for (words,) in cursor.fetchall())


def _in_pieces(question: str, what: str, told: Told) -> Iterator[str]:
    last, done = FIRST, 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(question, [last, CHUNK])
            number, reached, found = cursor.fetchone()
        if not number:
            break
        last, done = reached, done + number
        told(f"{done:,} {what}")
        yield from found
