"""Files for a bank: valid by the published schema, the same every time, and only in letters that the bank knows."""

import csv
import gc
import hashlib
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xmlschema import XMLSchemaValidationError

from commissioning.bank_files import (
    BACS,
    FASTER_PAYMENTS,
    Account,
    Payment,
    payment_problems,
    problems,
    write,
    write_for_bank,
)
from commissioning.bank_files.letters import CAPITALS, EVERYDAY, written
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.runs_of_payments import AMINA, COUNCIL, WHEN, folder, payments, run, understood
from tests.nasty import NUMBERS, WORDS

PATIENT = settings(deadline=None)  # a busy machine is no fault of the files
TYPED = st.sampled_from([*WORDS, *NUMBERS]) | st.text(max_size=60)
BOTH = pytest.mark.parametrize("profile", [BACS, FASTER_PAYMENTS], ids=lambda profile: profile.code)


@BOTH
def test_the_schema_understands_what_was_meant(profile):
    found = understood(write(run(18_000, 9_605), profile).content)
    header, block = found["GrpHdr"], found["PmtInf"][0]
    assert (header["MsgId"], header["CreDtTm"]) == ("RUN-2026-11-26-1", "2026-11-26T14:05:09")
    for part in (header, block):
        assert (part["NbOfTxs"], part["CtrlSum"]) == ("2", "276.05")
    assert block["PmtTpInf"]["SvcLvl"] == [{"Cd": profile.service_level}] and block["ChrgBr"] == profile.charges
    assert block["ReqdExctnDt"] == {"Dt": "2026-11-27"} and block["PmtMtd"] == "TRF"
    assert block["DbtrAcct"]["Id"]["Othr"] == {"Id": "12345678", "SchmeNm": {"Cd": "BBAN"}}
    assert block["DbtrAgt"]["FinInstnId"]["ClrSysMmbId"] == {"ClrSysId": {"Cd": "GBDSC"}, "MmbId": "040004"}
    name = {"bacs": ["JOSE NUNEZ & DAUGH", "AMINA YUSUF"], "faster-payments": ["Jose Nunez and Daughters",
            "Amina Yusuf"]}[profile.code]  # fmt: skip
    assert [each["Cdtr"]["Nm"] for each in block["CdtTrfTxInf"]] == name
    first = block["CdtTrfTxInf"][0]
    assert first["PmtId"] == {"EndToEndId": "JR000001"}
    assert first["Amt"]["InstdAmt"] == {"@Ccy": "GBP", "$": "180.00"}
    assert first["CdtrAgt"]["FinInstnId"]["ClrSysMmbId"]["MmbId"] == "200415"
    assert first["CdtrAcct"]["Id"]["Othr"]["Id"] == "87654321"
    assert [each.casefold() for each in first["RmtInf"]["Ustrd"]] == ["invoice 1"]


@pytest.mark.parametrize(("there", "instead"), [
    (b"<ReqdExctnDt><Dt>2026-11-27</Dt></ReqdExctnDt>", b"<ReqdExctnDt>2026-11-27</ReqdExctnDt>"),  # as in .03
    (b"<PmtMtd>TRF</PmtMtd>", b""),
    (b'Ccy="GBP"', b'Ccy="gbp"'),
    (b"<EndToEndId>JR000001", b"<EndToEndId>" + b"J" * 36),
])  # fmt: skip
def test_the_schema_refuses_what_is_not_allowed(there, instead):
    content = write(run(), BACS).content
    assert there in content
    with pytest.raises(XMLSchemaValidationError):
        understood(content.replace(there, instead))


@BOTH
def test_the_same_run_is_always_the_same_bytes(profile):
    one, two = write(run(), profile), write(run(), profile)
    assert one == two and one.sha256 == hashlib.sha256(two.content).hexdigest()
    assert (one.count, one.total_pence, one.name) == (2, 27_600, "RUN-2026-11-26-1.xml")
    in_summer = write(run(created_at=datetime.fromisoformat("2026-07-01T12:00:00+00:00")), profile)
    assert b"<CreDtTm>2026-07-01T13:00:00</CreDtTm>" in in_summer.content  # London's time


@PATIENT
@given(st.lists(st.tuples(st.integers(1, 100_000_000), TYPED, TYPED), min_size=1, max_size=6),
       st.sampled_from([BACS, FASTER_PAYMENTS]))  # fmt: skip
def test_whatever_people_are_called_the_file_is_valid_or_refused_in_words(rows, profile):
    made = tuple(Payment(f"P{n}", pence, Account(name, "309634", "11223344"), reference)
                 for n, (pence, name, reference) in enumerate(rows))  # fmt: skip
    asked = run(payments=made)
    if wrong := problems(asked, profile):
        assert all(words.endswith(".") for words in wrong)
        with pytest.raises(RuleBroken):
            write(asked, profile)
        return
    block = understood(write(asked, profile).content)["PmtInf"][0]
    sums = [Decimal(each["Amt"]["InstdAmt"]["$"]) * 100 for each in block["CdtTrfTxInf"]]
    assert sums == [pence for pence, _name, _reference in rows] and Decimal(block["CtrlSum"]) * 100 == sum(sums)
    for each in block["CdtTrfTxInf"]:
        assert set(each["Cdtr"]["Nm"] + each["RmtInf"]["Ustrd"][0]) <= profile.letters
        assert len(each["Cdtr"]["Nm"]) <= profile.name_length and len(each["RmtInf"]["Ustrd"][0]) <= 18


