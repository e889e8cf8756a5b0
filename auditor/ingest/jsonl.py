"""JSON lines: one note a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from auditor.ingest.claims import kind
from auditor.ingest.encoding import read_lines
from auditor.ingest.fields import TOO_LARGE, note_from
from auditor.ingest.refused import Place, Refused
from auditor.model import Note

_BYTE_ORDER_MARK = "\ufeff"


def read(stream: BinaryIO, place: Place) -> Iterator[Note | Refused]:
    """Read a note from each line that is not blank.

    Raises:
        InputError: The stream is no text or holds no line.
    """
    any_line = False
    for line in read_lines(stream, place):
        if line.text is None:
            yield place.at(line.number).refuse(TOO_LARGE)
        elif line.text.strip():
            yield from_json(line.text, place.at(line.number))
        else:
            continue
        any_line = True
    if not any_line:
        reason = 'holds no notes; give one JSON object a line, as in {"text": "..."}'
        raise place.error(reason)


def from_json(written: str, place: Place) -> Note | Refused:
    """Make a note of one JSON object."""
    try:
        values = json.loads(written.lstrip(_BYTE_ORDER_MARK).rstrip())
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if error.lineno == 1 else f"its line {error.lineno}"
        return place.refuse(f"is not valid JSON at {where} ({error.msg}); write one object a line")
    except (ValueError, RecursionError):
        return place.refuse("is JSON too deep or with a number too long to read")
    if not isinstance(values, dict):
        return place.refuse(f'must be a JSON object with "text", not {kind(values)}')
    return note_from(values, place)
