"""Which of CMS's tables does a file hold, going by its headings and not by its name?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from auditor.billing.cms.containers import Member
from auditor.billing.cms.headings import Sheet, sheet_of
from auditor.billing.cms.rows import sheets
from auditor.errors import InputError


class Kind(StrEnum):
    """A table that can be imported, by the name it goes by on the command line."""

    PTP = "ptp"
    MUE = "mue"
    RVU = "rvu"
    GPCI = "gpci"


MEANING = {
    Kind.PTP: "code pairs (PTP edits)",
    Kind.MUE: "limits of units (MUE)",
    Kind.RVU: "relative values (PPRRVU)",
    Kind.GPCI: "locality indices (GPCI)",
}
"""What each table is called in messages."""

_MARKS = {
    Kind.PTP: ("COLUMN 1", "COLUMN 2", "EFFECTIVE", "DELETION"),
    Kind.MUE: ("HCPCS", "MUE VALUE"),
    Kind.GPCI: ("LOCALITY", "PE GPCI"),
    Kind.RVU: ("HCPCS", "MOD", "PE RVU"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A table of the kind that was looked for, and the file it stands in."""

    member: Member
    sheet: Sheet


def kind_of(sheet: Sheet) -> Kind | None:
    """Return which table a sheet is; ``None`` where it is none that can be imported."""
    if sheet.fixed:
        return Kind.RVU
    headings = " | ".join(sheet.headings)
    return next((k for k, marks in _MARKS.items() if all(m in headings for m in marks)), None)


def tables(held: Sequence[Member], wanted: Kind) -> Iterator[Found]:
    """Yield each table of one kind in a download, a table given in several formats only once.

    Texts are preferred to workbooks, which take far longer to open; each table must be read to
    its end before the next is asked for.

    Raises:
        InputError: There is none; the message says what the file looks like instead. Or a file
            breaks off or is damaged.
    """
    done: set[str] = set()
    others: set[Kind] = set()
    for member in sorted(held, key=lambda m: (m.is_workbook, m.names[0])):
        stem = PurePath(member.names[0]).stem.casefold()
        if stem in done:
            continue
        for sheet in map(sheet_of, sheets(member)):
            kind = kind_of(sheet)
            if kind is wanted:
                done.add(stem)
                yield Found(member, sheet)
            elif kind is not None:
                others.add(kind)
    if not done:
        raise _none_found(held, wanted, others)


def _none_found(held: Sequence[Member], wanted: Kind, others: set[Kind]) -> InputError:
    place = held[0].names[-1] if held else "the zip"
    if others:
        kind = min(others)
        looks = f"looks like {MEANING[kind]}; use `auditor cms {kind}`, or give the file of"
        return InputError(f"{place}: {looks} {MEANING[wanted]}")
    reason = f"holds no table of {MEANING[wanted]}: no heading of it stands in the first lines"
    return InputError(f"{place}: {reason}; give the file as CMS publishes it")
