"""What service lines does a table hold, one a row?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import BinaryIO

from auditor.errors import InputError
from auditor.ingest.claim_files import columns, grids, values
from auditor.ingest.claim_files.columns import NEEDED, Roles
from auditor.ingest.claim_files.grids import Row, row_place
from auditor.ingest.refused import Place, Refused
from auditor.model import ClaimLine, ServiceLine

_LEAD_ROWS = 20
"""How many rows (a title, the day of the export) may stand above the headings."""
_PARTS = re.compile(r"[\s,;|:/-]+")
_LISTED = re.compile(r"[\s,;|]+")
_IDENTIFIERS = ("account", "record", "member", "patient")


def read_text(
    stream: BinaryIO, place: Place, mapping: Mapping[str, str]
) -> Iterator[ClaimLine | Refused]:
    """Read the service lines of a delimited text.

    A row whose last line break is missing is read if it has all its cells; nothing tells whether
    the file broke off inside the last of them.

    Raises:
        InputError: No row holds the headings needed, or rows cannot be told apart any more.
    """
    rows = grids.read_text(stream, place, lambda cells: _fit(cells, mapping))
    yield from _lines(rows, place, mapping)


def read_workbook(
    stream: BinaryIO, place: Place, mapping: Mapping[str, str]
) -> Iterator[ClaimLine | Refused]:
    """Read the service lines of all sheets of a workbook that have the headings needed.

    Raises:
        InputError: It is no workbook, or no sheet has them.
    """
    problem: InputError | None = None
    any_sheet = False
    for where, rows in grids.read_workbook(stream, place):
        lead, headings = _headings(rows, mapping)
        if headings is None:
            problem = problem or _no_headings(lead, mapping, where)
            continue
        any_sheet = True
        yield from _under(headings, rows, where, mapping)
    if problem and not any_sheet:
        raise problem


def _lines(
    rows: Iterator[Row], place: Place, mapping: Mapping[str, str]
) -> Iterator[ClaimLine | Refused]:
    lead, headings = _headings(rows, mapping)
    if headings is None:
        raise _no_headings(lead, mapping, place)
    yield from _under(headings, rows, place, mapping)


def _fit(cells: Sequence[str], mapping: Mapping[str, str]) -> int:
    roles = columns.find(cells, mapping)
    return len(roles) + 100 * sum(role in roles for role in NEEDED)


def _headings(
    rows: Iterator[Row], mapping: Mapping[str, str]
) -> tuple[Sequence[Row], Sequence[str] | None]:
    """Return the rows above the headings, and these; ``None`` if none of the first rows are."""
    lead: list[Row] = []
    for row in islice(rows, _LEAD_ROWS):
        if all(role in columns.find(row[1], mapping) for role in NEEDED):
            return lead, row[1]
        lead.append(row)
    return lead, None


def _no_headings(lead: Sequence[Row], mapping: Mapping[str, str], place: Place) -> InputError:
    if not lead:
        return place.error("holds no table; its first row must name the columns, as in cpt,units")
    best = max(lead, key=lambda row: _fit(row[1], mapping))[1]
    return place.error(str(columns.missing(columns.find(best, mapping), best, mapping)))


def _under(
    headings: Sequence[str], rows: Iterator[Row], place: Place, mapping: Mapping[str, str]
) -> Iterator[ClaimLine | Refused]:
    roles = columns.find(headings, mapping)
    absent = [role for role in mapping if role not in roles]
    if absent:
        reason = f"has no column with the heading that claim_columns gives for {absent[0]}"
        raise place.error(reason)
    row = next(rows, None)
    if row is None:
        reason = "holds no rows under its headings; give one service line a row"
        raise place.error(reason)
    for number, cells in chain([row], rows):
        here = row_place(place, number)
        if _is_no_line(cells, roles):
            yield here.notice(
                "the row has neither a code nor a day (a total?), so it bills nothing"
            )
            continue
        try:
            yield _line(cells, len(headings), roles, here)
        except InputError as error:
            yield here.refuse(str(error))


def _is_no_line(cells: Sequence[str], roles: Roles) -> bool:
    """Whether a row has nothing where a code and a day stand, as one of sums has."""
    wanted = [column for role in ("code", "date_of_service") for column in roles[role]]
    return max(wanted) < len(cells) and not any(cells[column].strip() for column in wanted)


def _line(cells: Sequence[str], width: int, roles: Roles, place: Place) -> ClaimLine:
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        # Its cells may stand under wrong headings: none of them can be trusted.
        message = (
            f"the row has {len(cells)} cells under {width} headings; quote each cell that holds a "
            "delimiter or a line break"
        )
        raise InputError(message)

    def of(role: str) -> str:
        return cells[roles[role][0]] if role in roles else ""

    def all_of(role: str) -> str:
        return " ".join(cells[column] for column in roles.get(role, ()))

    code, *attached = _PARTS.split(of("code").strip())
    written = (*attached, *_PARTS.split(all_of("modifiers")))
    codes = (values.diagnosis(d, "the diagnosis") for d in _LISTED.split(all_of("diagnoses")) if d)
    return ClaimLine(
        claim_id=values.word(of("claim_id"), "the claim number") or "",
        line_id=values.word(of("line_id"), "the line number") or "",
        service=ServiceLine(
            code=values.code(code, "the code's column"),
            units=values.units(of("units"), "the units' column"),
            modifiers=values.modifiers(written, "the modifiers' column"),
            date_of_service=values.day(of("date_of_service"), of("last_day"), "the date's column"),
            clinician=values.word(of("clinician"), "the clinician's column"),
            diagnoses=tuple(codes) if "diagnoses" in roles else None,
        ),
        source=place.source,
        patients=values.words((of(role) for role in _IDENTIFIERS), "a patient's column"),
        payer=values.word(of("payer"), "the payer's column"),
    )
