"""How did the payer answer each service line, as an 835 says?

The guide is ASC X12N 005010X221A1; its loops are named in the comments. Of the money only what
tells paid from denied is read: whether anything was paid, and the amounts of the adjustments.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.errors import InputError
from auditor.ingest.claim_files import values
from auditor.ingest.claim_files.loops import Loop, every, first, identifier, loops, reference
from auditor.ingest.claim_files.outcomes import denies, outcome
from auditor.ingest.claim_files.segments import Segment, segment_place
from auditor.ingest.refused import Place, Refused
from auditor.model import Adjustment, Payment, RemittedLine

_HEADS = frozenset({"LX", "CLP", "SVC", "PLB"})
_DENIED = "4"
_REVERSAL = "22"
_NO_ANSWERS = {
    _REVERSAL: "this takes back an earlier answer (status 22, reversal), which no longer holds",
    "23": "the payer only passed this claim on (status 23), it answers none of its lines",
    "25": "this only estimates a payment (status 25)",
}
"""Claim statuses under which the lines are not yet, or no more, an answer."""
_TRIPLETS = range(2, 20, 3)
"""Where in a ``CAS`` the reasons stand, each before its amount and its count of units."""
_REMARKS = {"MOA": range(3, 8), "MIA": (5, 20, 21, 22, 23)}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the lines of one claim share."""

    claim_id: str
    patients: tuple[str, ...]
    day: str | None
    adjustments: tuple[Adjustment, ...]
    """Those of the whole claim, without their amounts, which are no line's."""
    remarks: tuple[str, ...]
    refused: bool
    """Whether nothing was paid for a reason given for the whole claim."""
    holds: bool = True
    """Whether its lines are an answer."""
    reverses: bool = False
    """Whether they take back an earlier one."""


def read_remittances(segments: Iterator[Segment], place: Place) -> Iterator[RemittedLine | Refused]:
    """Read the answered lines of one transaction.

    A line bears the code and modifiers that were billed, if they differ from those the payer
    counted. The lines of a reversal are no answer but tell which one is taken back, and a claim
    answered without lines has none that could be read; both are said.

    Raises:
        InputError: The transaction is cut; the line begun last is not given.
    """
    reader = _Reader()
    for loop in loops(segments, _HEADS):
        yield from reader.read(loop, segment_place(place, loop[0].number))
    yield from reader.closed()


class _Reader:
    """What holds for the loops to come, while those of one transaction are read."""

    def __init__(self) -> None:
        self._payer: str | None = None
        self._answer: _Answer | None = None
        self._empty: Refused | None = None
        """What to say of the claim if no line follows."""

    def read(self, loop: Loop, place: Place) -> Iterator[RemittedLine | Refused]:
        match loop[0].name:
            case "SVC":
                yield from self._line(loop, place)
            case "CLP":
                yield from self.closed()
                yield from self._opened(loop, place)
            case "LX" | "PLB":
                yield from self.closed()
            case _:  # the head of the transaction: loops 1000A and 1000B
                named = first(loop, "N1", "PR")
                self._payer = values.word(named.get(2), "the payer's name") if named else None

    def closed(self) -> Iterator[Refused]:
        """End the claim that is open."""
        if self._empty:
            yield self._empty
        self._answer = self._empty = None

    def _opened(self, loop: Loop, place: Place) -> Iterator[Refused]:
        status = loop[0].get(2)
        try:
            answer = _answer(loop)
        except InputError as error:
            yield place.refuse(f"{error}; the claim's lines are not read")
            return
        if status in _NO_ANSWERS:
            self._answer = replace(answer, holds=False, reverses=status == _REVERSAL)
            yield place.notice(f"{_NO_ANSWERS[status]}; its lines are not counted")
            return
        self._answer = answer
        self._empty = place.refuse(
            "the claim is answered as a whole, without its service lines (SVC); look it up by hand"
        )

    def _line(self, loop: Loop, place: Place) -> Iterator[RemittedLine | Refused]:
        self._empty = None
        if not self._answer:
            yield place.refuse("the line stands under no claim (CLP) that could be read; not read")
        elif self._answer.holds or self._answer.reverses:
            read = _remitted if self._answer.holds else _reversed
            try:
                yield read(loop, self._answer, self._payer, place)
            except InputError as error:
                yield place.refuse(str(error))


