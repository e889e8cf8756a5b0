"""Small files in the layouts that CMS publishes, with rows of the test's own."""

import csv
import io
import zipfile

import xlsxwriter

COPYRIGHT = "CPT only copyright 2026 American Medical Association. All rights reserved."
PTP_HEADINGS = [
    ["Column 1", "Column 2", "*=in existence", "Effective", "Deletion", "Modifier", "PTP Edit"],
    ["", "", "prior to 1996", "Date", "Date", "0=not allowed", "Rationale"],
    ["", "", "", "", "*=no data", "1=allowed", ""],
    ["", "", "", "", "", "9=not applicable", ""],
]
LEAST, GREATEST = ("00100", "36000", "", "19960101", "*", "1"), ("99999", "G0500", "", "20170101")
"""Rows around all therapy codes, as in the whole file."""
AROUND = [[*LEAST, "Standards"], [*GREATEST, "*", "0", "Standards"]]
MUE_HEADINGS = ["HCPCS/\nCPT Code", "", "MUE Adjudication Indicator", "MUE Rationale"]
RVU_HEADINGS = [
    ["", "", "", "", "NOT USED", "", "NON-FAC", "NON-FAC", "FACILITY", "FACILITY", "", "NON-"],
    ["", "", "", "STATUS", "FOR MEDICARE", "WORK", "", "NA", "", "NA", "MP", "FACILITY"],
    [
        *("HCPCS", "MOD", "DESCRIPTION", "CODE", "PAYMENT", "RVU", "PE RVU", "INDICATOR"),
        *("PE RVU", "INDICATOR", "RVU", "TOTAL", "TOTAL", "IND", "DAYS", "OP", "OP", "OP"),
        *("PROC", "SURG", "SURG", "SURG", "SURG", "BASE", "FACTOR", "PROCEDURES", "FLAG"),
    ],
]
RVU_HEADINGS[0] += [""] * 6 + ["MULT"] + [""] * 5 + ["CONV"]
GPCI_HEADINGS = [
    *("Medicare Administrative Contractor (MAC)", "State", "Locality Number", "Locality Name"),
    *("2025 PW GPCI (with 1.0 Floor)", "2025 PE GPCI", "2025 MP GPCI"),
]
FACILITY = "0.01", "0.02"
"""Practice expense and total in a facility, which are never read."""
DESCRIPTION = "Secret descriptor"
"""Stands where CMS has the words of the AMA, which must never come out."""


def ptp(rows, *, medicaid=False, titles=(COPYRIGHT, "Column1/Column2 Edits")):
    """A table of edits; Medicaid's has no column of edits from before 1996."""
    body = [*PTP_HEADINGS, *map(list, rows)]
    if medicaid:
        body = [row[:2] + row[3:] for row in body]
    return [[title] for title in titles] + body


def edit(first, second, start, end="*", *, modifier="1", prior=""):
    """A row of a table of edits."""
    return [first, second, prior, start, end, modifier, "Misuse of Column Two code"]


def mue(rows, *, whose="Practitioner Services"):
    """A table of limits under its quoted copyright."""
    headings = [MUE_HEADINGS[0], f"{whose} MUE Values", *MUE_HEADINGS[2:]]
    return [[f'{COPYRIGHT}\n"Applicable FARS/DFARS apply."'], headings, *map(list, rows)]


def rate(code, rvus="0.44 0.62 0.01 1.07", *, status="A", mult="5", mod="", factor="32.3465"):
    """A row of relative values: work, practice expense, malpractice, total."""
    work, pe, mp, total = rvus.split()
    row = [
        code,
        mod,
        DESCRIPTION,
        status,
        "",
        work,
        pe,
        "",
        FACILITY[0],
        "NA",
        mp,
        total,
        FACILITY[1],
    ]
    row += ["7", "XXX", "0", "0", "0", mult, "0", "0", "0", "0", ""]
    return [*row, factor, "09", "0"]


def rvu(rows, *, title="2025 National Physician Fee Schedule Relative Value File October Release"):
    """A table of relative values under nine lines of title and headings."""
    titles = [[t] for t in (title, COPYRIGHT, "", "RELEASED 09/11/2025", "", "", "")]
    return [*titles, *RVU_HEADINGS, *map(list, rows)]


def fixed(rows):
    """The same rows as text of fixed columns, 200 characters a line."""
    lines = [f"HDR{n:03}{COPYRIGHT}".ljust(200) for n in range(7)]
    for row in rows:
        code, mod, description, status = row[:4]
        line = list(" " * 200)
        for start, text in (
            *((0, code), (5, mod), (7, description), (57, status)),
            *((59, row[5].rjust(6)), (66, row[6].rjust(6)), (75, row[8].rjust(6))),
            *((84, row[10].rjust(5)), (90, row[11].rjust(6)), (96, row[12].rjust(6))),
            *((102, row[13]), (103, row[14]), (115, row[18]), (128, row[24].rjust(8))),
        ):
            line[start : start + len(text)] = text
        lines.append("".join(line))
    return "\r\n".join(lines).encode() + b"\r\n"


def gpci(rows, headings=GPCI_HEADINGS):
    """A table of locality indices."""
    title = ["ADDENDUM E. FINAL CY 2025 GEOGRAPHIC PRACTICE COST INDICES BY STATE"]
    return [title, [""], headings, *map(list, rows)]


def text(grid, *, encoding="utf-8", newline="\r\n"):
    """A grid as text with tabs."""
    width = max(map(len, grid))
    lines = ("\t".join([*row, *[""] * (width - len(row))]) for row in grid)
    return (newline.join(lines) + newline).encode(encoding)


def comma(grid, *, encoding="utf-8-sig", newline="\r\n"):
    """A grid as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=newline).writerows(
        [[*row, *[""] * (max(map(len, grid)) - len(row))] for row in grid]
    )
    return out.getvalue().encode(encoding)


def book(grid):
    """A grid as workbook, numbers as numbers: codes lose their leading noughts."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(grid):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def packed(files):
    """A zip of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


FORMS = {
    "txt": text,
    "txt-lf-latin": lambda grid: text(grid, encoding="latin-1", newline="\n"),
    "csv": comma,
    "csv-plain-lf": lambda grid: comma(grid, encoding="utf-8", newline="\n"),
    "utf-16": lambda grid: text(grid, encoding="utf-16"),
    "xlsx": book,
    "txt-zip": lambda grid: packed({"inside/table.TXT": text(grid), "readme.pdf": b"%PDF-1.7"}),
    "csv-zip": lambda grid: packed({"table.csv": comma(grid)}),
    "xlsx-zip": lambda grid: packed({"table.xlsx": book(grid)}),
}
"""Every container, made of the same grid."""
