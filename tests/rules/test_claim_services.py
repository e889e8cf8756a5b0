"""The rules of billed codes that cannot stand together, on this day, under this discipline."""

from dataclasses import replace

import pytest

from auditor.model import PairTable
from auditor.rules.registry import RULES
from built import told, visit

TEXT = "Evaluation. Car transfers. J. Doe, PT"


def details(rule, claim, **facts):
    made = visit(TEXT, claim=claim, **facts)
    rule = RULES.find(rule)
    return told(rule, made) if rule.when(made) else []


ADDED = {
    "97130": "97129",
    "97546": "97545",
    "97551": "97550",
    "97598": "97597",
    "98981": "98980",
    "90913": "90912",
}


@pytest.mark.parametrize(("code", "first"), ADDED.items())
@pytest.mark.parametrize("payer", ["medicare", "commercial"])
def test_what_only_adds_needs_its_first_code(code, first, payer):
    assert details("CLM111", f"{code}=1 97530=1", payer=payer) == [f"{code} without {first}"]
    assert details("CLM111", f"{code}=1 {first}=1", payer=payer) == []
    assert details("CLM111", f"{first}=1", payer=payer) == []


LEVELS = {
    "two of PT": ("97161=1 97163=1", ["97161, 97163"]),
    "three of OT": ("97165=1 97166=1 97167=1", ["97165, 97166", "97165, 97166, 97167"]),
    "beside a code not known": ("97161=1 99999=1 97162=1", ["97161, 97162"]),
    "one of each discipline": ("97161=1 97165=1", []),
    "evaluation and re-evaluation": ("97161=1 97164=1", []),
    "one": ("97162=1", []),
    "needling of few and of many muscles": ("20560=1 20561=1", ["20560, 20561"]),
}


@pytest.mark.parametrize(("claim", "expected"), LEVELS.values(), ids=LEVELS)
def test_two_levels_of_one_service(claim, expected):
    assert details("CLM112", claim, payer="commercial") == expected


def test_two_levels_that_are_told_as_a_pair_are_not_told_again():
    assert details("CLM112", "97161=1 97162=1", payer="medicare") == []


def test_two_levels_are_told_where_the_pair_is_not_known():
    made = visit(TEXT, claim="97161=1 97162=1", payer="medicare")
    unknown = replace(made, demands=replace(made.demands, pairs=PairTable()))
    assert told(RULES.find("CLM112"), unknown) == ["97161, 97162"]


def test_two_levels_are_told_where_the_payer_asks_no_modifier_of_pairs():
    made = visit(TEXT, claim="97161=1 97162=1", payer="medicare")
    asked = made.demands.required - {"pair_modifier"}
    unasked = replace(made, demands=replace(made.demands, required=asked))
    assert told(RULES.find("CLM112"), unasked) == ["97161, 97162"]


FOREIGN = {
    "OT's code under PT": ("97165-GP=1", "PT", ["97165-GP: a code of OT"]),
    "PT's code under OT": ("97164-GO=1", "OTR/L", ["97164-GO: a code of PT"]),
    "nobody known": ("97165-GP=1", None, ["97165-GP: a code of OT"]),
    "the modifier is not the signer's either": ("97165-GP=1", "OTR/L", []),
    "no modifier, another signer": ("97165=1", "PT", ["97165: a code of OT"]),
    "no modifier, nobody known": ("97165=1", None, []),
    "no modifier, own signer": ("97161=1", "PT", []),
    "own modifier": ("97161-GP=1", "PT", []),
    "own modifier, another signer": ("97165-GO=1", "PT", []),
    "no evaluation": ("97530-GO=1", "PT", []),
}


@pytest.mark.parametrize(("claim", "signer", "expected"), FOREIGN.values(), ids=FOREIGN)
def test_an_evaluation_code_of_another_discipline(claim, signer, expected):
    signed = {"J. Doe, PT": signer} if signer else {}
    assert details("CLM113", claim, signed=signed) == expected


@pytest.mark.parametrize(
    ("claim", "signer"), [(c, s) for c, s, _ in FOREIGN.values()], ids=[*FOREIGN]
)
def test_nothing_is_said_of_a_line_twice(claim, signer):
    """A modifier that is not the signer's is told as that, once."""
    signed = {"J. Doe, PT": signer} if signer else {}
    both = [details(rule, claim, signed=signed) for rule in ("CLM113", "MOD102")]
    assert not all(both)


TIMES = {
    "before it began": ("98984=1", "2025-12-31", ["98984 stands from 2026-01-01"]),
    "on its first day": ("98984=1", "2026-01-01", []),
    "laser before 2024": ("97037=1", "2023-12-31", ["97037 stands from 2024-01-01"]),
    "laser since": ("97037=1", "2024-01-01", []),
    "thinking skills before 2020": ("97129=1", "2019-06-03", ["97129 stands from 2020-01-01"]),
    "ended, levels since": (
        "97001=1",
        "2026-03-04",
        ["97001 stood until 2016-12-31, now 97161, 97162, 97163"],
    ),
    "ended, one since": ("97762=1", "2026-03-04", ["97762 stood until 2017-12-31, now 97763"]),
    "ended on the last day": ("97762=1", "2017-12-31", []),
    "ended between": ("G0515=1", "2017-12-31", ["G0515 stands from 2018-01-01"]),
    "a mistyped code": ("97350=1", "2026-03-04", []),
    "no day": ("97001=1", None, []),
}


@pytest.mark.parametrize(("claim", "day", "expected"), TIMES.values(), ids=TIMES)
def test_a_code_that_did_not_stand_on_the_day(claim, day, expected):
    assert details("CLM114", claim, day=day) == expected


@pytest.mark.parametrize(("claim", "day"), [(c, d) for c, d, _ in TIMES.values()], ids=[*TIMES])
def test_a_code_of_another_time_is_not_told_as_unknown(claim, day):
    assert not (details("CLM114", claim, day=day) and details("COD304", claim, day=day))


ONCE = {
    "evaluation": ("97162=2", "97162: 2 billed"),
    "group": ("97150=2", "97150: 2 billed"),
    "modality": ("G0283=2", "G0283: 2 billed"),
    "repositioning": ("95992=3", "95992: 3 billed"),
    "first part of a stepped service": ("97129=3", "97129: 3 billed"),
    "on two lines": ("97162-GP=1 97162-GP-59=1", "97162: 2 billed"),
}


@pytest.mark.parametrize(("claim", "said"), ONCE.values(), ids=ONCE)
def test_a_code_of_a_day_has_one_unit(claim, said):
    """Where the payer holds a limit that rule tells it, and this one is silent."""
    assert details("UNI114", claim, payer="commercial") == [said]
    assert details("UNI114", claim, payer="medicare") == []
    assert len(details("UNI113", claim, payer="medicare")) == 1


def test_a_code_counted_by_area_may_have_several_units():
    assert details("UNI114", "97598=3 97597=1 97530=4", payer="commercial") == []


def test_the_code_that_is_taken_in_place_of_another_is_named():
    assert details("COD306", "97014=1") == ["97014, G0283 is taken in its place"]
    assert details("COD305", "97010=1") == ["97010"]
