"""What service lines does an 837P claim hold? Charges are not read.

The guide is ASC X12N 005010X222A1; its loops are named in the comments.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.errors import InputError
from auditor.ingest.claim_files import values
from auditor.ingest.claim_files.loops import (
    Loop,
    every,
    first,
    identifier,
    loops,
    reference,
)
from auditor.ingest.claim_files.professional_lines import read_service
from auditor.ingest.claim_files.segments import Segment, segment_place
from auditor.ingest.refused import Place, Refused
from auditor.model import ClaimLine

_HEADS = frozenset({"HL", "CLM", "LX"})
_DIAGNOSES = frozenset({"ABK", "ABF", "BK", "BF"})
"""Qualifiers of the diagnoses that lines point to: ICD-10-CM, and ICD-9-CM before it."""
_REPLACEMENT = "7"
_VOID = "8"


@dataclass(frozen=True, slots=True)
class _People:
    """Whose claims follow, as the hierarchy (HL) above them says."""

    billing: str = ""
    member: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What its lines share."""

    claim_id: str
    patients: tuple[str, ...]
    payer: str | None
    clinician: str
    diagnoses: tuple[str, ...]
    replaces: bool
    void: bool


def read_claims(segments: Iterator[Segment], place: Place) -> Iterator[ClaimLine | Refused]:
    """Read the service lines of one transaction.

    A claim that voids an earlier one bills nothing, which is said: its lines only tell what they
    void. The clinician is who rendered the line, else the claim, else the billing provider. The
    subscriber's member number is the patient's only where the patient is the subscriber.

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
        self._people = _People()
        self._claim: _Claim | None = None
        self._empty: Refused | None = None
        """What to say of the claim if no line follows."""

    def read(self, loop: Loop, place: Place) -> Iterator[ClaimLine | Refused]:
        match loop[0].name:
            case "HL":
                yield from self.closed()
                self._people = _people(self._people, loop)
            case "CLM":
                yield from self.closed()
                yield from self._opened(loop, place)
            case "LX":
                yield from self._line(loop, place)

    def closed(self) -> Iterator[Refused]:
        """End the claim that is open."""
        if self._empty:
            yield self._empty
        self._claim = self._empty = None

    def _opened(self, loop: Loop, place: Place) -> Iterator[Refused]:
        try:
            self._claim = _claim(loop, self._people)
        except InputError as error:
            yield place.refuse(f"{error}; the claim's lines are not read")
            return
        if self._claim.void:
            yield place.notice(
                "this claim voids an earlier one (frequency 8); its lines bill nothing"
            )
        else:
            self._empty = place.refuse("the claim holds no service lines (LX, SV1)")

    def _line(self, loop: Loop, place: Place) -> Iterator[ClaimLine | Refused]:
        self._empty = None
        if not self._claim:
            yield place.refuse("the service line has no claim that could be read; it is not read")
            return
        line = _line(loop, self._claim, place)
        if isinstance(line, ClaimLine) or not self._claim.void:
            yield line


def _people(people: _People, loop: Loop) -> _People:
    match loop[0].get(3):
        case "20":  # 2000A, 2010AA: the billing provider
            return _People(billing=identifier(loop, "85"))
        case "22":  # 2000B, 2010BA, 2010BB: the subscriber and the payer
            payer = first(loop, "NM1", "PR")
            return replace(
                people, member=identifier(loop, "IL"), payer=payer.get(3) if payer else ""
            )
        case "23":  # 2000C, 2010CA: a patient who is not the subscriber
            return replace(people, member=identifier(loop, "QC"))
        case _:
            return people


def _claim(loop: Loop, people: _People) -> _Claim:
    head = loop[0]
    # Another payer's loops (2320, 2330) hold identifiers of their own and stand last.
    others = next((i for i, s in enumerate(loop) if s.name == "SBR"), len(loop))
    own = loop[:others]
    account = values.word(head.get(1), "CLM01") or ""
    frequency = head.part(5, 3)
    return _Claim(
        claim_id=account,
        patients=values.words((account, reference(own, "EA"), people.member), "an identifier"),
        payer=values.word(people.payer, "the payer's name"),
        clinician=identifier(own, "82") or people.billing,
        diagnoses=tuple(_diagnoses(own)),
        replaces=frequency == _REPLACEMENT,
        void=frequency == _VOID,
    )


def _diagnoses(loop: Loop) -> Iterator[str]:
    for segment in every(loop, "HI"):
        for index in range(1, len(segment.elements)):
            if segment.part(index, 1) in _DIAGNOSES:
                yield values.diagnosis(segment.part(index, 2), "HI")


def _line(loop: Loop, claim: _Claim, place: Place) -> ClaimLine | Refused:
    try:
        number = reference(loop, "6R") or loop[0].get(1)
        return ClaimLine(
            claim_id=claim.claim_id,
            line_id=values.word(number, "the line's number") or "",
            service=read_service(loop, claim.clinician, claim.diagnoses),
            source=place.source,
            patients=claim.patients,
            payer=claim.payer,
            replaces=claim.replaces,
            voids=claim.void,
        )
    except InputError as error:
        return place.refuse(str(error))
