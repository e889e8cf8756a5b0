"""A mapping as the file that keeps it: TOML that a person can read and correct."""

import json
from collections.abc import Mapping, Sequence

from auditor.ingest.mapping import GROUPED, ONE, VERSION

_HEAD = f"""\
# Which columns of an export of notes hold what, as `auditor map` proposed and you confirmed it.
# Use it with `auditor audit export.csv --mapping {{name}}`, or name it once in auditor.toml:
#     mapping = "{{name}}"
# Left of = is what a column holds, right of it the column's heading in the export.

format = {VERSION}

# "{ONE}": each row is one note. "{GROUPED}": rows with the same id (else the same patient, day and
# clinician) are one note, with a service line or a section each.
rows = {{rows}}

[columns]
"""
_NOTES = {"minutes": "known, but not read: only minutes that the note states count"}


def written(columns: Mapping[str, Sequence[str]], *, grouped: bool, name: str) -> str:
    """Return the file.

    Args:
        columns: The headings of each role, in the order they are written.
        grouped: Whether rows of one note belong together.
        name: What the file will be called.
    """
    lines = [_HEAD.format(name=name, rows=_quoted(GROUPED if grouped else ONE))]
    for role, headings in columns.items():
        quoted = [_quoted(heading) for heading in headings]
        value = quoted[0] if len(quoted) == 1 else f"[{', '.join(quoted)}]"
        comment = f"  # {_NOTES[role]}" if role in _NOTES else ""
        lines.append(f"{role} = {value}{comment}\n")
    return "".join(lines)


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False).replace("\x7f", "\\u007f")
