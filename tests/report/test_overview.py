"""What ``auditor audit`` prints of a batch."""

import re

import pytest

from auditor.record import as_json
from auditor.report.columns import cells
from auditor.report.text import summary
from auditor.report.totals import totals_of
from report.records import record, renamed
from report.samples import all_three
from report.test_totals import batch

ANSI = re.compile(r"\x1b\[[0-9;]*m")

AT_80 = """\
3 notes, mean score 57 of 100 (1 without a score)
  ready          1  33%  █████████████▍
  hold           1  33%  █████████████▍
  cannot assess  1  33%  █████████████▍

Most frequent findings                        in notes
  ACT201 vague-activity                error         1  ████████
  ACT202 unclear-work                warning         1  ████████
  ELM112 no-direct-contact           warning         1  ████████
  FMT101 fault-of-fmt101                info         1  ████████
  MOD301 missing-assistant-modifier    error         1  ████████
  TIM101 missing-total-time            error         1  ████████
  UNT201 unbilled-minutes               info         1  ████████

Elements missing most            missing  partly  of
  Plan                                 2       0   3  █████████████████▍
  Functional activity                  1       0   3  ████████▋
  Goal                                 1       0   3  ████████▋
  Start and stop times                 1       0   3  ████████▋
  Total treatment time                 1       0   3  ████████▋
  One-on-one contact                   1       0   3  ████████▋
  Response to treatment                1       0   3  ████████▋
  Why skilled therapy is needed        1       0   3  ████████▋

Units billed against the minutes
  too many in 0 notes (0 units)
  too few in 1 note (1 unit)
  equal in 1, not compared in 1
"""


def figures(*records):
    return totals_of(as_json(r) for r in records)


def test_a_batch_is_summed_up():
    assert summary(figures(*all_three()), width=80) == AT_80


def test_colour_changes_nothing_but_colour():
    totals = totals_of(batch())

    assert ANSI.sub("", summary(totals, colour=True)) == summary(totals)
    assert "\x1b" not in summary(totals)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_lines_fit_the_terminal(width):
    said = summary(totals_of(batch()), width=width)

    assert max(cells(line) for line in said.splitlines()) <= width


def test_no_more_than_ten_findings_and_elements_are_listed():
    shown, _, _ = all_three()
    one = as_json(shown)
    many = [
        {**one["findings"][0], "rule": f"AAA{n}", "name": f"fault-{n}"} for n in range(100, 115)
    ]
    bare = {name: {**e, "status": "missing"} for name, e in one["elements"].items()}
    said = summary(totals_of([{**one, "findings": many, "elements": bare}]))

    assert len(re.findall("^  AAA", said, flags=re.MULTILINE)) == 10
    assert len(re.findall(r"^  .*  1       0   1  █", said, flags=re.MULTILINE)) == 10


def test_what_a_batch_does_not_have_is_left_out():
    clean = summary(figures(renamed(record("x"), "B-1")))

    assert clean.splitlines() == [
        "1 note, mean score 100 of 100",
        "  ready          1  100%  ████████████████████████████████████████",
        "  hold           0    0%",
        "  cannot assess  0    0%",
    ]


def test_an_empty_batch_is_said_to_be_empty():
    assert summary(totals_of([])).splitlines()[0] == "0 notes, no score"


def test_what_is_not_nothing_is_never_drawn_as_nothing():
    records = [as_json(renamed(record("x"), str(n))) for n in range(999)]
    rare = {**records[0], "gate": "hold"}
    held = summary(totals_of([*records, rare])).splitlines()[2]

    assert held == "  hold             1   <1%  ▏"


def test_notes_billed_both_over_and_under_are_told():
    said = summary(totals_of(batch())).splitlines()

    assert said[-3:] == [
        "  too many in 2 notes (4 units)",
        "  too few in 8 notes (9 units); 2 of these in both ways",
        "  equal in 4, not compared in 3",
    ]
