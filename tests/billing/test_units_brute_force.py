"""Both methods against a count that knows no formula, up to 300 minutes of three codes."""

import random
from itertools import permutations, product

import pytest

from auditor.billing.units import differences, share_by_midpoint, share_by_total, work_out
from auditor.model.counting import MEDICARE

CODES = ("97110", "97140", "97530")
MOST = 300


def counted(minutes):
    """Units as the manual's table goes on: one from 8 minutes, another for every 15 beyond."""
    units, next_at = 0, 8
    for minute in range(1, minutes + 1):
        if minute == next_at:
            units, next_at = units + 1, next_at + 15
    return units


TABLE = [counted(minutes) for minutes in range(3 * MOST + 1)]


def by_hand(spent):
    """Every bill that the manual's words allow, found by trying all bills of that total.

    No code below its whole fifteens or more than one unit above; no minutes left out where fewer
    are counted.
    """
    choices = [range(m // 15, m // 15 + 2) for m in spent]
    bills = [b for b in product(*choices) if sum(b) == TABLE[sum(spent)]]
    most = max(_rounded_up(spent, b) for b in bills)
    return {b for b in bills if _rounded_up(spent, b) == most}


def _rounded_up(spent, bill):
    return sum(m % 15 for m, n in zip(spent, bill, strict=True) if n > m // 15)


def minutes_of(spent):
    return dict(zip(CODES, spent, strict=False))


def bills_of(count, spent):
    codes = CODES[: len(spent)]
    return {tuple(way.get(c, 0) for c in codes) for way in (count.by_code, *count.ties)}


FEW = random.Random(97530)  # noqa: S311 - the same cases on every run
GRIDS = {
    "one code, every minute": [(m,) for m in range(MOST + 1)],
    "two codes, every minute of the first hour": list(product(range(61), repeat=2)),
    "two codes, in steps": list(product(range(0, MOST + 1, 7), repeat=2)),
    "three codes, all minutes left over": [
        tuple(15 * FEW.randrange(3) + m for m in left) for left in product(range(15), repeat=3)
    ],
    "three codes, at random": [tuple(FEW.randrange(MOST + 1) for _ in CODES) for _ in range(4000)],
}
grids = pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)


@grids
def test_medicares_sharing_is_that_of_trying_all_bills(grid):
    assert [s for s in grid if bills_of(share_by_total(minutes_of(s)), s) != by_hand(s)] == []


@grids
def test_midpoint_is_the_table_for_each_code_alone(grid):
    wrong = [
        s
        for s in grid
        if bills_of(share_by_midpoint(minutes_of(s)), s) != {tuple(TABLE[m] for m in s)}
    ]
    assert wrong == []


@grids
def test_totals_are_those_of_every_sharing(grid):
    wrong = [
        spent
        for spent in grid
        for count in (share_by_total(minutes_of(spent)), share_by_midpoint(minutes_of(spent)))
        if {sum(bill) for bill in bills_of(count, spent)} != {count.total}
    ]
    assert wrong == []


@grids
def test_one_minute_more_never_takes_a_unit(grid):
    wrong = []
    for spent in grid:
        for share in (share_by_total, share_by_midpoint):
            now = share(minutes_of(spent)).total
            more = [(*spent[:i], spent[i] + 1, *spent[i + 1 :]) for i in range(len(spent))]
            if any(share(minutes_of(m)).total < now for m in more):
                wrong.append(spent)
    assert wrong == []


def test_order_of_codes_never_matters():
    wrong = []
    for spent in FEW.sample(GRIDS["three codes, at random"], 300):
        ways = list(permutations(minutes_of(spent).items()))
        for share in (share_by_total, share_by_midpoint):
            found = [share(dict(way)) for way in ways]
            if any(count != found[0] for count in found):
                wrong.append(spent)
    assert wrong == []


def test_a_bill_differs_exactly_where_it_is_none_of_those_tried():
    wrong = []
    for spent in FEW.sample(GRIDS["three codes, all minutes left over"], 400):
        right = by_hand(spent)
        for bill in product(*(range(m // 15, m // 15 + 2) for m in spent)):
            billed = {c: n for c, n in minutes_of(bill).items() if n}
            worked = work_out(minutes_of(spent), None, billed, MEDICARE)
            if billed and (differences(worked) == ()) != (bill in right):
                wrong.append((spent, bill))
    assert wrong == []
