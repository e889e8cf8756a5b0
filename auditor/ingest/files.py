"""One file: how it is opened, what its errors mean, whether it changed under our hands."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from auditor.ingest import contents, formats
from auditor.ingest.contents import GZIP_BROKEN, Way
from auditor.ingest.formats import Lean
from auditor.ingest.refused import Place, Refused
from auditor.model import Note

_GZIP = ".gz"
_GZIP_MARK = b"\x1f\x8b"

_CHANGED = (
    "changed while it was read, so what was read of it may be cut; read it again when nothing "
    "writes to it any more"
)


def read_file(path: Path, place: Place, way: Way) -> Iterator[Note | Refused]:
    """Read the notes of one file, of whatever format it is.

    Raises:
        InputError: It cannot be opened, or read to its end, or it changed meanwhile.
    """
    try:
        lean = Lean.JSON if path.is_fifo() else formats.lean_of(path.name)
        with path.open("rb") as stream:
            before = _state(stream)
            _check_gzip(stream, path, place)
            yield from contents.read(stream, place, lean, way)
            if _state(stream) != before:
                raise place.error(_CHANGED)
    except OSError as error:
        raise place.error(reason(error)) from None


def read_if_notes(path: Path, place: Place, way: Way) -> Iterator[Note | Refused] | None:
    """Read a file found in a folder; ``None`` where it is of another kind than notes are.

    Raises:
        InputError: It cannot be opened.
    """
    ending = formats.ending_of(path.name)
    if ending in formats.NOTE_ENDINGS:
        return read_file(path, place, way)
    if ending not in formats.OPEN_ENDINGS:
        return None
    try:
        with path.open("rb") as stream:
            head = stream.read(formats.HEAD_BYTES)
    except OSError as error:
        raise place.error(reason(error)) from None
    return read_file(path, place, way) if formats.is_surely_notes(head) else None


def reason(error: Exception) -> str:
    """Say why a file cannot be read: not in the error's words, which may quote what is in it."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder; check the path"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror}); check the path and its permissions"
    return GZIP_BROKEN


def _check_gzip(stream: BinaryIO, path: Path, place: Place) -> None:
    if not path.name.lower().endswith(_GZIP) or not stream.seekable():
        return
    mark = stream.read(len(_GZIP_MARK))
    stream.seek(0)
    if mark != _GZIP_MARK:
        raise place.error(GZIP_BROKEN)


def _state(stream: BinaryIO) -> tuple[int, int]:
    """What changes when somebody writes to a file; of a pipe, nothing is known."""
    if not stream.seekable():
        return 0, 0
    now = os.fstat(stream.fileno())
    return now.st_size, now.st_mtime_ns
