"""Rules of code pairs and of 59 and X{EPSU}: what they say, of which day, and what never."""

import re
from dataclasses import replace

import pytest

from auditor.model import Severity, Time, TimeKind
from auditor.rules.registry import RULES
from built import at, found, told, visit

TEXT = (
    "97530: car. 97110: LAQ. 97140: mobs. 97150: group of 4. 97542: w/c. 95851: ROM. 97116: gait. "
    "In 9:00, out 9:40. J. Doe, signed. M. Roe, signed."
)
CODES = {c: c for c in ("97530", "97110", "97140", "97150", "97542", "95851", "97116")}
PAIR_RULES = ("MOD201", "MOD202", "MOD203", "MOD205", "MOD206", "MOD207", "MOD208")


def note(claim, **facts):
    return visit(TEXT, claim=claim, codes=CODES, **facts)


def fired(made, rules=PAIR_RULES):
    return {c: hits for c in rules if (hits := found(RULES.find(c), made))}


CLAIMS = {
    "no edit, no modifier": ("97530=1 97110=1 97140=1 97116=1", {}),
    "unneeded beside exercise": ("97530-59=1 97110=1", {"MOD201": ["97530"]}),
    "unneeded beside hands-on work": ("97530=1 97140-XS=1", {"MOD201": ["97140"]}),
    "alone on the claim": ("97530-59=1", {"MOD201": ["97530"]}),
    "alone, of a code that is not held": ("98975-59=1", {}),
    "one code of the day is not held": (
        "97530-59=1 97110=1 98985=1",
        {"MOD206": [None]},
    ),
    "not told apart": ("97530=1 97150=1", {"MOD202": ["97530"]}),
    "told apart on the second": ("97530-XU=1 97150=1", {}),
    "told apart on the first": ("97530=1 97150-59=1", {}),
    "needed for one of two": ("97530-59=1 97150=1 97110-59=1", {}),
    "never paid": ("97530=1 95851=1", {"MOD203": ["95851"]}),
    "never paid, with 59": ("97530=1 95851-59=1", {"MOD203": ["95851"], "MOD205": ["95851"]}),
    "never paid, with 59 on both": (
        "97530-59=1 95851-XU=1",
        {"MOD203": ["95851"], "MOD205": ["97530", "95851"]},
    ),
    "never paid, 59 for another code": (
        "97530-59=1 95851=1 97150=1",
        {"MOD203": ["95851", "95851"]},
    ),
    "never paid, 59 perhaps for another code": (
        "97530-59=1 95851=1 98985=1",
        {"MOD203": ["95851"], "MOD206": [None]},
    ),
    "59 and an X": ("97530-59-XU=1 97150=1", {"MOD207": ["97530"]}),
    "two X": ("97530-XE-XS=1 97150=1", {"MOD207": ["97530"]}),
    "59 twice": ("97530-59-59=1 97150=1", {}),
    "on both of a pair": ("97530-59=1 97542-59=1", {"MOD208": [None]}),
    "on all, none needed": (
        "97530-59=1 97110-59=1",
        {"MOD201": ["97530", "97110"], "MOD208": [None]},
    ),
    "on all timed ones against a group": ("97530-59=1 97110-59=1 97150=1", {}),
    "on all, one not known": ("97530-59=1 97110-59=1 98985=1", {"MOD206": [None]}),
    "the same code on two lines": ("97530=1 97530-59=1 97110=1", {"MOD201": ["97530"]}),
    "two lines of one code with itself": ("97530=1 97530=1", {}),
}


@pytest.mark.parametrize(("claim", "expected"), CLAIMS.values(), ids=CLAIMS)
def test_what_is_said_of_a_claim(claim, expected):
    assert fired(note(claim)) == expected


@pytest.mark.parametrize("claim", ["97150-59=1 97530=1", "97530=1 97150-59=1"])
def test_the_order_of_the_lines_never_matters(claim):
    assert fired(note(claim)) == {}


# ---------------------------------------------------------------- the day

DAYS = {
    "2019, second line": ("2019-03-04", "97530=1 97116-59=1", {}),
    "2019, first line before it counted": (
        "2019-06-30",
        "97530-59=1 97116=1",
        {"MOD202": ["97116"]},
    ),
    "2019, first line from when it counted": ("2019-07-01", "97530-59=1 97116=1", {}),
    "2019, missing": ("2019-12-31", "97530=1 97116=1", {"MOD202": ["97116"]}),
    "2020, gone": ("2020-01-01", "97530-59=1 97116=1", {"MOD201": ["97530"]}),
    "2021, evaluation never stood": ("2021-03-04", "97161=1 97530=1", {}),
    "2021, not known": ("2021-03-04", "97530-59=1 97542=1", {"MOD206": [None]}),
    "2022, group": ("2022-03-04", "97530=1 97150=1", {"MOD202": ["97530"]}),
    "2022, exercise": ("2022-03-04", "97530-59=1 97110=1", {"MOD206": [None]}),
    "2022, hands-on": ("2022-03-04", "97530-59=1 97140=1", {"MOD201": ["97530"]}),
    "2018": ("2018-03-04", "97530-59=1 97110=1", {"MOD206": [None]}),
    "2018, alone": ("2018-03-04", "97530-59=1", {}),
    "2031": ("2031-03-04", "97530=1 97542=1", {"MOD202": ["97542"]}),
}


