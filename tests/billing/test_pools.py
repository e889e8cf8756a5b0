"""Which minutes of a day are counted together, and how each step is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.billing.explained import explain, next_in_line, span_of
from auditor.billing.packs import demands_for
from auditor.billing.pools import Pool, Spent, pooled
from auditor.billing.sharing import billable_units
from auditor.model import GivenMinutes

DAY = "2026-03-04"
MEDICARE = demands_for("medicare", DAY)
COMMERCIAL = demands_for("commercial", DAY)


def spent(code, therapist=0, assistant=0, discipline=None):
    return Spent(code, GivenMinutes(therapist, assistant), discipline)


def test_blocks_episodes_and_clinicians_of_one_discipline_add_up():
    (pool,) = pooled([spent("97530", 10), spent("97110", 8), spent("97530", 5, 7)])
    assert pool.given == {"97530": GivenMinutes(15, 7), "97110": GivenMinutes(8)}
    assert pool.minutes == 30


def test_disciplines_are_never_put_together():
    pools = pooled([spent("97530", 7, discipline="PT"), spent("97530", 7, discipline="OT")])
    assert [(p.discipline, p.minutes) for p in pools] == [("PT", 7), ("OT", 7)]
    assert [explain(p, {}, MEDICARE, DAY).units.methods["medicare"].total for p in pools] == [0, 0]


@given(st.lists(st.tuples(st.sampled_from(["97530", "97110"]), st.integers(0, 60)), max_size=6))
def test_order_of_episodes_never_matters(episodes):
    given_as = pooled([spent(*one) for one in episodes])
    again = pooled([spent(*one) for one in reversed(episodes)])
    assert [dict(p.given) for p in given_as] == [dict(p.given) for p in again]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param([spent("97530", -1)], "97530: minutes must not be negative", id="negative"),
        pytest.param([spent("97530", 1441)], "1441 minutes are more than a day", id="one code"),
        pytest.param(
            [spent("97530", 800), spent("97110", 800)], "1600 minutes are more", id="two codes"
        ),
    ],
)
def test_impossible_minutes_are_refused(day, said):
    with pytest.raises(ValueError, match=said):
        pooled(day)


def test_a_whole_day_of_two_disciplines_is_possible():
    day = [spent("97530", 1000, discipline=d) for d in ("PT", "OT")]
    assert len(pooled(day)) == 2


def explained(demands=MEDICARE, **minutes):
    given_minutes = {code[1:]: GivenMinutes(m) for code, m in minutes.items()}
    return explain(Pool(None, given_minutes), {}, demands, DAY)


def test_each_step_is_kept():
    """The manual's fourth example."""
    day = explained(_97110=18, _97140=13, _97116=10, _97035=8, _97010=10)
    assert (day.full, day.spare) == (1, 2)
    assert [row.code for row in next_in_line(day)] == ["97140", "97116", "97035", "97110"]
    assert {r.code: (r.full, r.left, r.most) for r in day.rows} == {
        "97110": (1, 3, 1),
        "97140": (0, 13, 1),
        "97116": (0, 10, 1),
        "97035": (0, 8, 0),
        "97010": (0, 0, 1),
    }


@pytest.mark.parametrize(
    ("code", "minutes", "units"),
    [
        pytest.param("97150", 50, 1, id="a group however long"),
        pytest.param("97161", 8, 1, id="an evaluation"),
        pytest.param("97161", 0, 0, id="not given"),
        pytest.param("97546", 60, None, id="hours"),
    ],
)
def test_untimed_codes_never_count_minutes(code, minutes, units):
    day = explained(**{f"_{code}": minutes, "_97530": 7})
    (row,) = (row for row in day.rows if row.code == code)
    assert (row.fewest, row.most) == (units, units)
    assert day.units.methods["medicare"].total == 0


@given(st.integers(0, 120), st.integers(0, 120), st.sampled_from([MEDICARE, COMMERCIAL]))
def test_whole_fifteens_and_the_rest_are_the_total(one, other, demands):
    day = explained(demands, _97530=one, _97110=other)
    assert day.full + day.spare == day.units.methods[demands.unit_method].total


@pytest.mark.parametrize("units", range(1, 11))
def test_the_span_of_units_is_the_manuals(units):
    least, most = span_of(units)
    assert [billable_units(m) for m in (least - 1, least, most, most + 1)] == [
        units - 1,
        units,
        units,
        units + 1,
    ]


def test_a_service_of_two_codes_keeps_its_one_giver():
    pool = Pool("PT", {"97129": GivenMinutes(assistant=38)})
    day = explain(pool, {}, MEDICARE, DAY)
    assert {row.code: (row.given.assistant, row.most) for row in day.rows} == {
        "97129": (15, 1),
        "97130": (23, 2),
    }


def test_a_service_of_two_givers_must_say_whose_the_first_unit_is():
    pool = Pool("PT", {"97129": GivenMinutes(15, 15)})
    with pytest.raises(ValueError, match="97129 and 97130: give the minutes of each"):
        explain(pool, {}, MEDICARE, DAY)
    apart = Pool("PT", {"97129": GivenMinutes(15), "97130": GivenMinutes(0, 15)})
    assert len(explain(apart, {}, MEDICARE, DAY).rows) == 2
