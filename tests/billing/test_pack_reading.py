"""How single entries are read: limits, settings, days within a file's days."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.billing.edits import PairRow, pair_table
from auditor.billing.facts import Cap, Method, Mue, Period, cap_code
from auditor.billing.layers import Layer, beside, over
from auditor.billing.limits import Limits
from auditor.billing.mistakes import ManyMistakesError, each, mistakes_of, refuse
from auditor.billing.packs import demands_for, demands_of, load_pack, pack_for
from auditor.billing.places import place_of
from auditor.billing.tables import Table
from auditor.billing.thresholds import read_thresholds, thresholds_on
from auditor.errors import PackError
from auditor.model import CodePair, Threshold

DAY = "2026-03-04"
DAYS = st.dates().map(lambda d: d.isoformat())


@given(DAYS, DAYS, DAYS)
def test_the_nearest_day_of_a_period_is_in_it(one, other, day):
    period = Period(min(one, other), max(one, other))
    assert period.covers(period.nearest(day))
    assert period.covers(day) == (period.nearest(day) == day)


@given(DAYS)
def test_every_day_is_its_own_nearest_of_an_open_period(day):
    assert Period().nearest(day) == day


(ROW,) = [row for row in pack_for(None).codes if row.fact.code == "97530"]
ALWAYS = Period()


def cap(units):
    return Cap(("97530",), units, "code", "a contract", "confirmed", ALWAYS)


LIMITS = {
    "medicare's": ((), Mue(6, 3, "NCCI", ALWAYS), (6, 3)),
    "a lower cap": ((cap(4),), Mue(6, 3, "NCCI", ALWAYS), (4, None)),
    "a higher cap": ((cap(8),), Mue(6, 3, "NCCI", ALWAYS), (6, 3)),
    "an equal cap": ((cap(6),), Mue(6, 2, "NCCI", ALWAYS), (6, 2)),
    "the lowest of two": ((cap(5), cap(4)), None, (4, None)),
    "none": ((), None, (None, None)),
    "not yet": ((), Mue(6, 3, "NCCI", Period("2026-04-01")), (None, None)),
}


@pytest.mark.parametrize(("caps", "mue", "expected"), LIMITS.values(), ids=LIMITS)
def test_the_least_limit_counts_and_keeps_its_kind(caps, mue, expected):
    fact = cap_code(ROW, caps, DAY, mue)
    assert (fact.max_units, fact.max_units_indicator) == expected


def entry(**more):
    return {"disciplines": ["OT"], "source": "a", "mark": "data", **more}


def thresholds(*entries):
    return read_thresholds(
        Table("a.toml", {"threshold": list(entries)}, "2026-01-01", "2026-12-31"), {"a": "A"}
    )


def test_an_amount_counts_on_the_days_of_its_file():
    rows = thresholds(entry(kx_dollars=2000, review_dollars=3000))
    assert thresholds_on(rows, "2026-12-31") == (Threshold(frozenset({"OT"}), 2000, 3000),)
    assert thresholds_on(rows, "2027-01-01") == ()


def test_without_an_amount_for_records_there_is_none():
    (found,) = thresholds_on(thresholds(entry(kx_dollars=2000)), DAY)
    assert found.review_dollars is None


def test_an_amount_for_records_alone_is_no_threshold():
    assert thresholds_on(thresholds(entry(review_dollars=3000)), DAY) == ()


def test_a_discipline_with_two_amounts_for_records_is_refused():
    with pytest.raises(PackError, match=r"no\. 2: a discipline has two amounts for the same days"):
        thresholds(entry(review_dollars=3000), entry(review_dollars=4000, disciplines=["OT", "PT"]))


def test_of_a_payers_years_the_last_method_counts():
    one, other = (Method(name, "a", "data") for name in ("medicare", "rule_of_eights"))
    assert beside([Layer(method=one), Layer(method=other), Layer()]).method is other
    assert over(Layer(method=one), Layer(method=other)).method is other
    assert over(Layer(method=one), Layer()).method is one


def test_a_packs_own_flag_goes_before_what_it_inherits():
    below = Layer(flags={"medicare_mue": True, "medicare_pairs": True})
    found = over(below, Layer(flags={"medicare_mue": False})).flags
    assert found == {"medicare_mue": False, "medicare_pairs": True}


def test_a_packs_own_pair_goes_before_what_it_inherits():
    first, second = (
        PairRow(CodePair("97530", "97140", modifier_allowed=allowed), "a", Period())
        for allowed in (True, False)
    )
    held = over(Layer(pairs=(first,)), Layer(pairs=(second,))).pairs
    answer = pair_table(held, (), "2026-03-04").answer("97140", "97530")
    assert not answer.pair.modifier_allowed


def test_a_packs_own_amount_stands_in_place_of_what_it_inherits(tmp_path):
    path = tmp_path / "site.toml"
    path.write_text(
        'id = "site"\nname = "site"\npayer = "Site"\nextends = "medicare"\n'
        "reviewed_on = 2026-11-22\ndated_through = 2026-12-31\n"
        '[[threshold]]\ndisciplines = ["SLP", "PT"]\nkx_dollars = 1000\nfrom = 2026-01-01\n'
        'to = 2026-12-31\nsource = "trade-knowledge"\nmark = "knowledge"\n'
    )
    amounts = {t.disciplines: t for t in demands_of(load_pack(path), "2026-03-04").thresholds}
    inherited = {t.disciplines: t for t in demands_for("medicare", "2026-03-04").thresholds}
    joint = frozenset({"PT", "SLP"})
    assert amounts == {**inherited, joint: Threshold(joint, 1000, 3000)}


def test_each_setting_has_its_own_limits_source_and_days():
    days = Period("2024-07-01"), Period("2025-01-01")
    held = Limits(("P", "H"), days, 3, frozenset({"97161"}), {"97110": 8})
    assert held.practitioner("97110", 6) == Mue(6, 3, "P", days[0])
    assert held.hospital("97110", 6) == Mue(8, 3, "H", days[1])
    assert held.hospital("97530", 6) == Mue(6, 3, "H", days[1])
    assert (held.practitioner("97161", 1).indicator, held.hospital("97161", 1).indicator) == (2, 2)
    assert (held.practitioner("97010", None), held.hospital("97110", None)) == (None, None)


@given(st.text(max_size=40))
def test_any_setting_is_one_of_two_places(setting):
    assert place_of(setting) in ("practitioner", "hospital")


def test_each_mistake_is_told_once_and_in_order():
    def read(number):
        if number % 2:
            message = f"{number} is odd"
            raise PackError(message)
        return number

    assert each([2, 4], read) == (2, 4)
    with pytest.raises(ManyMistakesError) as caught:
        each([1, 2, 3, 1], read)
    assert mistakes_of(caught.value) == ("1 is odd", "3 is odd")
    with pytest.raises(PackError) as caught:
        refuse(["one"])
    assert (type(caught.value), mistakes_of(caught.value)) == (PackError, ("one",))
    refuse([])


@pytest.mark.parametrize(("units", "flagged"), [(4, 0), (5, 1)])
def test_a_limit_of_each_line_is_held_against_lines_alone(units, flagged, visit_of):
    from auditor.rules.registry import RULES

    claim = f"97112-GP={units} 97112-GP-59=4"
    visit = visit_of("97112 x 75 min: tandem stance, SLS on foam.", claim=claim)
    fact = replace(visit.demands.codes["97112"], max_units_indicator=1)
    visit = replace(visit, demands=replace(visit.demands, codes={"97112": fact}))
    hits = list(RULES.find("UNI113").check(visit))
    assert len(hits) == flagged
    assert all(hit.detail == "97112: 5 billed, 4 taken on each line" for hit in hits)
