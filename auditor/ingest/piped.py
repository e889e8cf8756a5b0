"""What comes without a telling name (standard input, a pipe): JSON lines, one object, or a text."""

import io
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from auditor.ingest import jsonl, text
from auditor.ingest.encoding import decode, rejoined
from auditor.ingest.fields import TOO_LARGE
from auditor.ingest.refused import Place, Refused
from auditor.model import Note

_OPENING_BYTES = 4096
_OBJECT = re.compile(r'\s*\{\s*"')
_ARRAY = re.compile(r"\s*\[\s*\{")


def read(stream: BinaryIO, place: Place) -> Iterator[Note | Refused]:
    """Read the notes of a stream; it is looked at as a whole only while it could be one note.

    Raises:
        InputError: It holds JSON lines and none can be read.
    """
    head = stream.read(text.MOST_RAW_BYTES + 1)
    if len(head) > text.MOST_RAW_BYTES:
        if decode(head[:_OPENING_BYTES]).lstrip().startswith("{"):
            yield from jsonl.read(rejoined(head, stream), place)
        else:
            yield place.refuse(TOO_LARGE)
        return
    words = decode(head)
    lines = [line for line in words.split("\n") if line.strip()]
    objects = bool(lines) and all(line.lstrip().startswith("{") for line in lines)
    if len(lines) > 1 and (objects or _complete(lines[0])):
        yield from jsonl.read(io.BytesIO(head), place)
    elif objects or _OBJECT.match(words):
        yield jsonl.from_json(words, place)
    elif _ARRAY.match(words):
        yield place.refuse("is a JSON array; write one object a line (jq -c '.[]' does)")
    else:
        yield text.from_bytes(head, place)


def _complete(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
