"""``auditor units``: its table and reasons, its values for programs, and what it refuses."""

import json

import pytest

from cli.running import run


def values(*arguments):
    return json.loads(run("units", *arguments, "--format", "json").out)


def text(*arguments):
    return run("units", *arguments, "--date", "2026-03-04").out


TOTALS = {
    "by either": (("97530=23", "97110=15"), {"medicare": 3, "rule_of_eights": 3}),
    "apart": (("97530=20", "97110=20"), {"medicare": 3, "rule_of_eights": 2}),
    "given twice": (("97530=10", "97530=13"), {"medicare": 2, "rule_of_eights": 2}),
    "blocks of one code": (("97530=10+13",), {"medicare": 2, "rule_of_eights": 2}),
    "untimed beside": (("97530=23", "97010=15"), {"medicare": 2, "rule_of_eights": 2}),
    "rest left out": (("97530=7", "rest=5"), {"medicare": 0, "rule_of_eights": 0}),
    "disciplines apart": (("pt:97530=7", "ot:97535=7"), {"medicare": 0, "rule_of_eights": 0}),
    "untimed alone": (("97010=15",), {"medicare": None, "rule_of_eights": None}),
}


@pytest.mark.parametrize(("minutes", "totals"), TOTALS.values(), ids=TOTALS)
def test_units_are_counted_by_both_methods(minutes, totals):
    found = values(*minutes)["methods"]
    assert {name: count["total"] for name, count in found.items()} == totals


def test_the_units_are_the_records():
    note = "97530 x 23 min: car transfers, min A. 97110 x 15 min: LAQ 3x10.\nJ. Doe, PT"
    (record,) = run("hook", "--claim", "97530=2", "--payer", "aetna", stdin=note.encode()).rows
    found = values("97530=23", "97110=15", "--billed", "97530=2", "--payer", "aetna")
    assert {key: found[key] for key in record["units"]} == record["units"]


def test_the_page_shows_table_reasons_and_bill():
    shown = text("97530=23", "97110=15", "--billed", "97530=2", "--payer", "aetna")
    assert shown.splitlines() == [
        "Aetna on 2026-03-04: rule of eights, each code alone.",
        "",
        "                                                 full  left   one",
        "code   service                          minutes   15s  over  more  units  billed",
        "97530  practice of whole functional          23     1     8   yes      2       2",
        "       tasks",
        "97110  exercise for strength,                15     1     0    no      1       0",
        "       endurance or motion",
        "timed                                        38     2           1      3       2",
        "",
        "97530: 23 minutes on their own are 1 x 15; 8 left over are 8 or more and make",
        "  one more: 2 units.",
        "97110: 15 minutes on their own are 1 x 15: 1 unit.",
        "The 8-minute rule (on the total) gives 3 units (97110x1, 97530x2), the same.",
        "  Aetna counts by the rule of eights.",
        "",
        "97110: 0 billed, the minutes support 1",
        "in all: 2 billed, the minutes support 3",
        "",
        "Aetna takes 4 units of 97530 and 97110 in one visit; the minutes come to 3.",
    ]


