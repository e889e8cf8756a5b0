"""FHIR resources as the tests write them, and what is read out of them."""

import base64
import io
import json

from auditor.ingest.extracted import Extracted
from auditor.ingest.fhir import read
from auditor.ingest.refused import Place, Refused

PLACE = Place("in/a.json", "a.json")
NPI = "http://hl7.org/fhir/sid/us-npi"


def encoded(words):
    raw = words if isinstance(words, bytes) else words.encode()
    return base64.b64encode(raw).decode("ascii")


def attachment(words="A note.", kind="text/plain", **more):
    return {"contentType": kind, "data": encoded(words)} | more


def document(*attachments, **more):
    contents = [{"attachment": each} for each in attachments or (attachment(),)]
    resource = {"resourceType": "DocumentReference", "id": "d1", "status": "current"}
    return resource | {"content": contents} | more


def composition(*sections, **more):
    return {"resourceType": "Composition", "id": "c1", "section": list(sections)} | more


def section(div="", **more):
    text = {"text": {"status": "additional", "div": f"<div>{div}</div>"}} if div else {}
    return text | more


def bundle(*resources, **more):
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries} | more


def by_lines(raw, place):
    """An inner reader: each line of the bytes is a note, each that begins with ! is refused."""
    for words in raw.decode().removeprefix("<!DOCTYPE html>").splitlines():
        if words.startswith("!"):
            yield place.refuse(words[1:])
        else:
            yield Extracted(words, place, values={"patient": "within"})


def items_of(value, inner=by_lines):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(read(io.BytesIO(raw), PLACE, inner))


def notes_of(value, inner=by_lines):
    found = items_of(value, inner)
    assert [each for each in found if isinstance(each, Refused)] == []
    return found


def texts_of(value, inner=by_lines):
    return [each.text for each in notes_of(value, inner)]


def values_of(value, key):
    """What the one note says under a key; whatever else is refused or noticed."""
    [note] = [each for each in items_of(value) if isinstance(each, Extracted)]
    return note.values.get(key)


def messages_of(value, *, notice=False):
    """What is refused, or noticed, where no note is read beside it."""
    found = items_of(value)
    assert [each for each in found if isinstance(each, Extracted)] == []
    assert all(each.notice is notice for each in found)
    return [each.message for each in found]
