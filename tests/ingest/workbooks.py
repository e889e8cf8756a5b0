"""Workbooks made with xlsxwriter, and broken ones."""

import io
import zipfile
from datetime import date, datetime, time

import xlsxwriter


def workbook(*sheets, names=(), memory=True):
    """Return a workbook with these sheets, each a list of rows."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": memory}) as book:
        formats = {
            date: book.add_format({"num_format": "m/d/yyyy"}),
            datetime: book.add_format({"num_format": "m/d/yyyy h:mm"}),
            time: book.add_format({"num_format": "h:mm AM/PM"}),
        }
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[number] if names else None)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if type(value) in formats:
                        sheet.write_datetime(at, column, value, formats[type(value)])
                    else:
                        sheet.write(at, column, value)
    return stream.getvalue()


def changed(raw, member, change):
    """Return a ZIP with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            body = old.read(info)
            new.writestr(info.filename, change(body) if info.filename == member else body)
    return out.getvalue()
