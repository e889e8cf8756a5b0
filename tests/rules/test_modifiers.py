"""The modifier rules over lines, signers and pairs."""

import pytest

from auditor.rules.registry import RULES
from built import found, told, visit

TEXT = "Car transfers x4. J. Doe, signed. M. Roe, co-signed."


def note(claim, *credentials, text=TEXT, **facts):
    signed = dict(zip(("J. Doe", "M. Roe"), credentials, strict=False))
    return visit(text, claim=claim, signed=signed, **facts)


@pytest.mark.parametrize(
    ("rule", "claim", "signed", "expected"),
    [
        ("MOD101", "97530=1", (), [None]),
        ("MOD101", "97530-gp=1", (), []),
        ("MOD101", "97129=1", (), []),
        ("MOD101", "99999=1", (), []),
        ("MOD101", "97530-GP=1 97110=1 97110=1", (), [None]),
        ("MOD102", "97530-GP=1", ("OTR/L",), ["J. Doe"]),
        ("MOD102", "97530-GO=1", ("OTR/L",), []),
        ("MOD102", "97530-GO=1", ("COTA/L",), []),
        ("MOD102", "97530-GP=1", ("OTR/L", "PT"), []),
        ("MOD102", "97530-GP=1", (), []),
        ("MOD102", "97530-GP=1", ("CHT",), []),
        ("MOD103", "97530-GP-GO=1", (), [None]),
        ("MOD103", "97530-GP-CQ=1", (), []),
        ("MOD104", "97530-GP=1", ("PTA",), ["J. Doe"]),
        ("MOD104", "97530-GP-CQ=1 97110-GP=1", ("PTA",), ["J. Doe"]),
        ("MOD104", "97530-GP-CQ=1", ("PTA",), []),
        ("MOD104", "97530-GP=1", ("PTA", "PT"), []),
        ("MOD104", "97530-GP=1", ("PT",), []),
        ("MOD104", "97530-GP=1", ("SPTA",), []),
        ("MOD104", "97530-GO=1", ("COTA/L",), ["J. Doe"]),
        ("MOD105", "97530-GP-CQ=1", ("PT",), ["J. Doe"]),
        ("MOD105", "97530-GP-CQ=1", ("PTA",), []),
        ("MOD105", "97530-GP-CQ=1", ("PT", "PTA"), []),
        ("MOD105", "97530-GP=1", ("PT",), []),
        ("MOD106", "97530-GO-CQ=1", (), [None]),
        ("MOD106", "97530-GP-CO=1", (), [None]),
        ("MOD106", "97530-CQ=1", (), []),
        ("MOD106", "97530-CQ-CO=1", (), [None]),
        ("MOD106", "97530-GP-CQ=1", (), []),
        ("MOD107", "97530-KX-GZ=1", (), [None]),
        ("MOD107", "97530-KX=1 97110-GA=1", (), []),
    ],
)
def test_modifiers_of_discipline_and_signer(rule, claim, signed, expected):
    assert found(RULES.find(rule), note(claim, *signed)) == expected


def test_a_note_that_speaks_of_an_assistant_may_bear_the_modifier():
    made = note("97530-GP-CQ=1", "PT", text=TEXT + " Treated with the PTA.")
    assert found(RULES.find("MOD105"), made) == []


def test_each_code_is_named_once():
    assert told(RULES.find("MOD101"), note("97530=1 97110=1 97530=1")) == ["97530, 97110"]


@pytest.mark.parametrize(
    ("rule", "day", "payer", "severity"),
    [
        ("MOD104", "2019-12-31", "medicare", None),
        ("MOD104", "2020-01-01", "medicare", "error"),
        ("MOD104", "2026-03-04", "commercial", None),
        ("MOD201", "2026-03-04", "medicare", "warning"),
        ("MOD201", "2022-03-04", "medicare", "warning"),
        ("MOD202", "2026-03-04", "commercial", None),
        ("MOD101", "2026-03-04", "medicare", "error"),
        ("MOD101", "2026-03-04", "commercial", None),
    ],
)
def test_only_a_payer_who_asks_hears_of_it(rule, day, payer, severity):
    made = note("97530-GP=1", "PTA", day=day, payer=payer)
    assert RULES.find(rule).severity(made) == severity


PAIR = "97530: car. 97140: mobs. 97150: group of 4. 97542: w/c. 95851: ROM."
CODES = {c: c for c in ("97530", "97140", "97150", "97542", "95851")}


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        pytest.param("97530-59=1 97140=1", {"MOD201": ["97530"]}, id="no edit between them"),
        pytest.param("97530=1 97140-XU=1", {"MOD201": ["97140"]}, id="nor with XU"),
        pytest.param("97530-59=1", {"MOD201": ["97530"]}, id="nothing to tell it apart from"),
        pytest.param("97530=1 97140=1", {}, id="none is needed"),
        pytest.param("97530=1 97150=1", {"MOD202": ["97530"]}, id="the individual one is denied"),
        pytest.param("97530-59=1 97150=1", {}, id="told apart"),
        pytest.param("97530=1 97150-59=1", {}, id="on either line"),
        pytest.param("97530=1 97542=1", {"MOD202": ["97542"]}, id="the wheelchair is denied"),
        pytest.param("97530=1 95851-59=1", {"MOD203": ["95851"]}, id="no modifier helps"),
        pytest.param(
            "97530=1 97542-59=1 97140-59=1", {"MOD201": ["97140"]}, id="one is right, one not"
        ),
    ],
)
def test_pairs_of_the_day(claim, expected):
    made = visit(PAIR, claim=claim, codes=CODES)
    rules = ("MOD201", "MOD202", "MOD203")
    assert {c: h for c in rules if (h := found(RULES.find(c), made))} == expected
