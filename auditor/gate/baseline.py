"""What was found before: with a baseline, only what is new holds a note back."""

from collections.abc import Iterator
from pathlib import Path

from auditor.gate.decision import Excuse, FindingJson, RecordJson
from auditor.gate.json_lines import objects, wrong
from auditor.gate.known import Known, known
from auditor.report.json import encodable

EXCUSED = "in the baseline"


def read(path: Path, *, note_id: str | None = None) -> frozenset[Known]:
    """Read the findings of an earlier run's records.

    Args:
        path: The ``records.jsonl`` of ``auditor audit``, or any file of records, one a line.
        note_id: The only note that is asked for, which is read much sooner; ``None`` for all.

    Raises:
        ConfigError: The file cannot be read, or a line is no record.
    """
    holding = "" if note_id is None else encodable([note_id])[1:-1]
    return frozenset(_known(path, holding))


def excuse_of(findings: frozenset[Known]) -> Excuse:
    """Excuse what was found before."""

    def excuse(record: RecordJson, finding: FindingJson) -> str | None:
        return EXCUSED if known(record, finding) in findings else None

    return excuse


def _known(path: Path, holding: str) -> Iterator[Known]:
    for number, record in objects(path, holding=holding):
        try:
            found = [known(record, finding) for finding in record["findings"]]
        except (KeyError, TypeError, AttributeError):
            reason = "is no record; give the records.jsonl of an earlier `auditor audit`"
            raise wrong(path, number, reason) from None
        yield from (finding for finding in found if finding is not None)
