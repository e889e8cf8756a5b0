"""JSON whose shape no name tells: lines, one object, a list; or a text that looked like it."""

import io
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from auditor.ingest import jsonl, text
from auditor.ingest.claims import kind
from auditor.ingest.encoding import decode, rejoined
from auditor.ingest.extras import whole
from auditor.ingest.fields import MOST_BYTES, TOO_LARGE, note_from
from auditor.ingest.refused import Place, Refused
from auditor.model import Note

MOST_RAW_BYTES = 2 * MOST_BYTES + 2
"""What the largest note can take in a file: in UTF-16, with its mark."""

_OPENING_BYTES = 4096
_OBJECT = re.compile(r'\s*\{\s*"')
_ARRAY = re.compile(r"\s*\[\s*\{")


def read(stream: BinaryIO, place: Place) -> Iterator[Note | Refused]:
    """Read the notes of a stream; it is looked at as a whole only while it could be one note.

    Raises:
        InputError: It holds JSON lines and none can be read, or a list that is not valid JSON.
    """
    head = stream.read(MOST_RAW_BYTES + 1)
    opening = decode(head[:_OPENING_BYTES])
    if _ARRAY.match(opening):
        yield from _listed(rejoined(head, stream), place)
    elif len(head) <= MOST_RAW_BYTES:
        yield from _held(head, place)
    elif opening.lstrip().startswith("{"):
        yield from jsonl.read(rejoined(head, stream), place)
    else:
        yield place.refuse(TOO_LARGE)


def _held(raw: bytes, place: Place) -> Iterator[Note | Refused]:
    words = decode(raw)
    lines = [line for line in words.split("\n") if line.strip()]
    objects = bool(lines) and all(line.lstrip().startswith("{") for line in lines)
    if len(lines) > 1 and (objects or _complete(lines[0])):
        yield from jsonl.read(io.BytesIO(raw), place)
    elif objects or _OBJECT.match(words):
        yield jsonl.from_json(words, place)
    else:
        yield from text.from_bytes(raw, place)


def _complete(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _listed(stream: BinaryIO, place: Place) -> Iterator[Note | Refused]:
    try:
        items = json.loads(decode(whole(stream, place)))
    except (ValueError, RecursionError):
        reason = "is a JSON list that is cut or not valid, so nothing of it is read; write it anew"
        raise place.error(reason) from None
    for number, values in enumerate(items, start=1):
        here = place.inside(f"note {number}")
        if isinstance(values, dict):
            yield note_from(values, here)
        else:
            yield here.refuse(f'must be a JSON object with "text", not {kind(values)}')
