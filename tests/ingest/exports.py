"""Exports as various record systems write them: invented headings, invented patients."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

NOTE = (Path(__file__).parent / "samples" / "note.txt").read_text(encoding="utf-8")
SHORT = (
    "Pt reports less pain. 97530 x 15 min: sit to stand from low chair, CGA, to rise from toilet."
)
S, O, A, P = (  # noqa: E741 - as notes call them
    "Pt reports less pain in the knee today than last week.",
    "97530 x 15 min: sit to stand from low chair 3x5, CGA, to rise from the toilet at home.",
    "Rises with less help than last week, cues for weight shift were needed in most trials.",
    "Continue twice a week, next visit raise the step height to six inches.",
)


@dataclass(frozen=True)
class Export:
    """Headings, rows, and which column holds what."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    roles: dict[str, str | list[str]]
    grouped: bool = False

    def csv(self, delimiter=","):
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows([self.headings, *self.rows])
        return out.getvalue()


def many(*cells, count=6):
    """Rows alike but for ``#``, which is replaced by the row's number."""
    return tuple(tuple(c.replace("#", str(n)) for c in cells) for n in range(1, count + 1))


EXPORTS = {
    "plain": Export(
        ("note_id", "patient_id", "date_of_service", "therapist", "cpt", "units", "note"),
        many("N-#", "MRN 000#", "2026-03-0#", "T-1", "97530", "2", NOTE),
        {
            "id": "note_id",
            "patient": "patient_id",
            "date_of_service": "date_of_service",
            "clinician": "therapist",
            "claim": "cpt",
            "units": "units",
            "text": "note",
        },
    ),
    "clinic-words": Export(
        (
            "Doc #",
            "Client MRN",
            "Client DOB",
            "Svc Dt",
            "Rendering Prov",
            "Proc Cd",
            "Qty",
            "Mod 1",
            "Mod 2",
            "Fin Class",
            "Chart Entry",
        ),
        many(
            "D10#",
            "000#",
            "1/2/1950",
            "3/#/2026",
            "Prov 7",
            "97110",
            "2",
            "GP",
            "59",
            "Medicare Part B",
            NOTE + "#",
        ),
        {
            "id": "Doc #",
            "patient": "Client MRN",
            "date_of_service": "Svc Dt",
            "clinician": "Rendering Prov",
            "claim": "Proc Cd",
            "units": "Qty",
            "modifiers": ["Mod 1", "Mod 2"],
            "payer": "Fin Class",
            "text": "Chart Entry",
        },
    ),
    "shouting": Export(
        ("VISITID", "PTNAME", "VISITDATE", "SIGNEDDATE", "STAFF", "DISC", "NARRATIVE"),
        many("V#", "Patient A#", "03/0#/2026", "03/09/2026 10:11", "S-2", "PT", SHORT + "#"),
        {
            "date_of_service": "VISITDATE",
            "clinician": "STAFF",
            "discipline": "DISC",
            "text": "NARRATIVE",
        },
    ),
    "unknown-text-heading": Export(
        ("Encounter ID", "Resident", "Encounter Date", "Comments Short", "Blob"),
        many("E#", "R-#", "20260304", "seen in gym", NOTE + "#"),
        {
            "id": "Encounter ID",
            "patient": "Resident",
            "date_of_service": "Encounter Date",
            "text": "Blob",
        },
    ),
    "two-texts": Export(
        ("id", "Last Goals Reviewed", "Daily Documentation (signed)", "DOS", "Payer"),
        many(
            "#",
            "Rise from toilet without help in two weeks of care at home",
            NOTE + "#",
            "3/4/26",
            "Aetna",
        ),
        {
            "id": "id",
            "text": "Daily Documentation (signed)",
            "date_of_service": "DOS",
            "payer": "Payer",
        },
    ),
    "soap-columns": Export(
        (
            "Note Key",
            "Patient Number",
            "Treatment Date",
            "Subjective",
            "Objective",
            "Assessment",
            "Plan",
        ),
        many("K#", "P#", "2026-03-0#", S, O + "#", A, P),
        {
            "id": "Note Key",
            "patient": "Patient Number",
            "date_of_service": "Treatment Date",
            "subjective": "Subjective",
            "objective": "Objective",
            "assessment": "Assessment",
            "plan": "Plan",
        },
    ),
    "a-row-a-section": Export(
        ("NoteID", "MRN", "ServiceDate", "SectionName", "SectionText"),
        tuple(
            (f"N{n}", f"000{n}", "3/4/2026", name, body)
            for n in range(1, 4)
            for name, body in (("Subjective", S), ("Objective", O), ("Assessment", A), ("Plan", P))
        ),
        {
            "id": "NoteID",
            "patient": "MRN",
            "date_of_service": "ServiceDate",
            "section": "SectionName",
            "text": "SectionText",
        },
        grouped=True,
    ),
    "a-row-a-service-line": Export(
        (
            "Appt ID",
            "Chart No",
            "Appointment Date",
            "Therapist Name",
            "HCPCS",
            "Units Billed",
            "Tx Min",
            "Modifiers",
            "Insurance",
            "Note Text",
        ),
        tuple(
            (f"A{n}", f"C{n}", f"3/{n}/2026", "T-9", *line, "BCBS of Anywhere", f"{NOTE}{n}")
            for n in range(1, 4)
            for line in (("97530", "2", "23", "GP"), ("97110", "1", "15", "GP,59"))
        ),
        {
            "id": "Appt ID",
            "patient": "Chart No",
            "date_of_service": "Appointment Date",
            "clinician": "Therapist Name",
            "claim": "HCPCS",
            "units": "Units Billed",
            "minutes": "Tx Min",
            "modifiers": "Modifiers",
            "payer": "Insurance",
            "text": "Note Text",
        },
        grouped=True,
    ),
    "no-id-service-lines": Export(
        ("Pt ID", "Date of Visit", "Treating Clinician", "CPT Code", "Unit Count", "Session Body"),
        tuple(
            (f"P{n}", "2026-03-04", "T-1", code, "1", f"{NOTE}{n}")
            for n in range(1, 4)
            for code in ("97530", "97110")
        ),
        {
            "patient": "Pt ID",
            "date_of_service": "Date of Visit",
            "clinician": "Treating Clinician",
            "claim": "CPT Code",
            "units": "Unit Count",
            "text": "Session Body",
        },
        grouped=True,
    ),
    "line-numbers": Export(
        ("Document Number", "Line No", "Patient Account", "Session Date", "Free Text"),
        tuple(
            (f"9{n}", str(line), f"77{n}", "03-04-2026", body)
            for n in range(1, 4)
            for line, body in enumerate((S, O, A, P), start=1)
        ),
        {
            "id": "Document Number",
            "sequence": "Line No",
            "patient": "Patient Account",
            "date_of_service": "Session Date",
            "text": "Free Text",
        },
        grouped=True,
    ),
    "codes-in-one-cell": Export(
        ("Record ID", "Person", "DOS", "Codes Billed", "Author", "Clinical Documentation"),
        many("R#", "x#", "2026-03-04", "97530 x2, 97110 x1", "A-1", NOTE + "#"),
        {
            "id": "Record ID",
            "date_of_service": "DOS",
            "claim": "Codes Billed",
            "clinician": "Author",
            "text": "Clinical Documentation",
        },
    ),
    "nothing-by-heading": Export(
        ("f1", "f2", "f3", "f4", "f5", "f6"),
        many("000#", "3/#/2026", "97530", "GP", "Humana Gold", NOTE + "#"),
        {"date_of_service": "f2", "modifiers": "f4", "payer": "f5", "text": "f6"},
    ),
}
