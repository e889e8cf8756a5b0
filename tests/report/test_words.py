"""Words for every value of a record, and the order of findings."""

import pytest

from auditor.model import ELEMENTS, AssistLevel, ElementStatus, Label, Severity, Span
from auditor.record import Outcomes, as_json
from auditor.report import segments, words
from report.records import finding, record
from report.samples import hostile_note


def test_every_value_of_a_record_has_its_words():
    assert tuple(words.ELEMENT_NAMES) == ELEMENTS
    assert set(words.STATUS_NAMES) == set(ElementStatus)
    assert tuple(Severity) == words.NAMES
    assert set(segments.LABEL_CLASSES) <= set(Label)
    assert set(segments.LABEL_CLASSES.values()) <= set(segments.LEGEND)
    assert words.spaced(AssistLevel.CONTACT_GUARD) == "contact guard"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 0, "0%"),
        (0, 9, "0%"),
        (9, 9, "100%"),
        (1, 3, "33%"),
        (1, 1000, "<1%"),
        (999, 1000, ">99%"),
    ],
)
def test_a_share_is_whole_or_nothing_only_where_it_is(part, whole, expected):
    assert words.percent(part, whole) == expected


def test_findings_come_by_severity_then_place_then_those_without_words():
    given = (
        finding("ZZZ100", Severity.INFO, Span(0, 1)),
        finding("BBB200"),
        finding("AAA100"),
        finding("CCC300", Severity.ERROR, Span(4, 5)),
        finding("DDD400", Severity.WARNING, Span(1, 2)),
        finding("EEE500", Severity.ERROR, Span(2, 3)),
    )
    ordered = words.sorted_findings(as_json(record("abcdefgh", findings=given)))

    assert [f["rule"] for f in ordered] == [
        "EEE500",
        "CCC300",
        "AAA100",
        "BBB200",
        "DDD400",
        "ZZZ100",
    ]


NOT_READ = {f"TIM{n}": "march.csv:3: the text is empty" for n in range(101, 141)}


@pytest.mark.parametrize(
    ("outcomes", "complete", "reasons"),
    [
        (Outcomes(), True, []),
        (Outcomes(skipped={"TIM101": "not selected"}), True, []),
        (Outcomes(), False, ["not all of the note was read"]),
        (Outcomes(skipped=NOT_READ), False, ["march.csv:3: the text is empty"]),
        (
            Outcomes(not_applicable={"A101": "no times"}, skipped={"A102": "not selected"}),
            False,
            [words.NOTHING_APPLIES],
        ),
        (
            Outcomes(
                ran=("COD201",),
                skipped=dict.fromkeys(("A101", "A102", "A103", "A104"), "not selected")
                | dict.fromkeys(("Z101", "Z102"), "crashed (KeyError)"),
            ),
            False,
            [
                "Z101, Z102 did not run: crashed (KeyError)",
                "4 rules did not run: not selected",
            ],
        ),
    ],
    ids=["whole", "by-choice", "unknown", "not-read", "none-applies", "crashed"],
)
def test_a_note_not_audited_whole_says_why(outcomes, complete, reasons):
    audited = as_json(record("x", outcomes=outcomes, complete=complete))

    assert words.why_not_assessed(audited) == reasons


def test_rules_that_did_not_run_are_counted_among_those_considered():
    said = words.considered(as_json(hostile_note()))

    assert said == "3 rules considered, 0 did not apply, 1 did not run"
