"""The unit rules over the vectors where the ways of counting part."""

import pytest

from auditor.rules.registry import RULES
from built import found, told, visit

TEXT = "97530 {} min, 97110 {} min, 97140 {} min. Car transfers, LAQ, mobs."
OVER, UNDER, WRONG = "UNI101", "UNI102", "UNI103"
DIFFER, FEW = "UNI104", "UNI105"
CODES = ("97530", "97110", "97140")


def note(minutes, billed, payer="medicare", **facts):
    """A visit with so many minutes and units of each of the three codes; 0 for none."""
    text = TEXT.format(*minutes)
    given = {c: f"{c} {m}" for c, m in zip(CODES, minutes, strict=True) if m}
    claim = " ".join(f"{c}={n}" for c, n in zip(CODES, billed, strict=True) if n)
    return visit(text, claim=claim, minutes=given, payer=payer, **facts)


def fired(made):
    return [code for code in (OVER, UNDER, WRONG, FEW) if found(RULES.find(code), made)]


@pytest.mark.parametrize(
    ("minutes", "billed", "medicare", "commercial"),
    [
        pytest.param((8, 0, 0), (1, 0, 0), [], [], id="the least minutes of a unit"),
        pytest.param((7, 0, 0), (1, 0, 0), [OVER, FEW], [OVER, FEW], id="one minute short"),
        pytest.param((22, 0, 0), (2, 0, 0), [OVER], [OVER], id="22 are one"),
        pytest.param((23, 0, 0), (2, 0, 0), [], [], id="23 are two"),
        pytest.param((23, 0, 0), (1, 0, 0), [UNDER], [UNDER], id="one of two"),
        pytest.param((10, 10, 0), (1, 1, 0), [OVER], [], id="D1: pooled they are one"),
        pytest.param((10, 10, 0), (0, 1, 0), [], [UNDER], id="D1: either, for medicare"),
        pytest.param((7, 33, 0), (1, 2, 0), [], [OVER, FEW], id="D4: seven earn one, pooled"),
        pytest.param((20, 20, 20), (1, 1, 2), [], [OVER], id="D7: any tie is right"),
        pytest.param((20, 20, 20), (2, 1, 1), [], [OVER], id="D7: any tie is right, the other"),
        pytest.param((20, 20, 20), (3, 1, 0), [WRONG], [OVER], id="more than any tie gives"),
        pytest.param((30, 22, 0), (2, 1, 0), [], [], id="M12"),
        pytest.param((30, 22, 0), (1, 2, 0), [WRONG], [WRONG], id="M12 the other way round"),
        pytest.param((16, 7, 15), (1, 1, 1), [], [OVER, FEW], id="M10: the seven have most left"),
        pytest.param((5, 30, 0), (1, 2, 0), [OVER, FEW], [OVER, FEW], id="five earn none"),
        pytest.param((5, 30, 0), (1, 1, 0), [FEW], [FEW], id="five earn none, though two are due"),
    ],
)
def test_units_stand_on_the_minutes_by_the_payers_method(minutes, billed, medicare, commercial):
    assert fired(note(minutes, billed)) == medicare
    assert fired(note(minutes, billed, payer="commercial")) == commercial


def test_the_hit_points_at_the_minutes_and_counts():
    made = note((15, 0, 0), (2, 0, 0))
    assert found(RULES.find(OVER), made) == ["97530 15"]
    assert told(RULES.find(OVER), made) == ["2 billed, 1 supported by 15 timed minutes"]


def test_a_stated_total_alone_is_enough_for_the_total():
    text = "Car transfers, LAQ. Timed 31 min"
    made = visit(text, claim="97530=2 97110=1", timed="Timed 31 min")
    assert found(RULES.find(OVER), made) == ["Timed 31 min"]
    assert found(RULES.find(WRONG), made) == []


