"""Claim lines beside their notes and the payer's answers: one table in which none is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields

from auditor.model import ClaimLine, RemittedLine
from auditor.report.csv import table_row


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One row of the table; the fields are its columns, empty where there is nothing to say."""

    claim: str = ""
    line: str = ""
    code: str = ""
    units: int | None = None
    modifiers: str = ""
    visit_date: str = ""
    note_id: str = ""
    gate: str = ""
    rules: str = ""
    """Rules with a finding at the gate that concerns the line."""
    flagged: str = ""
    """``yes`` where there is one, ``no`` where there is none; empty where no note was judged."""
    answer: str = ""
    reasons: str = ""
    remarks: str = ""
    why_alone: str = ""
    """Why the line has no note, the note no line, or the answer no line; or why what stands at the
    source is not read."""
    source: str = ""


def row_of(
    line: ClaimLine,
    answer: RemittedLine | None = None,
    *,
    note_id: str = "",
    gate: str = "",
    rules: Sequence[str] = (),
    why_alone: str = "",
) -> ClaimRow:
    """Make the row of a line that was sent."""
    service = line.service
    return ClaimRow(
        claim=line.claim_id,
        line=line.line_id,
        code=service.code,
        units=service.units,
        modifiers=" ".join(service.modifiers),
        visit_date=service.date_of_service or "",
        note_id=note_id,
        gate=gate,
        rules=" ".join(rules),
        flagged=("yes" if rules else "no") if gate else "",
        answer=answer.payment.value if answer else "",
        reasons=_reasons(answer),
        remarks=" ".join(answer.remarks) if answer else "",
        why_alone=why_alone,
        source=line.source,
    )


def row_of_answer(answer: RemittedLine, why_alone: str) -> ClaimRow:
    """Make the row of an answer to a line that is in no claim file."""
    return ClaimRow(
        claim=answer.claim_id,
        line=answer.line_id,
        code=answer.code,
        units=answer.units_billed,
        modifiers=" ".join(answer.modifiers),
        visit_date=answer.date_of_service or "",
        answer=answer.payment.value,
        reasons=_reasons(answer),
        remarks=" ".join(answer.remarks),
        why_alone=why_alone,
        source=answer.source,
    )


def heading() -> str:
    """The table's first row."""
    return table_row([f.name for f in fields(ClaimRow)])


def written(rows: Sequence[ClaimRow]) -> Iterator[str]:
    """Give the rows as CSV, each ended by CR LF."""
    return (table_row(astuple(row)) for row in rows)


def _reasons(answer: RemittedLine | None) -> str:
    return " ".join(dict.fromkeys(a.code for a in answer.adjustments)) if answer else ""
