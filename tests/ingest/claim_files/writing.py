"""Writes small synthetic claims and answers: 837P, 835, CSV, and FHIR Claims.

Only what the readers under test read is written with care; the rest is filled in so that the files
have the loops and trailers of the guides. Charges are made up, as nothing reads them.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

BILLING_NPI = "1999999984"
CHARGE = "60"


@dataclass(frozen=True)
class Marks:
    """What parts a file; ``after`` stands behind each terminator."""

    element: str = "*"
    component: str = ":"
    repetition: str = "^"
    terminator: str = "~"
    after: str = "\n"


@dataclass(frozen=True)
class Line:
    """A service line as billed."""

    code: str
    units: int | str = 1
    modifiers: tuple[str, ...] = ()
    day: str = "2026-03-04"
    last_day: str = ""
    rendering: str = ""
    diagnoses: tuple[str, ...] = ()
    line_id: str = ""
    basis: str = "UN"


@dataclass(frozen=True)
class Claim:
    """A claim as billed; a dependent is a patient who is not the subscriber."""

    account: str
    lines: tuple[Line, ...]
    member: str = ""
    record: str = ""
    payer: str = "PAYER A"
    rendering: str = ""
    dependent: bool = False
    frequency: str = "1"

    @property
    def diagnoses(self) -> list[str]:
        """All diagnoses of its lines, each once."""
        return list(dict.fromkeys(d for line in self.lines for d in line.diagnoses))


@dataclass(frozen=True)
class AnsweredLine:
    """A service line as the payer answered it; ``None`` leaves an element out."""

    code: str
    units_billed: int | None = None
    units_paid: int | None = 1
    paid: str = "40"
    modifiers: tuple[str, ...] = ()
    submitted: str = ""
    day: str = "2026-03-04"
    line_id: str = ""
    adjustments: tuple[tuple[str, ...], ...] = ()
    """Group, reason and amount, and more pairs of these two."""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """A claim as the payer answered it."""

    account: str
    lines: tuple[AnsweredLine, ...] = ()
    status: str = "1"
    paid: str = "40"
    member: str = ""
    record: str = ""
    adjustments: tuple[tuple[str, ...], ...] = ()
    remarks: tuple[str, ...] = ()
    extra: tuple[tuple[str, ...], ...] = field(default=())
    """More segments of the claim, ready to be joined."""


def professional(claims: Iterable[Claim], marks: Marks = Marks()) -> bytes:
    """Write an 837P interchange of one transaction."""
    body = [
        ("BHT", "0019", "00", "1", "20260305", "1200", "CH"),
        ("NM1", "41", "2", "CLINIC A", "", "", "", "", "46", "111"),
        ("PER", "IC", "DESK", "TE", "5550100"),
        ("NM1", "40", "2", "CLEARING HOUSE A", "", "", "", "", "46", "222"),
        ("HL", "1", "", "20", "1"),
        ("NM1", "85", "2", "CLINIC A", "", "", "", "", "XX", BILLING_NPI),
        ("N3", "1 MAIN ST"),
        ("N4", "TOWN", "NY", "10001"),
        ("REF", "EI", "123456789"),
    ]
    number = 1
    for claim in claims:
        number += 1
        parent = number
        body += [
            ("HL", str(number), "1", "22", "1" if claim.dependent else "0"),
            ("SBR", "P", "" if claim.dependent else "18", "", "", "", "", "", "", "CI"),
            ("NM1", "IL", "1", "SUBSCRIBER A", "FIRST", "", "", "", "MI", claim.member),
            ("NM1", "PR", "2", claim.payer, "", "", "", "", "PI", "333"),
        ]
        if claim.dependent:
            number += 1
            body += [
                ("HL", str(number), str(parent), "23", "0"),
                ("PAT", "19"),
                ("NM1", "QC", "1", "PATIENT A", "FIRST"),
            ]
        body += _claim(claim, marks)
    return _interchange("837", "HC", "005010X222A1", body, marks)


def _claim(claim: Claim, marks: Marks) -> list[tuple[str, ...]]:
    join = marks.component.join
    place = join(("11", "B", claim.frequency))
    body: list[tuple[str, ...]] = [
        ("CLM", claim.account, CHARGE, "", "", place, "Y", "A", "Y", "Y")
    ]
    if claim.record:
        body.append(("REF", "EA", claim.record))
    if claim.diagnoses:
        codes = (c.replace(".", "") for c in claim.diagnoses)
        body.append(("HI", *(join(("ABF" if i else "ABK", c)) for i, c in enumerate(codes))))
    if claim.rendering:
        body.append(("NM1", "82", "1", "THERAPIST A", "FIRST", "", "", "", "XX", claim.rendering))
    # Another payer's loops, whose identifiers are not the patient's with this one.
    body += [
        ("SBR", "S", "18", "", "", "", "", "", "", "CI"),
        ("NM1", "IL", "1", "SUBSCRIBER A", "FIRST", "", "", "", "MI", "OTHER-MEMBER"),
        ("NM1", "PR", "2", "OTHER PAYER", "", "", "", "", "PI", "444"),
        ("REF", "EA", "OTHER-RECORD"),
    ]
    for index, line in enumerate(claim.lines, start=1):
        body += _line(index, line, claim, marks)
    return body


def _line(index: int, line: Line, claim: Claim, marks: Marks) -> list[tuple[str, ...]]:
    join = marks.component.join
    pointers = join(str(claim.diagnoses.index(d) + 1) for d in line.diagnoses)
    service = join(("HC", line.code, *line.modifiers))
    day = line.day.replace("-", "")
    body: list[tuple[str, ...]] = [
        ("LX", str(index)),
        ("SV1", service, CHARGE, line.basis, str(line.units), "", "", pointers),
    ]
    if line.last_day:
        body.append(("DTP", "472", "RD8", f"{day}-{line.last_day.replace('-', '')}"))
    elif day:
        body.append(("DTP", "472", "D8", day))
    if line.line_id:
        body.append(("REF", "6R", line.line_id))
    if line.rendering:
        body.append(("NM1", "82", "1", "THERAPIST A", "FIRST", "", "", "", "XX", line.rendering))
    return body


def remittance(answers: Iterable[Answer], marks: Marks = Marks(), payer: str = "PAYER A") -> bytes:
    """Write an 835 interchange of one transaction."""
    body: list[tuple[str, ...]] = [
        ("BPR", "I", "100", "C", "ACH"),
        ("TRN", "1", "12345", "1999999999"),
        ("DTM", "405", "20260401"),
        ("N1", "PR", payer),
        ("N1", "PE", "CLINIC A", "XX", BILLING_NPI),
        ("LX", "1"),
    ]
    for answer in answers:
        body.append(("CLP", answer.account, answer.status, CHARGE, answer.paid, "", "MB", "777"))
        body += [("CAS", *adjustment) for adjustment in answer.adjustments]
        body.append(("NM1", "QC", "1", "PATIENT A", "FIRST", "", "", "", "MI", answer.member))
        if answer.remarks:
            body.append(("MOA", "", "", *answer.remarks))
        if answer.record:
            body.append(("REF", "EA", answer.record))
        body += answer.extra
        for line in answer.lines:
            body += _answered(line, marks)
    return _interchange("835", "HP", "005010X221A1", body, marks)


def _answered(line: AnsweredLine, marks: Marks) -> list[tuple[str, ...]]:
    join = marks.component.join
    billed = join(("HC", line.submitted, *line.modifiers)) if line.submitted else ""
    numbers = ["" if n is None else str(n) for n in (line.units_paid, line.units_billed)]
    body: list[tuple[str, ...]] = [
        (
            *("SVC", join(("HC", line.code, *line.modifiers)), CHARGE, line.paid, ""),
            *(numbers[0], billed, numbers[1]),
        )
    ]
    if line.day:
        body.append(("DTM", "472", line.day.replace("-", "")))
    body += [("CAS", *adjustment) for adjustment in line.adjustments]
    if line.line_id:
        body.append(("REF", "6R", line.line_id))
    body += [("LQ", "HE", remark) for remark in line.remarks]
    return body


def _interchange(
    kind: str, group: str, guide: str, body: Sequence[tuple[str, ...]], marks: Marks
) -> bytes:
    head = (
        *("ISA", "00", " " * 10, "00", " " * 10, "ZZ", "SENDER A".ljust(15), "ZZ"),
        *("RECEIVER A".ljust(15), "260305", "1200", marks.repetition, "00501", "000000001"),
        *("0", "T", marks.component),
    )
    segments = [
        head,
        ("GS", group, "SENDER", "RECEIVER", "20260305", "1200", "1", "X", guide),
        ("ST", kind, "0001", guide),
        *body,
        ("SE", str(len(body) + 2), "0001"),
        ("GE", "1", "1"),
        ("IEA", "1", "000000001"),
    ]
    return "".join(
        _segment(elements, marks) + marks.terminator + marks.after for elements in segments
    ).encode()


def _segment(elements: Sequence[str], marks: Marks) -> str:
    """Join elements; empty ones at the end are left out, as the guides ask."""
    written = list(elements)
    while not written[-1]:
        written.pop()
    return marks.element.join(written)


COLUMNS = (
    *("Claim Number", "Line Number", "Patient Account Number", "Member ID", "MRN", "DOS", "CPT"),
    *("Mod 1", "Mod 2", "Mod 3", "Mod 4", "Units", "Rendering NPI", "Payer", "Diagnoses"),
)


def rows(claims: Iterable[Claim]) -> list[list[str]]:
    """Write claims as the rows of a table, headings first."""
    written = [list(COLUMNS)]
    for claim in claims:
        for index, line in enumerate(claim.lines, start=1):
            modifiers = [*line.modifiers, "", "", "", ""][:4]
            written.append(
                [
                    *(claim.account, line.line_id or str(index), claim.account, claim.member),
                    *(claim.record, line.day, line.code, *modifiers, str(line.units)),
                    *(line.rendering or claim.rendering or BILLING_NPI, claim.payer),
                    ", ".join(line.diagnoses),
                ]
            )
    return written


def table(claims: Iterable[Claim], delimiter: str = ",") -> str:
    """Write claims as a delimited text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows(claims))
    return stream.getvalue()


