"""Denied lines beside flagged ones: the table, its rates, and what stands in no table."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.denials.answers import answer_of
from auditor.denials.intervals import wilson
from auditor.denials.judged import JudgedLine, judged_lines
from auditor.denials.loading import denial_map
from auditor.denials.outcomes import LISTED, Tally
from auditor.model import Adjustment, Payment, RemittedLine, ServiceLine, Severity

MAP = denial_map()
LINE = ServiceLine("97530", 2)
PAID, DENIED, REDUCED = Payment.PAID, Payment.DENIED, Payment.REDUCED


def remitted(payment, *reasons, billed=None, paid=None, code="97530"):
    adjustments = tuple(Adjustment("CO", reason, Decimal(1)) for reason in reasons)
    return RemittedLine(
        "claim", "1", code, "era.835:7", payment, (), billed, paid, adjustments=adjustments
    )


def judged(*rules):
    return JudgedLine("note", LINE, rules)


def counted(*pairs):
    tally = Tally(MAP)
    for said, answer in pairs:
        tally.add(said, answer)
    return tally.figures()


SMALL = [
    *[(judged("UNI101"), remitted(DENIED, "151"))] * 6,
    *[(judged("UNI101", "WRK201"), remitted(DENIED, "50"))] * 2,
    *[(judged("WRK201"), remitted(PAID))] * 2,
    *[(judged(), remitted(DENIED, "50"))] * 2,
    *[(judged(), remitted(DENIED, "29"))] * 3,
    *[(judged(), remitted(PAID, "45"))] * 15,
]
"""30 lines: 8 denied and flagged, 2 flagged only, 5 denied only (3 of them late), 15 neither."""


@pytest.fixture
def small():
    return counted(*SMALL)


def test_the_two_by_two_table(small):
    cells = small.cells
    assert (cells.flagged_denied, cells.flagged_paid) == (8, 2)
    assert (cells.unflagged_denied, cells.unflagged_paid) == (5, 15)
    assert small.matched == cells.lines == 30


def test_the_rates(small):
    assert small.cells.sensitivity.value == pytest.approx(8 / 13)
    assert small.cells.specificity.value == pytest.approx(15 / 17)
    assert small.cells.precision.value == pytest.approx(8 / 10)
    assert small.cells.precision.interval == pytest.approx((0.4901625, 0.9433178), abs=1e-6)


def test_without_what_no_note_could_have_foretold_more_was_found(small):
    assert small.foreseeable.sensitivity.value == pytest.approx(8 / 10)
    assert small.foreseeable.lines == 27
    assert small.foreseeable.precision.value == small.cells.precision.value


def test_each_rule_has_its_own_table(small):
    by_rule = {found.rule: found.cells for found in small.rules}
    assert by_rule.keys() == {"UNI101", "WRK201"}
    assert by_rule["UNI101"].precision.value == 1
    assert (by_rule["WRK201"].flagged_denied, by_rule["WRK201"].flagged_paid) == (2, 2)
    assert by_rule["WRK201"].sensitivity.value == pytest.approx(2 / 13)


def test_each_reason_says_how_many_of_it_were_flagged_and_by_a_rule_on_it(small):
    rows = [(r.reason, r.denied, r.flagged, r.spoken_to, r.foreseeable) for r in small.reasons]
    assert rows == [
        ("151", 6, 6, 6, True),
        ("50", 4, 2, 2, True),
        ("29", 3, 0, 0, False),
    ]


def test_a_flag_that_does_not_speak_to_the_reason_is_not_counted_as_if_it_did():
    (found,) = counted((judged("MOD101"), remitted(DENIED, "50"))).reasons
    assert (found.flagged, found.spoken_to) == (1, 0)


HALF = Fraction(1, 2)
ANSWERS = {
    "paid": (remitted(PAID), 0, (), True),
    "denied": (remitted(DENIED, "50"), 1, ("50",), True),
    "deductible": (remitted(DENIED, "1"), 0, (), True),
    "workers-compensation-schedule": (remitted(DENIED, "P12"), 0, (), True),
    "discount-and-denied": (remitted(DENIED, "131", "50"), 1, ("50",), True),
    "contract-and-denied": (remitted(DENIED, "45", "50"), 1, ("50",), True),
    "half-paid": (remitted(REDUCED, "151", billed=4, paid=2), HALF, ("151",), True),
    "mppr": (remitted(REDUCED, "59"), 0, (), True),
    "part-unknown": (remitted(REDUCED, "151"), None, ("151",), True),
    "paid-more-than-billed": (remitted(REDUCED, "45", billed=1, paid=2), 0, (), True),
    "paid-below-nothing": (remitted(REDUCED, "151", billed=2, paid=-1), 1, ("151",), True),
    "nothing-billed": (remitted(REDUCED, "151", billed=0, paid=0), None, ("151",), True),
    "billed-below-nothing": (remitted(REDUCED, "151", billed=-1, paid=0), None, ("151",), True),
    "no-reason": (remitted(DENIED), 1, ("none given",), True),
    "reason-not-held": (remitted(DENIED, "999"), 1, ("999",), True),
    "late": (remitted(DENIED, "29"), 1, ("29",), False),
    "late-and-unneeded": (remitted(DENIED, "29", "50"), 1, ("29", "50"), True),
    "late-and-not-held": (remitted(DENIED, "29", "999"), 1, ("29", "999"), True),
}


@pytest.mark.parametrize(
    ("line", "denied", "reasons", "foreseeable"), ANSWERS.values(), ids=ANSWERS
)
def test_how_much_was_denied_and_why(line, denied, reasons, foreseeable):
    answer = answer_of(line, MAP)
    assert (answer.denied, answer.reasons) == (denied, reasons)
    assert answer.foreseeable is foreseeable or not reasons


def test_a_reduced_line_counts_as_denied_for_its_denied_part_alone():
    cells = counted((judged("UNI101"), remitted(REDUCED, "151", billed=4, paid=1))).cells
    assert (cells.flagged_denied, cells.flagged_paid) == (Fraction(3, 4), Fraction(1, 4))


def test_lines_without_a_counterpart_are_counted_listed_and_given_away():
    given = []
    tally = Tally(MAP, given.append)
    lines = [remitted(DENIED, "50", code=f"{97000 + n}") for n in range(LISTED + 5)]
    for line in lines:
        tally.add(None, line)
    tally.add(judged("UNI101"), None)
    figures = tally.figures()
    assert (figures.unmatched, figures.unanswered, figures.matched) == (LISTED + 5, 1, 0)
    assert figures.listed == tuple(lines[:LISTED])
    assert given == lines


def test_nothing_at_all_has_no_rates():
    figures = counted()
    rates = (figures.cells.sensitivity, figures.cells.specificity, figures.cells.precision)
    assert [(rate.value, rate.interval) for rate in rates] == [(None, None)] * 3


CODES = st.sampled_from(["50", "151", "29", "45", "999", "236"])
REMITTED = st.builds(
    lambda payment, reasons, billed, paid: remitted(payment, *reasons, billed=billed, paid=paid),
    st.sampled_from(Payment),
    st.lists(CODES, max_size=3),
    st.none() | st.integers(-1, 8),
    st.none() | st.integers(-1, 8),
)
JUDGED = st.builds(judged, *[st.sampled_from(["UNI101", "WRK201"])]) | st.just(judged())
PAIRS = st.lists(st.tuples(st.none() | JUDGED, st.none() | REMITTED), max_size=30)


@given(PAIRS)
def test_the_cells_add_up_to_the_lines_matched(pairs):
    figures = counted(*pairs)
    assert figures.cells.lines + figures.unclear == figures.matched
    assert figures.matched == sum(a is not None and b is not None for a, b in pairs)
    assert figures.unmatched == sum(a is None and b is not None for a, b in pairs)
    assert figures.unanswered == sum(a is not None and b is None for a, b in pairs)
    for found in figures.rules:
        assert found.cells.lines == figures.cells.lines
        assert found.cells.sensitivity.whole == figures.cells.sensitivity.whole
    foreseen = figures.foreseeable
    for cell in ("flagged_denied", "unflagged_denied", "flagged_paid", "unflagged_paid"):
        assert 0 <= getattr(foreseen, cell) <= getattr(figures.cells, cell)


@given(PAIRS, st.randoms())
def test_the_order_of_lines_does_not_matter(pairs, random):
    other = random.sample(pairs, len(pairs))
    first, second = counted(*pairs), counted(*other)
    assert (first.cells, first.foreseeable) == (second.cells, second.foreseeable)
    assert (first.rules, first.reasons) == (second.rules, second.reasons)


# Published worked values: Newcombe, Stat. Med. 17 (1998), table I, score method; 8 of 10 by hand.
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 1 - 0.1170, 1.0),
        (8, 10, 0.4902, 0.9433),
    ],
)
def test_wilson_gives_the_known_values(part, whole, low, high):
    assert wilson(part, whole) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors(pair):
    part, whole = pair
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    assert wilson(whole - part, whole) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_wilson_refuses_what_is_no_share(part, whole):
    with pytest.raises(ValueError, match="a part must lie within"):
        wilson(part, whole)


CLAIM = (ServiceLine("97530", 2), ServiceLine("97110", 1), ServiceLine("97140", 1))


def record(*findings):
    made = [dict(zip(("rule", "severity", "message"), found, strict=True)) for found in findings]
    return {"note_id": "n1", "findings": made}


@pytest.mark.parametrize(
    ("message", "concerned"),
    [
        ("Total treatment time is not stated", ["97530", "97110", "97140"]),
        ("A therapy line has no discipline modifier: 97110, 97140", ["97110", "97140"]),
        ("97530 stands on exercise only: 3 of 3 activities", ["97530"]),
        ("Two codes are billed that exclude each other: 97150 with 97530", ["97530"]),
        ("A code not billed: 97542", ["97530", "97110", "97140"]),
        ("Not a code: 975301 and A97110", ["97530", "97110", "97140"]),
    ],
)
def test_a_finding_concerns_the_lines_of_the_codes_it_names_else_all(message, concerned):
    lines = judged_lines(record(("XXX101", "error", message)), CLAIM, Severity.ERROR)
    assert [line.line.code for line in lines if line.flagged] == concerned
    assert [line.line for line in lines] == list(CLAIM)


@pytest.mark.parametrize(
    ("gate", "rules"),
    [
        (Severity.ERROR, ("AAA101",)),
        (Severity.WARNING, ("AAA101", "BBB101")),
        (Severity.INFO, ("AAA101", "BBB101", "CCC101")),
    ],
)
def test_only_findings_at_the_gate_flag(gate, rules):
    found = record(
        ("AAA101", "error", "x"),
        ("AAA101", "error", "x"),
        ("BBB101", "warning", "x"),
        ("CCC101", "info", "x"),
    )
    assert {line.rules for line in judged_lines(found, CLAIM, gate)} == {rules}


def test_a_finding_on_a_pair_concerns_the_line_that_is_denied():
    message = "Two codes are billed that exclude each other: 97110 with 97530"
    lines = judged_lines(record(("MOD202", "error", message)), CLAIM, Severity.ERROR)
    assert [line.line.code for line in lines if line.flagged] == ["97110"]