@pytest.mark.parametrize(("name", "capitals", "everyday"), [
    ("Amina Yusuf", "AMINA YUSUF", "Amina Yusuf"),
    ("José Núñez", "JOSE NUNEZ", "Jose Nunez"),
    ("Siân O’Brien", "SIAN OBRIEN", "Sian O'Brien"),
    ("Łukasz Groß", "LUKASZ GROSS", "Lukasz Gross"),
    ("Tea & Toast", "TEA & TOAST", "Tea and Toast"),
    ("Moor–End (Care) Ltd.", "MOOR-END CARE LTD.", "Moor-End (Care) Ltd."),
    ("=1+1", "1 1", "1+1"), ("-2-3", "2-3", "2-3"),
    ("  two   spaces\n", "TWO SPACES", "two spaces"),
    ("Kindness 😀", "KINDNESS", "Kindness"),
    ("ﬁne care", "FINE CARE", "fine care"),
    ("李小龍", "", ""), ("Амина", "", ""), ("أمينة", "", ""),  # nobody knows how the bank spells it
    ("😀", "", ""), ("", "", ""), ("...", "", ""), ("\0", "", ""),
])  # fmt: skip
def test_names_in_the_letters_of_a_bank(name, capitals, everyday):
    assert (written(name, CAPITALS, 40), written(name, EVERYDAY, 40)) == (capitals, everyday)


@PATIENT
@given(st.text(max_size=80), st.sampled_from([CAPITALS, EVERYDAY]), st.integers(1, 40))
def test_what_is_written_stays_as_it_is_when_written_again(text, letters, most):
    once = written(text, letters, most)
    assert set(once) <= letters and len(once) <= most and written(once, letters, most) == once
    assert not once or once[0].isalnum()


def changed(**facts):
    return replace(payments(18_000)[0], **facts)


@pytest.mark.parametrize(("payment", "profile", "words"), [
    (changed(pence=0), BACS, "there is nothing to pay"),
    (changed(pence=-5), BACS, "there is nothing to pay"),
    (changed(pence=100_000_000), FASTER_PAYMENTS, ""),
    (changed(pence=100_000_001), FASTER_PAYMENTS, "£1,000,000.01 is more than one payment may be, £1,000,000."),
    (changed(pence=100_000_001), BACS, ""),
    (changed(pence=2_000_000_001), BACS, "more than one payment may be"),
    (changed(reference="A reference of 19 l"), BACS, "1 to 18 letters"),
    (changed(reference="A reference of 18l"), BACS, ""),
    (changed(reference="✓"), BACS, "1 to 18 letters"),
    (changed(end_to_end_id="jr1"), BACS, "our own reference"),
    (changed(end_to_end_id="J" * 19), BACS, "our own reference"),
    (changed(end_to_end_id="JR1\n"), BACS, "our own reference"),
    (changed(payee=Account("Amina", "30963", "11223344")), BACS, "sort code does not have six digits"),
    (changed(payee=Account("Amina", "309634", "1122334")), BACS, "number does not have eight digits"),
    (changed(payee=Account("Amina", "٣٠٩٦٣٤", "11223344")), BACS, "sort code"),
    (changed(payee=Account("李小龍", "309634", "11223344")), BACS, "the bank cannot write this name"),
])  # fmt: skip
def test_a_payment_that_cannot_go_is_held_with_its_reason(payment, profile, words):
    found = payment_problems(payment, profile)
    assert len(found) == bool(words) and all(words in each and each.startswith(payment.end_to_end_id)
                                             for each in found)  # fmt: skip


@pytest.mark.parametrize(("asked", "profile", "words"), [
    (run(payments=()), BACS, "There is nothing in this run."),
    (run(message_id="RUN 1"), BACS, "The number of the run"),
    (run(message_id="R" * 36), BACS, "The number of the run"),
    (run(created_at=WHEN.replace(tzinfo=None)), BACS, "no time zone"),
    (run(sender_id=""), BACS, "service user number"),
    (run(pay_on=date(2026, 12, 25)), BACS, "Bacs pays on working days only"),
    (run(payments=payments(5) * 2), BACS, "JR000001 is in the run twice."),
    (run(payer=replace(COUNCIL, number="1")), BACS, "Your own account: the account number"),
])  # fmt: skip
def test_a_run_that_the_bank_would_not_take_is_refused(asked, profile, words):
    with pytest.raises(RuleBroken, match=words):
        write(asked, profile)
    with pytest.raises(RuleBroken, match=words):
        write_for_bank(asked, profile)


