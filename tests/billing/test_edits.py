"""Three answers on code pairs: the reference's tables, both orders and settings, and the years."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.billing.edits import NO_TABLES, ApartRow, EditTable, PairRow, pair_table
from auditor.billing.facts import Period
from auditor.billing.packs import demands_for, pack_for
from auditor.billing.places import HOSPITAL, PRACTITIONER
from auditor.model import CodePair, PairState

APPLIES, APART, NO_DATA = PairState.APPLIES, PairState.DOES_NOT_APPLY, PairState.NO_DATA
SETTINGS = (PRACTITIONER, HOSPITAL)
TODAY = "2026-03-04"


def medicare(day=TODAY, setting=None):
    return pair_table((), pack_for("medicare").pair_tables, day, setting)


def ask(one, other, day=TODAY, setting=None):
    return medicare(day, setting).answer(one, other)


def as_said(answer):
    """(denied code, modifier allowed), or the state where no edit applies."""
    if answer.state is not APPLIES:
        return answer.state
    return (answer.pair.second, answer.pair.modifier_allowed)


# ---------------------------------------------------------------- reference 6.2 and 6.3

EVALUATIONS = "97161 97162 97163 97165 97166 97167"
REEVALUATIONS = "97164 97168"

# first, indicator, seconds: alike in both settings
EVERYWHERE = """
97530 [1]: 97537 97542 97750
97530 [0]: 95851 95852
97150 97755 95992 90912 90913 92507 92508 92526 [1]: 97530
93668 93797 93798 94625 94626 G0422 G0423 G0237 G0238 G0239 [1]: 97530
G0129 G0151 G0152 G0157 G0158 G0159 G0160 [1]: 97530
97012 [1]: 97018 97140 97164 97168
97016 [1]: 97018 97026 97164 97168
97018 [1]: 97022 97164 97168
97022 [1]: 97164 97168 97602
97024 [1]: 97018 97026 97164 97168
97026 [1]: 97018 97022 97164 97168
97028 [1]: 97018 97022 97026 97164 97168
97032 97033 97034 97035 97036 97039 [1]: 97164 97168
97112 [1]: 97022 97036
97113 [1]: 97022 97110
97113 [0]: 97036
97124 97129 97130 97139 [1]: 97164 97168
97140 [1]: 95851 95852 97018 97750
97140 [0]: 97124
97150 [1]: 97110 97112 97113 97116 97124 97140 97533 97535 97537 97542 97760 97761 97763
97150 [0]: 95851
97161 97162 97163 [0]: 95851 95852 97164
97162 97163 [0]: 97161
97163 [0]: 97162
97165 97166 97167 [0]: 95851 95852 97168
97166 97167 [0]: 97165
97167 [0]: 97166
97164 97168 [0]: 95851 95852
97161 97162 97163 97164 97165 97166 97167 97168 [1]: 96125
97533 97535 97537 97542 97545 [1]: 97164 97168
97545 [0]: 97140
97750 [0]: 95851 95852 97150 97169 97170 97171 97172
97755 [1]: 97035 97110 97112 97140 97533 97535 97537 97542 97545 97760 97761 97763
97755 [0]: 97750
97760 97761 [1]: 97016 97110 97112 97116 97124 97140 97164 97168
97760 97763 [1]: 29200 29240 29260 29280 29520 29530 29540 29550 29580 29581 29584
97761 [1]: 97760
97760 97761 [0]: 97763
97763 [1]: 97016 97110 97112 97116 97124 97140
95992 [1]: 97110 97112 97140
98940 98941 98942 [1]: 97112 97124 97140
98940 98941 98942 [0]: 97161 97162 97163 97164 97165 97166 97167 97168 95851 95852
29581 [1]: 97140 97535
29584 [1]: 97140 97535 29260
20560 20561 [1]: 29260 29530 29540 29550 29580 29581 29584
20561 [0]: 20560
G0281 G0283 G0329 [1]: 97164 97168
G0281 G0283 [1]: 97032
90912 90913 [1]: 97032 97110 97112 97535 97750
97597 97598 [1]: 97022 97164 97605 97606 97610 29540 29581 20560 20561
97597 97598 [0]: 97602
92507 92508 [1]: 97110 97112 97129 97150 97533
92526 [1]: 97110 97112 97150
98981 [0]: 97750
"""
# first, indicator, seconds, in the practitioner's table and in the hospital's
DIFFERENT = {
    PRACTITIONER: """
