"""Write the FHIR samples beside this file out of ``../note.txt``, with the library fhir.resources.

Run it with a Python that has ``fhir.resources`` (a development requirement of this project). The
patient, the clinician and their numbers are invented.
"""

import base64
import hashlib
import html
from pathlib import Path

from fhir.resources.R4B.binary import Binary
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.claim import Claim
from fhir.resources.R4B.composition import Composition
from fhir.resources.R4B.diagnosticreport import DiagnosticReport
from fhir.resources.R4B.documentreference import DocumentReference
from fhir.resources.R4B.encounter import Encounter
from fhir.resources.R4B.observation import Observation
from fhir.resources.R4B.patient import Patient
from fhir.resources.R4B.practitioner import Practitioner
from fhir.resources.R4B.practitionerrole import PractitionerRole

HERE = Path(__file__).parent
NOTE = (HERE.parent / "note.txt").read_bytes()
SERVER = "https://ehr.example/fhir/"
LOINC, CPT = "http://loinc.org", "http://www.ama-assn.org/go/cpt"
V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"
CODES = "http://terminology.hl7.org/CodeSystem/"
ICD = {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "M17.11"}
VISIT = {"start": "2026-03-04T10:05:00-05:00", "end": "2026-03-04T10:43:00-05:00"}
TYPE = {"coding": [{"system": LOINC, "code": "11508-9", "display": "PT Progress note"}]}


def encoded(raw):
    return base64.b64encode(raw).decode("ascii")


def attachment(raw, kind="text/plain; charset=utf-8", **more):
    checked = {"size": len(raw), "hash": encoded(hashlib.sha1(raw, usedforsecurity=False).digest())}
    return {"contentType": kind, "data": encoded(raw), **checked, **more}


def patient():
    return Patient(
        id="pat-1",
        identifier=[
            {"system": "http://hl7.org/fhir/sid/us-ssn", "value": "000-00-0000"},
            {"type": {"coding": [{"system": V2_0203, "code": "MR"}]}, "value": "0001"},
        ],
        name=[{"text": "Sample A"}],
    )


def practitioner():
    npi = {"system": "http://hl7.org/fhir/sid/us-npi", "value": "0000000001"}
    own = {"system": "https://ehr.example/staff", "value": "S-1"}
    return Practitioner(id="prac-1", identifier=[own, npi], name=[{"text": "Jordan Sample"}])


def role():
    nucc = {"system": "http://nucc.org/provider-taxonomy", "code": "225100000X"}
    return PractitionerRole(
        id="role-1",
        practitioner={"reference": "Practitioner/prac-1"},
        specialty=[{"coding": [nucc]}],
    )


def encounter():
    return Encounter(
        **{"class": {"system": CODES + "v3-ActCode", "code": "AMB"}},
        id="enc-1",
        status="finished",
        subject={"reference": "Patient/pat-1"},
        period=VISIT,
    )


def line(sequence, code, units):
    return {
        "sequence": sequence,
        "productOrService": {"coding": [{"system": CPT, "code": code}]},
        "modifier": [{"coding": [{"code": "GP"}]}],
        "quantity": {"value": units},
        "servicedDate": "2026-03-04",
        "encounter": [{"reference": "Encounter/enc-1"}],
        "diagnosisSequence": [1],
        "unitPrice": {"value": 1, "currency": "USD"},
    }


def claim():
    return Claim(
        id="claim-1",
        status="active",
        use="claim",
        type={"coding": [{"system": CODES + "claim-type", "code": "professional"}]},
        created="2026-03-05",
        patient={"reference": "Patient/pat-1"},
        provider={"reference": "Practitioner/prac-1"},
        priority={"coding": [{"code": "normal"}]},
        insurance=[{"sequence": 1, "focal": True, "coverage": {"display": "Payer A"}}],
        diagnosis=[{"sequence": 1, "diagnosisCodeableConcept": {"coding": [ICD]}}],
        item=[line(1, "97530", 2), line(2, "97110", 1)],
    )


def document(*contents, **more):
    context = {"encounter": [{"reference": "Encounter/enc-1"}], "period": VISIT}
    return DocumentReference(
        status="current",
        type=TYPE,
        subject={"reference": "Patient/pat-1"},
        author=[{"reference": "PractitionerRole/role-1"}],
        content=[{"attachment": each} for each in contents],
        **{"id": "doc-1", "context": context, **more},
    )


def as_html():
    words = html.escape(NOTE.decode(), quote=False).replace("\n", "<br/>\n")
    return f"<html><body>{words}</body></html>".encode()


def bundle(kind, *resources):
    entries = [{"fullUrl": f"{SERVER}{type(r).__name__}/{r.id}", "resource": r} for r in resources]
    return Bundle(type=kind, entry=entries)


def composition():
    lines = (html.escape(words, quote=False) for words in NOTE.decode().splitlines()[1:])
    div = '<div xmlns="http://www.w3.org/1999/xhtml">' + "".join(f"<p>{w}</p>" for w in lines)
    return Composition(
        id="comp-1",
        status="final",
        type=TYPE,
        title="Physical Therapy Daily Note",
        date="2026-03-04T11:00:00-05:00",
        subject={"reference": "Patient/pat-1"},
        author=[{"reference": "Practitioner/prac-1"}],
        encounter={"reference": "Encounter/enc-1"},
        section=[{"text": {"status": "additional", "div": div + "</div>"}}],
    )


def report():
    return DiagnosticReport(
        id="rep-1",
        status="final",
        code=TYPE,
        subject={"reference": "Patient/pat-1"},
        effectiveDateTime="2026-03-04",
        performer=[{"reference": "Practitioner/prac-1"}],
        presentedForm=[attachment(NOTE)],
    )


def pain():
    return Observation(id="obs-1", status="final", code={"text": "Pain"}, valueInteger=3)


def dumped(resource, indent=1):
    return resource.model_dump_json(indent=indent, exclude_none=True)


def main():
    binary = Binary(id="bin-1", contentType="text/plain", data=encoded(NOTE))
    pointed = document({"contentType": "text/plain", "url": f"{SERVER}Binary/bin-1"})
    around = (patient(), practitioner(), role(), encounter())
    samples = {
        "document_reference.json": dumped(document(attachment(NOTE))),
        "searchset.json": dumped(
            bundle(
                "searchset",
                document(attachment(as_html(), "text/html"), attachment(NOTE)),
                *(*around, claim(), pain()),
            )
        ),
        "document.json": dumped(bundle("document", composition(), *around)),
        "bulk.ndjson": "".join(dumped(r, None) + "\n" for r in (pointed, *around, binary)),
        "report.json": "[" + ",\n".join(dumped(r) for r in (report(), *around)) + "]",
    }
    for name, written in samples.items():
        (HERE / name).write_text(written + "\n" * (not written.endswith("\n")), encoding="utf-8")


if __name__ == "__main__":
    main()
