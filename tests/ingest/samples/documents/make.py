"""Write the sample documents beside this file with writers that are not ours.

Run in an environment of its own:

    python -m venv v && v/bin/pip install fpdf2 reportlab pypandoc_binary PyRTF3 pillow cryptography
    v/bin/python tests/ingest/samples/documents/make.py
    npm install docx && node tests/ingest/samples/documents/make.mjs

Each holds ``../note.txt``; dates of making are fixed where the writer lets us.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pypandoc
from fpdf import FPDF
from PIL import Image, ImageDraw
from PyRTF.document.paragraph import Paragraph
from PyRTF.Elements import Document, Section
from PyRTF.Renderer import Renderer
from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
NOTE = (HERE.parent / "note.txt").read_text(encoding="utf-8")
LINES = NOTE.splitlines()
CHART = (
    ("Sample A", "0001", "03/04/2026", "Physical Therapy Daily Note"),
    ("Sample A", "0001", "03/06/2026", "Physical Therapy Daily Note"),
    ("Sample B", "0002", "03/06/2026", "Occupational Therapy Daily Note"),
)
FIXED = datetime(2026, 3, 4, tzinfo=UTC)


def pandoc() -> None:
    """Write RTF, DOCX and HTML, a paragraph a line."""
    blocks = [{"t": "Para", "c": [{"t": "Str", "c": line}]} for line in LINES]
    source = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks})
    for kind in ("rtf", "docx", "html"):
        out = HERE / f"pandoc.{kind}"
        pypandoc.convert_text(source, kind, format="json", outputfile=str(out), extra_args=["-s"])


def pyrtf() -> None:
    """Write RTF."""
    document, section = Document(), Section()
    document.Sections.append(section)
    for line in LINES:
        section.append(Paragraph(line))
    with (HERE / "pyrtf.rtf").open("w", encoding="ascii", newline="") as out:
        Renderer().Write(document, out)


def reportlab() -> None:
    """Write a PDF of one note, one of a form, and one of three notes with page headers."""
    one = Canvas(str(HERE / "reportlab.pdf"), pagesize=landscape(letter), invariant=1)
    _page(one, LINES)
    one.save()
    chart = Canvas(str(HERE / "chart.pdf"), pagesize=landscape(letter), invariant=1)
    for patient, number, day, title in CHART:
        note = NOTE.replace("Sample A", patient).replace("0001", number)
        lines = note.replace("03/04/2026", day).replace(LINES[0], title).splitlines()
        head = f"Sample Clinic   Patient: {patient}   MRN: {number}   Date of service: {day}"
        # Each note goes over two pages, and its header comes again on the second.
        _page(chart, [head, *lines[:6]])
        _page(chart, [head, *lines[6:]])
    chart.save()
    form = Canvas(str(HERE / "form.pdf"), invariant=1)
    form.drawString(50, 700, "97530 minutes:")
    form.acroForm.textfield(name="minutes", value="23", x=160, y=690, width=60, height=20)
    form.drawString(240, 700, "units: 2")
    form.acroForm.checkbox(name="one", checked=True, x=50, y=655)
    form.drawString(80, 660, "one-on-one")
    form.acroForm.checkbox(name="group", checked=False, x=50, y=625)
    form.drawString(80, 630, "group")
    form.save()


def _page(canvas: Canvas, lines: list[str]) -> None:
    canvas.setFont("Helvetica", 8)
    for number, line in enumerate(lines):
        canvas.drawString(40, 560 - 14 * number, line)
    canvas.showPage()


def fpdf() -> None:
    """Write a PDF whose lines wrap, with a table."""
    document = FPDF()
    document.set_creation_date(FIXED)
    document.add_page()
    document.set_font("helvetica", size=10)
    document.multi_cell(0, 5, NOTE)
    document.output(str(HERE / "fpdf.pdf"))
    table = FPDF()
    table.set_creation_date(FIXED)
    table.add_page()
    table.set_font("helvetica", size=10)
    with table.table() as rows:
        for cells in (
            ("Code", "Activity", "Minutes"),
            ("97530", "stairs", "23"),
            ("97110", "", "15"),
        ):
            row = rows.row()
            for cell in cells:
                row.cell(cell)
    table.output(str(HERE / "table.pdf"))


def images() -> None:
    """Write a PDF of a scanned page, and one whose second page is one."""
    scan = Image.new("1", (1700, 2200), 1)
    ImageDraw.Draw(scan).text((100, 100), NOTE)
    scan.save(HERE / "scan.pdf", creationDate=FIXED.timetuple(), modDate=FIXED.timetuple())
    mixed = FPDF()
    mixed.set_creation_date(FIXED)
    mixed.set_font("helvetica", size=10)
    mixed.add_page()
    mixed.multi_cell(0, 5, NOTE)
    mixed.add_page()
    mixed.image(scan, x=0, y=0, w=210)
    mixed.output(str(HERE / "mixed.pdf"))
    locked = FPDF()
    locked.set_creation_date(FIXED)
    locked.set_encryption(owner_password="owner", user_password="user")  # noqa: S106 (a sample's)
    locked.add_page()
    locked.set_font("helvetica", size=10)
    locked.multi_cell(0, 5, NOTE)
    locked.output(str(HERE / "locked.pdf"))


if __name__ == "__main__":
    pandoc()
    pyrtf()
    reportlab()
    fpdf()
    images()
