"""Turn bytes into text without changing a character, whole or line by line.

A line that is not UTF-8 is Windows-1252; bytes that are neither become lone surrogates, which no
real text holds, so that only the note they stand in is refused.
"""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, AnyStr, BinaryIO

from auditor.ingest.refused import Place

LINE_LIMIT = 16_000_000
"""Longest line held (bytes; characters in UTF-16): room for a whole note in JSON escapes."""

_HEAD_BYTES = 1024
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UNDECODABLE = "\udcff"
_SIGNATURES = {
    b"{\\rtf": "an RTF document",
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\x1f\x8b": "a gzip file (its name must end in .gz)",
}

NOT_TEXT = "is not plain text; save it as UTF-8 text"


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its end, counted from 1; ``text`` is ``None`` where it is too long to hold."""

    number: int
    text: str | None


def foreign(head: bytes) -> str | None:
    """Name the kind of file that starts like this if it is none of text; ``None`` if it may be."""
    return next((kind for mark, kind in _SIGNATURES.items() if head.startswith(mark)), None)


def decode(raw: bytes) -> str:
    """Return the text of ``raw`` without its byte order mark."""
    if encoding := _UTF_16.get(raw[:2]):
        odd = len(raw) % 2
        text = raw[2 : len(raw) - odd].decode(encoding, "surrogatepass")
        return text + _UNDECODABLE * odd
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_decode_line(line) for line in raw.splitlines(keepends=True))


def _decode_line(raw: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "surrogateescape")


def read_lines(stream: BinaryIO, place: Place) -> Iterator[Line]:
    r"""Read a stream line by line, each ending at ``\n``; hold no more than one.

    Raises:
        InputError: The stream is no text, or it ends in the middle of a UTF-16 character.
    """
    head = stream.read(_HEAD_BYTES)
    encoding = _UTF_16.get(head[:2])
    kind = foreign(head)
    if kind or (not encoding and head.count(0) * 10 > len(head)):
        raise place.error(f"is {kind}; save it as UTF-8 text" if kind else NOT_TEXT)
    if encoding:
        yield from _read_utf16(rejoined(head[2:], stream), encoding, place)
        return
    whole = rejoined(head.removeprefix(codecs.BOM_UTF8), stream)
    for number, raw in enumerate(_held(whole, b"\n"), start=1):
        yield Line(number, None if raw is None else _decode_line(raw))


def _read_utf16(stream: BinaryIO, encoding: str, place: Place) -> Iterator[Line]:
    text = io.TextIOWrapper(stream, encoding, errors="surrogatepass", newline="\n")
    number = 0
    try:
        for number, line in enumerate(_held(text, "\n"), start=1):
            yield Line(number, line)
    except UnicodeDecodeError:
        message = "breaks off inside a character after this line; save it as UTF-8 text"
        raise place.at(number).error(message) from None


def _held(stream: IO[AnyStr], newline: AnyStr) -> Iterator[AnyStr | None]:
    while line := stream.readline(LINE_LIMIT):
        if len(line) < LINE_LIMIT or line.endswith(newline):
            yield line
            continue
        while (rest := stream.readline(LINE_LIMIT)) and not rest.endswith(newline):
            pass
        yield None


def rejoined(head: bytes, rest: BinaryIO) -> BinaryIO:
    """Return a stream of ``head``, then what ``rest`` still holds; closing it leaves ``rest``."""
    return io.BufferedReader(_Rejoined(head, rest), buffer_size=1 << 16)


class _Rejoined(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)
