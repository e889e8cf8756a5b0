"""Writes samples of C-CDA beside it with the library malac-models-cda, from ``../note.txt``.

The library holds the classes of CDA's own schema and is no dependency of ours; make it an
environment of its own (``make.mjs`` writes ``summary.xml`` with another library)::

    python -m venv /tmp/samples && /tmp/samples/bin/pip install malac-models-cda==1.1.2 six
    /tmp/samples/bin/python tests/ingest/samples/cda/make.py
"""

import base64
import io
from pathlib import Path

from malac.models.cda import at_ext as cda

HERE = Path(__file__).parent
NOTE = (HERE.parent / "note.txt").read_text(encoding="utf-8")
LOINC = "2.16.840.1.113883.6.1"
NPI = "2.16.840.1.113883.4.6"
SAMPLE_ROOT = "2.16.840.1.113883.19.5"
TITLE, *LINES = NOTE.splitlines()

ii, time = cda.II, cda.TS


def headed(template, body):
    """Make a document of the one patient of all samples around a body."""
    patient = cda.POCD_MT000040_PatientRole(
        id=[
            ii(root="2.16.840.1.113883.4.1", extension="900-00-0000"),
            ii(root=SAMPLE_ROOT, extension="0001"),
        ]
    )
    author = cda.POCD_MT000040_AssignedAuthor(
        id=[ii(root=SAMPLE_ROOT, extension="staff 7"), ii(root=NPI, extension="1234567893")]
    )
    service = cda.POCD_MT000040_ServiceEvent(
        classCode="PCPR",
        effectiveTime=cda.IVL_TS(low=cda.IVXB_TS(value="202603041005-0500")),
    )
    return cda.POCD_MT000040_ClinicalDocument(
        typeId=cda.POCD_MT000040_InfrastructureRoot_typeId(
            root="2.16.840.1.113883.1.3", extension="POCD_HD000040"
        ),
        templateId=[ii(root=template, extension="2015-08-01")],
        id=ii(root=SAMPLE_ROOT, extension="DOC-1"),
        code=cda.CE(code="11508-9", codeSystem=LOINC),
        title=cda.ST(valueOf_=TITLE),
        effectiveTime=time(value="20260305083000-0500"),
        confidentialityCode=cda.CE(code="N"),
        recordTarget=[cda.POCD_MT000040_RecordTarget(patientRole=patient)],
        author=[
            cda.POCD_MT000040_Author(time=time(value="20260305083000-0500"), assignedAuthor=author)
        ],
        documentationOf=[cda.POCD_MT000040_DocumentationOf(serviceEvent=service)],
        component=body,
    )


def section(code, title, text, *inside):
    return cda.POCD_MT000040_Section(
        code=cda.CE(code=code, codeSystem=LOINC),
        title=cda.ST(valueOf_=title),
        text=text,
        component=[cda.POCD_MT000040_Component5(section=s) for s in inside],
    )


def structured(*sections):
    components = [cda.POCD_MT000040_Component3(section=s) for s in sections]
    body = cda.POCD_MT000040_StructuredBody(component=components)
    return headed(
        "2.16.840.1.113883.10.20.22.1.9", cda.POCD_MT000040_Component2(structuredBody=body)
    )


def paragraphs(lines):
    return cda.StrucDoc_Text(paragraph=[cda.StrucDoc_Paragraph(valueOf_=line) for line in lines])


def row(cell, words):
    cells = [cell(valueOf_=word) for word in words]
    kind = "th" if cell is cda.StrucDoc_Th else "td"
    return cda.StrucDoc_Tr(**{kind: cells})


def by_section():
    """Make a note of several sections, with what narratives are made of."""
    table = cda.StrucDoc_Table(
        thead=cda.StrucDoc_Thead(tr=[row(cda.StrucDoc_Th, ["Code", "Activity", "Minutes"])]),
        tbody=[
            cda.StrucDoc_Tbody(
                tr=[
                    row(cda.StrucDoc_Td, ["97530", 'sit<>stand from 17" chair, CGA', "23"]),
                    row(cda.StrucDoc_Td, ["97110", "LAQ 3x10 with 2 lb", "15"]),
                ]
            )
        ],
    )
    goals = cda.StrucDoc_List(
        caption=cda.StrucDoc_Caption(valueOf_="Goals"),
        item=[
            cda.StrucDoc_Item(valueOf_='Rise from 17" toilet mod I in 5 of 5 trials, 2 wks'),
            cda.StrucDoc_Item(valueOf_="Climb 4 steps with one rail, SBA, 3 wks"),
        ],
    )
    return structured(
        section("61150-9", "Subjective", paragraphs(["Trouble rising from the low toilet."])),
        section(
            "61149-1",
            "Objective",
            cda.StrucDoc_Text(table=[table]),
            section("8716-3", "Vital Signs", paragraphs(["BP 128/76, HR 72"])),
        ),
        section("18776-5", "Plan of Treatment", cda.StrucDoc_Text(list=[goals])),
    )


def unstructured():
    packed = base64.b64encode(NOTE.encode()).decode()
    text = cda.ED(mediaType="text/plain", representation="B64", valueOf_=packed)
    body = cda.POCD_MT000040_Component2(nonXMLBody=cda.POCD_MT000040_NonXMLBody(text=text))
    return headed("2.16.840.1.113883.10.20.22.1.10", body)


def written(document):
    out = io.StringIO()
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    document.export(
        out,
        0,
        namespacedef_='xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
        name_="ClinicalDocument",
    )
    return out.getvalue()


SAMPLES = {
    "note.xml": structured(section("34109-9", TITLE, paragraphs(LINES))),
    "sections.xml": by_section(),
    "unstructured.xml": unstructured(),
}

for name, document in SAMPLES.items():
    (HERE / name).write_text(written(document), encoding="utf-8")
