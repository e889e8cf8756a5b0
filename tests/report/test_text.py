"""What ``auditor check`` prints of one note."""

import re
from dataclasses import replace

import pytest

from auditor.model import Element, ElementStatus, Part, Severity, Span
from auditor.record import Outcomes
from auditor.report.columns import cells
from auditor.report.text import check
from report.records import finding, record, renamed, units
from report.samples import all_three, assistant_note, hostile_note, whole_note

ANSI = re.compile(r"\x1b\[[0-9;]*m")

AT_80 = """\
A-17: hold, 2 errors to settle (1 warning, 1 info); score 14 of 100
38 timed minutes: 3 units by the payer's 8-minute rule (97110x1, 97530x2), 2
  units by the rule of eights (97110x1, 97530x1); billed 97530x2

error: Total treatment time is not stated
  1 | 97530 x 22 min: sit<>stand from 17" chair, CGA, to rise from toilet. 971…
    | ^^^^^
  What was the total treatment time in minutes, as the clock showed it?
  TIM101 missing-total-time; CMS Pub. 100-02, ch. 15, §220.3.E

error: An assistant signed and no line carries CQ
  looked in: claim
  Did the assistant furnish more than a tenth of the service?
  MOD301 missing-assistant-modifier; CMS Pub. 100-04, ch. 5, §20.2

warning: One-on-one contact is not stated
  looked in: objective, assessment
  Was the patient treated one on one for the timed minutes, and who was there?
  ELM112 no-direct-contact; CMS Pub. 100-02, ch. 15, §220.3.E

1 more: add --all
"""

LAST_AT_120 = """\
info: 97110: 1 unit is supported and none is billed
  1 | 97530 x 22 min: sit<>stand from 17" chair, CGA, to rise from toilet. 97110 x 16 min: LAQ 3x10.
    |                                                                      ^^^^^^^^^^^^^^
  Were the 16 minutes of 97110 left off the claim on purpose?
  UNT201 unbilled-minutes; CMS Pub. 100-04, ch. 5, §20.2
"""

WHOLE = """\
B-03: ready; score 100 of 100
39 timed minutes: 3 units by either method (97110x1, 97530x2); billed 97110x1,
  97530x2

Nothing more needed: 4 rules considered, 2 did not apply; 19 of 19 elements
  shown.
"""

HOSTILE = """\
C <9> & "co": could not be assessed (1 error, 1 warning, 1 info); no score
Not audited whole: UNT201 did not run: no pack knows this payer.

error: "TherAct" names no activity
  2 |     TherAct 2 units 🧑‍🦽 家で sit to stand  Min A of 2
    |     ^^^^^^^^^^^^^^^^^^^^^^^^^
  What did the patient do in those minutes, and with which object or task?
  ACT201 vague-activity; CMS Pub. 100-02, ch. 15, §220.3.E

warning: Something about ACT202 is not shown
  2 |     TherAct 2 units 🧑‍🦽 家で sit to stand  Min A of 2
    |                          ^^^^^^^^^^^^^^^^^
  What does the note show about ACT202?
  ACT202 unclear-work; CMS Pub. 100-02, ch. 15, §220.3.E

info: Something about FMT101 is not shown
  1 | Pt said: <script>alert("x")</script> & "it's fine"
    |                                              ^^^^^ to line 2
  What does the note show about FMT101?
  FMT101 fault-of-fmt101; CMS Pub. 100-02, ch. 15, §220.3.E
"""


def test_the_three_most_useful_findings_are_shown_and_the_rest_counted():
    assert check(assistant_note(), width=80) == AT_80


def test_a_finding_in_a_document_says_where_its_line_stands():
    audited = record("abc\ndef", findings=(finding("AAA101", span=Span(4, 7)),))
    parts = (Part(0, "page 1"), Part(4, "page\n2"))
    paged = replace(
        audited, visit=replace(audited.visit, note=replace(audited.visit.note, parts=parts))
    )

    assert "\n  2 | def\n" in check(audited)
    assert check(paged) == check(audited).replace("  2 | def", "  page 2\n  2 | def")


def test_all_findings_are_shown_when_asked_for():
    everything = check(assistant_note(), most=None, width=120)

    assert everything.endswith("\n\n" + LAST_AT_120)
    assert "add --all" not in everything


