"""A mistake in a file of code pairs never passes: the error names file, entry and remedy."""

import re
from datetime import date

import pytest

from auditor.billing.edits import pair_table
from auditor.billing.pair_reading import read_pair_tables, read_pairs
from auditor.billing.tables import Table
from auditor.errors import PackError
from auditor.model import PairState

CITES = {"a": "A document"}
LINE = {"first": ["97530"], "second": ["97116", "97542"], "modifier_allowed": True}


def table(**changed):
    """A table without mistakes, but for what is changed; ``None`` leaves the key out."""
    entry = {"source": "a", "edition": date(2024, 7, 1), "pairs": [LINE], **changed}
    return {key: value for key, value in entry.items() if value is not None}


def read(*entries, **top):
    return read_pair_tables([Table("pairs.toml", {"table": list(entries), **top})], CITES)


def day(text):
    return date.fromisoformat(text)


def test_each_first_is_paired_with_each_second():
    (held,) = read(table(pairs=[{**LINE, "first": ["97530", "97112"]}]))
    assert [(r.pair.first, r.pair.second) for r in held.pairs] == [
        ("97530", "97116"),
        ("97530", "97542"),
        ("97112", "97116"),
        ("97112", "97542"),
    ]
    assert {(r.cite, r.setting, r.pair.modifier_allowed) for r in held.pairs} == {
        ("A document", "", True)
    }


def test_pairs_may_follow_one_another_in_time():
    first = table(to=day("2019-12-31"))
    second = table(**{"from": day("2020-01-01")}, pairs=[{**LINE, "modifier_allowed": False}])
    held = read(first, second)
    for on, allowed in {"2019-12-31": True, "2020-01-01": False}.items():
        assert pair_table((), held, on).answer("97116", "97530").pair.modifier_allowed is allowed


def test_a_complete_list_may_stand_beside_single_pairs_of_the_same_days():
    held = read(table(), table(pairs=None, complete_for=["97110", "97140"]))
    known = pair_table((), held, "2026-01-01")
    assert known.answer("97140", "97110").state is PairState.DOES_NOT_APPLY
    assert known.answer("97530", "97116").state is PairState.APPLIES


def test_settings_may_say_different_things():
    lines = [{**LINE, "setting": "practitioner"}]
    apart = [{"first": ["97116"], "second": ["97530"], "setting": "hospital"}]
    held = read(table(pairs=lines, apart=apart))
    states = [pair_table((), held, "2026-01-01", s).answer("97530", "97116").state
              for s in ("practitioner", "hospital")]  # fmt: skip
    assert states == [PairState.APPLIES, PairState.DOES_NOT_APPLY]


APART = {"first": ["97116"], "second": ["97530"]}
MISTAKES = {
    "no source": ([table(source=None)], "table no. 1: source is missing"),
    "unknown source": ([table(source="b")], "table no. 1: no source has the id 'b'"),
    "no edition": ([table(edition=None)], "table no. 1: edition is a date"),
    "edition a text": ([table(edition="2024Q3")], "table no. 1: edition is a date"),
    "misspelt key": (
        [table(pears=[LINE])],
        "table no. 1: unknown key 'pears'; did you mean pairs",
    ),
    "misspelt key of a line": (
        [table(pairs=[{**LINE, "seting": "hospital"}])],
        "unknown key 'seting'; did you mean setting?",
    ),
    "modifier of no pair": (
        [table(apart=[{**APART, "modifier_allowed": True}], pairs=[])],
        "apart ['97116']: unknown key 'modifier_allowed'",
    ),
    "setting unknown": (
        [table(pairs=[{**LINE, "setting": "hopital"}])],
        "setting is one of practitioner, hospital; did you mean hospital?",
    ),
    "flag missing": (
        [table(pairs=[{k: v for k, v in LINE.items() if k != "modifier_allowed"}])],
        "pairs ['97530']: modifier_allowed is missing",
    ),
    "no code": ([table(pairs=[{**LINE, "second": ["9711"]}])], "'9711' is not a procedure code"),
    "no list": ([table(pairs=[{**LINE, "second": "97116"}])], "second is a list of texts"),
    "with itself": (
        [table(pairs=[{**LINE, "second": ["97530"]}])],
        "pairs ['97530']: 97530 is paired with itself",
    ),
    "twice": ([table(pairs=[LINE, LINE])], "97530 and 97116 are paired twice for the same days"),
    "twice, turned round": (
        [table(pairs=[LINE, {**LINE, "first": ["97116"], "second": ["97530"]}])],
        "pairs ['97116']: 97116 and 97530 are paired twice for the same days",
    ),
    "in two tables": ([table(), table()], "table no. 2: pairs ['97530']: 97530 and 97116"),
    "both ways": ([table(apart=[APART])], "table no. 1: apart ['97116']: 97116 and 97530"),
    "for all and for one": (
        [table(pairs=[LINE, {**LINE, "setting": "hospital"}])],
        "paired twice for the same days",
    ),
    "days turned round": (
        [table(**{"from": day("2020-01-01"), "to": day("2019-01-01")})],
        "table no. 1: to is before from",
    ),
    "complete twice": (
        [table(complete_for=["97110"]), table(complete_for=["97112"], pairs=[])],
        "table no. 2: complete_for stands in another table for the same days",
    ),
    "complete for no code": ([table(complete_for=["97"])], "'97' is not a procedure code"),
}


@pytest.mark.parametrize(("entries", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_table_is_named(entries, said):
    with pytest.raises(PackError, match=r"^pairs\.toml: .*" + re.escape(said)):
        read(*entries)


LINES = {
    "without a day": ({"source": "a", "mark": "data"}, "from is a date"),
    "without a source": ({"from": day("2019-07-01"), "mark": "data"}, "source is missing"),
    "without a mark": ({"from": day("2019-07-01"), "source": "a"}, "mark is missing"),
    "with more": (
        {"from": day("2019-07-01"), "source": "a", "mark": "data", "to": day("2020-01-01")},
        "unknown key 'to'",
    ),
}


@pytest.mark.parametrize(("values", "said"), LINES.values(), ids=LINES)
def test_the_day_from_which_either_line_counts_is_checked(values, said):
    with pytest.raises(PackError, match=r"^pairs\.toml: either_line: " + said):
        read(table(), either_line=values)


def test_a_payers_own_pairs_are_refused_in_either_order():
    pair = {"first": "97140", "second": "97530", "modifier_allowed": True}
    pair |= {"source": "a", "mark": "data"}
    turned = {**pair, "first": "97530", "second": "97140"}
    with pytest.raises(PackError, match=r"^site\.toml: pair '97530': .* paired twice"):
        read_pairs(Table("site.toml", {"pair": [pair, turned]}), CITES)
    later = {**turned, "from": day("2026-01-01")}
    sooner = {**pair, "to": day("2025-12-31")}
    assert len(read_pairs(Table("site.toml", {"pair": [later, sooner]}), CITES)) == 2
