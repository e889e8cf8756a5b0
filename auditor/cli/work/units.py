"""The units that minutes support, as ``auditor units`` works them out."""

import re
from collections.abc import Iterable, Mapping, Sequence

from auditor.billing.units import Difference, differences, timed_only, work_out
from auditor.cli import streams
from auditor.cli.options import Asked, PageFormat
from auditor.cli.work.settings import config_of, demands_in_force
from auditor.errors import InputError
from auditor.ingest import read_claim
from auditor.model import CodeFact, Units
from auditor.record import dumps, units_json
from auditor.report.units import method_order, method_words, ways_words

_PAIR = re.compile(r"(?P<code>[0-9A-Za-z]{5})\s*=\s*(?P<minutes>\d{1,4})")
GAP = "  "


def units(
    minutes: Sequence[str], billed: Sequence[str], asked: Asked, *, output: PageFormat
) -> int:
    """Write the units by both methods; return the exit code.

    Raises:
        AuditorError: Minutes, units, a setting or an option cannot be read.
    """
    demands = demands_in_force(config_of(asked))
    spent, claimed = _minutes(minutes), _billed(billed)
    for code in sorted({*spent, *claimed}):
        if not timed_only({code: 0}, demands.codes):
            streams.say(f"{code} is left out: {_why_left_out(code, demands.codes)}")
    timed = timed_only(spent, demands.codes)
    if not timed:
        message = "no minutes to count; give codes that count them, as in 97530=23"
        raise InputError(message)
    worked_out = work_out(
        timed,
        None,
        timed_only(claimed, demands.codes),
        demands.unit_method,
    )
    if output is PageFormat.JSON:
        streams.for_programs()
        streams.write(dumps(units_json(worked_out), indent=2) + "\n")
        return 0
    streams.for_people()
    for line in _table(worked_out, demands.payer):
        streams.write(line + "\n")
    return 0


def _minutes(pairs: Iterable[str]) -> dict[str, int]:
    minutes: dict[str, int] = {}
    for pair in pairs:
        found = _PAIR.fullmatch(pair.strip())
        if found is None:
            message = f"{pair!r} must be a code and its minutes, as in 97530=23"
            raise InputError(message)
        code = found["code"].upper()
        minutes[code] = minutes.get(code, 0) + int(found["minutes"])
    return minutes


def _billed(lines: Iterable[str]) -> dict[str, int]:
    billed: dict[str, int] = {}
    try:
        claim = read_claim(" ".join(lines))
    except InputError:
        message = "--billed: must be codes and their units, as in 97530=2"
        raise InputError(message) from None
    for line in claim:
        billed[line.code] = billed.get(line.code, 0) + line.units
    return billed


def _why_left_out(code: str, known: Mapping[str, CodeFact]) -> str:
    return "its units do not count minutes" if code in known else "it is no therapy code known here"


def _table(units: Units, payer: str) -> Iterable[str]:
    """Minutes, units by each method (the payer's own first, with a star) and units billed."""
    methods = method_order(units_json(units))
    counts = [units.methods[name] for name in methods]
    spent = units.minutes_by_code or {}
    heads = ["code", "minutes", *(method_words(m) for m in methods)]
    heads[2] += "*"
    rows = [
        [code, _cell(spent.get(code)), *(_cell((c.by_code or {}).get(code, 0)) for c in counts)]
        for code in spent
    ]
    rows.append(["total", _cell(units.timed_minutes), *(_cell(c.total) for c in counts)])
    if units.billed:
        heads.append("billed")
        for row in rows:
            row.append(_cell(units.billed.get(row[0], 0)))
        rows[-1][-1] = _cell(sum(units.billed.values()))
    widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
    for row in (heads, *rows):
        first, *others = (cell for cell in row)
        aligned = (f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True))
        yield GAP.join((f"{first:<{widths[0]}}", *aligned)).rstrip()
    yield f"* as {payer} counts"
    if counts[0].ties:
        yield f"equally right: {ways_words(units_json(units)['methods'][methods[0]])}"
    yield from map(_difference, differences(units))


def _cell(number: int | None) -> str:
    return "?" if number is None else str(number)


def _difference(found: Difference) -> str:
    what = found.code or "in all"
    return f"{what}: {found.billed} billed, the minutes support {found.supported}"
