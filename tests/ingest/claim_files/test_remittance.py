"""835: what became of each line, and what of a remittance is no answer."""

from decimal import Decimal

import pytest

from auditor.errors import PackError
from auditor.ingest.claim_files.adjustments import accepted, read
from auditor.model import Adjustment, Payment, RemittedLine
from ingest.claim_files.reading import answers_of, lines_of, messages_of
from ingest.claim_files.writing import Answer, AnsweredLine, remittance

PAID, REDUCED, DENIED = Payment.PAID, Payment.REDUCED, Payment.DENIED


def answered(folder, *lines, **answer):
    return answers_of(folder, remittance([Answer("A1", lines, **answer)]))


def test_a_line_has_all_that_the_answer_says_of_it(tmp_path):
    line = AnsweredLine(
        code="97530",
        units_billed=4,
        units_paid=2,
        modifiers=("GP", "59"),
        line_id="L-7",
        adjustments=(("CO", "45", "10.50", "", "151", "30", "2"), ("PR", "2", "8")),
        remarks=("N362", "M80"),
    )
    found = answered(tmp_path, line, member="M-1", record="R-1", remarks=("MA01",), adjustments=())
    assert found == [
        RemittedLine(
            claim_id="A1",
            line_id="L-7",
            code="97530",
            source="a:segment 14",
            payment=REDUCED,
            modifiers=("GP", "59"),
            units_billed=4,
            units_paid=2,
            date_of_service="2026-03-04",
            patients=("A1", "R-1", "M-1"),
            payer="PAYER A",
            adjustments=(
                Adjustment("CO", "45", Decimal("10.50")),
                Adjustment("CO", "151", Decimal(30)),
                Adjustment("PR", "2", Decimal(8)),
            ),
            remarks=("N362", "M80", "MA01"),
        )
    ]


def test_all_of_an_answer_is_read_to_its_last_place(tmp_path):
    reasons = ("45", "151", "59", "253", "2", "1")
    line = AnsweredLine(
        "97530",
        modifiers=("GP", "59", "KX", "CQ"),
        adjustments=(("CO", *(part for r in reasons for part in (r, "1", ""))),),
    )
    codes = ("MA01", "MA02", "MA03", "MA04", "MA05")
    inpatient = ("MIA", *["1"] * 4, "MA11", *["1"] * 14, "MA12", "MA13", "MA14", "MA15")
    (found,) = answered(tmp_path, line, remarks=codes, extra=(inpatient,))
    assert found.modifiers == ("GP", "59", "KX", "CQ")
    assert tuple(a.reason for a in found.adjustments) == reasons
    assert found.remarks == (*codes, "MA11", "MA12", "MA13", "MA14", "MA15")


def test_remarks_of_other_lists_are_not_remittance_remarks(tmp_path):
    raw = remittance([Answer("A1", (AnsweredLine("97530", remarks=("N362", "75")),))])
    raw = raw.replace(b"LQ*HE*75", b"LQ*RX*75")
    assert [line.remarks for line in answers_of(tmp_path, raw)] == [("N362",)]


CO_45, CO_50, PR_1 = ("CO", "45", "20"), ("CO", "50", "60"), ("PR", "1", "60")
OUTCOMES = {
    "paid-in-full": ("40", 2, 2, (), PAID),
    "paid-less-the-contract": ("40", 2, 2, (CO_45,), PAID),
    "paid-less-mppr-and-sequestration": (
        *("40", 2, 2),
        (("CO", "59", "5"), ("CO", "253", "1")),
        PAID,
    ),
    "all-to-the-deductible": ("0", 2, 2, (CO_45, PR_1), PAID),
    "all-to-the-deductible-with-no-units-paid": ("0", 2, 0, (PR_1,), PAID),
    "paid-by-the-payer-before": ("0", 2, 2, (("OA", "23", "60"),), PAID),
    "capitation": ("0", 2, 0, (("CO", "24", "60"),), DENIED),
    "written-off-by-contract": ("0", 2, 2, (CO_45,), PAID),
    "a-line-reported-only": ("0", 1, 1, (), PAID),
    "not-necessary": ("0", 2, 0, (CO_50,), DENIED),
    "not-necessary-units-left-as-billed": ("0", None, 2, (CO_50,), DENIED),
    "not-necessary-patient-liable": ("0", 2, 0, (("PR", "50", "60"),), DENIED),
    "included-in-another": ("0", 1, 0, (("CO", "97", "60"),), DENIED),
    "denied-beside-the-contract": ("0", 2, 0, (CO_45, CO_50), DENIED),
    "an-unknown-reason": ("0", 2, 0, (("CO", "999", "60"),), DENIED),
    "some-units": ("20", 4, 2, (), REDUCED),
    "some-units-by-reason": ("20", 4, 4, (("CO", "151", "30", "2"),), REDUCED),
    "part-denied-rest-to-the-deductible": ("0", 4, 2, (("CO", "151", "30"), PR_1), REDUCED),
    "paid-cents": ("0.50", 2, 2, (CO_50,), REDUCED),
    "a-reason-of-cents": ("40", 2, 2, (("CO", "151", "0.50"),), REDUCED),
    "a-reason-that-gives-back": ("40", 2, 2, (("CO", "151", "-5"),), PAID),
    "a-reason-of-nothing": ("40", 2, 2, (("CO", "151", "0"),), PAID),
}


