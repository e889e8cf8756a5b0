"""What one process does with the notes it is handed: audit each and give its record as one row."""

from collections.abc import Sequence

from auditor import engine
from auditor.engine import Settings
from auditor.ingest import Refused
from auditor.record import AuditRecord
from auditor.report import json
from auditor.scale.items import Item


def rows(settings: Settings, items: Sequence[Item]) -> list[str]:
    r"""Audit notes and return a line of JSON for each, ended by ``\n``, in their order.

    The pipeline and the classifier are built with the first note of a process and kept.

    Raises:
        ModelError: There is no trained model to read with.
    """
    return [_row(item, settings) for item in items]


def refused_row(item: Item, why: str) -> str:
    """The row of a note that could not be audited, with the reason in place of findings."""
    return _line(engine.refused_record(Refused(item.note_id, item.source, why)))


def _row(item: Item, settings: Settings) -> str:
    (record,) = engine.audit_many([item], settings)
    try:
        return _line(record)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not lose the batch, nor leak
        return refused_row(item, f"writing the record failed ({type(error).__name__})")


def _line(record: AuditRecord) -> str:
    return json.one(record, indent=None)
