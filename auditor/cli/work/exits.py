"""What the exit code says of the notes that were audited."""

from collections.abc import Iterable

from auditor.model import Severity

READY, FINDINGS, NOT_AUDITED = 0, 1, 2


class Verdict:
    """Gathers notes' audits into one exit code: what was not audited weighs more than findings."""

    def __init__(self, gate: Severity) -> None:
        self._failing = frozenset(level.value for level in gate.and_heavier())
        self.code = READY

    def add(self, severities: Iterable[str], *, complete: bool) -> None:
        """Count one note: its findings' severities, and whether all of it was audited."""
        if not complete:
            self.code = NOT_AUDITED
        elif not self._failing.isdisjoint(severities):
            self.code = max(self.code, FINDINGS)