def test_a_note_that_needs_nothing_says_what_was_considered():
    assert check(whole_note(), width=80) == WHOLE


def test_a_note_that_could_not_be_assessed_says_so_and_why():
    assert check(hostile_note(), width=80) == HOSTILE


def test_a_note_that_was_not_read_is_never_called_clean():
    outcomes = Outcomes(skipped={"TIM101": "a.txt: too large.", "COD201": "a.txt: too large."})
    refused = record(note_id="a.txt", source="a.txt", complete=False, outcomes=outcomes)

    assert check(refused) == (
        "a.txt: could not be assessed; no score\nNot audited whole: a.txt: too large.\n"
    )


def test_nothing_found_in_an_unfinished_audit_is_not_nothing_needed():
    outcomes = Outcomes(ran=("TIM101",), skipped={"COD201": "crashed (KeyError)"})
    unfinished = record("x", complete=False, outcomes=outcomes)

    assert check(unfinished, width=200).splitlines()[-1] == (
        "Nothing found in what was audited: 1 rule considered, 0 did not apply, 1 did not run; "
        "19 of 19 elements shown."
    )


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4, 5, None])
def test_no_finding_is_lost_between_shown_and_counted(most):
    said = check(assistant_note(), most=most)
    shown = len(re.findall(r"^(?:error|warning|info): ", said, flags=re.MULTILINE))
    hidden = re.findall(r"^(\d+) more: add --all$", said, flags=re.MULTILINE)

    assert shown + sum(map(int, hidden)) == 4


@pytest.mark.parametrize("audited", all_three(), ids=lambda r: r.note_id[:4])
def test_colour_changes_nothing_but_colour(audited):
    plain = check(audited, most=None)
    coloured = check(audited, most=None, colour=True)

    assert "\x1b" not in plain
    assert coloured != plain
    assert ANSI.sub("", coloured) == plain


@pytest.mark.parametrize("width", [1, 40, 62, 80, 120, 200])
@pytest.mark.parametrize("audited", all_three(), ids=lambda r: r.note_id[:4])
def test_lines_of_the_note_fit_the_terminal(audited, width):
    lines = check(audited, most=None, width=width).splitlines()
    quoted = [line for line in lines if re.match(r" +\d* \| ", line)]

    assert all(cells(line) <= max(width, 40) for line in quoted if " to line " not in line)


def test_line_numbers_stand_in_one_column():
    text = "x\n" * 120
    found = (finding("AAA101", span=Span(0, 1)), finding("AAA102", span=Span(200, 201)))
    lines = check(record(text, findings=found)).splitlines()

    assert [line for line in lines if "|" in line] == [
        "    1 | x",
        "      | ^",
        "  101 | x",
        "      | ^",
    ]


def test_a_finding_about_the_whole_note_says_where_was_looked():
    nowhere = finding("AAA101", looked_in=())

    assert "  looked in: the whole note" in check(record("x", findings=(nowhere,))).splitlines()


def test_an_element_that_is_only_partly_shown_is_not_counted_as_shown():
    statuses = {"plan": "partial", "goal": "na", "progress": "missing"}
    partly = {name: Element(ElementStatus(status)) for name, status in statuses.items()}

    assert check(record("x", elements=partly), width=200).splitlines()[-1] == (
        "Nothing more needed: 2 rules considered, 1 did not apply; 16 of 18 elements shown."
    )


def test_an_identifier_cannot_command_the_terminal():
    said = check(renamed(assistant_note(), "A\x1b[2J\n17"))

    assert said.startswith("A␛[2J 17: hold")


def test_units_are_not_mentioned_where_they_are_not_known():
    known = record("x", units=units({"97530": 2}, billed={}, minutes=30))

    assert check(record("x")).splitlines()[1] == ""
    assert check(known).splitlines()[1] == "30 timed minutes: 2 units by either method (97530x2)"


def test_a_warning_alone_leaves_the_note_ready():
    audited = record("x", findings=(finding("AAA101", Severity.WARNING),))

    assert check(audited).splitlines()[0] == "N-1: ready (1 warning); score 78 of 100"
