"""Which column of a table of service lines holds what, told by its heading or by a map?"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from auditor.errors import ConfigError, InputError

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": (
        *("cpt", "cpt_code", "cpt_hcpcs", "hcpcs", "hcpcs_code", "procedure_code", "proc_code"),
        *("billed_code", "service_code", "procedure", "code"),
    ),
    "units": (
        *("units", "billed_units", "units_billed", "service_units", "unit", "unit_count"),
        *("quantity", "qty", "days_or_units", "number_of_units"),
    ),
    "modifiers": ("modifiers", "modifier", "mods", "mod"),
    "date_of_service": (
        *("date_of_service", "dos", "service_date", "line_date", "visit_date", "treatment_date"),
        *("dos_from", "from_dos", "service_date_from", "service_from", "from_date", "date_from"),
        *("start_date", "from", "date"),
    ),
    "last_day": (
        *("dos_to", "to_dos", "service_date_to", "service_to", "to_date", "date_to"),
        *("through_date", "thru_date", "end_date", "to", "thru"),
    ),
    "patient": ("patient_id", "patient_number", "patient", "client_id", "client", "patient_name"),
    "account": (
        *("patient_account_number", "patient_account", "account_number", "account", "acct"),
        *("patient_control_number", "pcn", "account_no"),
    ),
    "member": ("member_id", "member_number", "subscriber_id", "insured_id", "policy_number"),
    "record": ("mrn", "medical_record_number", "medical_record", "chart_number", "chart"),
    "claim_id": ("claim_id", "claim_number", "claim_no", "claim", "claim_control_number"),
    "line_id": ("line_id", "line_number", "line_item_control_number", "line_no", "line"),
    "clinician": (
        *("rendering_npi", "rendering_provider_npi", "clinician_npi", "therapist_npi", "npi"),
        *("provider_npi", "rendering_provider", "rendering", "clinician_id", "clinician"),
        *("therapist_id", "therapist", "provider_id", "provider", "clinician_name"),
        *("therapist_name", "provider_name"),
    ),
    "payer": (
        "payer",
        "payor",
        "payer_name",
        "payor_name",
        "primary_payer",
        "insurance",
        "insurer",
    ),
    "diagnoses": (
        *("diagnoses", "diagnosis_codes", "diagnosis_code", "diagnosis", "dx", "dx_codes"),
        *("dx_code", "icd_10", "icd10", "icd_codes"),
    ),
}
"""For each role its headings, best first; case and what parts the words do not matter."""

NEEDED = ("code", "units", "date_of_service")

_NUMBERED: Mapping[str, tuple[str, ...]] = {
    "modifiers": ("modifier", "mod", "m"),
    "diagnoses": ("diagnosis", "diagnosis_code", "dx", "dx_code", "icd", "icd10", "icd_10"),
}
"""Roles that may stand in several columns, each with a number after one of these words."""
_NUMBER = re.compile(r"(?P<words>[a-z][a-z0-9_]*?)_?(?P<number>1[0-2]|[1-9])")
_CALLED = {"date_of_service": "the date of service", "code": "the procedure code"}

Roles = Mapping[str, Sequence[int]]
"""For each role found, the columns it stands in, from 0; no role without a column."""


def check_map(mapping: Mapping[str, str]) -> None:
    """Check that a map of columns names only roles there are.

    Raises:
        ConfigError: It names another; the message gives the nearest.
    """
    for role in mapping:
        if role not in HEADINGS:
            near = get_close_matches(role, HEADINGS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(HEADINGS)}"
            message = f"claim_columns: no column is called {role!r}; {hint}"
            raise ConfigError(message)


def find(headings: Sequence[str], mapping: Mapping[str, str]) -> Roles:
    """Return the columns of each role, by the map where it names one, else by the headings.

    Args:
        headings: The row of headings.
        mapping: Role to heading; several headings of one role are parted by commas.
    """
    folded = [_fold(heading) for heading in headings]
    roles: dict[str, Sequence[int]] = {
        role: columns for role, written in mapping.items() if (columns := _mapped(folded, written))
    }
    taken = {column for columns in roles.values() for column in columns}
    free = [name if i not in taken else "" for i, name in enumerate(folded)]
    for role, names in HEADINGS.items():
        if role not in mapping and (columns := _usual(free, role, names)):
            roles[role] = columns
    return roles


def _mapped(folded: Sequence[str], written: str) -> Sequence[int]:
    if (name := _fold(written)) in folded:
        return (folded.index(name),)
    names = [_fold(part) for part in written.split(",")]
    return tuple(folded.index(name) for name in names) if set(names) <= set(folded) else ()


def _usual(folded: Sequence[str], role: str, names: Sequence[str]) -> Sequence[int]:
    single = next((folded.index(name) for name in names if name in folded), None)
    if role not in _NUMBERED:
        return () if single is None else (single,)
    numbered = {
        int(found["number"]): i
        for i, name in reversed(list(enumerate(folded)))
        if (found := _NUMBER.fullmatch(name)) and found["words"] in _NUMBERED[role]
    }
    first = () if single is None else (single,)
    return (*first, *(numbered[n] for n in sorted(numbered)))


def _fold(heading: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", heading.strip())
    return re.sub(r"[\W_]+", "_", words.casefold()).strip("_")


def missing(roles: Roles, headings: Sequence[str], mapping: Mapping[str, str]) -> InputError:
    """Return the error that a column is missing: which, what was found, how to name it.

    Cells that are no usual headings are counted, not shown: they may be a patient's.
    """
    lacking = [role for role in NEEDED if role not in roles]
    known = [h.strip() for h in headings if h.strip() and find([h], {})]
    others = sum(1 for h in headings if h.strip()) - len(known)
    found = ", ".join(known) or "none that is known"
    named = [role for role in lacking if role in mapping]
    remedy = (
        f"claim_columns names {', '.join(named)} otherwise than the file does"
        if named
        else f'name it in auditor.toml: [claim_columns] {lacking[0]} = "its heading"'
    )
    message = (
        f"has no column for {' and '.join(_CALLED.get(role, role) for role in lacking)} "
        f"(columns found: {found}; {others} more); {remedy}"
    )
    return InputError(message)
