"""The table of flagged and denied lines, for a terminal, for programs and for a page."""

import json
from dataclasses import replace

import pytest
from jinja2 import Environment, PackageLoader, StrictUndefined

from auditor.denials.judged import JudgedLine
from auditor.denials.loading import denial_map
from auditor.denials.outcomes import Tally
from auditor.model import Adjustment, Payment, RemittedLine, ServiceLine
from auditor.report import outcomes

CANARY = "Zyxwvut"


@pytest.fixture
def figures():
    tally = Tally(denial_map())
    line = ServiceLine("97530", 2)
    denied = RemittedLine(
        CANARY, "1", "97530", "era.835:7", Payment.DENIED, (), 2, 0, None, (CANARY,)
    )
    for reason, rules in (("50", ("WRK201",)), ("29", ()), ("50", ())):
        answer = replace(denied, adjustments=(Adjustment("CO", reason),))
        tally.add(JudgedLine(CANARY, line, rules), answer)
    half = replace(denied, payment=Payment.REDUCED, units_paid=1, adjustments=())
    tally.add(JudgedLine(CANARY, line, ("UNI101",)), half)
    tally.add(JudgedLine(CANARY, line), replace(denied, payment=Payment.PAID))
    tally.add(JudgedLine(CANARY, line), replace(half, units_paid=None))
    tally.add(JudgedLine(CANARY, line), None)
    tally.add(None, replace(denied, adjustments=(Adjustment("CO", "16"),)))
    return tally.figures()


def test_the_table(figures):
    assert outcomes.table(figures).splitlines()[:9] == [
        "6 billed lines with the payer's answer",
        "               denied  paid  lines",
        "  flagged         1.5   0.5      2",
        "  not flagged       2     1      3",
        "  lines           3.5   1.5      5",
        "",
        "                             all denials  that a note could foretell",
        "  sensitivity  43% [11, 83] (1.5 of 3.5)   60% [15, 93] (1.5 of 2.5)",
        "  specificity    67% [13, 96] (1 of 1.5)     67% [13, 96] (1 of 1.5)",
    ]


def test_what_stands_in_no_table_is_said_and_listed(figures):
    shown = outcomes.table(figures)
    assert "1 line reduced by an unknown part" in shown
    assert "1 billed line without an answer" in shown
    assert "1 answered line without a note here\n  era.835:7: 97530 denied, CO-16" in shown


def test_no_claim_patient_or_note_is_named(figures):
    assert CANARY not in outcomes.table(figures)
    assert CANARY not in json.dumps(outcomes.values(figures))


def test_what_was_not_to_be_foretold_is_marked(figures):
    shown = outcomes.table(figures)
    assert "  29*" in shown
    assert "* No note could have foretold it" in shown


def test_lines_fit_a_narrow_terminal_where_they_are_sentences(figures):
    words = set(outcomes.table(figures, width=200).splitlines())
    assert any(line.startswith("A line is flagged if") for line in words)
    assert "\x1b[" in outcomes.table(figures, colour=True)


def test_the_values_are_json_and_their_cells_add_up(figures):
    values = json.loads(json.dumps(outcomes.values(figures)))
    cells = ("flagged_denied", "flagged_paid", "unflagged_denied", "unflagged_paid")
    assert sum(values["all"][cell] for cell in cells) == 5
    assert values["lines"] == {"matched": 6, "unclear": 1, "unanswered": 1, "unmatched": 1}
    assert values["all"]["sensitivity"]["value"] == pytest.approx(1.5 / 3.5)


def test_nothing_counted_is_still_a_table():
    figures = Tally(denial_map()).figures()
    assert "no lines" in outcomes.table(figures)
    assert outcomes.values(figures)["all"]["precision"]["value"] is None


def test_the_part_of_the_page_is_rendered_without_holes(figures):
    pages = Environment(
        loader=PackageLoader("auditor.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    shown = pages.get_template("outcomes.html.j2").render(outcomes=outcomes.values(figures))
    assert "43% [" in shown
    assert '<td class="n">1.5</td>' in shown
