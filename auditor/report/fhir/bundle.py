"""Audits of many notes as one FHIR ``Bundle``, written as they come."""

from collections import Counter
from collections.abc import Iterable, Iterator

from auditor.report.fhir.issues import detected_issues
from auditor.report.fhir.outcomes import operation_outcome
from auditor.report.fhir.values import Resource
from auditor.report.json import encodable
from auditor.report.words import RecordJson

OPENING = '{"resourceType": "Bundle", "type": "collection"'


def entries(record: RecordJson, *, note: str | None = None) -> list[Resource]:
    """Give a note's entries: its outcome, then an issue a finding.

    Args:
        record: One note's audit.
        note: What ids are made of instead of the note's own; where two notes have one.
    """
    resources = [operation_outcome(record, note=note), *detected_issues(record, note=note)]
    return [{"fullUrl": f"urn:uuid:{r['id']}", "resource": r} for r in resources]


class Bundle:
    """Writes a bundle piece by piece, so that a batch is never held in memory."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def add(self, record: RecordJson) -> str:
        """Give the piece of one note; ids stay apart where notes of one name meet in a bundle."""
        before = ",\n" if self._seen else f'{OPENING}, "entry": [\n'
        note_id = record["note_id"]
        self._seen[note_id] += 1
        nth = self._seen[note_id]
        note = note_id if nth == 1 else f"{note_id}\x1f{nth}"
        return before + ",\n".join(encodable(entry) for entry in entries(record, note=note))

    def end(self) -> str:
        """Give what comes last; a bundle of nothing has no ``entry``: FHIR has no empty lists."""
        return "\n]}\n" if self._seen else f"{OPENING}}}\n"


def bundle(records: Iterable[RecordJson]) -> Iterator[str]:
    """Give the pieces of a ``Bundle`` of type ``collection`` that ends with a line feed."""
    whole = Bundle()
    for record in records:
        yield whole.add(record)
    yield whole.end()
