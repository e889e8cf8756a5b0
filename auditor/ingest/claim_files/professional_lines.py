"""What service does one line of an 837P claim bill?"""

from auditor.errors import InputError
from auditor.ingest.claim_files import values
from auditor.ingest.claim_files.loops import Loop, every, first, identifier
from auditor.ingest.claim_files.segments import Segment
from auditor.model import ServiceLine

_UNITS = "UN"
_MINUTES = "MJ"
_RANGE = "RD8"
_OTHER_LINES = {"SV2": "an institutional", "SV3": "a dental"}


def read_service(loop: Loop, clinician: str, diagnoses: tuple[str, ...]) -> ServiceLine:
    """Read the service of one line (loop 2400).

    Args:
        loop: The segments of the line.
        clinician: Who rendered the claim; the line's own comes first.
        diagnoses: Those of the claim, to which the line points.

    Raises:
        InputError: The service, its units or its day cannot be told.
    """
    service = _only_service(loop)
    return ServiceLine(
        code=values.code(service.part(1, 2), "SV101"),
        units=_units(service),
        modifiers=values.modifiers(service.parts(1)[2:6], "SV101"),
        date_of_service=values.day(*_days(first(loop, "DTP", "472")), "DTP*472"),
        clinician=values.word(identifier(loop, "82") or clinician, "NM1*82"),
        diagnoses=_pointed(service, diagnoses),
    )


def _days(date: Segment | None) -> tuple[str, str]:
    if not date:
        return "", ""
    if date.get(2) != _RANGE:
        return date.get(3), ""
    start, _, end = date.get(3).partition("-")
    return start, end or "missing"


def _only_service(loop: Loop) -> Segment:
    found = list(every(loop, "SV1"))
    if len(found) == 1:
        return found[0]
    other = next((o for name, o in _OTHER_LINES.items() if first(loop, name)), None)
    if other:
        message = f"this is {other} line; only professional ones (SV1) are read"
    else:
        message = f"the line holds {len(found) or 'no'} services (SV1); each line has one"
    raise InputError(message)


def _units(service: Segment) -> int:
    basis = service.get(3)
    if basis == _MINUTES:
        message = (
            "the line counts minutes (MJ), so its units cannot be told; "
            "have it billed in units (UN), which therapy lines must give"
        )
        raise InputError(message)
    if basis != _UNITS:
        message = "SV103 does not say that units (UN) are counted; export the line with UN"
        raise InputError(message)
    return values.units(service.get(4), "SV104")


def _pointed(service: Segment, diagnoses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the diagnoses the line points to; a pointer to none of the claim's gives none."""
    pointers = [p for p in service.parts(7) if p.isascii() and p.isdigit()]
    return tuple(diagnoses[int(p) - 1] for p in pointers if 1 <= int(p) <= len(diagnoses))
