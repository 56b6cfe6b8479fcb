"""What the figures of payment speed cost over a million invoices of one council, all in the time asked for."""

import os
import time
from datetime import date, timedelta
from uuid import uuid4

from tests.benchmarks.serving import spread

INVOICES, ROUNDS, PAGES = int(os.environ.get("BENCH_INVOICES", "1000000")), 7, 20
FIRST = date(2026, 4, 1)
# The facts alone: invoices themselves are read only when somebody opens the rows behind a figure.
LOAD = """
INSERT INTO commissioning_paidtime (invoice_id, body_id, paid_on, month, days, working_days, queried_days,
    queried_working_days, pence, size, team, is_late)
SELECT gen_random_uuid(), %s, day, date_trunc('month', day)::date, days, days * 5 / 7, asked, asked * 5 / 7,
    10000 + n %% 50000, (ARRAY['micro', 'small', 'medium'])[1 + n %% 3], 'Team ' || n %% 12, days > 30
FROM (SELECT n, date '2026-04-01' + n %% 183 AS day,
        1 + (n::bigint * 7919 %% 97)::int * (n::bigint * 104729 %% 89)::int / 250 AS days,
        CASE WHEN n %% 12 = 0 THEN 1 ELSE 0 END AS asked
    FROM generate_series(1, %s) n) made
"""


def speed() -> list[tuple[str, str]]:
    """As the tables' owner, without the invoices that the facts are about; nothing of it is kept."""
    import psycopg
    from django.conf import settings

    from marketplace.organisations.models import Organisation

    facts = {"kind": "council", "name": "Bench Council"}
    council = Organisation.objects.get_or_create(council_code="E99999999", defaults=facts)[0]
    with psycopg.connect(settings.MIGRATION_DATABASE_URL) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute(LOAD, [council.pk, INVOICES])
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE commissioning_paidtime")
    try:
        return [_figures(council), _pages(council)]
    finally:
        with psycopg.connect(settings.MIGRATION_DATABASE_URL) as owner:
            owner.execute("TRUNCATE commissioning_paidtime")


def _figures(council) -> tuple[str, str]:
    from budgets.weeks import Period
    from commissioning.speed import told_of

    took = []
    for _round in range(ROUNDS + 1):
        started = time.perf_counter()
        told = told_of(council, Period(FIRST, FIRST + timedelta(days=182)))
        took.append((time.perf_counter() - started) * 1000)
    assert told.whole.speed().paid == INVOICES
    return f"figures of payment speed over {INVOICES:,} invoices, ms (goal 300)", spread(took[1:])


def _pages(council) -> tuple[str, str]:
    """The whole page as a finance officer gets it, through every layer of the site."""
    from django.urls import reverse

    client = _finance_officer(council)
    address = f"{reverse('commissioning:speed')}?body={council.pk}&period={FIRST.isoformat()}"
    took = []
    for _page in range(PAGES + 1):
        started = time.perf_counter()
        answer = client.get(address)
        took.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200
    return f"page of payment speed over {INVOICES:,} invoices, ms (goal 300)", spread(took[1:])


def _finance_officer(council):
    """Signed in, with the second step that officers need."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client

    from marketplace.accounts.models import User
    from marketplace.organisations.models import Role

    officer = User.objects.create(email=f"{uuid4()}@example.org", name="Bench")
    council.memberships.create(account=officer, role=Role.FINANCE)
    TOTP.activate(officer, generate_totp_secret())
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(officer)
    return client
