"""On which calendar day was the service of a note given, as FHIR writes days?

The day is taken as written, whatever its time zone. A period of several days is no visit's day, nor
is the first day of a stay that has not ended.
"""

import re

from auditor.errors import InputError
from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.claim_files.shapes import Node, node, nodes, text
from auditor.ingest.dates import to_iso
from auditor.ingest.fhir.kinds import COMPOSITION, DOCUMENT
from auditor.ingest.fhir.references import referred

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[0-9:.+Zz-]+)?")
_MONTH = re.compile(r"\d{4}(?:-\d{2})?")
_STAYS = frozenset({"IMP", "ACUTE", "NONAC", "OBSENC"})
"""Classes of an encounter that may last for days."""


def encounters(resource: Resource) -> tuple[Node, ...]:
    """Return the references to the encounters a note belongs to.

    Raises:
        InputError: An element has another shape.
    """
    holder = resource.values
    if text(holder, "resourceType") == DOCUMENT:
        holder = node(holder, "context")
    return tuple(referred(holder, "encounter"))


def day_of(resource: Resource) -> str | None:
    """Return the day: of what the note says it covers, else of its encounter, else its own.

    Raises:
        InputError: An element has another shape, or a date is none of the calendar.
    """
    covered = _covered(resource)
    if covered:
        return _one_day(covered)
    for reference in encounters(resource):
        encounter = resource.of(reference)
        if period := node(encounter, "period"):
            return None if _may_last(encounter) else _one_day(period)
    if text(resource.values, "resourceType") == COMPOSITION:
        return _day(resource.values, "date")
    return None


def _covered(resource: Resource) -> Node:
    """Return the period that the note says it covers; an empty one where it says none."""
    values = resource.values
    kind = text(values, "resourceType")
    if kind == DOCUMENT:
        return node(node(values, "context"), "period")
    if kind == COMPOSITION:
        return next((p for e in nodes(values, "event") if (p := node(e, "period"))), {})
    when = text(values, "effectiveDateTime")
    return {"start": when} if when else node(values, "effectivePeriod")


def _may_last(encounter: Node) -> bool:
    is_stay = text(node(encounter, "class"), "code").upper() in _STAYS
    return is_stay and not text(node(encounter, "period"), "end")


def _one_day(period: Node) -> str | None:
    start, end = _day(period, "start"), _day(period, "end")
    return start if end in {None, start} else None


def _day(values: Node, key: str) -> str | None:
    written = text(values, key)
    if not written or _MONTH.fullmatch(written):
        return None
    found = _DAY.fullmatch(written)
    day = to_iso(found[1]) if found else None
    if day is None:
        message = f'"{key}" must be a date such as 2026-03-04 or 2026-03-04T10:05:00-05:00'
        raise InputError(message)
    return day
