"""Whose is a unit: the worked cases, the tests of each time, and laws that hold for any minutes."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.billing.assistant_facts import assistant_facts
from auditor.billing.assistants import (
    Why,
    assistant_units,
    judge,
    judge_untimed,
    parted,
    partings,
)
from auditor.billing.packs import demands_for
from auditor.billing.sharing import billable_units, share_midpoint, share_total
from auditor.billing.units import work_out
from auditor.model import GivenMinutes, PartedUnits
from auditor.model.counting import MEDICARE, RULE_OF_EIGHTS

NOW = assistant_facts().on("2026-03-04")
FIRST = assistant_facts().on("2021-03-04")
CODES = demands_for("medicare", "2026-03-04").codes
no_deadline = settings(deadline=None)


def minutes(therapist=0, assistant=0, together=0):
    return GivenMinutes(therapist, assistant, together)


def right_bills(given, sharing, standard):
    """Yield every right bill of a visit's timed codes; codes with no unit are left out."""
    for units in sharing.all():
        ways = [sorted(partings(given[code], n, standard)) for code, n in units.items()]
        for chosen in product(*ways):
            yield dict(zip(units, chosen, strict=True))


def bills(given, share=share_total, standard=NOW):
    sharing = share({code: m.total for code, m in given.items()})
    return [
        {code: (p.with_modifier, p.without) for code, p in bill.items()}
        for bill in right_bills(given, sharing, standard)
    ]


# Minutes of therapist and assistant by code -> every right bill: (units with, units without).
WORKED = {
    "A1 assistant alone": ({"97530": minutes(0, 15)}, [{"97530": (1, 0)}]),
    "A2 a code each": (
        {"97530": minutes(15), "97110": minutes(0, 15)},
        [{"97110": (1, 0), "97530": (0, 1)}],
    ),
    "A3 therapist under 8": ({"97110": minutes(5, 10)}, [{"97110": (1, 0)}]),
    "A4 therapist 8 or more": ({"97530": minutes(10, 5)}, [{"97530": (0, 1)}]),
    "A5 seven each": ({"97530": minutes(7, 7)}, [{"97530": (1, 0)}]),
    "A6 two units, one of each": ({"97530": minutes(12, 14)}, [{"97530": (1, 1)}]),
    "A7 whole fifteens, then seven against eight": (
        {"97530": minutes(22, 23)},
        [{"97530": (2, 1)}],
    ),
    "A8 the manual's pattern, two codes": (
        {"97110": minutes(13, 23), "97140": minutes(30)},
        [{"97110": (1, 1), "97140": (0, 2)}],
    ),
    "A9 one minute of fifteen": ({"97530": minutes(14, 1)}, [{"97530": (0, 1)}]),
    "A10 tie of two codes": (
        {"97530": minutes(11), "97110": minutes(0, 11)},
        [{"97110": (1, 0)}, {"97530": (0, 1)}],
    ),
    "minutes together are the therapist's": (
        {"97530": minutes(together=15), "97110": minutes(4, 5, 6)},
        [{"97110": (0, 1), "97530": (0, 1)}],
    ),
}


@pytest.mark.parametrize(
    ("given", "expected"), [pytest.param(*case, id=name) for name, case in WORKED.items()]
)
def test_worked_cases_come_out_as_by_hand(given, expected):
    assert bills(given) == expected


# Total and assistant's minutes of a code that is not counted in 15 minutes -> every right answer.
UNTIMED = {
    "A11 a quarter of a group": (40, 10, [True]),
    "at the tenth": (40, 4, [False]),
    "one above it": (40, 5, [True]),
    "none": (40, 0, [False]),
    "total of 30: 4 or more": (30, 4, [True]),
    "total of 30: 3": (30, 3, [False]),
    "exact and short test differ: 12 of 100 at 25": (25, 3, [True, False]),
    "one more and they agree": (25, 4, [True]),
}


@pytest.mark.parametrize(
    ("total", "assistant", "expected"),
    [pytest.param(*case, id=name) for name, case in UNTIMED.items()],
)
def test_untimed_unit_is_judged_by_the_assistants_share(total, assistant, expected):
    units = judge_untimed(minutes(total - assistant, assistant), NOW)
    assert [u.marked for u in units] == expected


def test_minutes_together_are_the_therapists_in_an_untimed_unit_too():
    assert [u.marked for u in judge_untimed(minutes(0, 3, 27), NOW)] == [False]
    assert [u.marked for u in judge_untimed(minutes(0, 4, 27), NOW)] == [True]