@pytest.mark.parametrize(
    ("paid", "units", "adjustments", "payment"),
    [(paid, (billed, units), why, is_) for paid, billed, units, why, is_ in OUTCOMES.values()],
    ids=OUTCOMES,
)
def test_what_became_of_a_line(tmp_path, paid, units, adjustments, payment):
    line = AnsweredLine("97530", *units, paid, adjustments=adjustments)
    (found,) = answered(tmp_path, line)
    assert found.payment is payment
    assert found.units_paid == (0 if payment is DENIED else units[1])


UNITS = {
    "both": (4, 2, 4, 2),
    "as-many-as-paid": (None, 3, 3, 3),
    "one-where-none-is-written": (None, None, 1, 1),
    "billed-not-said": (None, 0, None, 0),
}


@pytest.mark.parametrize(("billed", "paid", "as_billed", "as_paid"), UNITS.values(), ids=UNITS)
def test_units_that_are_left_out(tmp_path, billed, paid, as_billed, as_paid):
    (found,) = answered(tmp_path, AnsweredLine("97530", billed, paid))
    assert (found.units_billed, found.units_paid) == (as_billed, as_paid)


def test_the_code_is_the_one_that_was_billed(tmp_path):
    line = AnsweredLine("97110", submitted="97530", modifiers=("GP",))
    (found,) = answered(tmp_path, line)
    assert (found.code, found.modifiers) == ("97530", ("GP",))


def test_a_claim_denied_as_a_whole_denies_its_lines(tmp_path):
    line = AnsweredLine("97530", 2, 2, "60")
    (found,) = answered(tmp_path, line, paid="0", adjustments=(("CO", "29", "60"),))
    assert found.payment is DENIED
    assert found.adjustments == (Adjustment("CO", "29"),)


def test_a_claim_of_status_4_with_nothing_paid_is_denied(tmp_path):
    line = AnsweredLine("97530", 2, 0, "0")
    (found,) = answered(tmp_path, line, status="4", paid="0")
    assert found.payment is DENIED


def test_an_adjustment_of_a_paid_claim_denies_no_line(tmp_path):
    line = AnsweredLine("97530", 2, 2, "40")
    (found,) = answered(tmp_path, line, adjustments=(("CO", "96", "10"),))
    assert found.payment is PAID
    assert found.adjustments == (Adjustment("CO", "96"),)


@pytest.mark.parametrize(
    ("status", "words"),
    [("22", "reversal"), ("23", "only passed this claim on"), ("25", "only estimates a payment")],
)
def test_what_is_no_answer_is_told_and_not_counted(tmp_path, status, words):
    line = AnsweredLine("97530", 1, 1, "-40")
    reversed_, corrected = Answer("A1", (line,), status), Answer("A1", (AnsweredLine("97530"),))
    items = answers_of(tmp_path, remittance([reversed_, corrected]))
    (message,) = messages_of(items)
    assert words in message
    reversals = [True] if status == "22" else []
    assert [answer.reverses for answer in lines_of(items)] == [*reversals, False]


