"""Which documents of a file does a later message of it replace, edit, correct or cancel?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.ingest.hl7.reports import DOCUMENTS, RESULTS, has_text, kind_and_event, order_key
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

Results (ORU) of the same patient, orders and day end those before that were preliminary, or that
they correct, unless they hold far less text: some systems send the corrected line alone. An
addendum (T06) leaves the document it is added to as it is, and so does a change that comes without
its text.
"""
_PRELIMINARY = frozenset({"I", "P", "R", "S"})
_FINAL = frozenset({"F"})
_CORRECTED = frozenset({"C"})
"""Statuses of a result (OBR-25, else OBX-11): of a draft, of what is final, of its correction."""
_LEAST_OF_TEXT = 0.5


@dataclass(frozen=True, slots=True)
class _Result:
    """A message of results, and how much text it holds."""

    number: int
    stati: frozenset[str]
    letters: int

    def ends(self, before: "_Result") -> bool:
        """Say whether it takes the place of one sent before of the same order."""
        if self.letters < _LEAST_OF_TEXT * before.letters:
            return False
        is_last = self.stati <= (_FINAL | _CORRECTED) and bool(before.stati & _PRELIMINARY)
        return is_last or self.stati <= _CORRECTED


def superseded(messages: Iterable[tuple[int, Sequence[Segment]]]) -> Mapping[int, int]:
    """Return, for each message whose text stands no more, the number of the one that says so.

    Args:
        messages: The messages of a file, each with its number, in their order.
    """
    standing: dict[tuple[object, str], int] = {}
    results: dict[tuple[object, ...], _Result] = {}
    found: dict[int, int] = {}
    for number, segments in messages:
        kind, event = kind_and_event(segments)
        if kind == RESULTS and has_text(segments) and (key := _orders(segments)):
            result = _Result(number, _stati(segments), _letters(segments))
            before = results.get(key)
            if before and result.ends(before):
                found[before.number] = number
            results[key] = result
        if kind != DOCUMENTS:
            continue
        patient = values_of(segments).get("patient")
        if event in _ABOUT and (has_text(segments) or event == _CANCELLATION):
            earlier = standing.pop((patient, _number(segments, _ABOUT[event])), None)
            if earlier is not None:
                found[earlier] = number
        standing[patient, _number(segments, _OWN_NUMBER) or f"\0{number}"] = number
    return found


def _orders(segments: Sequence[Segment]) -> tuple[object, ...] | None:
    """Return whose orders of which days a message of results tells; ``None`` of one without."""
    orders = [order_key(s) for s in segments if s.name == "OBR"]
    is_named = all(number and day for number, day in orders)
    patient = values_of(segments).get("patient")
    return (patient, *orders) if orders and is_named else None


def _stati(segments: Sequence[Segment]) -> frozenset[str]:
    own = {s.part(25).upper() for s in segments if s.name == "OBR"} - {""}
    return frozenset(own or {s.part(11).upper() for s in segments if s.name == "OBX"})


def _letters(segments: Sequence[Segment]) -> int:
    return sum(len(s.raw(5)) for s in segments if s.name == "OBX")


def _number(segments: Sequence[Segment], index: int) -> str:
    return next((s.part(index) for s in segments if s.name == "TXA"), "")