@pytest.mark.parametrize(
    ("timed", "minutes", "billed", "expected"),
    [
        pytest.param(
            "Timed 53", {"97530": "97530 30"}, "97530=3", [], id="more stated than summed"
        ),
        pytest.param(
            "Timed 20", {"97530": "97530 30"}, "97530=2", [], id="less stated than summed"
        ),
        pytest.param("Timed 20", {"97530": "97530 30"}, "97530=3", [OVER], id="more than either"),
        pytest.param("x 16", {"97750": "97750 x 16"}, "97750=16", [], id="units read as minutes"),
    ],
)
def test_minutes_in_doubt_accuse_nobody(timed, minutes, billed, expected):
    text = "97530 30 min. 97750 x 16. Timed 53, Timed 20."
    made = visit(text, claim=billed, minutes=minutes, timed=None if timed == "x 16" else timed)
    assert fired(made) == expected


@pytest.mark.parametrize(
    ("minutes", "of_payer", "expected"),
    [
        ((10, 10, 0), None, ["97530 10"]),
        ((10, 10, 0), "medicare", []),
        ((15, 15, 0), None, []),
        ((53, 0, 0), None, []),
    ],
)
def test_the_ways_of_counting_are_compared_where_no_payer_is_given(minutes, of_payer, expected):
    billed = tuple(1 if m else 0 for m in minutes)
    assert found(RULES.find(DIFFER), note(minutes, billed, of_payer=of_payer)) == expected


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        pytest.param("Car transfers. LAQ.", {}, [], id="no time at all is another rule's matter"),
        pytest.param(
            "97530 20 min: car. 97110: LAQ.",
            {"minutes": {"97530": "97530 20"}, "codes": {"97110": "97110"}},
            ["97110"],
            id="one code has none",
        ),
        pytest.param(
            "97530 20 min: car. LAQ.", {"minutes": {"97530": "97530 20"}}, [], id="never named"
        ),
        pytest.param(
            "97530 20 min: car. 97110 15: LAQ.",
            {"minutes": {"97530": "97530 20"}, "codes": {"97110": "97110"}},
            [],
            id="a number that was not read",
        ),
    ],
)
def test_one_code_without_minutes(text, facts, expected):
    made = visit(text, claim="97530=1 97110=1", **facts)
    assert found(RULES.find("UNI111"), made) == expected


@pytest.mark.parametrize(
    ("claim", "payer", "expected"),
    [
        pytest.param("97530=4", "medicare", ["Total 45"], id="four need 53 minutes"),
        pytest.param("97530=3", "medicare", [], id="three need 38"),
        pytest.param("97530=2 97110=2", "commercial", ["Total 45"], id="two and two need 46"),
        pytest.param("97530=1 97110=1 97140=1", "commercial", [], id="three codes need 24"),
    ],
)
def test_more_units_than_the_session_could_hold(claim, payer, expected):
    made = visit("Car transfers. Total 45 min", claim=claim, payer=payer, treated="Total 45")
    assert found(RULES.find("UNI112"), made) == expected


@pytest.mark.parametrize(
    ("rule", "claim", "payer", "expected"),
    [
        ("UNI113", "97530=7", "medicare", [None]),
        ("UNI113", "97530=6", "medicare", []),
        ("UNI113", "97530-GP=4 97530-GP-CQ=3", "medicare", [None]),
        ("UNI113", "97010=2", "medicare", []),
        ("UNI113", "97530=5", "aetna", []),
        ("UNI115", "97530=5", "aetna", [None]),
        ("UNI115", "97530=2 97110=2 97140=1", "aetna", [None]),
        ("UNI115", "97530=2 97110=2 97161=1", "aetna", []),
        ("UNI115", "97530=4 97110=2", "anthem", []),
        ("UNI115", "97530=1 97110=3 97112=2", "anthem", [None]),
        ("UNI115", "97530=5", "medicare", []),
        ("UNI114", "G0283=2", "commercial", [None]),
        ("UNI114", "97162=2", "commercial", [None]),
        ("UNI114", "97150=2", "commercial", [None]),
        ("UNI114", "97551=2", "commercial", []),
        ("UNI114", "97530=2", "commercial", []),
        ("UNI114", "G0283=2", "medicare", []),
    ],
)
def test_limits_of_a_day(rule, claim, payer, expected):
    assert found(RULES.find(rule), visit("Car transfers.", claim=claim, payer=payer)) == expected


def test_a_limit_is_nobodys_matter_where_the_payer_has_none():
    rule = RULES.find("UNI113")
    assert rule.severity(visit("Car transfers.", claim="97530=9", payer="commercial")) is None
