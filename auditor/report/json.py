"""Records as JSON: one record to read, or one a line for other programs."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from auditor.record import AuditRecord, as_json, dumps
from auditor.report.words import RecordJson

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def encodable(values: RecordJson | list[Any], *, indent: int | None = None) -> str:
    r"""Serialise so that any text can be written as UTF-8.

    Half a surrogate pair, as cut-off exports hold, can stand in JSON only as ``\udxxx``.
    """
    line = dumps(values, indent=indent)
    return _HALF_CHARACTER.sub(lambda half: f"\\u{ord(half[0]):04x}", line)


def one(record: AuditRecord | RecordJson, *, indent: int | None = 2) -> str:
    """Give one record as a JSON document that ends with a line feed."""
    return encodable(_values(record), indent=indent) + "\n"


def lines(records: Iterable[AuditRecord | RecordJson]) -> Iterator[str]:
    """Give each record as one line of JSON (JSONL), as the records come."""
    for record in records:
        yield one(record, indent=None)


def _values(record: AuditRecord | RecordJson) -> RecordJson:
    return as_json(record) if isinstance(record, AuditRecord) else record