# Arguments, and words that the page then holds.
SAID = {
    "the manual's fourth example": (
        ("97110=18", "97140=13", "97116=10", "97035=8"),
        (
            "18 + 13 + 10 + 8 = 49 timed minutes make 3 units, as 38 to 52 minutes do: (49 + 7) /"
            " 15, rounded down. Whole fifteens take 1 of them: 97110 1. 2 are left and go one "
            "each to the most minutes left over: 97140 (13) and 97116 (10). 97035 "
            "with 8 left and 97110 with 3 left get none; their minutes stay in the note. The rule "
            "of eights (each code on its own) gives 4 units (97035x1, 97110x1, 97116x1, 97140x1)."
            " Medicare Part B counts by the 8-minute rule."
        ),
    ),
    "a tie of two": (
        ("97530=20", "97110=20"),
        (
            "1 is left and goes to either of 97110 and 97530: each has 5 minutes left. The "
            "clinician may choose; any choice is right. Equally right: 97110x2, 97530x1 or "
            "97110x1, 97530x2."
        ),
    ),
    "a tie of three": (
        ("97112=7", "97110=7", "97140=7"),
        "No code has whole 15 minutes. 1 is left and goes to any one of 97110, 97112 and 97140",
    ),
    "one sure and two tied": (
        ("97530=14", "97110=9", "97112=9"),
        (
            "2 are left and go one each to the most minutes left over: 97530 (14). The "
            "other goes to either of 97110 and 97112"
        ),
    ),
    "too few": (("97530=7",), "7 timed minutes make no unit: 8 are the least."),
    "nothing left": (
        ("97530=15", "97110=15"),
        "Whole fifteens take all of them: 97530 1 and 97110 1. The rule",
    ),
    "untimed": (
        ("97530=15", "97150=25"),
        (
            "97150 is one unit, however long: its minutes count only in the total treatment time,"
            " 40 minutes."
        ),
    ),
    "counted otherwise": (("97545=120",), "97545 counts the first two hours"),
    "a service of two codes": (("97129=38",), "15 + 23 = 38 timed minutes make 3 units"),
    "a day's limit": (
        ("97112=75",),
        "Medicare Part B takes 4 of 97112 a day; the minutes come to 5",
    ),
    "never paid": (("97010=10",), "Medicare Part B does not pay 97010 by itself."),
    "rest": (("97530=15", "rest=5"), "5 minutes of rest or other unbillable time left out."),
    "whole fifteens and midpoint": (
        ("pt:97110=13+23a", "pt:97140=30"),
        (
            "97110: 1 with CQ (all 15 minutes by the assistant) and 1 without CQ (the therapist "
            "gave 13 minutes of it, 8 or more)."
        ),
    ),
    "two-unit rule": (
        ("ot:97530=12+14a",),
        (
            "97530: 1 without CO (12 minutes, the therapist's of two units left over) and 1 with "
            "CO (14 minutes, the assistant's of two units left over)."
        ),
    ),
    "share": (
        ("97530=7+7a",),
        "97530: 1 with CQ/CO (7 of 14 minutes are the assistant's, more than 10%).",
    ),
    "tie of a therapist's and an assistant's code": (
        ("pt:97530=11", "pt:97110=11a"),
        "97110, where it gets 1: 1 with CQ (all 11 minutes by the assistant).",
    ),
    "short test": (
        ("97150=22+3a",),
        (
            "97150: 1 with CQ/CO (3 of 25 minutes are the assistant's, more than 10%); or 1 "
            "without CQ/CO (by the short test, which asks for 4 of 25)."
        ),
    ),
    "together": (("pt:97530=15b",), "97530: 1 without CQ (all 15 minutes by the therapist)."),
    "an assistant cannot evaluate": (
        ("pt:97161=20a",),
        "97161: an assistant may not evaluate; CQ does not mend that.",
    ),
    "no assistant's modifier": (("slp:97129=15a",), "SLP has no assistant's modifier."),
    "a payer not known to ask": (
        ("pt:97530=15a", "--payer", "commercial"),
        "is not known here to ask for CQ; by Medicare's test it would stand as follows.",
    ),
}


@pytest.mark.parametrize(("arguments", "words"), SAID.values(), ids=SAID)
def test_reasons_are_given_in_words(arguments, words):
    assert words in " ".join(text(*arguments).split())


BILLED = {
    "right": (("pt:97530=12+14a",), "97530-GP=1 97530-GP-CQ=1", []),
    "no modifier": (
        ("pt:97530=12+14a",),
        "97530-GP=2",
        ["97530: 0 billed with CQ, 1 by the minutes"],
    ),
    "one too many": (
        ("pt:97530=12+14a",),
        "97530-GP-CQ=2",
        ["97530: 2 billed with CQ, 1 by the minutes"],
    ),
    "either of a tie": (("pt:97530=11", "pt:97110=11a"), "97110-GP-CQ=1", []),
    "the other of it": (("pt:97530=11", "pt:97110=11a"), "97530-GP=1", []),
    "modifiers not asked": (("pt:97530=15a", "--payer", "commercial"), "97530-GP=1", []),
    "an untimed code twice": (
        ("97530=15", "97150=20"),
        "97530=1 97150=2",
        ["97150: 2 billed, a code that counts no time is one"],
    ),
    "an untimed code not given": (
        ("97530=15",),
        "97530=1 97150=1",
        ["97150: 1 billed, no minutes of it are given"],
    ),
    "an evaluation by an assistant": (
        ("pt:97161=20a",),
        "97161-GP-CQ=1",
        ["97161: billed with CQ, and an assistant may not evaluate"],
    ),
    "each discipline's own": (
        ("pt:97530=15", "ot:97530=30"),
        "97530-GP=2 97530-GO=2",
        ["97530: 2 billed, the minutes support 1", "in all: 2 billed, the minutes support 1"],
    ),
}


@pytest.mark.parametrize(("minutes", "billed", "differences"), BILLED.values(), ids=BILLED)
def test_a_bill_is_laid_beside_the_minutes(minutes, billed, differences):
    found = values(*minutes, "--billed", billed, "--date", "2026-03-04")["disciplines"]
    assert [said for one in found for said in one["differences"]] == differences


def test_before_the_modifiers_none_is_asked():
    shown = run("units", "97530=15a", "--date", "12/31/2019").out
    assert "CQ and CO are asked for since 2020-01-01: no line of this day bears one." in shown


def test_each_discipline_has_its_table_and_the_day_its_sum():
    found = values("pt:97530=20", "ot:97535=20", "ot:97530=20")
    assert [one["discipline"] for one in found["disciplines"]] == ["PT", "OT"]
    assert found["timed_minutes"] == 60
    assert found["methods"]["medicare"] == {
        "total": 4,
        "by_code": {"97530": 3, "97535": 1},
        "ties": [{"97530": 2, "97535": 2}],
    }
    shown = text("pt:97530=20", "ot:97535=20").splitlines()
    assert {"PT", "OT"} <= set(shown)
    assert "Each discipline's minutes are counted by themselves." in shown


