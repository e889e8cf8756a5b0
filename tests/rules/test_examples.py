"""Every rule's own examples, run as tests: a rule cannot be added untested."""

import pytest

from auditor.rules.registry import RULES
from marked import read

BAD = [pytest.param(r, e, id=f"{r.code}-bad-{i}") for r in RULES for i, e in enumerate(r.bad)]
GOOD = [pytest.param(r, e, id=f"{r.code}-good-{i}") for r in RULES for i, e in enumerate(r.good)]


@pytest.fixture(scope="session")
def example_visit(visit_of):
    def make(example, text):
        visit = visit_of(
            text,
            claim=example.claim,
            discipline=example.discipline,
            payer=example.payer,
            date_of_service=example.date_of_service,
            allowed=example.allowed,
        )
        return example.asked(visit)

    return make


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_bad_example_is_flagged_exactly_where_it_is_marked(rule, example, example_visit):
    """Without marks nothing can be pointed at: one hit, and it says where was looked."""
    text, marked = read(example.text)
    visit = example_visit(example, text)
    assert rule.when(visit)
    assert tuple(hit.span for hit in rule.check(visit)) == (marked or (None,))


@pytest.mark.parametrize(("rule", "example"), GOOD)
def test_good_example_is_considered_and_passes(rule, example, example_visit):
    text, marked = read(example.text)
    assert marked == ()
    visit = example_visit(example, text)
    assert rule.when(visit), "a good example the rule never looks at proves nothing"
    assert list(rule.check(visit)) == []


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.code)
def test_some_bad_example_is_of_a_payer_who_hears_of_it(rule, example_visit):
    """A rule that is silent on all of its own examples would never be seen by anybody."""
    severities = {rule.severity(example_visit(e, read(e.text)[0])) for e in rule.bad}
    assert severities != {None}
