"""Make the samples beside this file, each of which reads to ``../note.txt``.

Run it with Python and xlsxwriter; the ZIP is made by the ``zip`` program.
"""

import csv
import subprocess
from datetime import date
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
NOTE = (HERE.parent / "note.txt").read_text(encoding="utf-8")
HEADINGS = ("Note ID", "MRN", "Date of Service", "Therapist", "CPT", "Units", "Mod", "Note Text")
LINES = (("97530", 2, "GP"), ("97110", 1, "GP"))


def main() -> None:
    """Write them all."""
    with xlsxwriter.Workbook(HERE / "export.xlsx") as book:
        sheet = book.add_worksheet("March")
        day = book.add_format({"num_format": "m/d/yyyy"})
        sheet.write_row(0, 0, HEADINGS)
        for row, (code, units, modifier) in enumerate(LINES, start=1):
            sheet.write_row(row, 0, ("N-1", "0001"))
            sheet.write_datetime(row, 2, date(2026, 3, 4), day)
            sheet.write_row(row, 3, ("T-1", int(code), units, modifier, NOTE))
    with (HERE / "export.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(HEADINGS)
        for code, units, modifier in LINES:
            table.writerow(("N-1", "0001", "3/4/2026", "T-1", code, units, modifier, NOTE))
    archive = HERE / "export.zip"
    archive.unlink(missing_ok=True)
    members = [HERE / "export.csv", HERE / "export.xlsx", HERE.parent / "note.txt"]
    subprocess.run(["zip", "-q", "-X", "-j", archive, *members], check=True)  # noqa: S607


if __name__ == "__main__":
    main()