def test_a_claim_answered_without_lines_is_told(tmp_path):
    items = answers_of(tmp_path, remittance([Answer("A1"), Answer("A2", (AnsweredLine("97530"),))]))
    (message,) = messages_of(items)
    assert message == (
        "a:segment 10: the claim is answered as a whole, without its service lines (SVC); look it "
        "up by hand"
    )
    assert [line.claim_id for line in lines_of(items)] == ["A2"]


DAYS = {
    "of-the-line": ("2026-03-04", (), "2026-03-04"),
    "of-the-claim": ("", (("DTM", "232", "20260305"),), "2026-03-05"),
    "one-day-claim": ("", (("DTM", "232", "20260305"), ("DTM", "233", "20260305")), "2026-03-05"),
    "claim-of-a-week": ("", (("DTM", "232", "20260305"), ("DTM", "233", "20260311")), None),
    "none": ("", (), None),
}


@pytest.mark.parametrize(("day", "extra", "expected"), DAYS.values(), ids=DAYS)
def test_the_day_of_a_line(tmp_path, day, extra, expected):
    (found,) = answered(tmp_path, AnsweredLine("97530", day=day), extra=extra)
    assert found.date_of_service == expected


def test_a_line_of_several_days_is_refused(tmp_path):
    raw = remittance([Answer("A1", (AnsweredLine("97530"),) * 2)])
    raw = raw.replace(b"DTM*472*20260304~", b"DTM*150*20260304~DTM*151*20260306~", 1)
    items = answers_of(tmp_path, raw)
    assert len(lines_of(items)) == 1
    assert "spans several days (DTM*150 and 151)" in messages_of(items)[0]


BROKEN = {
    "units": (b"SVC*HC:97530*60*40**2", b"SVC*HC:97530*60*40**-2", "units in SVC05 are negative"),
    "payment": (b"*60*40**2", b"*60*forty**2", "SVC03 holds no number"),
    "code": (b"SVC*HC:97530", b"SVC*HC:", "no procedure code in SVC01"),
    "amount": (b"CAS*CO*45*20", b"CAS*CO*45*x", "an amount of CAS holds no number"),
    "claim": (b"CLP*A1*1*60*40", b"CLP*A1*1*60*x", "CLP04 holds no number"),
}


@pytest.mark.parametrize(("old", "new", "words"), BROKEN.values(), ids=BROKEN)
def test_a_line_that_cannot_be_read_is_refused(tmp_path, old, new, words):
    line = AnsweredLine("97530", 2, 2, adjustments=(CO_45,))
    raw = remittance([Answer("A1", (line,)), Answer("A2", (line,))])
    assert old in raw
    items = answers_of(tmp_path, raw.replace(old, new, 1))
    assert [item.claim_id for item in lines_of(items)] == ["A2"]
    assert words in messages_of(items)[0]


def test_payments_to_the_provider_as_a_whole_belong_to_no_line(tmp_path):
    raw = remittance([Answer("A1", (AnsweredLine("97530"),))])
    raw = raw.replace(b"SE*", b"PLB*1999999984*20261231*WO:1*40~SE*").replace(b"SE*15", b"SE*16")
    items = answers_of(tmp_path, raw)
    assert len(lines_of(items)) == 1


@pytest.mark.parametrize("reason", ["1", "2", "3", "45", "59", "253"])
def test_the_reductions_of_the_reference_are_no_denials(reason):
    assert accepted()[reason].cite


@pytest.mark.parametrize(
    "reason", ["4", "11", "16", "18", "29", "50", "96", "97", "119", "150", "151", "197", "236"]
)
def test_the_denials_of_the_reference_are_not_in_the_list(reason):
    assert reason not in accepted()


def table(**more):
    entry = {"reason": "1", "meaning": "a", "share": True, "source": "s", "mark": "data"} | more
    return {"source": [{"id": "s", "cite": "S"}], "adjustment": [entry]}


WRONG = {
    "unknown-key": table(extra=1),
    "share-no-flag": table(share="yes"),
    "no-source": table(source="t"),
    "twice": table() | {"adjustment": table()["adjustment"] * 2},
    "no-entries": {"source": []},
}


@pytest.mark.parametrize("tables", WRONG.values(), ids=WRONG)
def test_a_wrong_list_of_adjustments_is_refused(tables):
    with pytest.raises(PackError, match=r"adjustments\.toml"):
        read(tables)
