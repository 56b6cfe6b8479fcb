"""What a large run of payments costs: 10,000 against 1,000 of them proposed, looked at, approved, and written.

Each is measured in a process of its own, so that the memory of one is not that of the other.
"""

import os
import resource
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

SMALL, LARGE = 1_000, int(os.environ.get("BENCH_PAYMENTS", "10000"))
OF_EACH = 5  # payments to one enterprise


def runs() -> list[tuple[str, str]]:
    """Seconds, and megabytes more."""
    from django.db import connections

    connections.close_all()
    found = {}
    for size in (SMALL, LARGE):
        owed = _in_a_child(lambda size=size: _owed(size))
        took, most = _in_a_child(lambda owed=owed: _run(*owed.split())).split()
        found[size] = float(took), float(most)
    (fast, small), (slow, large) = found[SMALL], found[LARGE]
    return [
        (f"payment run of {LARGE:,} proposed, approved, written, s (goal 60)", f"{slow:.1f}"),
        (f"payment run of {LARGE:,} / of {SMALL:,}: time (goal {LARGE // SMALL * 1.2:.0f})", f"{slow / fast:.1f}"),
        (f"payment run of {LARGE:,} - of {SMALL:,}: memory, MB (goal 50)", f"{large - small:.0f}"),
    ]


def _in_a_child(work: Callable[[], str]) -> str:
    """What it says in the end, in a process whose memory nothing else has used."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writes, work().encode())
        finally:
            os._exit(0)
    os.close(writes)
    said = os.read(reads, 1000).decode()
    os.close(reads)
    os.waitpid(child, 0)
    return said


def _run(body: str, one: str, other: str) -> str:
    """Seconds, and the most memory in MB."""
    from commissioning import actions
    from commissioning.models import PaymentRun
    from marketplace.accounts.actors import Actor, system
    from marketplace.accounts.models import User
    from marketplace.organisations.models import Organisation

    started = time.perf_counter()
    actions.propose(Organisation.objects.get(pk=body), by=system("bench"))
    run = PaymentRun.objects.get(body=body, status="proposed")
    actions.make_run(run, by=Actor(account=User.objects.get(pk=one)))
    actions.approve_run(run, by=Actor(account=User.objects.get(pk=other)))
    took = time.perf_counter() - started
    return f"{took} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}"


def _owed(size: int) -> str:
    """A council of its own that owes so many approved invoices, to a fifth as many enterprises."""
    from commissioning.models import PayerSettings
    from marketplace.accounts.models import User
    from marketplace.organisations.models import Organisation, Role

    body = Organisation.objects.create(
        kind="council", name=f"Bench {uuid4()}", council_code=f"E{uuid4().int % 10**8:08}"
    )
    people = [User.objects.create(email=f"{uuid4()}@example.org", name="Bench") for _n in range(3)]
    for each in people[:2]:
        body.memberships.create(account=each, role=Role.FINANCE)
    payer = {"payer_name": "Bench Council", "payer_sort_code": "200000", "payer_number": "55779911",
             "proposed_by": people[0], "account_confirmed_by": people[1]}  # fmt: skip
    PayerSettings.objects.create(body=body, rail="bank", **payer)
    _pay(body, _payees(body, size // OF_EACH, people), people)
    return f"{body.pk} {people[0].pk} {people[1].pk}"


def _payees(body, number: int, people) -> list:
    from django.utils import timezone

    from commissioning.models import BankAccount, PayeeCheck
    from marketplace.organisations.models import Organisation
    from marketplace.workflow.many import insert_many
    from providers.models import Enterprise

    homes = [Organisation(kind="enterprise", name=f"Enterprise {n}") for n in range(number)]
    found = [Enterprise(organisation=home, kind="sole-trader") for home in homes]
    then = timezone.now() - timedelta(days=60)
    facts = {"sort_code": "089999", "number": "66374958", "status": "current", "entered_by": people[2]}
    facts |= {"entered_at": then, "usable_from": then}
    accounts = [BankAccount(enterprise=each, name=f"Enterprise {n}", **facts) for n, each in enumerate(found)]
    two = {"checked_by": people[0], "confirmed_by": people[1], "confirmed_at": then, "name_result": "match"}
    for rows in (homes, found):
        type(rows[0]).objects.bulk_create(rows)
    for rows in (accounts, [PayeeCheck(account=each, body=body, **two) for each in accounts]):
        insert_many(rows)
    return found


def _pay(body, payees, people) -> None:
    from commissioning.models import Invoice, Payment
    from marketplace.workflow.many import insert_many
    from providers.models import Service

    contracts = [_contract(body, each, n, people[0]) for n, each in enumerate(payees)]
    Service.objects.bulk_create([each.service for each in contracts])
    insert_many(contracts)
    day = contracts[0].starts_on
    invoices, payments = [], []
    for number in range(len(payees) * OF_EACH):
        contract, pence = contracts[number % len(payees)], 1_000 + number
        sums = {"net_pence": pence, "gross_pence": pence, "undisputed_pence": pence, "approved_pence": pence}
        days = {"invoiced_on": day, "starts_on": day, "ends_on": day, "due_on": day, "fast_on": day, "query_by": day}
        invoice = Invoice(enterprise=contract.enterprise, contract=contract, payer="body", body=body, source="by-hand",
                          number=str(number), number_key=str(number), status="approved", **sums, **days)  # fmt: skip
        key = f"JR{uuid4().hex[:14].upper()}"
        facts = {"due_on": day, "fast_on": day, "reference": key, "end_to_end_id": key, "pence": pence}
        invoices.append(invoice)
        payments.append(Payment(kind="invoice", invoice=invoice, body=body, **facts))
    insert_many(invoices)
    insert_many(payments)


def _contract(body, enterprise, number: int, officer):
    from django.utils import timezone

    from commissioning.models import Contract
    from providers.models import Service

    service = Service(enterprise=enterprise)
    day = timezone.localdate()
    facts = {
        "number": f"PO{number}",
        "purpose": "Bench",
        "group": "Bench",
        "value_pence": 1_000,
    }
    return Contract(body=body, enterprise=enterprise, service=service, starts_on=day, began_on=day,
                    regime="below-threshold", offered_by=officer, **facts)  # fmt: skip
