"""Tables in notes: the minutes column, clocks in columns, and the code a row stands for."""

import pytest

from auditor.model import TimeKind
from auditor.nlp.codes import find_codes
from auditor.nlp.fold import fold, lowered
from auditor.nlp.tables import minutes, rows

TABLES = {
    "pipes": (
        "Code | Activity | Min\n97530 | car transfers | 22\n97110 | LAQ | 16",
        [("22", "duration", 22, "97530"), ("16", "duration", 16, "97110")],
    ),
    "pipes-with-unit": (
        "Code | Min\n97530 | 22 min\n97110 | 16'",
        [("22 min", "duration", 22, "97530"), ("16'", "duration", 16, "97110")],
    ),
    "tabs": (
        "Code\tMinutes\n97530\t22\n97110\t16",
        [("22", "duration", 22, "97530"), ("16", "duration", 16, "97110")],
    ),
    "wide-blanks": (
        "Code     Min\n97530    22\n97110    16",
        [("22", "duration", 22, "97530"), ("16", "duration", 16, "97110")],
    ),
    "other-names": (
        "CPT | Duration | Units\n97530 | 22 | 1",
        [("22", "duration", 22, "97530")],
    ),
    "clocks": (
        "Code | Start | Stop | Min\n97530 | 10:00 | 10:22 | 22",
        [
            ("10:00", "start", "10:00", "97530"),
            ("10:22", "stop", "10:22", "97530"),
            ("22", "duration", 22, "97530"),
        ],
    ),
    "total-row-left-out": (
        "Code | Min\n97530 | 22\nTotal | 22",
        [("22", "duration", 22, "97530")],
    ),
    "zero-left-out": ("Code | Min\n97530 | 0", []),
    "rows-without-code": ("Activity | Min\nbike | 8", [("8", "duration", 8, None)]),
    "without-heading-a-unit-tells": (
        "97530 | car transfers | 22 min",
        [("22 min", "duration", 22, "97530")],
    ),
    "without-heading-or-unit": ("97530 | car transfers | 22", []),
    "another-table-begins-anew": ("Code | Min\n97530 | 22\n\nlevel | 5\nload | 8", [
        ("22", "duration", 22, "97530"),
    ]),
    "row-after-a-wrapped-cell": (
        "Code\tMin\tActivity\n97530\t22\tcar transfers with\nmin A\n97110\t16\tLAQ",
        [("22", "duration", 22, "97530"), ("16", "duration", 16, "97110")],
    ),
    "charges-below-a-table": (
        "Code\tMin\n97530\t22\nCharges:\n97530\t2",
        [("22", "duration", 22, "97530")],
    ),
    "no-table": ("97530 x 22 min: car transfers", []),
    "nothing": ("", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "times"), TABLES.values(), ids=TABLES)
def test_a_table_gives_the_minutes_of_its_rows(text, times):
    folded = fold(text)
    low = lowered(folded)
    found = [
        (
            t.span.of(text),
            t.kind.value,
            t.clock if t.kind in (TimeKind.START, TimeKind.STOP) else t.minutes,
            t.code,
        )
        for t in minutes(low, rows(low), find_codes(folded))
    ]
    assert found == times


ROWS = {
    "pipes": ("a | b | c", [["a", "b", "c"]]),
    "outer-pipes": ("| a | b |", [["a", "b", ""]]),
    "empty-cell": ("a |  | c", [["a", "", "c"]]),
    "tabs": ("a\tb", [["a", "b"]]),
    "wide-blanks": ("a  b c", [["a", "b c"]]),
    "prose-is-no-row": ("a b c\n\nd | e", [["d", "e"]]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "cells"), ROWS.values(), ids=ROWS)
def test_lines_with_cells_are_rows(text, cells):
    assert [[cell.of(text) for cell in row] for _, row in rows(text)] == cells
