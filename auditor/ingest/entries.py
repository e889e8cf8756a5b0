"""What one row of a table says, by role."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.errors import InputError
from auditor.ingest import claims
from auditor.ingest.columns import SOAP, Roles
from auditor.ingest.refused import Place, Refused
from auditor.model import Part, ServiceLine

_TOTALS = re.compile(r"(?:(?:grand|report|sub)[ -]?)?totals?\b", re.IGNORECASE)
_TOTAL = "is a row of totals, no note; it is not read"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: the cells of its roles, and the text it gives."""

    place: Place
    where: str
    """As a person would look for it: ``row 17``."""
    cells: Mapping[str, str]
    text: str
    parts: tuple[Part, ...] = ()
    """Where in the row the pieces of its text stand, if there are several."""

    def cell(self, role: str) -> str:
        """Return a cell without the blanks around it; empty where there is none."""
        return self.cells.get(role, "").strip()


def entry_of(
    cells: Sequence[str], headings: Sequence[str], roles: Roles, place: Place, where: str
) -> Entry | Refused:
    """Make an entry of a row's cells; a row of totals is none, and says so.

    Args:
        cells: All of them.
        headings: What stands above them.
        roles: In which columns each role stands.
        place: Where the row stands.
        where: The same, as a part of a note names it.
    """
    by_role = {role: " ".join(cells[c] for c in places) for role, places in roles.items()}
    if _is_total(by_role):
        return place.notice(_TOTAL)
    if "text" in roles:
        return Entry(place, where, by_role, by_role["text"])
    pieces = [
        (headings[roles[part][0]].strip(), by_role[part])
        for part in SOAP
        if by_role.get(part, "").strip()
    ]
    text, parts = joined([(under(name, body), f"{where}, {name}") for name, body in pieces])
    return Entry(place, where, by_role, text, parts)


def _is_total(by_role: Mapping[str, str]) -> bool:
    """Say whether a row sums up the others, as at the end of a report: it has no text."""
    if any(by_role.get(part, "").strip() for part in ("text", *SOAP)):
        return False
    return any(_TOTALS.match(cell.strip()) for cell in by_role.values())


def under(heading: str, body: str) -> str:
    """Return a text with its heading as the line above it."""
    return f"{heading}\n{body}" if heading.endswith(":") else f"{heading}:\n{body}"


def joined(pieces: Sequence[tuple[str, str]]) -> tuple[str, tuple[Part, ...]]:
    """Join texts line by line, and say where each stands; those that end a line add no break."""
    text = ""
    parts = []
    for body, where in pieces:
        text += "" if not text or text.endswith("\n") else "\n"
        parts.append(Part(len(text), where))
        text += body
    return text, tuple(parts)


def claim_of(entry: Entry) -> tuple[ServiceLine, ...]:
    """Read the claim in a row.

    Raises:
        InputError: It cannot be read.
    """
    written, units, modifiers = (entry.cell(role) for role in ("claim", "units", "modifiers"))
    if written.startswith(("[", "{")):
        try:
            return claims.from_json(json.loads(written))
        except (ValueError, RecursionError):
            message = '"claim" is not valid JSON; write [{"code": "97530", "units": 2}]'
            raise InputError(message) from None
    return claims.from_cells(written, units or None, modifiers or None)
