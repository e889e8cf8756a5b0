"""Dated facts of the assistant's modifiers: whole, sourced, refused where a word is wrong."""

import tomllib
from copy import deepcopy
from importlib import resources

import pytest

from auditor.billing.assistant_facts import assistant_facts, facts_in
from auditor.billing.tables import Table
from auditor.errors import PackError

SHIPPED = tomllib.loads(
    resources.files("auditor").joinpath("data", "assistants.toml").read_text(encoding="utf-8")
)


def changed(*path, to):
    values = deepcopy(SHIPPED)
    inner = values
    for key in path[:-1]:
        inner = inner[key]
    if to is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    return values


def test_every_standard_has_days_and_a_source():
    for standard in assistant_facts().standards:
        assert standard.period.start
        assert standard.cite.startswith("CMS")


WRONG = {
    "unknown key": (changed("standard", 0, "percnt", to=10), "unknown key 'percnt'"),
    "unknown table": (changed("extra", to=1), "assistants.toml: unknown key 'extra'"),
    "no first day": (changed("standard", 1, "from", to=None), "from is missing|from is a date"),
    "no source": (changed("standard", 1, "source", to="nowhere"), "no source has the id 'nowhere'"),
    "no share": (
        changed("standard", 1, "more_than_percent", to=None),
        "more_than_percent is missing",
    ),
    "a share of all": (changed("standard", 1, "more_than_percent", to=100), "is below 100"),
    "a fraction": (changed("standard", 1, "therapist_minutes", to=7.5), "a whole number"),
    "no mark": (changed("standard", 1, "mark", to="sure"), "mark is one of"),
    "half a two-unit rule": (
        changed("standard", 1, "two_units", "each_to", to=None),
        "each_to is missing",
    ),
    "a two-unit rule backwards": (
        changed("standard", 1, "two_units", "each_to", to=3),
        "a last minute is before its first",
    ),
    "no short test": (changed("standard", 0, "short_test", to=None), "short_test is missing"),
    "divided by nothing": (
        changed("standard", 0, "short_test", "divisor", to=0),
        "divisor is 1 or more",
    ),
    "days that meet": (changed("standard", 0, "to", to=None), "hold on the same days"),
    "no code": (changed("not_by_assistants", "codes", to=["eval"]), "'eval' is not a procedure"),
    "no standard": (changed("standard", to=None), "standard is missing"),
    "not reviewed": (changed("reviewed_on", to=None), "reviewed_on is a date"),
}


@pytest.mark.parametrize(
    ("values", "said"), [pytest.param(*case, id=name) for name, case in WRONG.items()]
)
def test_a_wrong_file_is_refused_with_its_entry(values, said):
    with pytest.raises(PackError, match=said) as refused:
        facts_in(Table("assistants.toml", values))
    assert str(refused.value).startswith("assistants.toml: ")
