"""What does a clinical document's header say: of whom, by whom, of which day?

The day of service is the first of these that is one day, as written, without zone arithmetic: the
service documented (``documentationOf/serviceEvent``), the encounter
(``componentOf/encompassingEncounter``), the document itself. A span of several days is none of
them: of a stay, or of a summary of years, it would be another day.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from auditor.ingest.cda.elements import children, identifiers
from auditor.ingest.dates import to_iso
from auditor.ingest.document_types import discipline_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_NPI = "2.16.840.1.113883.4.6"
_SOCIAL_SECURITY = "2.16.840.1.113883.4.1"
_LOINC = "2.16.840.1.113883.6.1"
_DAY_DIGITS = 8


def values_of(document: "_Element") -> dict[str, object]:
    """Return what the header says, by the batch format's keys."""
    said = {
        "id": _document_id(document),
        "patient": _patient(document),
        "clinician": _clinician(document),
        "date_of_service": next(_days(document), None),
        "discipline": discipline_of(_type_codes(document)),
    }
    return {key: value for key, value in said.items() if value}


def _document_id(document: "_Element") -> str | None:
    found = next(identifiers(children([document], "id")), None)
    return "^".join(filter(None, found)) if found else None


def _patient(document: "_Element") -> str | None:
    """Return the patient's number; none where the document is about several people."""
    roles = children([document], "recordTarget", "patientRole")
    if len(roles) != 1:
        return None
    numbers = [n for n in identifiers(children(roles, "id")) if n[0] != _SOCIAL_SECURITY]
    extensions = (extension for _, extension in numbers if extension)
    return next(extensions, numbers[0][0] if numbers else None)


def _clinician(document: "_Element") -> str | None:
    """Return the NPI of the first author who has one, else the first number of an author."""
    authors = children([document], "author", "assignedAuthor")
    people = [a for a in authors if not children([a], "assignedAuthoringDevice")]
    numbers = [n for n in identifiers(children(people, "id")) if n[0] != _SOCIAL_SECURITY]
    extensions = [extension for root, extension in numbers if root == _NPI]
    return next(filter(None, (*extensions, *(extension for _, extension in numbers))), None)


def _days(document: "_Element") -> Iterator[str]:
    for path in (
        ("documentationOf", "serviceEvent", "effectiveTime"),
        ("componentOf", "encompassingEncounter", "effectiveTime"),
        ("effectiveTime",),
    ):
        days = [_day(time) for time in children([document], *path)]
        if days and days[0] and len(set(days)) == 1:
            yield days[0]


def _day(time: "_Element") -> str | None:
    """Return the one day of a time or of a span; ``None`` where it has several, or says none."""
    ends = [time, *children([time], "low"), *children([time], "high")]
    written = [end.get("value", "").strip()[:_DAY_DIGITS] for end in ends]
    days = {to_iso(day) for day in written if day}
    return days.pop() if len(days) == 1 else None


def _type_codes(document: "_Element") -> list[str]:
    codes = children([document], "code")
    every = [*codes, *children(codes, "translation")]
    return [code.get("code", "") for code in every if code.get("codeSystem") == _LOINC]
