"""The record of a note that was not audited, made without anything that reads notes."""

from auditor import __version__
from auditor.model import Note, Visit
from auditor.record import AuditRecord, MadeBy, Outcomes, as_json
from auditor.report.words import RecordJson
from auditor.rules.registry import RULES


def refused(source: str, why: str) -> RecordJson:
    """Give the record that ``engine.refused_record`` gives, a second sooner.

    Args:
        source: What the input is called; its note is called so too.
        why: One line, without a word of the note.
    """
    record = AuditRecord(
        visit=Visit(note=Note(note_id=source, text="", source=source)),
        findings=(),
        outcomes=Outcomes(skipped={rule.code: why for rule in RULES}),
        made_by=MadeBy(auditor=__version__, pack="", model=""),
        complete=False,
    )
    return as_json(record)
