"""Tables that compare days hold the minutes of this session in the column of today alone."""

import pytest

TABLES = {
    "bars": (
        "Task | Eval | Today\ncrawl | 2 min | 6 min\nkneel | 1 min | 4 min",
        ["6 min", "4 min"],
    ),
    "blanks": (
        "Demand     Required    Initial    Today\noverhead   10 min      3 min      7 min",
        ["7 min"],
    ),
    "no-today": ("Task | Goal | 8/21\nsit | 20 min | 11 min", []),
    "date-and-today": ("           8/21       TODAY\nNuStep L3  8 min      10 min", ["10 min"]),
    "ends-at-a-blank-line": ("Task | Eval | Today\ncrawl | 2 min | -\n\nbike 6 min", ["6 min"]),
    "ends-at-a-code": (
        "Task | Eval | Today\nlift | 5# | 9#\n97110  16 min  planks",
        ["97110  16 min"],
    ),
    "bars-short-row": ("Task | Eval | Today\ncrawl | 2 min", []),
    "left-of-every-heading": ("  Task  Eval  Today\nx  4 min  9 min", []),
    "no-comparison": ("Task | Sets | Load\nbike | 6 min | L3", ["6 min"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), TABLES.values(), ids=TABLES)
def test_only_today_counts(text, words, read_times):
    assert [t[0] for t in read_times(text)] == words
