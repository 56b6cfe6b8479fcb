"""What a bank answers becomes facts, or is refused in words; nothing is believed that no bank would send."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.bank_files import Outcome, Unreadable, read, words_of
from commissioning.bank_files.facts import day_of, pence_of
from tests.nasty import BROKEN, NUMBERS, WORDS

PATIENT = settings(deadline=None)  # a busy machine is no fault of the reader
URN = "urn:iso:std:iso:20022:tech:xsd:"
TODAY = date(2026, 11, 27)
WAITING, ACCEPTED, PAID, REJECTED = Outcome


def message(kind, inside):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{URN}{kind}">{inside}</Document>'.encode()


def report(group="", payments="", whole="", version="10"):
    made = "<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-11-27T06:00:00Z</CreDtTm></GrpHdr>"
    head = f"<OrgnlGrpInfAndSts><OrgnlMsgId>RUN-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{group}"
    inside = f"{whole}{payments}"
    block = f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>RUN-1</OrgnlPmtInfId>{inside}</OrgnlPmtInfAndSts>" if inside else ""
    return message(f"pain.002.001.{version}",
                   f"<CstmrPmtStsRpt>{made}{head}</OrgnlGrpInfAndSts>{block}</CstmrPmtStsRpt>")  # fmt: skip


def status(key, code="", reason="", pence=""):
    why = f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>" if reason else ""
    txs = f"<TxSts>{code}</TxSts>" if code else ""
    amount = f'<OrgnlTxRef><Amt><InstdAmt Ccy="GBP">{pence}</InstdAmt></Amt></OrgnlTxRef>' if pence else ""
    return f"<TxInfAndSts><OrgnlEndToEndId>{key}</OrgnlEndToEndId>{txs}{why}{amount}</TxInfAndSts>"


def said(answer):
    return [(fact.end_to_end_id, fact.outcome, fact.code, fact.pence) for fact in answer.facts]


@pytest.mark.parametrize("version", ["03", "09", "10", "14"])
def test_a_report_says_which_payments_the_bank_refuses_and_why(version):
    payments = status("JR1", "RJCT", "AC04", "180.00") + status("JR2", "ACSC", "", "96.05") + status("JR3", "PDNG")
    answer = read(report("<GrpSts>PART</GrpSts>", payments, version=version))
    assert said(answer) == [("JR1", REJECTED, "AC04", 18_000), ("JR2", PAID, "", 9_605), ("JR3", WAITING, "", None)]
    assert [fact.words for fact in answer.facts] == ["The account is closed.", "", ""]
    assert {(fact.on, fact.message_id) for fact in answer.facts} == {(TODAY, "RUN-1")}
    assert [fact.place for fact in answer.facts] == [1, 2, 3]
    assert (answer.kind, answer.message_id) == ("pain.002", "BANK-1")


@pytest.mark.parametrize(("group", "whole", "payments", "expected"), [
    ("<GrpSts>ACCP</GrpSts>", "", "", [("", ACCEPTED, "", None)]),
    ("<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn></StsRsnInf>", "", "", [("", REJECTED, "AM10", None)]),
    ("", "<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Prtry>DU01</Prtry></Rsn></StsRsnInf>", "",
     [("", REJECTED, "DU01", None)]),
    ("<GrpSts>ACCP</GrpSts>", "<PmtInfSts>ACCP</PmtInfSts>", "", [("", ACCEPTED, "", None)]),  # the same, said once
    ("<GrpSts>ACCP</GrpSts>", "", status("JR1"), [("", ACCEPTED, "", None), ("JR1", ACCEPTED, "", None)]),
    ("<GrpSts>PART</GrpSts>", "<PmtInfSts>PART</PmtInfSts>", status("JR1"), []),
    ("", "", status("NOTPROVIDED", "RJCT", "MS03"), [("", REJECTED, "MS03", None)]),
    ("", "", status("JR1", "RJCT"), [("JR1", REJECTED, "", None)]),
    ("", "", status("JR1", "RJCT", "&lt;b&gt;"), [("JR1", REJECTED, "", None)]),  # no code of a bank: not repeated
])  # fmt: skip
def test_a_status_of_the_whole_file_is_one_fact_about_it(group, whole, payments, expected):
    answer = read(report(group, payments, whole))
    assert said(answer) == expected
    assert all(fact.words.endswith(".") for fact in answer.facts if fact.outcome == REJECTED)


def statement(*entries, kind="camt.053.001.08", account="<IBAN>GB33BUKB20201555555555</IBAN>"):
    """As the schemas of all versions want it: older ones write a status plainly, and sums in another place."""
    outer, inner = ("BkToCstmrStmt", "Stmt") if "053" in kind else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    made, balance = "<CreDtTm>2026-11-28T05:00:00</CreDtTm>", (
        '<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        "<Dt><Dt>2026-11-27</Dt></Dt></Bal>") if inner == "Stmt" else ""  # fmt: skip
    inside = "".join(entries)
    if kind[-2:] < "07":
        inside = re.sub(r"<Sts><Cd>(\w+)</Cd></Sts>", r"<Sts>\1</Sts>", inside)
    if kind[-2:] == "02":
        inside = re.sub(r"(</Refs>)(<Amt .*?</Amt>)<CdtDbtInd>\w+</CdtDbtInd>",
                        r"\1<AmtDtls><TxAmt>\2</TxAmt></AmtDtls>", inside)  # fmt: skip
    return message(kind, f"<{outer}><GrpHdr><MsgId>ST-1</MsgId>{made}</GrpHdr><{inner}><Id>1</Id>{made}<Acct><Id>"
                         f"{account}</Id></Acct>{balance}{inside}</{inner}></{outer}>")  # fmt: skip


def entry(pence, details="", way="DBIT", status="BOOK", day="<Dt>2026-11-27</Dt>", more=""):
    inside = f"<NtryDtls>{details.replace('WAY', way)}</NtryDtls>" if details else ""
    return (f'<Ntry><Amt Ccy="GBP">{pence}</Amt><CdtDbtInd>{way}</CdtDbtInd>{more}<Sts><Cd>{status}</Cd></Sts>'
            f"<BookgDt>{day}</BookgDt><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>{inside}</Ntry>")  # fmt: skip


def detail(key, pence="", returned=""):
    amount = f'<Amt Ccy="GBP">{pence}</Amt><CdtDbtInd>WAY</CdtDbtInd>' if pence else ""
    why = f"<RtrInf><Rsn><Cd>{returned}</Cd></Rsn></RtrInf>" if returned else ""
    return f"<TxDtls><Refs><EndToEndId>{key}</EndToEndId></Refs>{amount}{why}</TxDtls>"


EVERYTHING = (
    entry("180.00", detail("JR1", "180.00")),
    entry("276.05", detail("JR2", "180.00") + detail("JR3", "96.05")),  # a batch
    entry("96.05", detail("JR3", "96.05", returned="AC04"), way="CRDT"),
    entry("50.00", detail("RENT-7", "50.00"), way="CRDT"),  # the council's income
    entry("12.00", day="<DtTm>2026-11-27T08:00:00</DtTm>"),  # a fee of the bank
    entry("18.00", detail("JR4", "18.00"), status="PDNG"),  # not yet
    entry("7.00", detail("JR5", "7.00"), way="CRDT", more="<RvslInd>true</RvslInd>"),
)


@pytest.mark.parametrize("kind", ["camt.053.001.02", "camt.053.001.04", "camt.053.001.08", "camt.053.001.13",
                                  "camt.054.001.02", "camt.054.001.08"])  # fmt: skip
def test_a_statement_says_what_left_and_what_came_back(kind):
    answer = read(statement(*EVERYTHING, kind=kind))
    assert said(answer) == [
        ("JR1", PAID, "", 18_000), ("JR2", PAID, "", 18_000), ("JR3", PAID, "", 9_605),
        ("JR3", REJECTED, "AC04", 9_605), ("", PAID, "", 1_200), ("JR5", REJECTED, "", 700),
    ]  # fmt: skip
    assert answer.left_out == 2 and {fact.on for fact in answer.facts} == {TODAY}
    assert [fact.place for fact in answer.facts] == [1, 2, 3, 4, 5, 6]
    assert answer.accounts == {"GB33BUKB20201555555555"} and "GB33" not in repr(answer)


def test_income_that_is_taken_back_is_no_return_of_a_payment():
    """Money leaves: whoever matches it finds that RENT-7 is none of ours."""
    back = entry("50.00", detail("RENT-7", "50.00"), more="<RvslInd>true</RvslInd>")
    assert said(read(statement(back))) == [("RENT-7", PAID, "", 5_000)]


def test_lines_that_are_none_of_ours_do_not_keep_a_statement_from_being_read():
    """Income that came less charges, and a payment to another country: the line itself is in pounds."""
    income = entry("99.00", detail("X1", "60.00") + detail("X2", "40.00"), way="CRDT")
    abroad = entry("85.00", detail("X3", "100.00").replace("GBP", "EUR"))
    answer = read(statement(income, abroad, entry("1.00", detail("JR1", "1.00"))))
    assert said(answer) == [("X3", PAID, "", 8_500), ("JR1", PAID, "", 100)] and answer.left_out == 1


def test_a_batch_without_sums_gives_facts_without_sums():
    assert said(read(statement(entry("3.00", detail("JR1") + detail("JR2"))))) == [
        ("JR1", PAID, "", None), ("JR2", PAID, "", None)]  # fmt: skip


BOMB = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        f'<Document xmlns="{URN}pain.002.001.10">&b;</Document>').encode()  # fmt: skip
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><Document/>'
DEEP = b"<a>" * 50_000


@pytest.mark.parametrize(("content", "words"), [
    (b"", "This file is empty."), (b" \r\n\t", "This file is empty."),
    (BOMB, "defines things of its own"), (OUTSIDE, "defines things of its own"),
    (BOMB.decode().encode("utf-16"), "defines things of its own"),
    (DEEP, "more levels or parts"),
    (b"<a>" + b"<b/>" * 1_000_001, "more levels or parts"),
    (b"<a>" + b"x" * 30_000 + b"</a>", "A text in this file is longer"),
    (b"<" + b"x" * (20 * 1024 * 1024), "larger than 20 MB"),
    (b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    (report()[:200], "broken in line 2"), (b"<", "broken in line 1"), (b"<a></b>", "broken in line 1"),
    (b"<a>&nbsp;</a>", "broken in line 1"),
    (b'<?xml version="1.0" encoding="klingon"?><a/>', "letters that we do not know"),
    (message("pain.001.001.09", ""), "We do not know this kind of file"),
    (message("camt.052.001.08", ""), "We do not know this kind of file"),
    (b"<html><body>Sign in</body></html>", "We do not know this kind of file"),
    (message("pain.002.001.10", "<Other/>"), "There is no report"),
    (message("camt.053.001.08", "<Other/>"), "There is no statement"),
    (report(payments=status("JR1", "WHAT")), "the status WHAT, which we do not know"),
    (report(payments=status("JR1", "RJCT", "", "-5.00")), "“-5.00” is not a sum of money."),
    (statement(entry("3.00", detail("JR1", "1.00") + detail("JR2", "1.00"))), "not the sum of its payments"),
    (statement(entry("3.00").replace("GBP", "EUR")), "not in pounds"),
    (statement(entry("3.00").replace('<Amt Ccy="GBP">3.00</Amt>', "")), "has no sum"),
    (statement(entry("3.00", day="<Dt>2026-02-30</Dt>")), "is not a day"),
    (b"PK\x03\x04\0\0", "We do not know this kind of file"),  # a spreadsheet's own format
    (b"%PDF-1.7\n\0", "We do not know this kind of file"),
    (b"name,amount\nx,1\n", "no column has our reference"),
    (b'our reference,amount\n"x,1\n', "not a CSV that we can read"),
    (b"our reference,amount\n,1\n", "Line 2: our reference is missing."),
    (b"our reference,amount,status\nJR1,1,paid\nJR2,x,paid\nJR3,1,what\n",
     "Line 3: “x” is not a sum of money. Line 4: we do not know the status “what”."),
    (b"our reference,amount\n" + b"JR1,x\n" * 12, "Line 11: .* And 2 more.$"),
    (b"our reference\n" + b"JR1\n" * 100_001, "more than 100000 lines"),
    (b"our reference," + b"x" * 200_000 + b"\nJR1,1\n", "not a CSV that we can read"),
], ids=lambda each: str(each)[:40])  # fmt: skip
def test_what_no_bank_would_send_is_refused_in_words(content, words):
    with pytest.raises(Unreadable, match=words):
        read(content)


def test_things_of_another_kind_inside_a_report_are_passed_over():
    strange = status("JR1", "ACSC").replace("<TxSts>", '<x:TxSts xmlns:x="urn:x">RJCT</x:TxSts><TxSts>')
    assert said(read(report(payments=strange))) == [("JR1", PAID, "", None)]


@pytest.mark.parametrize("content", [
    b"our reference,status,reason,date,amount\nJR1,Paid,,2026-11-27,180.00\nJR2,Rejected,ac04,2026-11-27,96.05\n",
    "\ufeffOur Ref;Result;Reason code;Payment date;Amount paid\r\nJR1;PAID;;27/11/2026;£180.00\r\n\r\n"
    "JR2;failed;AC04;20261127;96.05\r\n".encode(),
    b"Amount\tEnd_To_End_Id\tOutcome\tCode\tDate\n180\tJR1\tsettled\t\t2026-11-27T06:00:00\n"
    b"96.05\tJR2\treturned\tAC04\t2026-11-27\n",
])  # fmt: skip
def test_lines_of_a_bank_are_read_however_they_are_headed(content):
    answer = read(content)
    assert said(answer) == [("JR1", PAID, "", 18_000), ("JR2", REJECTED, "AC04", 9_605)]
    assert {fact.on for fact in answer.facts} == {TODAY} and answer.facts[1].words == "The account is closed."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_spreadsheet_saved_as_unicode_text_is_read(encoding):
    text = "our reference\tstatus\tamount\nJR1\tpaid\t£1.00\n"
    assert said(read(text.encode(encoding))) == [("JR1", PAID, "", 100)]


@pytest.mark.parametrize("content", [b"\xff\xfeo", b"\xff\xfe\0\xd8a\0", b"\xff\xfe\0\0o\0"])
def test_letters_that_are_not_read_are_said_with_what_to_do(content):
    with pytest.raises(Unreadable, match="Save it as “CSV UTF-8”"):
        read(content)


def test_a_column_that_a_council_named_has_to_be_there():
    with pytest.raises(Unreadable, match="There is no column “Ref No” in this file."):
        read(b"Ref,Sum\nJR1,1\n", {"end_to_end_id": "Ref No"})


def test_a_reference_that_was_defused_is_read_as_it_was():
    assert said(read(b"our reference\n'-JR1\n")) == [("-JR1", PAID, "", None)]


@pytest.mark.parametrize(("text", "pence"), [
    ("0", 0), ("12", 1200), ("12.5", 1250), ("12.05", 1205), ("1,234.00", 123_400), ("£1,234,567.89", 123_456_789),
    ("12.50000", 1250), (" 7.00 ", 700),
])  # fmt: skip
def test_sums_as_banks_write_them(text, pence):
    assert pence_of(text) == pence


@pytest.mark.parametrize("text", [
    "", "-1", "1e3", "1.999", "1,23", "12,50", "(5.00)", "٣", "£", "NaN", "1.2.3", "1" * 14,
])  # fmt: skip
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(Unreadable, match="is not a sum of money"):
        pence_of(text)


@pytest.mark.parametrize("text", ["", "26/11/26", "2026-13-01", "31/11/2026", "20261301", "tomorrow", "2026-11-26x"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Unreadable, match="is not a day"):
        day_of(text)


def test_a_code_is_said_in_words():
    assert words_of("RC01") == "The sort code is wrong." and words_of("") == words_of("MS03")
    assert words_of("XY12") == "The bank gave the code XY12, which we do not know."


ANY = st.sampled_from([*(each.encode("utf-8", "replace") for each in [*WORDS, *NUMBERS]), *BROKEN]) | st.binary()
START = st.sampled_from([b"", b"<", b"our reference,amount\n", report()[:90], statement()[:250], b"\xff\xfe<\0"])


@PATIENT
@given(START, ANY, ANY)
def test_whatever_comes_is_read_or_refused_in_words(start, one, other):
    try:
        read(start + one + other)
    except Unreadable as refused:
        assert str(refused)[-1] in ".”"