@pytest.mark.parametrize(("day", "claim", "expected"), DAYS.values(), ids=DAYS)
def test_a_claim_is_judged_by_what_is_known_of_its_day(day, claim, expected):
    assert fired(note(claim, day=day)) == expected


AGE = "practitioner table of 2024-07-01, 20 months before this date"
RECORD = "practitioner table of 2024-07-01, whose record of ended edits was read for this earlier "
DETAILS = {
    "MOD201": ("97530-59=1 97110=1", f"97530-59 ({AGE})"),
    "MOD202": ("97530=1 97150=1", f"97530 with 97150 ({AGE})"),
    "MOD203": ("97530=1 95851=1", f"95851 with 97530 ({AGE})"),
    "MOD205": ("97530=1 95851-59=1", f"95851-59: 95851 with 97530 ({AGE})"),
    "MOD206": ("97110=1 98975=1", f"97110 with 98975 ({AGE})"),
}


@pytest.mark.parametrize(("rule", "case"), DETAILS.items())
def test_the_table_and_its_age_stand_in_each_finding(rule, case):
    claim, detail = case
    assert told(RULES.find(rule), note(claim)) == [detail]


def test_of_an_earlier_day_the_finding_says_what_was_read():
    made = note("97530=1 97542=1", day="2021-03-04")
    assert told(RULES.find("MOD206"), made) == [f"97530 with 97542 ({RECORD}date)"]


def test_pairs_without_data_are_named_once_for_the_claim():
    made = note("97110=1 98975=1 98976=1 98977=1")
    (detail,) = told(RULES.find("MOD206"), made)
    assert detail.startswith("97110 with 98975, 97110 with 98976, 97110 with 98977 and 3 more (")


def test_of_a_code_nobody_knows_another_rule_speaks():
    assert fired(note("97530=1 99213=1")) == {}
    assert found(RULES.find("COD304"), note("97530=1 99213=1")) == [None]


def dated(claim, *days, **facts):
    made = note(claim, **facts)
    lines = [replace(x, date_of_service=d) for x, d in zip(made.note.claim, days, strict=True)]
    return replace(made, note=replace(made.note, claim=tuple(lines)))


TODAY, OTHER = "2026-03-04", "2026-03-05"
SEVERAL_DAYS = {
    "both of the day": ((TODAY, TODAY), TODAY, ["97530"]),
    "neither says": ((None, None), TODAY, ["97530"]),
    "one says": ((TODAY, None), TODAY, ["97530"]),
    "one of another day": ((TODAY, OTHER), TODAY, []),
    "both of another day": ((OTHER, OTHER), TODAY, []),
    "the visit's day is not known": ((TODAY, OTHER), None, []),
    "nor is it, but both are of one": ((TODAY, TODAY), None, ["97530"]),
}


@pytest.mark.parametrize(
    ("days", "day", "expected"), SEVERAL_DAYS.values(), ids=SEVERAL_DAYS.keys()
)
def test_lines_of_different_days_do_not_pair(days, day, expected):
    assert found(RULES.find("MOD202"), dated("97530=1 97150=1", *days, day=day)) == expected


def test_a_modifier_of_another_day_is_not_judged_with_this_days_lines():
    assert fired(dated("97530=1 97110-59=1", TODAY, OTHER)) == {}


def test_a_bare_line_of_another_day_does_not_excuse_a_modifier_on_every_line():
    made = dated("97530-59=1 97542-59=1 97110=1", TODAY, TODAY, OTHER)
    assert fired(made, ("MOD208",)) == {"MOD208": [None]}


def test_a_modifier_of_another_day_tells_nothing_apart():
    made = dated("97530=1 97150=1 97150-59=1", TODAY, TODAY, OTHER)
    assert found(RULES.find("MOD202"), made) == ["97530"]


# ---------------------------------------------------------------- the payer


@pytest.mark.parametrize("payer", ["medicaid", "commercial", "workers-comp", "aetna"])
@pytest.mark.parametrize("rule", [*PAIR_RULES, "MOD204", "MOD209", "MOD210"])
def test_a_payer_without_edits_hears_of_none(rule, payer):
    made = note("97530-59=1 97150=1", payer=payer)
    assert RULES.find(rule).severity(made) is None


