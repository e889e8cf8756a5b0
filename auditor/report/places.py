"""Do a record and a text belong together, and where is the file a record came from?"""

from pathlib import PureWindowsPath
from urllib.parse import quote

from auditor.errors import InputError
from auditor.report.words import Item


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