def fhir(claim: Claim) -> dict[str, object]:
    """Write a claim as a FHIR R4 Claim."""
    diagnoses = claim.diagnoses
    team = list(dict.fromkeys(line.rendering for line in claim.lines if line.rendering))
    provider = claim.rendering or BILLING_NPI
    return {
        "resourceType": "Claim",
        "id": "claim-1",
        "status": "active",
        "use": "claim",
        "identifier": [{"value": claim.account}],
        "patient": {"identifier": {"value": claim.member or claim.account}},
        "insurer": {"display": claim.payer},
        "provider": {"identifier": {"value": provider}},
        "careTeam": [
            {"sequence": i, "provider": {"identifier": {"value": who}}}
            for i, who in enumerate([provider, *team], start=1)
        ],
        "diagnosis": [
            {"sequence": i, "diagnosisCodeableConcept": {"coding": [_icd(code)]}}
            for i, code in enumerate(diagnoses, start=1)
        ],
        "item": [
            {
                "sequence": i,
                "careTeamSequence": [team.index(line.rendering) + 2 if line.rendering else 1],
                "diagnosisSequence": [diagnoses.index(d) + 1 for d in line.diagnoses],
                "productOrService": {"coding": [_cpt(line.code)]},
                "modifier": [{"coding": [_cpt(modifier)]} for modifier in line.modifiers],
                "servicedDate": line.day,
                "quantity": {"value": line.units},
                "net": {"value": 60, "currency": "USD"},
            }
            for i, line in enumerate(claim.lines, start=1)
        ],
    }


def _cpt(code: str) -> dict[str, str]:
    return {"system": "http://www.ama-assn.org/go/cpt", "code": code}


def _icd(code: str) -> dict[str, str]:
    return {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": code}
