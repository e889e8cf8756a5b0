"""The records of notes, whether a file holds them already or the notes are audited now."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.cli import streams
from auditor.cli.options import About, Asked
from auditor.cli.work.about import described
from auditor.cli.work.notes import Record, named, record_of
from auditor.cli.work.session import open_session
from auditor.errors import InputError
from auditor.gate.json_lines import objects
from auditor.ingest import read_sources

_KEYS = frozenset({"note_id", "note", "findings", "rules", "complete"})
MOST_BYTES = 20_000_000
"""Of a record that is not written on one line."""


def records_of(sources: Sequence[str], asked: Asked, about: About) -> Iterator[Record]:
    """Give the records of all sources: files of records, and notes of any kind.

    Raises:
        AuditorError: A source cannot be read, or nothing can be audited.
    """
    notes = [source for source in sources if not _holds_records(Path(source))]
    for source in sources:
        if source not in notes:
            yield from _held(Path(source))
    if notes:
        session = open_session(asked)
        for item in described(read_sources(named(notes), stdin=streams.stdin()), about):
            yield record_of(item, session.settings)


def _holds_records(path: Path) -> bool:
    if path.suffix.lower() not in {".json", ".jsonl"} or not path.is_file():
        return False
    return _is_record(_first(path)) or _is_record(_whole(path))


def _held(path: Path) -> Iterator[Record]:
    if _is_record(_first(path)):
        for number, values in objects(path):
            if not _is_record(values):
                message = f"{path}:{number}: is no record; give records of `auditor audit`"
                raise InputError(message)
            yield values
    else:
        yield _whole(path) or {}


def _first(path: Path) -> Record | None:
    """The object on the first line that is not blank."""
    with path.open("rb") as lines:
        line = next((line for line in lines if line.strip()), b"")
    return _object(line)


def _whole(path: Path) -> Record | None:
    """The object that is the whole file."""
    return _object(path.read_bytes()) if path.stat().st_size <= MOST_BYTES else None


def _object(written: bytes) -> Record | None:
    try:
        values = json.loads(written)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def _is_record(values: Record | None) -> bool:
    return values is not None and values.keys() >= _KEYS