def _answer(loop: Loop) -> _Answer:
    head = loop[0]
    account = values.word(head.get(1), "CLP01") or ""
    adjustments = tuple(_adjustments(loop))
    paid = values.number(head.get(4) or "0", "CLP04")
    patients = (account, reference(loop, "EA"), identifier(loop, "QC"))
    return _Answer(
        claim_id=account,
        patients=values.words(patients, "an identifier"),
        day=_day(loop, "232", "233"),
        adjustments=tuple(replace(a, dollars=None) for a in adjustments),
        remarks=values.words(
            (s.get(i) for name, at in _REMARKS.items() for s in every(loop, name) for i in at),
            "a remark",
        ),
        refused=paid <= 0 and (head.get(2) == _DENIED or denies(adjustments)),
    )


def _adjustments(loop: Loop) -> Iterator[Adjustment]:
    for segment in every(loop, "CAS"):
        for at in _TRIPLETS:
            if reason := segment.get(at):
                group = values.code(segment.get(1), "CAS01")
                dollars = values.number(segment.get(at + 1), "an amount of CAS")
                yield Adjustment(group, values.code(reason, "a reason of CAS"), dollars)


def _day(loop: Loop, start: str, end: str) -> str | None:
    """Return the day between two dates if it is one day; ``None`` where it is not said."""
    begins, ends = first(loop, "DTM", start), first(loop, "DTM", end)
    written = begins.get(2) if begins else ""
    until = ends.get(2) if ends else ""
    return values.day(written, until, "DTM") if written and until in {"", written} else None


def _reversed(loop: Loop, answer: _Answer, payer: str | None, place: Place) -> RemittedLine:
    """Read which line is meant; units and amounts are negative here, and those of no payment."""
    head = loop[0]
    billed = _billed(head)
    return RemittedLine(
        claim_id=answer.claim_id,
        line_id=values.word(reference(loop, "6R"), "REF*6R") or "",
        code=values.code(head.part(billed, 2), f"SVC0{billed}"),
        source=place.source,
        payment=Payment.DENIED,
        modifiers=values.modifiers(head.parts(billed)[2:6], f"SVC0{billed}"),
        date_of_service=_line_day(loop) or answer.day,
        patients=answer.patients,
        payer=payer,
        adjustments=(*_adjustments(loop), *answer.adjustments),
        reverses=True,
    )


def _billed(head: Segment) -> int:
    """Say which element has the code billed: SVC06 repeats it where the payer counted another.

    Source: X12 request for interpretation 2375.
    """
    return 6 if head.part(6, 2) else 1


def _remitted(loop: Loop, answer: _Answer, payer: str | None, place: Place) -> RemittedLine:
    head = loop[0]
    billed = _billed(head)
    adjustments = tuple(_adjustments(loop))
    units_billed, units_paid = _units(head)
    payment = Payment.DENIED
    # Lines balance without the claim's own adjustments: what a denied claim's lines say was paid
    # was not.
    if not answer.refused:
        payment = outcome(
            values.number(head.get(3), "SVC03"),
            adjustments,
            units_billed=units_billed,
            units_paid=units_paid,
        )
    return RemittedLine(
        claim_id=answer.claim_id,
        line_id=values.word(reference(loop, "6R"), "REF*6R") or "",
        code=values.code(head.part(billed, 2), f"SVC0{billed}"),
        source=place.source,
        payment=payment,
        modifiers=values.modifiers(head.parts(billed)[2:6], f"SVC0{billed}"),
        units_billed=units_billed,
        units_paid=0 if payment is Payment.DENIED else units_paid,
        date_of_service=_line_day(loop) or answer.day,
        patients=answer.patients,
        payer=payer,
        adjustments=adjustments + answer.adjustments,
        remarks=values.words(
            (*(s.get(2) for s in every(loop, "LQ", "HE")), *answer.remarks), "a remark"
        ),
    )


def _units(head: Segment) -> tuple[int | None, int]:
    """Return units billed (``None`` where that is not said) and paid.

    One is paid where none is written, and as many are billed as are paid.

    Source: X12 requests for interpretation 386, 958 and 2163 on SVC05 and SVC07.
    """
    paid = values.units(head.get(5) or "1", "SVC05")
    return (values.units(head.get(7), "SVC07") if head.get(7) else paid or None), paid


def _line_day(loop: Loop) -> str | None:
    single = first(loop, "DTM", "472")
    if single:
        return values.day(single.get(2), "", "DTM*472")
    begins, ends = first(loop, "DTM", "150"), first(loop, "DTM", "151")
    if not begins:
        return None
    return values.day(begins.get(2), ends.get(2) if ends else "", "DTM*150 and 151")