PAYERS = {
    "own pair": ("97530=1 97140=1", {"MOD202": ["97530"]}),
    "own pair, told apart": ("97530-59=1 97140=1", {}),
    "nothing known of others": ("97530-59=1 97110=1", {}),
    "nor of one code alone": ("97530-59=1", {}),
}


@pytest.mark.parametrize(("claim", "expected"), PAYERS.values(), ids=PAYERS)
def test_a_payer_with_one_pair_of_its_own(claim, expected):
    assert fired(note(claim, payer="anthem")) == expected


def test_what_is_not_known_is_for_information():
    assert RULES.find("MOD206").severity(note("97110=1 98975=1")) is Severity.INFO


# ---------------------------------------------------------------- XE and XP


def clocked(claim, *clocks, signed=None, codes=CODES):
    made = visit(TEXT, claim=claim, codes=codes, signed=signed or {})
    kinds = (TimeKind.START, TimeKind.STOP)
    times = [Time(at(TEXT, w), kinds[n % 2], clock=f"0{w}") for n, w in enumerate(clocks)]
    return replace(made, times=tuple(times))


def test_another_encounter_needs_another_session():
    made = clocked("97530=1 97542-XE=1", "9:00", "9:40")
    assert found(RULES.find("MOD209"), made) == ["9:00"]
    assert told(RULES.find("MOD209"), made) == ["97542-XE"]


NO_OTHER_SESSION = {
    "59 gives no reason": clocked("97530=1 97542-59=1", "9:00", "9:40"),
    "no clock": clocked("97530=1 97542-XE=1"),
    "no stop": clocked("97530=1 97542-XE=1", "9:00"),
    "a code the note does not name": clocked("97530=1 97535-XE=1", "9:00", "9:40"),
    "one code": clocked("97530=1 97530-XE=1", "9:00", "9:40"),
}


@pytest.mark.parametrize("made", NO_OTHER_SESSION.values(), ids=NO_OTHER_SESSION.keys())
def test_nothing_is_said_of_an_encounter_where_the_note_leaves_it_open(made):
    assert found(RULES.find("MOD209"), made) == []


ONE, BOTH = {"J. Doe": "PT"}, {"J. Doe": "PT", "M. Roe": "PTA"}


def test_another_practitioner_signs_too():
    made = clocked("97530=1 97542-XP=1", signed=ONE)
    assert found(RULES.find("MOD210"), made) == ["J. Doe"]


def of_two(made):
    lines = (replace(x, clinician=str(n)) for n, x in enumerate(made.note.claim))
    return replace(made, note=replace(made.note, claim=tuple(lines)))


NO_SIGNER_ALONE = {
    "two signed": clocked("97530=1 97542-XP=1", signed=BOTH),
    "nobody signed": clocked("97530=1 97542-XP=1"),
    "two disciplines": clocked("97530-GP=1 97542-GO-XP=1", signed=ONE),
    "two clinicians on the claim": of_two(clocked("97530=1 97542-XP=1", signed=ONE)),
    "a code the note does not name": clocked("97530=1 97535-XP=1", signed=ONE),
    "XS": clocked("97530=1 97542-XS=1", signed=ONE),
}


@pytest.mark.parametrize("made", NO_SIGNER_ALONE.values(), ids=NO_SIGNER_ALONE.keys())
def test_nothing_is_said_of_a_practitioner_where_the_note_leaves_it_open(made):
    assert found(RULES.find("MOD210"), made) == []


# ---------------------------------------------------------------- no automatic 59

DOING = (
    r"\b(?:add|append|attach|put|use|apply|bill|report|include|need|require|place|set)(?:s|ed)?\b"
)
MODIFIER = r"(?:\b59\b|\bX(?:\{|[EPSU]\b)|\bX modifiers?\b|\bthe modifier\b|\ba modifier\b)"
ORDER = re.compile(
    rf"{DOING}[^.?]{{0,30}}{MODIFIER}|{MODIFIER}[^.?]{{0,15}}\b(?:must|should)\b", re.IGNORECASE
)


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.code)
def test_nobody_is_told_to_add_59(rule):
    """Only the note can say that services were apart; a rule asks whether it does."""
    said = f"{rule.title} {rule.why} {rule.fix}"
    assert ORDER.findall(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "Add modifier 59.",
        "Append 59 to the second line.",
        "Was 97530 billed with 59?",
        "59 should stand there",
        "The line needs an X modifier",
    ],
)
def test_an_order_to_add_59_would_be_seen(said):
    assert ORDER.search(said)


def test_the_question_of_a_pair_is_whether_the_services_were_apart():
    fix = RULES.find("MOD202").fix
    assert "separate minutes" in fix
    assert "59" not in fix
