"""One note's findings for its writer on a terminal: few, the most useful first, with the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditor.record import AuditRecord, LineIndex, as_json
from auditor.report.columns import excerpt, one_line, wrapped
from auditor.report.overview import summary
from auditor.report.paint import Paint
from auditor.report.places import where
from auditor.report.units import units_line
from auditor.report.words import (
    RecordJson,
    considered,
    counted,
    plural,
    severity_counts,
    sorted_findings,
    spaced,
    why_not_assessed,
)

__all__ = ["check", "summary"]

MARGIN = "  "
LEAST_WIDTH = 40
"""Narrower terminals are written to as if they had this many columns."""
SAID: Mapping[str, str] = {
    "ready": "ready",
    "hold": "hold, {} to settle",
    "cannot_assess": "could not be assessed",
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all lines are written on and with."""

    text: str
    lines: LineIndex
    gutter: int
    """Columns of the line numbers."""
    width: int
    paint: Paint

    def wrap(self, text: str, indent: str = "", hanging: str = MARGIN) -> list[str]:
        return wrapped(text, width=self.width, indent=indent, hanging=hanging)


def check(
    record: AuditRecord, *, most: int | None = 3, colour: bool = False, width: int = 80
) -> str:
    """Show one note's findings.

    Args:
        record: The note's audit.
        most: How many findings to show at the most; ``None`` shows all.
        colour: Whether to colour the text for a terminal.
        width: Columns of the terminal.

    Returns:
        Lines, each ended by a line feed.
    """
    values = as_json(record)
    found = sorted_findings(values)
    shown = found if most is None else found[:most]
    text = record.visit.text
    sheet = _Sheet(
        text=text,
        lines=LineIndex(text),
        gutter=len(str(max((f["line"] or 0 for f in shown), default=0))),
        width=max(width, LEAST_WIDTH),
        paint=Paint(colour),
    )
    blocks = [
        _heading(values, sheet),
        *(_finding(finding, where(values, finding["start"]), sheet) for finding in shown),
        _closing(values, len(found) - len(shown), sheet),
    ]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _heading(values: RecordJson, sheet: _Sheet) -> list[str]:
    paint, gate = sheet.paint, values["gate"]
    note_id = one_line(values["note_id"])
    counts = counted(severity_counts(values))
    said = SAID[gate].format(counts[0] if counts else "")
    also = f" ({', '.join(counts[gate == 'hold' :])})" if counts[gate == "hold" :] else ""
    score = "no score" if values["score"] is None else f"score {values['score']} of 100"
    lines = [f"{paint(note_id, 'bold')}: {paint(said, gate)}{also}; {score}"]
    for reason in why_not_assessed(values):
        lines += sheet.wrap(f"Not audited whole: {reason.rstrip('.')}.")
    units = units_line(values["units"])
    return lines + (sheet.wrap(units) if units else [])


def _finding(finding: Mapping[str, Any], part: str | None, sheet: _Sheet) -> list[str]:
    paint, severity = sheet.paint, finding["severity"]
    first, *rest = sheet.wrap(f"{severity}: {finding['message']}")
    reference = f"{finding['rule']} {finding['name']}; {finding['source']['cite']}"
    return [
        paint(severity, severity) + paint(first.removeprefix(severity), "bold"),
        *(paint(line, "bold") for line in rest),
        *(paint(line, "dim") for line in _part(part, sheet)),
        *(_looked_in(finding, sheet) if finding["start"] is None else _words(finding, sheet)),
        *sheet.wrap(finding["ask"], indent=MARGIN),
        *(paint(line, "dim") for line in sheet.wrap(reference, indent=MARGIN)),
    ]


def _part(part: str | None, sheet: _Sheet) -> list[str]:
    """Where in its document the line stands; of a text, its number says that."""
    return [] if part is None else sheet.wrap(one_line(part), indent=MARGIN)


def _looked_in(finding: Mapping[str, Any], sheet: _Sheet) -> list[str]:
    places = ", ".join(spaced(place) for place in finding["looked_in"]) or "the whole note"
    return sheet.wrap(f"looked in: {places}", indent=MARGIN)


def _words(finding: Mapping[str, Any], sheet: _Sheet) -> list[str]:
    """The line of the note and, below it, carets under the words at fault."""
    paint = sheet.paint
    blank = f"{MARGIN}{' ' * sheet.gutter} | "
    start, end, room = finding["start"], finding["end"], sheet.width - len(blank)
    cut = excerpt(sheet.text, start, end, room=room, lines=sheet.lines)
    number = f"{MARGIN}{cut.number:>{sheet.gutter}} | "
    carets = cut.underline.lstrip()
    offset = cut.underline.removesuffix(carets)
    more = f" to line {cut.number + cut.lines_more}" if cut.lines_more else ""
    return [
        f"{paint(number, 'dim')}{cut.before}{paint(cut.words, 'bold')}{cut.after}".rstrip(),
        f"{paint(blank, 'dim')}{offset}{paint(carets + more, finding['severity'])}",
    ]


def _closing(values: RecordJson, hidden: int, sheet: _Sheet) -> list[str]:
    if hidden:
        return [sheet.paint(f"{hidden} more: add --all", "bold")]
    if values["findings"] or not values["rules"]["ran"]:
        return []
    statuses = [element["status"] for element in values["elements"].values()]
    asked = len(statuses) - statuses.count("na")
    elements = f"{statuses.count('present')} of {plural(asked, 'element')} shown"
    opening = "Nothing more needed" if values["complete"] else "Nothing found in what was audited"
    return sheet.wrap(f"{opening}: {considered(values)}; {elements}.")
