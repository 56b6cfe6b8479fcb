"""What a bank or a finance system answers, read without trust: pain.002, camt.053, camt.054, or lines of CSV.

Reading decides nothing. It gives facts in the order of the file, or says in words why it cannot; whoever matches them
decides about unknown, doubled and wrong ones. No payment is read from half of a file.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from commissioning.bank_files.facts import Answer, Fact, Outcome, day_of, pence_of
from commissioning.bank_files.reasons import words_of
from commissioning.bank_files.returned import encoding_of, read_lines
from commissioning.bank_files.safe_xml import Unreadable, read_xml

ISO = re.compile(r"urn:iso:std:iso:20022:tech:xsd:(pain\.002|camt\.053|camt\.054)\.001\.\d{2}")
STATUSES = {
    "RCVD": Outcome.WAITING, "PDNG": Outcome.WAITING, "PATC": Outcome.WAITING,
    "ACTC": Outcome.ACCEPTED, "ACCP": Outcome.ACCEPTED, "ACFC": Outcome.ACCEPTED, "ACSP": Outcome.ACCEPTED,
    "ACWC": Outcome.ACCEPTED, "ACWP": Outcome.ACCEPTED,
    "ACSC": Outcome.PAID, "ACCC": Outcome.PAID,
    "RJCT": Outcome.REJECTED, "CANC": Outcome.REJECTED,
}  # fmt: skip
PARTLY = "PART"  # says nothing of any one payment
NOT_GIVEN = "NOTPROVIDED"
BOOKED = "BOOK"
POUNDS = "GBP"
LOOKED_AT = 4_000
CODE = re.compile(r"[A-Z0-9]{1,35}")


def read(content: bytes, headings: dict[str, str] | None = None, *, is_of_bank: bool = False) -> Answer:
    """The facts of an answer.

    `headings`: those of a council's own CSV, by the names of our fields. `is_of_bank`: a CSV may be of a bank as well,
    which has none of them.
    """
    start = _start(content)
    if not start:
        raise Unreadable(_("This file is empty."))
    if start == "<":
        return _read_message(content)
    return read_lines(content, headings, is_of_bank=is_of_bank)


def _start(content: bytes) -> str:
    """The first letter that is no space: of a message in XML it is a bracket, in whatever letters it is written."""
    text = content[:LOOKED_AT].decode(encoding_of(content) or "latin-1", errors="replace")
    return text.lstrip("\ufeff \t\r\n\0")[:1]


def _read_message(content: bytes) -> Answer:
    namespace, root = read_xml(content)
    found = ISO.fullmatch(namespace)
    if found is None:
        raise Unreadable(_("We do not know this kind of file. Choose a pain.002, a camt.053 or a CSV."))
    if found[1] == "pain.002":
        return _status_report(root)
    return _statement(root, found[1])


def _status_report(root: Element) -> Answer:
    """pain.002: a status of the whole file, of its payments, or of both; that of a payment goes before the other."""
    facts = [fact for fact in _statuses(root) if fact is not None]
    if not facts and root.find("CstmrPmtStsRpt") is None:
        raise Unreadable(_("There is no report about payments in this file."))
    numbered = tuple(Fact(**{**vars(fact), "place": place}) for place, fact in enumerate(facts, 1))
    return Answer("pain.002", _text(root, "CstmrPmtStsRpt/GrpHdr/MsgId"), numbered)


def _statuses(root: Element) -> Iterator[Fact | None]:
    made = _text(root, "CstmrPmtStsRpt/GrpHdr/CreDtTm")
    group = root.find("CstmrPmtStsRpt/OrgnlGrpInfAndSts")
    message_id = _text(group, "OrgnlMsgId")
    yield _status(group, _text(group, "GrpSts"), "", message_id, made)
    for instruction in root.findall("CstmrPmtStsRpt/OrgnlPmtInfAndSts"):
        whole = _text(instruction, "PmtInfSts")
        if group is None or whole != _text(group, "GrpSts"):
            yield _status(instruction, whole, "", message_id or _text(instruction, "OrgnlPmtInfId"), made)
        for each in instruction.findall("TxInfAndSts"):
            status = _text(each, "TxSts") or whole or _text(group, "GrpSts")
            yield _status(each, status, _id(_text(each, "OrgnlEndToEndId")), message_id, made)


def _status(part: Element | None, status: str, end_to_end_id: str, message_id: str, made: str) -> Fact | None:
    if part is None or status in ("", PARTLY):
        return None
    if status not in STATUSES:
        raise Unreadable(_("The bank gives the status %(code)s, which we do not know.") % {"code": status[:10]})
    outcome, code = STATUSES[status], _code(part, "StsRsnInf/Rsn")
    amount = part.find("OrgnlTxRef/Amt/InstdAmt")
    return Fact(
        end_to_end_id, outcome, 0, code, words_of(code) if outcome == Outcome.REJECTED else "",
        day_of(made) if made else None, None if amount is None else _pence(amount), message_id,
    )  # fmt: skip


def _statement(root: Element, kind: str) -> Answer:
    """camt.053 and camt.054: money that left is paid, money that came back is rejected; other lines are left out."""
    body = root.find("BkToCstmrStmt" if kind == "camt.053" else "BkToCstmrDbtCdtNtfctn")
    if body is None:
        raise Unreadable(_("There is no statement in this file."))
    statements = body.findall("Stmt" if kind == "camt.053" else "Ntfctn")
    facts: list[Fact] = []
    left_out = 0
    for entry in (entry for statement in statements for entry in statement.findall("Ntry")):
        found = list(_entry(entry))
        left_out += not found
        facts += [Fact(**{**vars(fact), "place": len(facts) + n}) for n, fact in enumerate(found, 1)]
    accounts = {_text(each, "Acct/Id/IBAN") or _text(each, "Acct/Id/Othr/Id") for each in statements}
    return Answer(kind, _text(body, "GrpHdr/MsgId"), tuple(facts), left_out, frozenset(accounts))


def _entry(entry: Element) -> Iterator[Fact]:
    """One line of a statement, which may hold many payments; what is not booked has not happened yet."""
    if (_text(entry, "Sts/Cd") or _text(entry, "Sts")) != BOOKED:
        return
    details = entry.findall("NtryDtls/TxDtls")
    if _text(entry, "CdtDbtInd") != "DBIT" and not any(_came_back(entry, each) for each in details or [entry]):
        return  # income
    sums = [_detail_pence(entry, detail, len(details)) for detail in details]
    total = _pence(_needed(entry, "Amt"))
    if sums and None not in sums and sum(each or 0 for each in sums) != total:
        raise Unreadable(_("A line of the statement is not the sum of its payments. Ask the bank for it again."))
    day = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm") or _text(entry, "ValDt/Dt")
    on = day_of(day) if day else None
    for detail, pence in zip(details or [entry], sums or [total], strict=True):
        came_back = _came_back(entry, detail)
        if came_back or _text(entry, "CdtDbtInd") == "DBIT":
            code = _code(detail, "RtrInf/Rsn")
            outcome, words = (Outcome.REJECTED, words_of(code)) if came_back else (Outcome.PAID, "")
            ours = _id(_text(detail, "Refs/EndToEndId"))
            yield Fact(ours, outcome, 0, code, words, on, pence, _text(detail, "Refs/MsgId"))


def _came_back(entry: Element, detail: Element) -> bool:
    """A return of what we paid: it says so, and it is money that comes in."""
    is_return = detail.find("RtrInf") is not None or _text(entry, "RvslInd") in ("true", "1")
    return is_return and _text(entry, "CdtDbtInd") == "CRDT"


def _detail_pence(entry: Element, detail: Element, number: int) -> int | None:
    """The sum of one payment of a line, if it is in pounds; a line of one payment is its sum."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        if (amount := detail.find(path)) is not None and amount.get("Ccy", POUNDS) == POUNDS:
            return _pence(amount)
    return _pence(_needed(entry, "Amt")) if number == 1 else None


def _pence(amount: Element) -> int:
    if amount.get("Ccy", POUNDS) != POUNDS:
        raise Unreadable(_("A sum in this file is not in pounds."))
    return pence_of(amount.text or "")


def _needed(part: Element, path: str) -> Element:
    found = part.find(path)
    if found is None:
        raise Unreadable(_("A line of this file has no sum. Ask the bank for it again."))
    return found


def _text(part: Element | None, path: str) -> str:
    found = None if part is None else part.find(path)
    return "" if found is None else (found.text or "").strip()


def _code(part: Element, path: str) -> str:
    """A code as banks give them; anything longer or stranger is not repeated."""
    code = _text(part, f"{path}/Cd") or _text(part, f"{path}/Prtry")
    return code if CODE.fullmatch(code) else ""


def _id(text: str) -> str:
    return "" if text == NOT_GIVEN else text[:35]