def test_faster_payments_go_on_any_day_and_without_a_service_user_number():
    found = understood(write(run(sender_id="", pay_on=date(2026, 12, 25)), FASTER_PAYMENTS).content)
    assert found["GrpHdr"]["InitgPty"] == {"Nm": "Hallam City Council"}


def paths(content):
    """Every path of a document with what stands there."""
    root = ET.fromstring(content)  # noqa: S314 - our own files and the published ones
    found = {}

    def walk(element, path):
        path = f"{path}/{element.tag.rpartition('}')[2]}"
        if not len(element):
            found.setdefault(path, []).append((element.text or "").strip())
        for child in element:
            walk(child, path)

    walk(root, "")
    return found


@pytest.mark.parametrize(("example", "profile"), [
    ("gb.bacs.supplier-run.pain.001.001.09.xml", BACS),
    ("gb.fps.single.pain.001.001.09.xml", FASTER_PAYMENTS),
])  # fmt: skip
def test_a_published_example_is_written_as_it_stands_but_for_what_we_leave_out(example, profile):
    content = (folder() / "pain001_gb_corpus" / example).read_bytes()
    theirs = understood(content)
    header, block = theirs["GrpHdr"], theirs["PmtInf"][0]

    def account(name, agent, number):
        return Account(name, agent["FinInstnId"]["ClrSysMmbId"]["MmbId"], number["Id"]["Othr"]["Id"])

    asked = run(
        message_id=header["MsgId"], created_at=datetime.fromisoformat(f"{header['CreDtTm']}+01:00"),
        pay_on=date.fromisoformat(block["ReqdExctnDt"]["Dt"]),
        payer=account(block["Dbtr"]["Nm"], block["DbtrAgt"], block["DbtrAcct"]),
        sender_id=header["InitgPty"]["Id"]["OrgId"]["Othr"][0]["Id"],
        payments=tuple(
            Payment(each["PmtId"]["EndToEndId"], int(Decimal(each["Amt"]["InstdAmt"]["$"]) * 100),
                    account(each["Cdtr"]["Nm"], each["CdtrAgt"], each["CdtrAcct"]), each["RmtInf"]["Ustrd"][0])
            for each in block["CdtTrfTxInf"]
        ),
    )  # fmt: skip
    ours, published = paths(write(asked, profile).content), paths(content)
    assert set(ours) <= set(published)
    left_out = {path.split("/")[-1] for path in set(published) - set(ours)}
    assert left_out <= {"PstCd", "TwnNm", "Ctry", "AdrLine", "BICFI", "UETR"}
    for path, values in ours.items():
        if path.endswith("PmtInfId"):
            continue  # we give it the number of the run
        wanted = [written(each, profile.letters, profile.name_length) for each in published[path]]
        assert values in (published[path], wanted), path


@BOTH
def test_the_neutral_file_is_read_back_line_by_line(profile):
    asked = run(18_000, 9_605)
    made = write_for_bank(asked, profile)
    rows = list(csv.DictReader(io.StringIO(made.content.decode("ascii"), newline="")))
    assert (made.count, made.total_pence) == (len(rows), 27_605)
    assert [(row["destination_sort_code"], row["destination_account"], row["amount"], row["end_to_end_id"])
            for row in rows] == [("200415", "87654321", "180.00", "JR000001"),
                                 ("309634", "11223344", "96.05", "JR000002")]  # fmt: skip
    assert {(row["transaction_code"], row["originating_sort_code"], row["processing_date"]) for row in rows} == {
        ("99", "040004", "2026-11-27")}  # fmt: skip
    assert made == write_for_bank(asked, profile)


@pytest.mark.S12
@PATIENT
@given(TYPED, TYPED)
def test_no_cell_of_a_banks_file_can_run_as_a_formula(name, reference):
    asked = run(payments=(Payment("P1", 1, Account(name, "309634", "11223344"), reference),))
    for profile in (BACS, FASTER_PAYMENTS):
        if not problems(asked, profile):
            text = write_for_bank(asked, profile).content.decode("ascii")
            cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
            assert len(cells) == 22 and all(cell[0].isalnum() for cell in cells)


@BOTH
def test_ten_thousand_payments_take_seconds_and_not_more_for_each(profile):
    def seconds(number):
        started = process_time()
        write(run(*range(1, number + 1)), profile)
        return process_time() - started

    gc.collect()
    gc.freeze()  # what other tests have left is not looked through again while ours is measured
    small = min(seconds(1_000) for _ in range(3))
    large = min(seconds(10_000) for _ in range(2))
    gc.unfreeze()
    assert large < 20 and large / small < 20, (small, large)


def test_account_numbers_do_not_show_where_a_run_is_printed():
    assert "11223344" not in repr(AMINA) and "11223344" not in repr(write(run(), BACS))
