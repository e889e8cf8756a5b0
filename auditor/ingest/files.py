"""One file: which reader its suffix calls for, how it is opened, what its errors mean."""

import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, cast

from auditor.ingest import jsonl, piped, table, text
from auditor.ingest.refused import Place, Refused
from auditor.model import Note

Reader = Callable[[BinaryIO, Place], Iterator[Note | Refused]]

READERS: Mapping[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
    ".note": text.read,
    ".md": text.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
    ".csv": table.read,
    ".tsv": table.read,
}
"""What a folder's files are read with; each may also be compressed (``.gz``)."""

_DOCUMENTS = frozenset({".doc", ".docx", ".odt", ".pdf", ".rtf", ".xls", ".xlsx"})
"""Likely notes too, which cannot be read: refused by name, never passed over in silence."""

_GZIP = ".gz"
_JSON = ".json"


def read_file(path: Path, place: Place) -> Iterator[Note | Refused]:
    """Read the notes of one file; what is neither JSON lines nor a table is one note's text.

    Raises:
        InputError: It cannot be opened, or read to its end.
    """
    reader = READERS.get(_suffix(path), text.read)
    try:
        if path.is_fifo() or _suffix(path) == _JSON:
            reader = piped.read
        with _open(path) as stream:
            yield from reader(stream, place)
    except (OSError, EOFError, zlib.error) as error:
        raise place.error(reason(error)) from None


def holds_notes(path: Path) -> bool:
    """Say whether a file found in a folder is to be read, going by its name."""
    return _suffix(path) in READERS or _suffix(path) in _DOCUMENTS


def reason(error: Exception) -> str:
    """Say why a file cannot be read: not in the error's words, which may quote what is in it."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder; check the path"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror}); check the path and its permissions"
    return "its gzip data is damaged or breaks off, so not all is read; compress it anew"


def _suffix(path: Path) -> str:
    return Path(path.name.lower().removesuffix(_GZIP)).suffix


def _open(path: Path) -> BinaryIO:
    if path.name.lower().endswith(_GZIP):
        return cast("BinaryIO", gzip.open(path, "rb"))
    return path.open("rb")
