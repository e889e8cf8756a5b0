"""Which lines of a claim does each finding of the note beside it concern?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.billing.entries import CODE
from auditor.model import ServiceLine, Severity
from auditor.report.words import RecordJson

_CODE = re.compile(rf"(?<![0-9A-Z]){CODE.pattern}(?![0-9A-Z])")
_PARTNER = re.compile(rf"\bwith {CODE.pattern}(?![0-9A-Z])")
"""In a finding on a pair, the code that is paid: ``97542 with 97530`` is of the line of 97542."""


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """One line of a claim, and what of the audit concerns it."""

    note_id: str
    line: ServiceLine
    rules: tuple[str, ...] = ()
    """Codes of the rules with a finding at the gate that concerns the line, each once."""

    @property
    def flagged(self) -> bool:
        """Whether a finding at the gate concerns the line."""
        return bool(self.rules)


def judged_lines(
    record: RecordJson, claim: Sequence[ServiceLine], gate: Severity
) -> tuple[JudgedLine, ...]:
    """Say of each line of a claim which findings concern it.

    A finding whose message names billed codes concerns the lines of those codes (of a pair, the one
    denied); any other is about the note as a whole and concerns all lines.

    Args:
        record: The note's audit as JSON values.
        claim: The lines that were billed beside the note.
        gate: The least severity that counts.
    """
    at_gate = [level.value for level in gate.and_heavier()]
    billed = {line.code for line in claim}
    concerned = [
        (finding["rule"], _named(finding["message"], billed))
        for finding in record["findings"]
        if finding["severity"] in at_gate
    ]
    return tuple(
        JudgedLine(
            record["note_id"],
            line,
            tuple(dict.fromkeys(r for r, codes in concerned if not codes or line.code in codes)),
        )
        for line in claim
    )


def _named(message: str, billed: Iterable[str]) -> frozenset[str]:
    own = frozenset(_CODE.findall(_PARTNER.sub("", message))).intersection(billed)
    return own or frozenset(_CODE.findall(message)).intersection(billed)
