"""How is a quote of the fee schedule written for people?"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.cli.work.fees_words import APART_FIRST, BLIND, called
from auditor.fees import PricedLine, Quote
from auditor.report.columns import wrapped

HEADS = ("line", "units", "work", "PE", "MP", "PE reduced", "assistant", "amount")
GAP = "  "
NONE = "-"


def as_text(quote: Quote, *, width: int) -> Iterator[str]:
    """Yield the lines of the page: table, formulas, range, assumptions, sources, what it is not."""
    yield from wrapped(called(quote), width=width)
    yield ""
    yield from _table(quote)
    yield from _formulas(quote, width)
    yield ""
    yield from wrapped(_range(quote), width=width)
    for assumption in quote.assumptions if quote.dollars is not None else ():
        extra = "" if assumption.otherwise is None else f" Then: {_dollars(assumption.otherwise)}."
        yield from _item(assumption.says + extra, width)
    yield ""
    yield "Sources"
    for what, cited in quote.cites:
        yield from _item(f"{what}: {cited.cite} ({cited.mark})", width)
    yield ""
    yield from wrapped(APART_FIRST, width=width)
    for apart in quote.asking.terms.apart:
        yield from _item(f"{apart.says} ({apart.cited.mark})", width)
    yield from wrapped(BLIND, width=width)


def _item(sentence: str, width: int) -> list[str]:
    return wrapped(sentence, width=width, indent="  - ", hanging="    ")


def _table(quote: Quote) -> Iterator[str]:
    rows = [HEADS, *(_cells(line, quote) for line in quote.lines)]
    units = str(sum(line.service.units for line in quote.lines))
    rows.append(("total", units, "", "", "", "", "", _dollars(quote.dollars)))
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADS))]
    for first, *others in rows:
        aligned = (f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True))
        yield GAP.join((f"{first:<{widths[0]}}", *aligned)).rstrip()


def _cells(line: PricedLine, quote: Quote) -> tuple[str, ...]:
    rvus = line.rate.rvus if line.rate else None
    parts = (NONE,) * 3 if rvus is None else tuple(map(str, (rvus.work, rvus.pe, rvus.mp)))
    share = quote.asking.assistant
    return (
        _name(line),
        str(line.service.units),
        *parts,
        f"{line.units_reduced} of {line.service.units}" if line.units_reduced else NONE,
        f"{share.paid * 100:.0f} %" if share and line.is_assisted else NONE,
        _dollars(line.dollars),
    )


def _name(line: PricedLine) -> str:
    return "-".join((line.service.code, *line.service.modifiers))


def _formulas(quote: Quote, width: int) -> Iterator[str]:
    names: Sequence[str] = [_name(line) for line in quote.lines]
    widest = max(map(len, names)) + len(GAP)
    yield ""
    yield "[work×GPCI + PE×GPCI + MP×GPCI] × conversion factor"  # noqa: RUF001
    for name, line in zip(names, quote.lines, strict=True):
        said = f"{line.formula} = {_dollars(line.dollars)}" if line.formula else ""
        if line.unpriced:
            said = f"no amount: {line.unpriced.reason}"
        yield from wrapped(said, width=width, indent=f"{name:<{widest}}", hanging=" " * widest)


def _range(quote: Quote) -> str:
    if quote.dollars is None:
        return "No amount follows, so there is no range."
    left_out = [_name(line) for line in quote.lines if line.unpriced]
    of = f" without {', '.join(left_out)}" if left_out else ""
    if quote.low is None:
        return f"Range{of}: at most {_dollars(quote.high)}; the low end is not known. It hangs on:"
    return f"Range{of}: {_dollars(quote.low)} to {_dollars(quote.high)}. It hangs on:"


def _dollars(amount: Decimal | None) -> str:
    return NONE if amount is None else f"${amount:,.2f}"
