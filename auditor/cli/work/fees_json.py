"""How is a quote of the fee schedule written for programs?"""

from decimal import Decimal
from typing import Any

from auditor.cli.work.fees_words import APART_FIRST, BLIND
from auditor.fees import PricedLine, Quote


def as_json(quote: Quote) -> dict[str, Any]:
    """Return plain JSON values: dollars as numbers of cents' exactness, ``null`` for not known."""
    asking = quote.asking
    return {
        "payer": asking.schedule.payer,
        "schedule": asking.schedule.id,
        "date_of_service": asking.day,
        "conversion_factor": _number(quote.factor.dollars),
        "gpci": {
            "name": asking.gpci.name,
            "work": _number(asking.gpci.work),
            "pe": _number(asking.gpci.pe),
            "mp": _number(asking.gpci.mp),
        },
        "lines": [_line(line) for line in quote.lines],
        "complete": quote.is_complete,
        "dollars": _number(quote.dollars),
        "low": _number(quote.low),
        "high": _number(quote.high),
        "assumptions": [
            {"about": a.about, "says": a.says, "otherwise": _number(a.otherwise)}
            for a in quote.assumptions
        ],
        "kept_apart": {a.name: a.says for a in asking.terms.apart},
        "sources": [{"of": what, "cite": c.cite, "mark": c.mark} for what, c in quote.cites],
        "means": [APART_FIRST.partition(".")[0] + ".", BLIND],
    }


def _line(line: PricedLine) -> dict[str, Any]:
    rvus = line.rate.rvus if line.rate else None
    return {
        "code": line.service.code,
        "modifiers": list(line.service.modifiers),
        "units": line.service.units,
        "status": line.rate.status if line.rate else None,
        "rvus": None
        if rvus is None
        else {"work": _number(rvus.work), "pe": _number(rvus.pe), "mp": _number(rvus.mp)},
        "units_reduced": line.units_reduced,
        "assistant": line.is_assisted,
        "dollars": _number(line.dollars),
        "formula": line.formula or None,
        "no_amount": line.unpriced.reason if line.unpriced else None,
    }


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