def test_a_row_has_its_values():
    (found,) = values("pt:97530=12+14a+3b", "--date", "2026-03-04")["disciplines"]
    (row,) = found["codes"]
    assert row == {
        "code": "97530",
        "name": "practice of whole functional tasks",
        "timed": True,
        "minutes": 29,
        "therapist_minutes": 12,
        "assistant_minutes": 14,
        "together_minutes": 3,
        "full_units": 1,
        "minutes_left": 14,
        "units": [2],
        "most_a_day": 6,
        "assistant_modifier": [{"with": 1, "without": 1}],
    }


def test_on_a_narrow_page_services_are_named_below():
    shown = text("pt:97530=12+14a", "pt:97110=10+5b", "--billed", "97530=2 97110=1").splitlines()
    assert "97530: practice of whole functional tasks" in shown


def test_a_terminal_gets_a_drawn_table_in_colour():
    shown = run("units", "97530=23", "--color").out
    assert "\x1b[1m" in shown
    assert "───" in shown
    assert "\x1b[" not in run("units", "97530=23", "--no-color").out


WRONG = {
    "no minutes": (("97530",), "'97530' must be a code and its minutes, as in 97530=23"),
    "words": (("97530=abc",), "97530=abc: minutes are whole numbers, as in 97530=23 or"),
    "nothing behind": (("97530=",), "97530=: minutes are whole numbers"),
    "negative": (("97530=-5",), "97530=-5: minutes must not be negative"),
    "fractional": (("97530=7.5",), "97530=7.5: give whole minutes"),
    "by a slash": (("97530=12/14",), "97530=12/14: say who gave which minutes: 97530=12+14a is"),
    "more than a day": (("97530=1441",), "97530=1441: a day has 1440 minutes"),
    "more than a day in all": (("97530=1000", "97110=1000"), "2000 minutes are more than a day"),
    "absurd": (("97530=99999999999",), "97530=99999999999: a day has 1440 minutes"),
    "unknown code": (("99999=15",), "99999 is no therapy code known here"),
    "nearly a code": (("97539=15",), "97539 is no therapy code known here; did you mean 975"),
    "unknown discipline": (("xx:97530=15",), "xx:97530=15: the discipline is pt, ot or slp"),
    "half with a discipline": (
        ("pt:97530=15", "97110=15"),
        "some minutes have a discipline and some have none",
    ),
    "rest alone": (("rest=5",), "no minutes to count"),
    "whose first unit": (("97129=20a+10",), "97129 and 97130: give the minutes of each, so that"),
    "bill without units": (
        ("97530=15", "--billed", "97530"),
        "--billed: must be codes and their units, as in 97530=2",
    ),
    "negative units": (("97530=15", "--billed", "97530=-2"), "--billed: must be codes and"),
    "fractional units": (("97530=15", "--billed", "97530=1.5"), "--billed: must be codes and"),
    "absurd units": (("97530=15", "--billed", "97530=97"), "--billed: 97530: a day holds no more"),
    "unknown code billed": (("97530=15", "--billed", "99999=1"), "--billed: 99999 is no therapy"),
    "whose line": (
        ("pt:97530=15", "ot:97535=15", "--billed", "97530=1"),
        "--billed: 97530: say whose line it is, as in 97530-GP=2",
    ),
    "another's line": (
        ("pt:97530=15", "--billed", "97530-GO=1"),
        "--billed: 97530: no minutes of OT are given",
    ),
    "two owners": (
        ("pt:97530=15", "--billed", "97530-GP-GO=1"),
        "--billed: 97530 speaks of OT and PT",
    ),
    "unknown payer": (("97530=15", "--payer", "nobody"), "--payer: no pack is held for this payer"),
    "no date": (("97530=15", "--date", "soon"), "--date: must be a date such as 2026-03-04"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_counted_is_named_in_one_line(arguments, said):
    ended = run("units", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"auditor: {said}")
    assert ended.err.count("\n") == 1


def test_each_mistake_has_a_line_of_its_own():
    ended = run("units", "97530=-5", "99999=15", "97110=15")
    assert ended.code == 2
    assert ended.err.splitlines() == [
        "auditor: 97530=-5: minutes must not be negative",
        "auditor: 99999 is no therapy code known here",
    ]


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2018-03-04", "known from 2019-01-01 on"),
        ("2026-03-04", ""),
        ("2028-03-04", "known until 2026-12-31"),
    ],
)
def test_a_day_outside_the_payers_facts_is_told(day, known):
    ended = run("units", "97530=15", "--date", day)
    assert ended.code == 0
    assert known in ended.err
    assert bool(known) == bool(ended.err)
