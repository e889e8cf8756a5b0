"""Writes HL7 v2 messages as their tests need them, right or wrong."""

from auditor.ingest.encoding import decode
from auditor.ingest.extracted import Extracted
from auditor.ingest.hl7 import read
from auditor.ingest.refused import Place, Refused

HEADER = "MSH|^~\\&|EHR|CLINIC|GATE|CLINIC|20260304110000||{kind}|7|P|2.5||||||{charset}"
PATIENT = "PID|1||0001^^^SAMPLE^MR||A^SAMPLE"
PLACE = Place("a.hl7", "a.hl7")


def header(kind="MDM^T02^MDM_T02", charset="UNICODE UTF-8"):
    return HEADER.format(kind=kind, charset=charset)


def segment(name, **fields):
    """Write a segment of the fields given by number, as in ``f5="words"``."""
    last = max((int(key[1:]) for key in fields), default=0)
    return "|".join([name, *(fields.get(f"f{i}", "") for i in range(1, last + 1))])


def obx(text, kind="TX", number=1, status="F", name="NOTE^Note", **more):
    return segment("OBX", f1=str(number), f2=kind, f3=name, f5=text, f11=status, **more)


def txa(number="D1", **more):
    return segment("TXA", f1="1", f2="PN", f12=number, **more)


def message(*segments, end="\r", head=None):
    """Put segments into a message of a document, under a header and a patient."""
    return end.join([head or header(), PATIENT, *segments, ""])


def document(*texts, number="D1", kind="MDM^T02", **more):
    observations = [obx(text, number=i) for i, text in enumerate(texts, start=1)]
    return message(txa(number, **more), *observations, head=header(kind))


def as_text(raw, place):
    """Stand for what reads a document inside a message: here all are text."""
    yield Extracted(decode(raw), place)


def items_of(raw, inner=as_text):
    """Read a file; return all that comes of it."""
    raw = raw.encode() if isinstance(raw, str) else raw
    return list(read(_Stream(raw), PLACE, inner))


class _Stream:
    """The least a stream must do: give no more bytes than were asked for."""

    def __init__(self, raw):
        self._raw = raw

    def read(self, count):
        piece, self._raw = self._raw[:count], self._raw[count:]
        return piece


def notes_in(items):
    return [item for item in items if isinstance(item, Extracted)]


def refusals_in(items):
    return [item for item in items if isinstance(item, Refused)]


def note_in(raw, inner=as_text):
    """Return the one note of a file that holds nothing else."""
    (item,) = items_of(raw, inner)
    assert isinstance(item, Extracted), item
    return item


def text_in(raw):
    return note_in(raw).text


def reason_in(raw, inner=as_text):
    """Return why the one thing a file holds is not read."""
    (item,) = items_of(raw, inner)
    assert isinstance(item, Refused), item
    return item
