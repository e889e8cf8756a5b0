"""Which documents of a file does a later message of it replace, edit or cancel?"""

from collections.abc import Iterable, Mapping, Sequence

from auditor.ingest.hl7.reports import DOCUMENTS, has_text, kind_and_event
from auditor.ingest.hl7.segments import Segment
from auditor.ingest.hl7.values import values_of

_CANCELLATION = "T11"
_OWN_NUMBER = 12
_PARENT_NUMBER = 13
_ABOUT: Mapping[str, int] = {
    "T04": _OWN_NUMBER,
    "T08": _OWN_NUMBER,
    "T10": _PARENT_NUMBER,
    "T11": _OWN_NUMBER,
}
"""A new status with text, an edit, a replacement, a cancellation: which field of TXA says of what.

An addendum (T06) leaves the document it is added to as it is, and so does a change that comes
without its text.
"""


def superseded(messages: Iterable[tuple[int, Sequence[Segment]]]) -> Mapping[int, int]:
    """Return, for each message whose text stands no more, the number of the one that says so.

    Args:
        messages: The messages of a file, each with its number, in their order.
    """
    standing: dict[tuple[object, str], int] = {}
    found: dict[int, int] = {}
    for number, segments in messages:
        kind, event = kind_and_event(segments)
        if kind != DOCUMENTS:
            continue
        patient = values_of(segments).get("patient")
        if event in _ABOUT and (has_text(segments) or event == _CANCELLATION):
            earlier = standing.pop((patient, _number(segments, _ABOUT[event])), None)
            if earlier is not None:
                found[earlier] = number
        standing[patient, _number(segments, _OWN_NUMBER) or f"\0{number}"] = number
    return found


def _number(segments: Sequence[Segment], index: int) -> str:
    return next((s.part(index) for s in segments if s.name == "TXA"), "")
