"""What holds of every day's lines, whatever they are."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from auditor.fees import Asking, Gpci, quote, schedule_of, terms, years
from auditor.model import ServiceLine

YEARS = st.sampled_from([year for year in years() if schedule_of(year).rates])
CODES = st.sampled_from(sorted(schedule_of(2025).rates))
MODIFIERS = st.sampled_from([(), ("GP",), ("GO",), ("GP", "CQ"), ("GO", "CO"), ("59",)])
LINES = st.lists(
    st.builds(ServiceLine, CODES, st.integers(1, 9), MODIFIERS), min_size=1, max_size=5
)
INDEX = st.decimals(Decimal("0.3"), 2, places=3)
PLACES = st.builds(Gpci, INDEX, INDEX, INDEX, st.just("somewhere"))


def asking(year, gpci):
    return Asking(schedule_of(year), terms(), None, gpci)


@given(LINES, YEARS, PLACES)
def test_the_stated_amount_lies_in_the_range(lines, year, gpci):
    found = quote(lines, asking(year, gpci))
    if found.dollars is not None:
        assert found.low <= found.dollars <= found.high


@given(LINES, YEARS, PLACES, st.randoms())
def test_the_order_of_lines_never_matters(lines, year, gpci, random):
    one, other = (
        quote(order, asking(year, gpci)) for order in (lines, random.sample(lines, len(lines)))
    )
    cent = Decimal("0.01")  # a tied unit may stand on a longer line, which is rounded by itself
    for a, b in ((one.dollars, other.dollars), (one.low, other.low), (one.high, other.high)):
        assert a == b or abs(a - b) <= cent * len(lines)


@given(LINES, YEARS, PLACES)
def test_another_unit_never_lowers_the_amount(lines, year, gpci):
    first = lines[0]
    more = [replace(first, units=first.units + 1), *lines[1:]]
    one, other = (quote(x, asking(year, gpci)).dollars for x in (lines, more))
    assert one is other is None or one <= other


@given(LINES, YEARS, PLACES)
def test_at_most_one_unit_that_can_be_reduced_is_not(lines, year, gpci):
    where = asking(year, gpci)
    found = quote(lines, where)
    reducible = [x for x in found.lines if where.is_reduced(x.service.code) and x.dollars]
    in_full = sum(x.service.units - x.units_reduced for x in reducible)
    assert in_full == (1 if reducible else 0)


@given(LINES, YEARS, PLACES)
def test_every_line_has_an_amount_or_a_reason(lines, year, gpci):
    for line in quote(lines, asking(year, gpci)).lines:
        assert (line.dollars is None) == (line.unpriced is not None) == (not line.formula)
        assert line.dollars is None or line.dollars == round(line.dollars, 2)