def test_short_test_differs_from_the_exact_in_one_minute_where_the_total_ends_in_5_to_9():
    differ = {
        (total, assistant)
        for total in range(1, 121)
        for assistant in range(total + 1)
        if len(judge_untimed(minutes(total - assistant, assistant), NOW)) > 1
    }
    assert differ == {(t, t // 10 + 1) for t in range(1, 121) if t % 10 >= 5}


# Minutes, units -> units with and without by the tests of 2020 and 2021, when share alone decided.
BEFORE_2022 = {
    "a third is the assistant's": (minutes(10, 5), 1, {(1, 0)}),
    "one minute of fifteen is not": (minutes(14, 1), 1, {(0, 1)}),
    "two units left: no rule says which minutes are in which": (
        minutes(12, 14),
        2,
        {(1, 1), (2, 0)},
    ),
}


@pytest.mark.parametrize(
    ("given", "units", "expected"), [pytest.param(*c, id=name) for name, c in BEFORE_2022.items()]
)
def test_share_alone_decided_before_2022(given, units, expected):
    found = {(p.with_modifier, p.without) for p in partings(given, units, FIRST)}
    assert found == expected


def test_each_day_has_its_standard():
    facts = assistant_facts()
    assert facts.since == "2020-01-01"
    assert facts.on("2019-12-31") is None
    days = ("2020-01-01", "2021-12-31", "2022-01-01", "2031-01-01")
    assert [facts.on(day).therapist_minutes for day in days] == [None, None, 8, 8]


# Minutes, units -> why each unit is as it is.
REASONS = {
    "whole fifteens": (minutes(15, 15), 2, [Why.WHOLE, Why.WHOLE]),
    "two-unit rule": (minutes(12, 14), 2, [Why.TWO_UNITS, Why.TWO_UNITS]),
    "midpoint": (minutes(10, 5), 1, [Why.MIDPOINT]),
    "more than the share": (minutes(7, 7), 1, [Why.MORE_THAN_SHARE]),
    "assistant alone": (minutes(0, 9), 1, [Why.WHOLE]),
    "no assistant in it": (minutes(7, 0), 1, [Why.WITHIN_SHARE]),
}


@pytest.mark.parametrize(
    ("given", "units", "why"), [pytest.param(*case, id=name) for name, case in REASONS.items()]
)
def test_each_unit_says_why(given, units, why):
    (way,) = judge(given, units, NOW)
    assert [unit.why for unit in way] == why


def test_where_no_rule_says_which_minutes_are_in_which_unit_each_laying_is_right():
    """Sixteen minutes that hold two units, the second from the minutes left of other codes."""
    assert partings(minutes(8, 8), 2, NOW) == {PartedUnits(1, 1)}
    assert partings(minutes(14, 2), 2, NOW) == {PartedUnits(0, 2), PartedUnits(1, 1)}


@pytest.mark.parametrize(
    ("given", "units"),
    [
        pytest.param(minutes(-1, 9), 1, id="negative"),
        pytest.param(minutes(15, 15), 1, id="fewer than the whole fifteens"),
        pytest.param(minutes(7, 7), 2, id="more than there can be"),
        pytest.param(minutes(15), 2, id="none left for it"),
    ],
)
def test_impossible_units_are_refused(given, units):
    with pytest.raises(ValueError, match="minutes"):
        judge(given, units, NOW)


# --- a day's claim


def by_code(given, spent, method=MEDICARE, day="2026-03-04"):
    worked = work_out(spent, None, {}, method)
    found = assistant_units(given, worked, CODES, day).by_code
    return {c: {(p.with_modifier, p.without) for p in ps} for c, ps in found.items()}


DAYS = {
    "A10: of each code, either": (
        {"97530": minutes(11), "97110": minutes(0, 11)},
        {"97530": 11, "97110": 11},
        {"97530": {(0, 0), (0, 1)}, "97110": {(0, 0), (1, 0)}},
    ),
    "one code's hands unknown": (
        {"97110": minutes(0, 15)},
        {"97530": 15, "97110": 15},
        {"97110": {(1, 0)}},
    ),
    "minutes that do not agree": ({"97110": minutes(0, 15)}, {"97110": 20}, {}),
    "minutes that are not parted": ({"97110": minutes(0, 15)}, None, {}),
    "an untimed code beside": (
        {"97150": minutes(30, 10), "97110": minutes(15)},
        {"97110": 15},
        {"97110": {(0, 1)}, "97150": {(1, 0)}},
    ),
    "an evaluation, which is not an assistant's at all": ({"97161": minutes(0, 30)}, {}, {}),
    "an unknown code": ({"99999": minutes(0, 15)}, {}, {}),
}


@pytest.mark.parametrize(
    ("given", "spent", "expected"), [pytest.param(*case, id=name) for name, case in DAYS.items()]
)
def test_a_days_units_are_parted_where_it_is_known_who_gave_them(given, spent, expected):
    assert by_code(given, spent) == expected


def test_nothing_is_asked_before_there_were_modifiers():
    worked = work_out({"97110": 15}, None, {}, MEDICARE)
    found = assistant_units({"97110": minutes(0, 15)}, worked, CODES, "2019-12-31")
    assert found.by_code == {}
    assert found.since == "2020-01-01"
    assert {"97161", "97168"} <= found.never


def test_the_payers_method_gives_the_units():
    given = {"97530": minutes(10), "97110": minutes(0, 8)}
    spent = {"97530": 10, "97110": 8}
    assert by_code(given, spent) == {"97530": {(0, 1)}, "97110": {(0, 0)}}
    assert by_code(given, spent, RULE_OF_EIGHTS) == {"97530": {(0, 1)}, "97110": {(1, 0)}}


# --- laws

MINUTES = st.builds(
    GivenMinutes, st.integers(0, 60), st.integers(0, 60), st.sampled_from([0, 0, 5, 15])
)
VISITS = st.dictionaries(
    st.sampled_from(["97110", "97112", "97140", "97530"]), MINUTES, min_size=1, max_size=4
)
SHARES = st.sampled_from([share_total, share_midpoint])
STANDARDS = st.sampled_from([FIRST, NOW])


@no_deadline
@given(VISITS, SHARES, STANDARDS)
def test_lines_add_up_to_the_units_of_the_method(visit, share, standard):
    totals = {code: m.total for code, m in visit.items()}
    sharings = list(share(totals).all())
    for bill in right_bills(visit, share(totals), standard):
        assert {c: p.with_modifier + p.without for c, p in bill.items()} in sharings


@no_deadline
@given(MINUTES, STANDARDS)
def test_way_holds_all_minutes_that_make_units(given, standard):
    units = billable_units(given.total)
    for way in judge(given, units, standard):
        held = sum(u.therapist for u in way), sum(u.assistant for u in way)
        spare = given.as_therapist - held[0] + given.assistant - held[1]
        assert 0 <= spare <= 14
        assert parted(way).with_modifier + parted(way).without == units


@no_deadline
@given(VISITS, SHARES, STANDARDS, st.randoms(use_true_random=False))
def test_order_of_codes_never_matters(visit, share, standard, random):
    again = dict(random.sample(list(visit.items()), len(visit)))
    assert bills(visit, share, standard) == bills(again, share, standard)


@no_deadline
@given(VISITS, SHARES, STANDARDS, st.data())
def test_more_minutes_of_an_assistant_never_take_a_modifier_from_the_code(
    visit, share, standard, data
):
    """The fewest that a right bill bears; the most may fall where no rule lays out two units."""
    code = data.draw(st.sampled_from(sorted(visit)))
    more = {**visit, code: visit[code].and_also(minutes(0, data.draw(st.integers(1, 20))))}

    def fewest(of):
        return min(bill.get(code, (0, 0))[0] for bill in bills(of, share, standard))

    assert fewest(more) >= fewest(visit)


@pytest.mark.parametrize("standard", [FIRST, NOW], ids=["2020", "2022"])
def test_one_more_minute_of_the_assistant_never_takes_a_modifier_on_the_whole_grid(standard):
    def least_and_most(therapist, assistant):
        given = minutes(therapist, assistant)
        marked = {p.with_modifier for p in partings(given, billable_units(given.total), standard)}
        return min(marked), max(marked)

    for therapist in range(46):
        counts = [least_and_most(therapist, assistant) for assistant in range(76)]
        assert [low for low, _ in counts] == sorted(low for low, _ in counts)
        highest = [high for _, high in counts]
        assert standard is FIRST or highest == sorted(highest)


@no_deadline
@given(st.integers(0, 60), st.integers(0, 60), SHARES)
def test_minutes_together_count_as_the_therapists(alone, together, share):
    one = {"97530": minutes(alone, 20, together), "97110": minutes(15)}
    other = {"97530": minutes(alone + together, 20), "97110": minutes(15)}
    assert bills(one, share) == bills(other, share)


@no_deadline
@given(VISITS, SHARES)
def test_a_visit_without_an_assistant_has_no_modifier(visit, share):
    alone = {code: minutes(m.total) for code, m in visit.items()}
    assert {p[0] for bill in bills(alone, share) for p in bill.values()} <= {0}
    by_assistant = {code: minutes(0, m.total) for code, m in visit.items()}
    assert {p[1] for bill in bills(by_assistant, share) for p in bill.values()} <= {0}
