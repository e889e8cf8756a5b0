"""What becomes of each claim line as the batch goes: its row, its part in the totals."""

from collections.abc import Iterable, Iterator

from auditor.cli import streams
from auditor.cli.work.claims import MOST_TOLD, Claims
from auditor.cli.work.exits import Verdict
from auditor.cli.work.folder import CLAIMS, Folder
from auditor.cli.work.notes import Record
from auditor.denials.judged import JudgedLine, judged_lines
from auditor.denials.loading import denial_map
from auditor.denials.outcomes import Tally
from auditor.model import ClaimLine, Payment, RemittedLine, Severity
from auditor.report.claim_figures import ClaimFigures
from auditor.report.claim_lines import ClaimRow, row_of, row_of_answer

NO_MODIFIERS = (
    "no claim line has a modifier; if a table's column of them is called otherwise, name it in "
    'auditor.toml: [claim_columns] modifiers = "its heading"'
)
NOT_REACHED = "the batch was stopped before this note was audited"
NO_LINE = "no line of the claim files is the one answered"
NO_LINE_AT_ALL = (
    "no line of the claim files was put to a note, so no note is judged against them; answers "
    "(--remits) need the claim files (--claims) they answer"
)


class ClaimDesk:
    """Takes each audited note, writes the rows of its lines, and says at the end what is alone."""

    def __init__(
        self, claims: Claims, *, gate: Severity, verdict: Verdict, folder: Folder | None
    ) -> None:
        self._claims = claims
        self._gate = gate
        self._verdict = verdict
        self._folder = folder
        self._tally = Tally(denial_map())
        self._lines = 0
        self._done: set[str] = set()
        self._missed: list[str] = []
        self._has_modifiers = False

    def add(self, record: Record) -> None:
        """Write the rows of one note's lines, and count them.

        Raises:
            AuditorError: The folder cannot be written to.
        """
        lines = self._claims.lines_of(record["note_id"])
        rows = []
        judged = judged_lines(record, [line.service for line in lines], self._gate)
        for line, verdict in zip(lines, judged, strict=True):
            answer = self._claims.answer_to(line)
            rows.append(
                row_of(
                    line,
                    answer,
                    note_id=record["note_id"],
                    gate=record["gate"],
                    rules=verdict.rules,
                )
            )
            if record["complete"]:
                self._note_missed(verdict, answer)
                self._tally.add(verdict, answer)
            elif answer is not None:
                self._tally.add(None, answer)
        self._lines += len(lines)
        self._has_modifiers |= any(line.service.modifiers for line in lines)
        if lines:
            self._done.add(record["note_id"])
        self._write(rows)

    def _note_missed(self, judged: JudgedLine, answer: RemittedLine | None) -> None:
        """Keep the first lines that were denied though nothing had flagged them."""
        denied = answer is not None and answer.payment is Payment.DENIED
        if answer is not None and denied and not judged.flagged and len(self._missed) < MOST_TOLD:
            reasons = ", ".join(dict.fromkeys(a.code for a in answer.adjustments))
            self._missed.append(f"{judged.note_id}: {judged.line.code}, {reasons}")

    def end(self, *, whole: bool) -> ClaimFigures:
        """List what has no partner, and return the figures of the claim lines.

        Args:
            whole: Whether every note was audited; if not, lines of the others say so.

        Raises:
            AuditorError: The folder cannot be written to.
        """
        claims = self._claims
        self._write(self._rows_alone())
        for alone in (*claims.matched.lines_alone, *claims.withdrawn):
            if (answer := claims.answer_to(alone.line)) is not None:
                self._tally.add(None, answer)
        for answer in claims.answers_alone:
            self._tally.add(None, answer)
        self._tell()
        if whole and not self._lines:
            streams.say(NO_LINE_AT_ALL)
        unread = sum(not refused.notice for refused in claims.refused)
        if unread or (whole and not self._lines):
            self._verdict.add((), complete=False)
        elif claims.matched.lines_alone:
            # a service billed without a note cannot be defended, whatever the gate is
            self._verdict.add((Severity.ERROR.value,), complete=True)
        return ClaimFigures(
            lines=self._lines,
            notes=len(self._done),
            lines_alone=len(claims.matched.lines_alone),
            notes_alone=len(claims.matched.notes_alone),
            lines_refused=unread,
            lines_passed_over=len(claims.refused) - unread,
            lines_withdrawn=len(claims.withdrawn),
            claims_replaced=claims.replaced,
            answers_alone=len(claims.answers_alone),
            outcomes=self._tally.figures() if claims.has_answers else None,
            missed=tuple(self._missed),
        )

    def _tell(self) -> None:
        claims = self._claims
        told = [r.message for r in sorted(claims.refused, key=lambda r: r.notice)]
        told += [f"{u.line.source}: {_service(u.line)}{u.why}" for u in claims.matched.lines_alone]
        told += [f"{u.note.source}: {u.why}" for u in claims.matched.notes_alone]
        told += [f"{u.line.source}: {_service(u.line)}{u.why}" for u in claims.withdrawn]
        if self._lines and not self._has_modifiers:
            streams.say(NO_MODIFIERS)
        for message in told[:MOST_TOLD]:
            streams.say(message)
        if len(told) > MOST_TOLD:
            where = f"; {CLAIMS} names them all" if self._folder else ""
            streams.say(f"{len(told) - MOST_TOLD:,} more of this kind{where}")

    def _rows_alone(self) -> Iterator[ClaimRow]:
        claims = self._claims
        for note_id, lines in claims.matched.lines.items():
            if note_id not in self._done:
                yield from (
                    row_of(x, claims.answer_to(x), note_id=note_id, why_alone=NOT_REACHED)
                    for x in lines
                )
        for alone in (*claims.matched.lines_alone, *claims.withdrawn):
            yield row_of(alone.line, claims.answer_to(alone.line), why_alone=alone.why)
        for left in claims.matched.notes_alone:
            yield ClaimRow(
                visit_date=left.note.date_of_service or "",
                note_id=left.note.note_id,
                why_alone=left.why,
                source=left.note.source,
            )
        for answer in claims.answers_alone:
            yield row_of_answer(answer, NO_LINE)
        for refused in claims.refused:
            why = refused.message.removeprefix(f"{refused.source}: ")
            yield ClaimRow(why_alone=why, source=refused.source)

    def _write(self, rows: Iterable[ClaimRow]) -> None:
        if self._folder is not None:
            self._folder.add_claims(list(rows))


def _service(line: ClaimLine) -> str:
    """Name a line by what it bills: its numbers may be the patient's."""
    day = line.service.date_of_service
    return f"{line.service.code}{f' on {day}' if day else ''}: "
