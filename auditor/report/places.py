"""Do a record and a text belong together, and where does what was found stand?"""

from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import Any
from urllib.parse import quote

from auditor.errors import InputError
from auditor.report.words import Item, RecordJson, spaced


def check_text(item: Item) -> str:
    """Return the text of an item, if it is the one its record was made from.

    Raises:
        InputError: Words the record quotes are not at their place in the text.
    """
    record, text = item
    quotes = (
        *(q for kind in ("activities", "times", "assistance", "goals") for q in record[kind]),
        *(q for element in record["elements"].values() for q in element["evidence"]),
    )
    ends = (f["end"] for f in record["findings"] if f["end"] is not None)
    if any(text[q["start"] : q["end"]] != q["text"] for q in quotes) or any(
        end > len(text) for end in ends
    ):
        message = f"note {record['note_id']}: the text given is not the one its record was made of"
        raise InputError(message)
    return text


def uri(source: str) -> str:
    """Percent-encode a source path as the URI reference SARIF asks for.

    A colon is encoded too, or ``march.jsonl:17`` would read as an address with a scheme.
    """
    path = source.replace("\\", "/")
    windows = PureWindowsPath(source)
    encoded = quote(path, safe="/", errors="replace")
    if windows.drive.endswith(":") and windows.root:
        return f"file:///{path[:2]}{quote(path[2:], safe='/', errors='replace')}"
    if path.startswith("//"):  # a server's name follows
        return f"file:{encoded}"
    return f"file://{encoded}" if path.startswith("/") else encoded


def container(source: str) -> str:
    """Name the file that a source stands in: ``march.jsonl`` of ``march.jsonl:17``.

    The colon after a Windows drive parts nothing.
    """
    before, _, after = source.rpartition(":")
    return before if before and not after.startswith(("\\", "/")) else source


def where(record: RecordJson, start: int | None) -> str | None:
    """Say where in its document an offset of the text stands, such as ``page 2``.

    ``None`` where the text is itself the source, or there is no offset.
    """
    if start is None:
        return None
    parts = [part["where"] for part in record.get("parts", ()) if part["start"] <= start]
    return parts[-1] if parts else None


def place(record: RecordJson, finding: Mapping[str, Any]) -> str:
    """Say where a finding stands, or where was looked: ``line 3, column 5 (page 2)``."""
    if finding["start"] is None:
        looked_in = ", ".join(map(spaced, finding["looked_in"])) or "the whole note"
        return f"looked in: {looked_in}"
    at = f"line {finding['line']}, column {finding['column']}"
    part = where(record, finding["start"])
    return f"{at} ({part})" if part else at
