"""Facts of codes and modifiers as claim lines: what is read, what is refused, what holds when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.billing import packs
from auditor.billing.claim_facts import read_claim_facts
from auditor.billing.shelf import shared
from auditor.billing.tables import Table
from auditor.errors import PackError

CITES = {"doc": "A document"}
ALL_DAYS = st.dates().map(lambda day: day.isoformat())


def read(modifiers=(), **entries):
    lists = {name: [{"source": "doc", **e} for e in found] for name, found in entries.items()}
    named = {"modifier": [{"means": "x", "against": [], "source": "doc"} | m for m in modifiers]}
    return read_claim_facts(Table("codes", lists), Table("modifiers", named), CITES)


WRONG = {
    "no source": (
        {"add_on": [{"codes": ["97130"], "needs": ["97129"], "source": "x"}]},
        "no source",
    ),
    "unknown key": ({"excluded": [{"codes": ["97037"], "why": "x"}]}, "unknown key 'why'"),
    "no code": ({"once_a_day": [{"codes": ["9715"]}]}, "'9715' is not a procedure code"),
    "no codes": ({"once_a_day": [{"codes": []}]}, "codes names no code"),
    "twice": (
        {"once_a_day": [{"codes": ["97150"]}, {"codes": ["97150"]}]},
        "97150 stands in two entries; keep one",
    ),
    "adds to itself": ({"add_on": [{"codes": ["97130"], "needs": ["97130"]}]}, "beside itself"),
    "adds to nothing": ({"add_on": [{"codes": ["97130"], "needs": []}]}, "needs names no code"),
    "no discipline": ({"discipline": [{"codes": ["97161"], "of": "RN"}]}, "of is one of PT, OT"),
    "days turned round": (
        {"days": [{"codes": ["97001"], "from": date(2020, 1, 1), "to": date(2019, 1, 1)}]},
        "to is before from",
    ),
    "no days": ({"days": [{"codes": ["97001"]}]}, "neither a first day (from) nor a last one"),
}


@pytest.mark.parametrize(("entries", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_entry_is_refused(entries, said):
    with pytest.raises(PackError) as refused:
        read(**entries)
    assert said in str(refused.value)
    assert str(refused.value).startswith("codes: ")


MODIFIERS = {
    "three letters": ([{"modifier": "GPX", "therapy": True}], "two characters, in capitals"),
    "small letters": ([{"modifier": "gp", "therapy": True}], "two characters, in capitals"),
    "twice": ([{"modifier": "GP", "therapy": True}] * 2, "given twice"),
    "therapy missing": ([{"modifier": "GP"}], "therapy is missing"),
    "against one that is silent": (
        [
            {"modifier": "GA", "therapy": True, "against": ["GZ"]},
            {"modifier": "GZ", "therapy": True},
        ],
        "modifier 'GA': against GZ, which says nothing of it",
    ),
}


@pytest.mark.parametrize(("modifiers", "said"), MODIFIERS.values(), ids=MODIFIERS)
def test_a_wrong_modifier_is_refused(modifiers, said):
    with pytest.raises(PackError) as refused:
        read(modifiers)
    assert said in str(refused.value)


def test_what_is_shipped_is_read_whole():
    held = packs.demands_for("medicare", "2026-03-04")
    codes = held.codes
    assert codes["97130"].needs == ("97129",)
    assert {c for c, f in codes.items() if f.discipline == "PT"} == {
        "97161",
        "97162",
        "97163",
        "97164",
    }
    assert codes["97162"].levels == ("97161", "97163")
    assert (codes["97150"].once_a_day, codes["97530"].once_a_day) == (True, False)
    assert codes["97014"].instead == ("G0283",)
    assert held.modifiers["GA"].against == {"GX", "GY", "GZ"}


@pytest.mark.parametrize("name", ["add_on", "once_a_day", "discipline", "levels", "excluded"])
def test_facts_are_of_codes_that_are_held(name):
    """A fact of a code that no list holds would never be read."""
    held = {e.text("code") for e in shared("codes").tables("code")}
    assert {c for e in shared("code_facts").tables(name) for c in e.texts("codes")} <= held


@given(ALL_DAYS)
def test_on_each_day_a_code_stands_or_is_of_another_time(day):
    held = packs.demands_for("medicare", day)
    assert not set(held.codes) & set(held.other_days)
    assert all(day < d.first or (d.last and day > d.last) for d in held.other_days.values())


@given(ALL_DAYS, st.sampled_from(packs.payers()))
def test_what_holds_of_lines_is_the_same_whoever_pays(day, payer):
    one, other = packs.demands_for("medicare", day), packs.demands_for(payer, day)
    assert one.modifiers == other.modifiers
    assert one.other_days == other.other_days
