"""What was billed for a note, by the charges (FT1) in its own message?"""

from collections.abc import Mapping, Sequence

from auditor.errors import InputError
from auditor.ingest import claims
from auditor.ingest.hl7.segments import Segment
from auditor.ingest.hl7.values import day_of

_CHARGE = "CG"
_WHOLE = ".0"
_PROCEDURE_SYSTEMS = frozenset({"C4", "CPT", "CPT4", "CPT-4", "C5", "HCPCS", "HPC"})
"""Names of the code systems (HL7 table 0396, and as written) of procedures."""

NOT_READ = (
    "its charges (FT1) are not read, since one of them is no plain charge with a procedure code "
    "(FT1-25) and whole units; the note is read without a claim"
)


def charges_of(segments: Sequence[Segment]) -> list[Mapping[str, object]] | None:
    """Return the lines as ``claims.from_json`` takes them; ``None`` where they cannot be told.

    A part of what was billed would show units wrong that are right: one line that is a credit, or
    has no whole units, leaves all of them out. Amounts are not looked at.
    """
    every = [s for s in segments if s.name == "FT1"]
    charges = [s for s in every if _code(s)]
    if not charges and any(s.part(7) for s in every):
        return None
    if any(charge.part(6).upper() not in {"", _CHARGE} for charge in charges):
        return None
    lines = [_line(charge) for charge in charges]
    try:
        claims.from_json(lines)
    except InputError:
        return None
    return lines


def _code(charge: Segment) -> str:
    """Return the procedure code: of its own field, else the transaction's where that is one."""
    is_procedure = charge.part(7, 3).upper() in _PROCEDURE_SYSTEMS
    return charge.part(25) or (charge.part(7) if is_procedure else "")


def _line(charge: Segment) -> Mapping[str, object]:
    units = charge.part(10).removesuffix(_WHOLE)
    said = {
        "code": _code(charge),
        "units": int(units) if units.isascii() and units.isdigit() else None,
        "modifiers": [repeat[0] for repeat in charge.components(26) if repeat[0]],
        "date_of_service": day_of(charge.part(4)),
        "clinician": charge.part(20) or None,
        "diagnoses": [repeat[0] for repeat in charge.components(19) if repeat[0]] or None,
    }
    return {key: value for key, value in said.items() if value is not None}
