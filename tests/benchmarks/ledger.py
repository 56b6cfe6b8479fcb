"""What the rules of the books cost: postings a second, one hot budget, and a year of five thousand budgets."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

from tests.benchmarks.serving import spread

POSTINGS, THREADS, ROUNDS = 300, 4, 5
BUDGETS, OF_EACH = int(os.environ.get("BENCH_BUDGETS", "5000")), 100  # two lines of each posting: a million lines
STATEMENT_ROUNDS = 20

RAW_POSTING = """
INSERT INTO budgets_posting (id, key, digest, entry_type, effective_on, recorded_at, source_type, source_id,
    line_count, rule) VALUES (%s, %s, '', 'invoice-paid', '2026-11-02', '2026-11-02 12:00+00', 'x', %s, 2, 'bench')
"""
RAW_LINES = """
INSERT INTO budgets_line (id, posting_id, account_id, layer, pence)
VALUES (%s, %s, %s, 'posted', -1), (%s, %s, %s, 'posted', 1)
"""
# A year of each budget, in the order in which it would have been written: given once, then paid again and again.
YEAR = """
CREATE TEMP TABLE bench_year ON COMMIT DROP AS
SELECT gen_random_uuid() AS id, b.id AS budget, f.id AS giver, p.id AS taker, n,
    date '2026-01-01' + (n * 3.6)::int AS on_day, CASE WHEN n = 0 THEN 1000000 ELSE 1000 + n END AS pence
FROM budgets_account b
JOIN budgets_account f ON f.budget_id = b.budget_id AND f.kind = 'funding'
JOIN budgets_account p ON p.budget_id = b.budget_id AND p.kind = 'enterprise'
CROSS JOIN generate_series(0, %s - 1) n
WHERE b.organisation_id = %s AND b.kind = 'council-managed'
"""
YEAR_POSTINGS = """
INSERT INTO budgets_posting (id, key, digest, entry_type, effective_on, recorded_at, source_type, source_id,
    line_count, rule)
SELECT y.id, 'bench:' || y.id, {seal}, p.entry_type, y.on_day, y.on_day + time '12:00', p.source_type, y.budget, 2,
    'bench'
FROM bench_year y,
LATERAL (SELECT CASE WHEN y.n = 0 THEN 'allocation' ELSE 'invoice-paid' END AS entry_type, y.on_day AS effective_on,
    'budgets.account' AS source_type, y.budget AS source_id, NULL::uuid AS settles_id, NULL::uuid AS reverses_id) p,
LATERAL (SELECT 'posted' AS layer, two.account AS account_id, two.pence FROM (VALUES
    (y.budget, CASE WHEN y.n = 0 THEN y.pence ELSE -y.pence END),
    (CASE WHEN y.n = 0 THEN y.giver ELSE y.taker END, CASE WHEN y.n = 0 THEN -y.pence ELSE y.pence END)
    ) two (account, pence)) l
GROUP BY y.id, y.on_day, y.budget, y.n, p.entry_type, p.effective_on, p.source_type, p.source_id, p.settles_id,
    p.reverses_id
"""
YEAR_LINES = """
INSERT INTO budgets_line (id, posting_id, account_id, layer, pence)
SELECT gen_random_uuid(), id, budget, 'posted', CASE WHEN n = 0 THEN pence ELSE -pence END FROM bench_year
UNION ALL
SELECT gen_random_uuid(), id, CASE WHEN n = 0 THEN giver ELSE taker END, 'posted',
    CASE WHEN n = 0 THEN -pence ELSE pence END FROM bench_year
"""


def ledger() -> list[tuple[str, str]]:
    """The books stay in the bench's own database: nothing can be taken out of them."""
    council = _council()
    own, hot = [], []
    pairs = [_pair(council) for _each in range(THREADS)]
    for measured in (False, *[True] * ROUNDS):
        found = _raw(pairs[0]) / _ours(pairs[0]), _at_once(pairs) / _at_once([pairs[0]] * THREADS)
        if measured:
            own.append(found[0])
            hot.append(found[1])
    return [
        ("postings a second through our code / raw SQL (goal 0.25)", spread(own)),
        (f"postings a second, {THREADS} at one hot budget / spread (goal 0.5)", spread(hot)),
        *_year(council),
    ]


def _council():
    from marketplace.organisations.models import Organisation

    facts = {"kind": "council", "name": "Bench Council"}
    return Organisation.objects.get_or_create(council_code="E99999999", defaults=facts)[0]


