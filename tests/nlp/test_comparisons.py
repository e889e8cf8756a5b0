"""Tables that compare days hold the minutes of this session in the column of today alone."""

import pytest

TABLES = {
    "bars": (
        "Task | Eval | Today\ncrawl | 2 min | 6 min\nkneel | 1 min | 4 min",
        ["6 min", "4 min"],
    ),
    "blanks": (
        "Demand     Required    Initial    Today\noverhead   10 min      3 min      7 min",
        [],
    ),
    "two-blanks": ("            9/14       TODAY\nsit         4 min      9 min", ["9 min"]),
    "base": ("Task    BASE 9/14    TODAY\nsort    4 min        9 min", ["9 min"]),
    "bars-no-first-head": ("         | last 9/16 | today\nbike     | 5 min     | 8 min", ["8 min"]),
    "date-of-the-note": ("Water 91F | Lane 2 | Fri 2/13/26\ndeep | bike | 5 min", ["5 min"]),
    "ends-at-minutes": ("     8/21    TODAY\nbike  --     done\nTE 19   TA 15   timed 34",
        ["TE 19", "TA 15", "timed 34"]),
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
