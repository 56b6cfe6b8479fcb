"""The files of a run, as its rows say: for a bank, or for a finance system. The same rows, the same bytes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from commissioning import bank_files
from commissioning.models import BankAccount, PayeeCheck, PayerSettings, Payment, PaymentRun, RunFile
from commissioning.paying_out import layout_of
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.working_days import working_day_after

AT_ONCE = 500
BACS_DAYS = 2  # sent on one day, there on the third (Bacs: three working days)


def pay_day(profile: str, rail: str, now: datetime) -> date:
    """The next day on which the money can be there."""
    is_bacs = rail == PayerSettings.Rail.BANK and profile == bank_files.BACS.code
    return working_day_after(timezone.localdate(now), BACS_DAYS if is_bacs else 0)


def as_bank(payment: Payment, account: BankAccount) -> bank_files.Payment:
    payee = bank_files.Account(account.name, account.sort_code, account.number)
    return bank_files.Payment(payment.end_to_end_id, payment.pence, payee, payment.reference)


def payer_of(settings: PayerSettings) -> bank_files.Account:
    return bank_files.Account(settings.payer_name, settings.payer_sort_code, settings.payer_number)


def write(run: PaymentRun, settings: PayerSettings, made_at: datetime) -> Iterator[RunFile]:
    """Each file of a run with its bytes; RuleBroken, in words, where the bank would not take one."""
    if run.rail == PayerSettings.Rail.BANK:
        asked = _for_bank(run, settings, made_at)
        profile = bank_files.PROFILES[run.profile]
        yield _kept(run, RunFile.Kind.PAIN001, bank_files.write(asked, profile), made_at)
        yield _kept(run, RunFile.Kind.CSV, bank_files.write_for_bank(asked, profile), made_at)
    else:
        lines = list(_for_finance(run, settings))
        file = bank_files.write_for_finance(run.number, lines, layout_of(settings))
        yield _kept(run, RunFile.Kind.FINANCE, file, made_at)


def _kept(run: PaymentRun, kind: str, file: bank_files.BankFile, made_at: datetime) -> RunFile:
    facts = {"name": file.name, "count": file.count, "total_pence": file.total_pence}
    return RunFile(run=run, kind=kind, content=file.content, sha256=file.sha256, made_at=made_at, **facts)


def _payments(run: PaymentRun) -> Iterator[Payment]:
    """A part at a time, so that a long run needs hardly more memory than a short one; locked, it stays as it is."""
    rows = run.payments.order_by("pk").select_related("account", "invoice__enterprise__organisation")
    part = list(rows[:AT_ONCE])
    while part:
        yield from part
        part = list(rows.filter(pk__gt=part[-1].pk)[:AT_ONCE])


def _for_bank(run: PaymentRun, settings: PayerSettings, made_at: datetime) -> bank_files.Run:
    payees: dict[UUID, bank_files.Account] = {}
    payments = tuple(_as_bank_once(payment, payees) for payment in _payments(run))
    return bank_files.Run(run.number, made_at, run.pay_on, payer_of(settings), payments, settings.user_number)


def _as_bank_once(payment: Payment, payees: dict[UUID, bank_files.Account]) -> bank_files.Payment:
    """A payee of many payments is kept once."""
    account = _account(payment)
    found = as_bank(payment, account)
    return replace(found, payee=payees.setdefault(account.pk, found.payee))


def _account(payment: Payment) -> BankAccount:
    if payment.account is None:
        raise RuleBroken(f"{payment.end_to_end_id}")
    return payment.account


def _for_finance(run: PaymentRun, settings: PayerSettings) -> Iterator[bank_files.ApprovedLine]:
    numbers = supplier_numbers(run.body_id, run.payments.order_by().values("account"))
    codes = dict(run.payments.filter(invoice__lines__place=1).values_list("pk", "invoice__lines__vat"))
    orders = dict(run.payments.order_by().values_list("pk", "invoice__order_number"))
    for payment in _payments(run):
        yield _line(payment, settings, numbers.get(payment.account_id, ""), codes.get(payment.pk, ""), orders)


def supplier_numbers(body: UUID, accounts) -> dict[UUID | None, str]:
    """Under which number a finance system knows the owner of each account."""
    checks = PayeeCheck.objects.confirmed().filter(body=body, account__in=accounts)
    return dict(checks.order_by("confirmed_at").values_list("account", "supplier_number"))


def _line(payment: Payment, settings: PayerSettings, number: str, vat_code: str, orders) -> bank_files.ApprovedLine:
    """The undisputed part of an invoice has its part of the VAT, to the penny."""
    invoice, account = payment.invoice, _account(payment)
    vat = payment.pence * invoice.vat_pence // invoice.gross_pence if invoice else 0
    made = timezone.localdate(payment.made_at)
    return bank_files.ApprovedLine(
        our_reference=payment.end_to_end_id, supplier_number=number,
        supplier_name=invoice.enterprise.name if invoice else account.name,
        invoice_number=invoice.number if invoice else payment.reference,
        invoiced_on=invoice.invoiced_on if invoice else made, received_on=invoice.received_on if invoice else made,
        due_on=payment.due_on, net_pence=payment.pence - vat, vat_pence=vat, vat_code=vat_code,
        cost_centre=settings.cost_centre, subjective_code=settings.subjective_code,
        purchase_order=orders.get(payment.pk) or "", description=payment.get_kind_display(),
    )  # fmt: skip


def is_new(account: BankAccount | None, now: datetime) -> bool:
    """Entered in the last 30 days: whoever approves looks twice (mandate fraud)."""
    return account is not None and account.entered_at > now - timedelta(days=NEW_DAYS)


NEW_DAYS = 30