def _pair(council) -> tuple:
    """A budget with plenty in it, and whoever is paid."""
    from budgets import ledger as books
    from budgets.models import Account, Posting
    from marketplace.accounts.actors import system

    kinds = Account.Kind.FUNDING, Account.Kind.COUNCIL_MANAGED, Account.Kind.ENTERPRISE
    whose = uuid4()
    funding, budget, paid = (books.open_account(kind, council, budget_id=whose) for kind in kinds)
    lines = {funding: -900_000_000, budget: 900_000_000}
    given = Posting.EntryType.ALLOCATION
    books.post(given, lines, key=f"bench:{uuid4()}", source=budget, by=system("bench"))
    return budget, paid


def _ours(pair: tuple) -> float:
    """Seconds for so many postings, each with its own transaction."""
    from budgets import ledger as books
    from budgets.models import Posting
    from marketplace.accounts.actors import system

    (budget, paid), by, entry = pair, system("bench"), Posting.EntryType.INVOICE_PAID
    started = time.perf_counter()
    for _each in range(POSTINGS):
        books.post(entry, {budget: -1, paid: 1}, key=f"bench:{uuid4()}", source=budget, by=by)
    return time.perf_counter() - started


def _raw(pair: tuple) -> float:
    """The same by hand, over the same connection, with the same rules in the database."""
    from django.db import connection

    budget, paid = pair[0].pk, pair[1].pk
    connection.ensure_connection()
    bare = connection.connection
    started = time.perf_counter()
    for _each in range(POSTINGS):
        key = uuid4()
        with bare.transaction(), bare.cursor() as cursor:
            cursor.execute(RAW_POSTING, [key, str(key), budget])
            cursor.execute(RAW_LINES, [uuid4(), key, budget, uuid4(), key, paid])
    return time.perf_counter() - started


def _at_once(pairs: list[tuple]) -> float:
    from django.db import connections

    def run(pair: tuple) -> None:
        try:
            _ours(pair)
        finally:
            connections.close_all()

    started = time.perf_counter()
    with ThreadPoolExecutor(len(pairs)) as threads:
        list(threads.map(run, pairs))
    return time.perf_counter() - started


def _year(council) -> list[tuple[str, str]]:
    """Loaded with the rules on; then one person's statement, and all of it counted again."""
    from budgets.models import Account, Line
    from budgets.verifying import wrongs

    started = time.perf_counter()
    budgets = _load(council)
    loaded = time.perf_counter() - started
    lines, took = Line.objects.count(), []
    for each in Account.objects.filter(pk__in=budgets[:STATEMENT_ROUNDS]):
        started = time.perf_counter()
        told = list(Line.objects.on_statement(each, first=date(2026, 1, 1), last=date(2026, 12, 31)))
        took.append((time.perf_counter() - started) * 1000)
        assert len(told) == OF_EACH
    started = time.perf_counter()
    list(wrongs())  # what was posted by hand has no seal, and is found
    verified = time.perf_counter() - started
    return [
        (f"a year of {BUDGETS:,} budgets loaded, s", f"{loaded:.0f}"),
        (f"a person's statement of a year among {lines:,} lines, ms (goal 100)", spread(took)),
        (f"verify_ledger of {lines:,} lines, s (goal 60)", f"{verified:.1f}"),
    ]


def _load(council) -> list:
    """As the tables' owner, who may make the table that it is worked out in."""
    import psycopg
    from django.conf import settings

    from budgets.models import Account
    from budgets.sealing import SEAL_SQL
    from marketplace.organisations.models import Organisation
    from marketplace.workflow.many import insert_many

    place = Organisation.objects.create(kind=Organisation.Kind.COMMUNITY, name="Bench books")
    kinds = (("funding", None), ("council-managed", 0), ("enterprise", None))
    whose = [uuid4() for _each in range(BUDGETS)]
    rows = [
        Account(kind=kind, organisation=place, budget_id=budget, minimum=minimum)
        for budget in whose
        for kind, minimum in kinds
    ]
    insert_many(rows)
    with psycopg.connect(settings.MIGRATION_DATABASE_URL) as owner:
        owner.execute(YEAR, [OF_EACH, place.pk])
        owner.execute(YEAR_POSTINGS.format(seal=SEAL_SQL))
        owner.execute(YEAR_LINES)
        owner.commit()
        owner.autocommit = True
        owner.execute("ANALYZE")
    return [row.pk for row in rows if row.kind == "council-managed"]
