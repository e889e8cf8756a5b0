"""The units billed, as they are written behind ``--billed``, by discipline and modifier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.errors import InputError
from auditor.ingest import read_claim
from auditor.model import CodeFact, PartedUnits, ServiceLine, disciplines_of
from auditor.model.counting import UNITS_PER_DAY

EXAMPLE = "97530-GP=2"

Lines = dict[str, PartedUnits]
"""Units of each code, with and without an assistant's modifier."""


@dataclass(slots=True)
class Bills:
    """The bill of each discipline, and a line on whatever is wrong."""

    by_discipline: dict[str | None, Lines] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_bills(
    words: Iterable[str], disciplines: Sequence[str | None], codes: Mapping[str, CodeFact]
) -> Bills:
    """Read lines such as ``97530-GP-CQ=1`` and put each to the discipline that it speaks of.

    Args:
        words: The lines.
        disciplines: Those that gave minutes; a lone one takes the lines that name none, and one
            that is not said takes all.
        codes: What the payer's pack knows.
    """
    bills = Bills()
    try:
        claim = read_claim(" ".join(words))
    except InputError:
        bills.problems.append("--billed: must be codes and their units, as in 97530=2")
        return bills
    for line in claim:
        owner, problem = _owner(line, disciplines)
        problem = problem or _wrong(line, codes)
        if problem:
            bills.problems.append(f"--billed: {problem}")
        else:
            _add(bills.by_discipline.setdefault(owner, {}), line)
    return bills


def _owner(line: ServiceLine, disciplines: Sequence[str | None]) -> tuple[str | None, str]:
    """Return whose line it is, or what keeps that from being known."""
    if not disciplines or None in disciplines:
        return None, ""
    spoken = disciplines_of(line.modifiers)
    if len(spoken) > 1:
        return None, f"{line.code} speaks of {' and '.join(sorted(spoken))}"
    if spoken:
        (owner,) = spoken
        known = owner in disciplines
        return owner, "" if known else f"{line.code}: no minutes of {owner} are given"
    if len(disciplines) > 1:
        return None, f"{line.code}: say whose line it is, as in {EXAMPLE}"
    return disciplines[0], ""


def _wrong(line: ServiceLine, codes: Mapping[str, CodeFact]) -> str:
    if line.code not in codes:
        return f"{line.code} is no therapy code known here"
    if line.units > UNITS_PER_DAY:
        return f"{line.code}: a day holds no more than {UNITS_PER_DAY} units"
    return ""


def _add(lines: Lines, line: ServiceLine) -> None:
    lines[line.code] = lines.get(line.code, PartedUnits()).and_line(line)
