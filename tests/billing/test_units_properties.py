"""Minutes to units, as laws that hold for any visit."""

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.billing.sharing import METHODS
from auditor.billing.units import (
    billable_units,
    differences,
    share_by_midpoint,
    share_by_total,
    work_out,
)
from auditor.model.counting import MEDICARE, RULE_OF_EIGHTS

CODES = ("97110", "97112", "97116", "97140", "97530", "97535", "97542")
MINUTES = st.dictionaries(st.sampled_from(CODES), st.integers(0, 240))
SOME_MINUTES = st.dictionaries(st.sampled_from(CODES), st.integers(0, 240), min_size=1)
METHOD = st.sampled_from(sorted(METHODS))
FEW_MINUTES = st.dictionaries(st.sampled_from(CODES), st.integers(0, 40), min_size=1, max_size=4)
BILLS = st.dictionaries(st.sampled_from(CODES), st.integers(1, 4), min_size=1, max_size=4)
no_deadline = settings(deadline=None)


def sharings(minutes):
    count = share_by_total(minutes)
    return [count.by_code, *count.ties]


@no_deadline
@given(MINUTES)
def test_every_sharing_adds_up_to_the_total_of_the_visit(minutes):
    assert {sum(s.values()) for s in sharings(minutes)} == {billable_units(sum(minutes.values()))}


@no_deadline
@given(SOME_MINUTES, st.data())
def test_units_never_fall_as_minutes_rise(minutes, data):
    code = data.draw(st.sampled_from(sorted(minutes)))
    more = {**minutes, code: minutes[code] + data.draw(st.integers(1, 60))}
    for share in (share_by_total, share_by_midpoint):
        assert share(more).total >= share(minutes).total


@no_deadline
@given(SOME_MINUTES, st.data())
def test_a_code_never_loses_a_unit_by_its_own_minutes(minutes, data):
    code = data.draw(st.sampled_from(sorted(minutes)))
    more = {**minutes, code: minutes[code] + 1}
    most = max(s.get(code, 0) for s in sharings(minutes))
    assert max(s.get(code, 0) for s in sharings(more)) >= most


@no_deadline
@given(MINUTES, st.randoms(use_true_random=False))
def test_order_of_codes_does_not_matter(minutes, random):
    again = dict(random.sample(list(minutes.items()), len(minutes)))
    assert share_by_total(again) == share_by_total(minutes)
    assert share_by_midpoint(again) == share_by_midpoint(minutes)


@no_deadline
@given(MINUTES)
def test_full_fifteens_are_always_kept_and_at_most_one_unit_is_added(minutes):
    for sharing in sharings(minutes):
        added = [sharing.get(code, 0) - m // 15 for code, m in minutes.items()]
        assert set(added) <= {0, 1}


@no_deadline
@given(MINUTES)
def test_no_code_left_out_has_more_minutes_over_than_one_rounded_up(minutes):
    for sharing in sharings(minutes):
        up = [m % 15 for c, m in minutes.items() if sharing.get(c, 0) > m // 15]
        out = [m % 15 for c, m in minutes.items() if sharing.get(c, 0) == m // 15]
        assert min(up, default=15) >= max(out, default=0)


@no_deadline
@given(MINUTES)
def test_ties_are_different_sharings_in_a_fixed_order(minutes):
    keys = [tuple(sorted(s.items())) for s in sharings(minutes)]
    assert len(set(keys)) == len(keys)


@no_deadline
@given(FEW_MINUTES)
def test_tied_codes_change_places(minutes):
    """Where two codes have the same minutes, swapping their units gives a right sharing too."""
    right = {tuple(sorted(s.items())) for s in sharings(minutes)}
    twins = [(a, b) for a in minutes for b in minutes if a < b and minutes[a] == minutes[b]]
    swapped = {
        tuple(sorted(({a: b, b: a}.get(c, c), n) for c, n in sharing))
        for a, b in twins
        for sharing in right
    }
    assert swapped <= right


@no_deadline
@given(MINUTES)
def test_no_code_is_listed_with_no_unit(minutes):
    counted = [*sharings(minutes), share_by_midpoint(minutes).by_code]
    assert all(n > 0 for s in counted for n in s.values())


@no_deadline
@given(st.sampled_from(CODES), st.integers(0, 600))
def test_methods_agree_on_one_code(code, minutes):
    assert share_by_total({code: minutes}) == share_by_midpoint({code: minutes})


@no_deadline
@given(SOME_MINUTES)
def test_every_right_sharing_may_be_billed(minutes):
    bills = [s for s in sharings(minutes) if s]
    found = [differences(work_out(minutes, None, b, MEDICARE)) for b in bills]
    assert set(found) <= {()}


@no_deadline
@given(FEW_MINUTES, BILLS, METHOD)
def test_only_a_right_sharing_differs_in_nothing(minutes, billed, method):
    units = work_out(minutes, sum(minutes.values()), billed, method)
    count = units.methods[method]
    assert (differences(units) == ()) == (billed in [count.by_code, *count.ties])


@no_deadline
@given(FEW_MINUTES, BILLS, METHOD)
def test_difference_in_all_is_billed_against_supported(minutes, billed, method):
    units = work_out(minutes, sum(minutes.values()), billed, method)
    total = units.methods[method].total
    found = [(d.billed, d.supported) for d in differences(units) if d.code is None]
    paid = sum(billed.values())
    assert found == ([(paid, total)] if paid != total else [])


@no_deadline
@given(st.none() | MINUTES, st.none() | st.integers(0, 300), BILLS, METHOD)
def test_work_out_answers_every_visit_by_both_methods(minutes, stated, billed, method):
    units = work_out(minutes, stated, billed, method)
    assert set(units.methods) == {MEDICARE, RULE_OF_EIGHTS}
    assert (units.methods[MEDICARE].total is None) == (units.timed_minutes is None)
    if units.methods[method].total is None:
        assert differences(units) == ()
