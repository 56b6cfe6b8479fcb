"""A run as ISO 20022 pain.001.001.09, by Faster Payments or Bacs: the same run is always the same bytes.

Accounts are given as sort code (clearing system GBDSC) and number (BBAN). Both counts and control sums are written, as
the bank compares them with what it reads. Nothing in it depends on when or where it is written.
"""

from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from django.utils import timezone

from commissioning.bank_files.runs import Account, BankFile, Payment, Profile, Run, check, name_of, reference_of

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


def write(run: Run, profile: Profile) -> BankFile:
    """The file of a run; refuses, in words, a run that the bank would not take."""
    check(run, profile)
    out = BytesIO()
    for number, line in enumerate(_lines(run, profile)):
        out.write(f"\n{line}".encode() if number else line.encode())
    return BankFile(f"{run.message_id}.xml", out.getvalue(), len(run.payments), run.total_pence)


def decimal(pence: int) -> str:
    """Pence as pounds with two places and a point: 1250.00."""
    return f"{pence // 100}.{pence % 100:02}"


def _lines(run: Run, profile: Profile) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<Document xmlns="{NAMESPACE}"><CstmrCdtTrfInitn>'
    yield from _header(run, profile)
    yield from _instruction(run, profile)
    for payment in run.payments:
        yield from _payment(payment, profile)
    yield "</PmtInf></CstmrCdtTrfInitn></Document>"
    yield ""


def _header(run: Run, profile: Profile) -> Iterator[str]:
    made = timezone.localtime(run.created_at).replace(tzinfo=None, microsecond=0)
    yield f"<GrpHdr><MsgId>{run.message_id}</MsgId><CreDtTm>{made.isoformat()}</CreDtTm>{_totals(run)}"
    yield f"<InitgPty><Nm>{_name(run.payer, profile)}</Nm>{_sender(run, profile)}</InitgPty></GrpHdr>"


def _instruction(run: Run, profile: Profile) -> Iterator[str]:
    booking = "true" if profile.is_one_booking else "false"
    yield f"<PmtInf><PmtInfId>{run.message_id}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>{booking}</BtchBookg>"
    yield f"{_totals(run)}<PmtTpInf><SvcLvl><Cd>{profile.service_level}</Cd></SvcLvl></PmtTpInf>"
    yield f"<ReqdExctnDt><Dt>{run.pay_on.isoformat()}</Dt></ReqdExctnDt>"
    yield f"<Dbtr><Nm>{_name(run.payer, profile)}</Nm>{_sender(run, profile)}</Dbtr>"
    yield f"<DbtrAcct>{_number(run.payer)}<Ccy>GBP</Ccy></DbtrAcct>"
    yield f"<DbtrAgt>{_sort_code(run.payer)}</DbtrAgt><ChrgBr>{profile.charges}</ChrgBr>"


def _payment(payment: Payment, profile: Profile) -> Iterator[str]:
    yield f"<CdtTrfTxInf><PmtId><EndToEndId>{payment.end_to_end_id}</EndToEndId></PmtId>"
    yield f'<Amt><InstdAmt Ccy="GBP">{decimal(payment.pence)}</InstdAmt></Amt>'
    yield f"<CdtrAgt>{_sort_code(payment.payee)}</CdtrAgt><Cdtr><Nm>{_name(payment.payee, profile)}</Nm></Cdtr>"
    yield f"<CdtrAcct>{_number(payment.payee)}</CdtrAcct>"
    yield f"<RmtInf><Ustrd>{escape(reference_of(payment, profile))}</Ustrd></RmtInf></CdtTrfTxInf>"


def _totals(run: Run) -> str:
    return f"<NbOfTxs>{len(run.payments)}</NbOfTxs><CtrlSum>{decimal(run.total_pence)}</CtrlSum>"


def _sender(run: Run, profile: Profile) -> str:
    """Who sends it, as the bank knows them; Bacs asks for the service user number."""
    if not run.sender_id:
        return ""
    kind, value = profile.id_scheme
    scheme = f"<SchmeNm><{kind}>{value}</{kind}></SchmeNm>"
    return f"<Id><OrgId><Othr><Id>{escape(run.sender_id)}</Id>{scheme}</Othr></OrgId></Id>"


def _name(account: Account, profile: Profile) -> str:
    return escape(name_of(account, profile))


def _number(account: Account) -> str:
    return f"<Id><Othr><Id>{account.number}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id>"


def _sort_code(account: Account) -> str:
    clearing = f"<ClrSysId><Cd>GBDSC</Cd></ClrSysId><MmbId>{account.sort_code}</MmbId>"
    return f"<FinInstnId><ClrSysMmbId>{clearing}</ClrSysMmbId></FinInstnId>"
