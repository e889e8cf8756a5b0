"""What does an HL7 v2 message say beside a note's text: whose, by whom, of which day?

The day of service is the first of these that is a whole date, as written, without zone arithmetic:

1. TXA-4, when the activity was performed;
2. OBR-7, when the observation began;
3. OBX-14, where all observations with text give one day;
4. FT1-4, where all charges give one day;
5. PV1-44, where PV1-2 says that the visit is an outpatient's or an emergency: of a stay or of a
   series of visits it is another day.

The clinician is, likewise, from TXA-5 (who performed it), TXA-9 (who wrote it), OBR-32, OBX-16,
FT1-20, PV1-7; of several numbers of one field the NPI goes first. The patient's number is from
PID-3 (a medical record number first, a social security number never) or PID-2. The payer (IN1) is
not passed on: a name that no pack knows would keep the note from being judged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.ingest.dates import to_iso
from auditor.ingest.document_types import discipline_of
from auditor.ingest.hl7.segments import Segment

_DAY_DIGITS = 8
_ONE_DAY_VISITS = frozenset({"O", "E"})
_NO_CHART_NUMBER = frozenset({"SS", "DL", "PPN"})
"""Types (CX-5) of numbers that name a person, and no chart."""
_LOINC = frozenset({"LN", "LOINC"})
_SERVICE_SECTIONS = {"PT": "PT", "OT": "OT"}
"""HL7 table 0074, diagnostic service sections (OBR-24)."""
_NPI = "NPI"
_CODED = {"OBR": (4,), "OBX": (3,), "TXA": (2,)}


def values_of(segments: Sequence[Segment]) -> dict[str, object]:
    """Return what the segments of one document say, by the batch format's keys."""
    said = {
        "id": number_of(segments),
        "patient": _patient(segments),
        "clinician": next(_clinicians(segments), None),
        "date_of_service": next(_days(segments), None),
        "discipline": _discipline(segments),
    }
    return {key: value for key, value in said.items() if value}


def number_of(segments: Sequence[Segment]) -> str:
    """Return the document's own number (TXA-12), or the order's (OBR-3, OBR-2); empty if none."""
    places = (("TXA", 12), ("OBR", 3), ("OBR", 2))
    return next((number for at in places for number in _parts(segments, *at)), "")


def day_of(written: str) -> str | None:
    """Return the day of a time stamp; ``None`` where it is none, or says the month alone."""
    return to_iso(written.strip()[:_DAY_DIGITS])


def _parts(segments: Iterable[Segment], name: str, index: int) -> Iterator[str]:
    found = (segment.part(index) for segment in segments if segment.name == name)
    return (part for part in found if part)


def _patient(segments: Sequence[Segment]) -> str:
    numbers = [
        (_at(repeat, 5).upper(), _at(repeat, 1))
        for segment in segments
        if segment.name == "PID"
        for repeat in segment.components(3)
    ]
    charts = [(kind != "MR", n) for kind, n in numbers if n and kind not in _NO_CHART_NUMBER]
    if charts:
        return min(charts, key=lambda chart: chart[0])[1]
    return next(_parts(segments, "PID", 2), "")


def _at(components: Sequence[str], index: int) -> str:
    return components[index - 1] if index <= len(components) else ""


def _clinicians(segments: Sequence[Segment]) -> Iterator[str]:
    places = (("TXA", 5), ("TXA", 9), ("OBR", 32), ("OBX", 16), ("FT1", 20), ("PV1", 7))
    for name, index in places:
        for segment in segments:
            if segment.name == name:
                # OBR-32 parts the person's number and names one level further down.
                separator = segment.marks.subcomponent
                people = segment.components(index)
                people.sort(key=lambda person: not _is_npi(person))
                yield from filter(None, (_at(p, 1).split(separator)[0].strip() for p in people))


def _is_npi(person: Sequence[str]) -> bool:
    return _NPI in {_at(person, 9).upper(), _at(person, 13).upper()}


def _days(segments: Sequence[Segment]) -> Iterator[str]:
    yield from _each_day(segments, "TXA", 4)
    yield from _each_day(segments, "OBR", 7)
    for name, index in (("OBX", 14), ("FT1", 4)):
        days = set(_each_day(segments, name, index))
        if len(days) == 1:
            yield days.pop()
    visits = [s for s in segments if s.name == "PV1" and s.part(2).upper() in _ONE_DAY_VISITS]
    yield from _each_day(visits, "PV1", 44)


def _each_day(segments: Sequence[Segment], name: str, index: int) -> Iterator[str]:
    days = (day_of(written) for written in _parts(segments, name, index))
    return (day for day in days if day)


def _discipline(segments: Sequence[Segment]) -> str | None:
    coded = [
        code
        for segment in segments
        for index in _CODED.get(segment.name, ())
        for repeat in segment.components(index)
        for code in _loinc(repeat)
    ]
    sections: Mapping[str, str] = _SERVICE_SECTIONS
    served = {sections[s] for s in _parts(segments, "OBR", 24) if s in sections}
    return discipline_of(coded) or (served.pop() if len(served) == 1 else None)


def _loinc(coded: Sequence[str]) -> Iterator[str]:
    """Give the LOINC codes of a coded element and of its translation."""
    for code, system in ((1, 3), (4, 6)):
        if _at(coded, system).upper() in _LOINC:
            yield _at(coded, code)