97530 [0]: 97153 97154 97155 97156 97157 97158 0373T
97161 97162 97163 97164 97165 97166 97167 97168 [0]: 97750 97755 97763
92526 [0]: 97032 G0283
90912 90913 [0]: 90901
20560 20561 [1]: 97602
97610 [0]: 97602
98980 [0]: 97750
""",
    HOSPITAL: """
97153 97154 97155 97156 97157 97158 [1]: 97530
97530 [1]: 0373T
97161 97162 97163 97164 97165 97166 97167 97168 [1]: 97750 97755 97763
92526 [1]: 97032 G0283
90912 90913 [1]: 90901
97602 [1]: 20560 20561
97610 [1]: 97602
97750 [1]: 98980
G0177 [1]: 97530
""",
}


def rows(written):
    for line in written.strip().splitlines():
        head, _, seconds = line.partition(": ")
        firsts, _, indicator = head.partition(" [")
        for first, second in product(firsts.split(), seconds.split()):
            yield first, second, indicator == "1]"


STANDING = [(s, *row) for s in SETTINGS for row in rows(EVERYWHERE + DIFFERENT[s])]


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_edit_of_the_reference_applies_in_both_orders(setting):
    table = medicare(TODAY, setting)
    for place, first, second, allowed in STANDING:
        if place == setting:
            expected = (second, allowed)
            assert as_said(table.answer(first, second)) == expected, (first, second)
            assert as_said(table.answer(second, first)) == expected, (second, first)


PROCEDURES = "97110 97112 97113 97116 97124 97140 97533 97535 97760 97761 97763 97129 97130 97545"
MODALITIES = "97010 97012 97014 97016 97018 97022 97024 97026 97028 97032 97033 97034 97035 97036"
OTHERS = "G0281 G0283 G0329 97546 97550 98975"
NEIGHBOURS = f"{PROCEDURES} {MODALITIES} {EVALUATIONS} {REEVALUATIONS} {OTHERS}".split()
ELSEWHERE = [
    *product(["97110", "97112", "97113", "97116", "97140"], REEVALUATIONS.split()),
    *product(EVALUATIONS.split(), ["97140", "97110", "97112", "97116", "97535"]),
    *[("97110", "97112"), ("97110", "97116"), ("97110", "97140"), ("97112", "97140")],
    *[("97116", "97140"), ("97140", "97535"), ("97110", "97035"), ("97150", "97161")],
]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(
    ("one", "other"), [*(("97530", n) for n in NEIGHBOURS), *ELSEWHERE], ids="-".join
)
def test_no_edit_stands_where_the_reference_says_none_does(one, other, setting):
    """Guides that ask for 59 on 97530 with 97110 or with 97140 are wrong for Medicare."""
    assert ask(one, other, TODAY, setting).state is APART
    assert ask(other, one, TODAY, setting).state is APART


@pytest.mark.parametrize(
    ("one", "other"),
    [("97530", "64415"), ("97530", "99213"), ("93797", "97110"), ("97110", "97550"), ("x", "y")],
    ids="-".join,
)
def test_of_codes_that_are_not_held_there_is_no_data(one, other):
    answer = ask(one, other)
    assert answer.state is NO_DATA
    assert answer.pair is None
    assert answer.table == "practitioner table of 2024-07-01, 20 months before this date"


# ---------------------------------------------------------------- reference 6.4

AGAINST_97530_IN_2019 = ["97113", "97116", "97535", "97164", "97168", "97750"]
HISTORY = [
    *[("97530", c, "2019-12-31", (c, True)) for c in AGAINST_97530_IN_2019],
    *[("97530", c, "2019-01-01", (c, True)) for c in AGAINST_97530_IN_2019],
    *[("97530", c, "2018-12-31", NO_DATA) for c in AGAINST_97530_IN_2019],
    ("97140", "97530", "2019-12-31", ("97530", True)),
    ("97140", "97530", "2020-01-01", APART),
    # never ended
    *[("97150", "97530", d, ("97530", True)) for d in ("2019-06-03", "2020-02-03", "2023-12-29")],
    # the edits with evaluations, announced for 2020-01-01 and taken back
    *[("97530", c, "2020-01-01", APART) for c in EVALUATIONS.split()],
    *[("97150", c, "2020-01-10", APART) for c in EVALUATIONS.split()],
    *[(c, "97140", "2020-01-10", APART) for c in EVALUATIONS.split()],
    *[(c, "97140", "2020-10-01", APART) for c in EVALUATIONS.split()],
    ("97161", "97140", "2019-12-31", NO_DATA),
    # deleted back to 2019-12-31, reinstated on 2020-10-01 and deleted back to that day
    *[("97530", c, "2020-01-01", APART) for c in ("97116", "97164", "97168")],
    *[("97530", c, "2020-10-01", APART) for c in ("97116", "97164", "97168")],
    *[("97530", c, "2024-06-30", APART) for c in ("97116", "97164", "97168")],
    *[(c, "97164", "2020-10-01", APART) for c in ("97110", "97112", "97113", "97116", "97140")],
    ("97530", "97113", "2020-01-01", APART),
    # reinstated and kept
    *[("97150", c, "2020-09-30", APART) for c in ("97110", "97112", "97116")],
    *[("97150", c, "2020-10-01", (c, True)) for c in ("97110", "97112", "97113", "97116")],
    ("97113", "97110", "2020-03-02", APART),
    ("97113", "97110", "2020-10-01", ("97110", True)),
    ("97012", "97140", "2020-09-30", NO_DATA),
    ("97012", "97140", "2020-10-01", ("97140", True)),
    ("97760", "97110", "2020-09-30", APART),
    ("97760", "97110", "2020-10-01", ("97110", True)),
    ("97761", "97763", "2022-05-05", ("97763", False)),
    ("97763", "97116", "2022-05-05", ("97116", True)),
    # the second life of two edits, whose first day is not held
    *[("97530", c, "2021-12-31", NO_DATA) for c in ("97533", "97535")],
    *[("97530", c, "2022-01-01", APART) for c in ("97533", "97535")],
    # stood and stands, but since when in between is not held
    ("97530", "97750", "2020-01-01", NO_DATA),
    ("97530", "97750", "2024-06-30", NO_DATA),
    ("97530", "97750", "2024-07-01", ("97750", True)),
    ("97530", "97542", "2024-06-30", NO_DATA),
    ("97530", "97542", "2024-07-01", ("97542", True)),
    # never
    *[("97530", c, "2019-03-04", NO_DATA) for c in ("97110", "97112", "97035")],
    *[("97530", c, "2022-03-04", NO_DATA) for c in ("97110", "97112", "97035")],
    ("97110", "97140", "2023-11-20", NO_DATA),
]  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(("one", "other", "day", "expected"), HISTORY)
def test_of_earlier_days_only_what_is_known_is_said(one, other, day, expected, setting):
    assert as_said(ask(one, other, day, setting)) == expected
    assert as_said(ask(other, one, day, setting)) == expected


# ---------------------------------------------------------------- the table and its age

AGES = {
    "2024-07-01": "practitioner table of 2024-07-01",
    "2024-07-31": "practitioner table of 2024-07-01",
    "2024-08-01": "practitioner table of 2024-07-01, 1 month before this date",
    "2024-12-31": "practitioner table of 2024-07-01, 5 months before this date",
    "2026-02-28": "practitioner table of 2024-07-01, 19 months before this date",
    "2026-03-01": "practitioner table of 2024-07-01, 20 months before this date",
    "2031-01-01": "practitioner table of 2024-07-01, 78 months before this date",
    "2022-03-04": "practitioner table of 2024-07-01, whose record of ended edits was read for "
    "this earlier date",
    "2018-12-31": "no practitioner table is held for this date; they begin with 2019-01-01",
}


@pytest.mark.parametrize(("day", "words"), AGES.items())
def test_every_answer_says_the_table_and_its_age(day, words):
    table = medicare(day)
    for two in (("97530", "97542"), ("97530", "97110"), ("97530", "64415")):
        assert table.answer(*two).table == words


def test_the_hospital_has_a_table_of_its_own():
    assert medicare(TODAY, HOSPITAL).table.startswith("outpatient hospital table of 2024-07-01, 20")
    assert medicare(TODAY, "home health").table.startswith("practitioner table")


@pytest.mark.parametrize(("day", "either"), [("2019-06-30", False), ("2019-07-01", True)])
def test_a_modifier_counts_on_either_line_from_its_day(day, either):
    assert medicare(day).either_line is either


def test_a_setting_reaches_the_table_by_the_demands():
    answer = demands_for("medicare", TODAY, "outpatient hospital").pairs.answer("97161", "97750")
    assert as_said(answer) == ("97750", True)
    assert as_said(demands_for("medicare", TODAY).pairs.answer("97161", "97750")) == (
        "97750",
        False,
    )


# ---------------------------------------------------------------- other payers


def test_a_pair_of_the_payers_own_is_said_to_be_that():
    answer = demands_for("anthem", TODAY).pairs.answer("97530", "97140")
    assert as_said(answer) == ("97530", True)
    assert answer.table.startswith("a pair of the payer's own: ")
    assert demands_for("anthem", TODAY).pairs.answer("97530", "97542").state is NO_DATA


@pytest.mark.parametrize("payer", ["medicaid", "commercial", "workers-comp"])
def test_a_payer_of_whom_no_table_is_held_has_no_data(payer):
    table = demands_for(payer, TODAY).pairs
    assert (table.edition, table.table) == ("", NO_TABLES)
    assert table.answer("97530", "97150").state is NO_DATA


ALWAYS = Period()


def own(first, second, *, allowed, period=ALWAYS):
    return PairRow(CodePair(first, second, modifier_allowed=allowed), "Notice 7", period)


OWN_WINS = {
    "over an edit": (own("97530", "97542", allowed=False), ("97542", False)),
    "over its order": (own("97542", "97530", allowed=True), ("97530", True)),
    "over no edit": (own("97530", "97110", allowed=True), ("97110", True)),
}


@pytest.mark.parametrize(("row", "expected"), OWN_WINS.values(), ids=OWN_WINS)
def test_the_payers_own_pair_wins(row, expected):
    table = pair_table((row,), pack_for("medicare").pair_tables, TODAY)
    for two in ((row.pair.first, row.pair.second), (row.pair.second, row.pair.first)):
        answer = table.answer(*two)
        assert as_said(answer) == expected
        assert answer.table == "a pair of the payer's own: Notice 7"


def test_the_payers_own_pair_has_its_days():
    row = own("97530", "97542", allowed=False, period=Period("2026-01-01", "2026-03-03"))
    for day, expected in {"2026-03-03": ("97542", False), "2026-03-04": ("97542", True)}.items():
        table = pair_table((row,), pack_for("medicare").pair_tables, day)
        assert as_said(table.answer("97530", "97542")) == expected


def test_the_edition_is_that_of_the_table_that_tells_of_the_day():
    held = [
        EditTable("2024-07-01", "x", Period("2024-07-01", "2025-12-31")),
        EditTable("2026-01-01", "x", Period("2026-01-01")),
    ]
    days = {"2024-06-30": "2026-01-01", "2025-12-31": "2024-07-01", "2026-01-01": "2026-01-01"}
    assert {day: pair_table((), held, day).edition for day in days} == days


@pytest.mark.parametrize(
    ("day", "age"),
    [
        ("2026-01-15", ""),
        ("2026-02-14", ""),
        ("2026-02-15", ", 1 month before this date"),
        ("2027-01-14", ", 11 months before this date"),
    ],
)
def test_only_full_months_count(day, age):
    held = [EditTable("2026-01-15", "x", Period("2026-01-15"))]
    assert pair_table((), held, day).table == f"practitioner table of 2026-01-15{age}"


# ---------------------------------------------------------------- what holds for any table

CODES = ("97110", "97112", "97140", "97150", "97530", "97535", "97542")
TWO = st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)).filter(lambda t: t[0] != t[1])
DAY = st.dates().map(lambda d: d.isoformat())
PLACE = st.sampled_from(["", *SETTINGS])
PERIOD = st.tuples(DAY, DAY).map(lambda d: Period(min(d), max(d)))


@st.composite
def tables(draw):
    period, said = draw(PERIOD), draw(st.dictionaries(TWO.map(frozenset), TWO, max_size=6))
    pairs, apart = [], []
    for codes in said:
        first, second = draw(st.permutations(sorted(codes)))
        if draw(st.booleans()):
            pair = CodePair(first, second, modifier_allowed=draw(st.booleans()))
            pairs.append(PairRow(pair, "x", period, draw(PLACE)))
        else:
            apart.append(ApartRow(first, second, draw(PLACE)))
    listed = tuple(draw(st.sets(st.sampled_from(CODES))))
    return EditTable("2024-07-01", "x", period, tuple(pairs), tuple(apart), listed)


TABLES = st.lists(tables(), max_size=3)


@given(TABLES, DAY, st.sampled_from(SETTINGS), TWO)
def test_the_order_of_the_codes_never_matters(held, day, setting, two):
    table = pair_table((), held, day, setting)
    assert table.answer(*two) == table.answer(*reversed(two))


@given(TABLES, DAY, st.sampled_from(SETTINGS), TWO)
def test_an_answer_stands_on_a_table_of_the_day(held, day, setting, two):
    """A day no table tells of never makes anything of no data."""
    answer = pair_table((), held, day, setting).answer(*two)
    if not any(t.period.covers(day) for t in held):
        assert answer.state is NO_DATA
        assert answer.pair is None
    if answer.state is APPLIES:
        rows = [r for t in held if t.period.covers(day) for r in t.pairs]
        assert answer.pair in [r.pair for r in rows if r.setting in ("", setting)]


@given(TABLES, DAY, st.sampled_from(SETTINGS), TWO)
def test_a_table_of_other_days_changes_no_answer(held, day, setting, two):
    telling = [t for t in held if t.period.covers(day)]
    every, some = (pair_table((), t, day, setting).answer(*two) for t in (held, telling))
    assert (every.state, every.pair) == (some.state, some.pair)


@given(st.dates().map(lambda d: d.isoformat()), TWO, st.sampled_from(SETTINGS))
def test_what_ships_is_settled_from_the_edition_on(day, two, setting):
    """Of therapists' everyday codes each later day answers as the edition's first."""
    now, then = ask(*two, day, setting), ask(*two, "2024-07-01", setting)
    if day >= "2024-07-01":
        assert (now.state, now.pair) == (then.state, then.pair)
    if now.state is not NO_DATA:
        assert day >= "2019-01-01"
    else:
        assert day < "2024-07-01"
