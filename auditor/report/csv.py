"""Findings and notes as tables for a spreadsheet, with cells that cannot become formulas."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from auditor.model import ELEMENTS
from auditor.report.places import check_text, where
from auditor.report.units import compare
from auditor.report.words import Item, RecordJson, severity_counts, why_not_assessed

FINDING_COLUMNS = (
    "note_id",
    "source",
    "gate",
    "score",
    "rule",
    "name",
    "severity",
    "element",
    "line",
    "column",
    "quote",
    "message",
    "ask",
    "cite",
    "where",
    "fingerprint",
)
NOTE_COLUMNS = (
    "note_id",
    "source",
    "visit_date",
    "discipline",
    "kind",
    "gate",
    "score",
    "errors",
    "warnings",
    "infos",
    *ELEMENTS,
    "minutes",
    "unit_method",
    "units_billed",
    "units_supported",
    "units_over",
    "units_under",
)
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet may take for the beginning of a formula, full-width forms included."""
_TO_UTF8 = dict.fromkeys((0, *range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}")

Cell = str | int | None


def findings_csv(items: Iterable[Item]) -> Iterator[str]:
    """Give a table of findings, a row each, in the record's order, as the items come.

    A note that was not audited whole has a row without a rule first, which says why: where it was
    left out, who sees this table alone would take it for clean.

    Raises:
        InputError: A text is not the one its record was made from.
    """
    yield table_row(FINDING_COLUMNS)
    for record, given in items:
        text = check_text((record, given))
        yield from _not_audited(record)
        for f in record["findings"]:
            quote = None if f["start"] is None else text[f["start"] : f["end"]]
            yield table_row(
                (
                    *(record[column] for column in FINDING_COLUMNS[:4]),
                    *(f[column] for column in FINDING_COLUMNS[4:10]),
                    quote,
                    f["message"],
                    f["ask"],
                    f["source"]["cite"],
                    where(record, f["start"]),
                    f["fingerprint"],
                )
            )


def _not_audited(record: RecordJson) -> Iterator[str]:
    reasons = why_not_assessed(record)
    if reasons:
        told = {
            **{column: record[column] for column in FINDING_COLUMNS[:4]},
            "message": f"The note was not audited whole: {'; '.join(reasons)}",
        }
        yield table_row([told.get(column) for column in FINDING_COLUMNS])


def notes_csv(records: Iterable[RecordJson]) -> Iterator[str]:
    """Give a table of notes, a row each, as the records come.

    Units are those of timed codes. ``units_supported``, ``units_over`` and ``units_under`` are
    empty where billed units and minutes cannot be compared.
    """
    yield table_row(NOTE_COLUMNS)
    for record in records:
        note, units, elements = record["note"], record["units"], record["elements"]
        compared = compare(units)
        yield table_row(
            (
                record["note_id"],
                record["source"],
                note["date_of_service"],
                note["discipline"],
                note["kind"],
                record["gate"],
                record["score"],
                *severity_counts(record).values(),
                *(elements[e]["status"] if e in elements else None for e in ELEMENTS),
                units["timed_minutes"],
                units["payer_method"],
                sum(units["billed"].values()) if units["billed"] else None,
                compared.supported if compared else None,
                compared.over if compared else None,
                compared.under if compared else None,
            )
        )


def table_row(cells: Sequence[Cell]) -> str:
    """Write one row, its cells harmless to spreadsheets, ended by CR LF."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(cell: Cell) -> Cell:
    """Put an apostrophe before what a spreadsheet would calculate instead of show."""
    if not isinstance(cell, str):
        return cell
    text = cell.translate(_TO_UTF8)
    return f"'{text}" if text.lstrip(" \xa0").startswith(_FORMULA) else text
