"""Which column of a table holds what, told by its heading."""

import re
from collections.abc import Collection, Mapping, Sequence

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "note_text", "note", "notes", "notetext", "body", "content", "narrative"),
        *("documentation", "note_body", "note_content", "note_narrative", "full_text", "free_text"),
        *("clinical_note", "progress_note", "treatment_note", "therapy_note", "daily_note"),
        *("soap_note", "visit_note", "session_note", "encounter_note", "soap", "document_text"),
    ),
    "id": (
        *("id", "note_id", "noteid", "document_id", "doc_id", "record_id", "encounter_id"),
        *("visit_id", "session_id", "note_number", "uid"),
    ),
    "date_of_service": (
        *("date_of_service", "dos", "service_date", "visit_date", "session_date"),
        *("encounter_date", "treatment_date", "note_date", "date"),
    ),
    "discipline": ("discipline", "therapy_discipline", "therapy_type", "specialty"),
    "setting": ("setting", "care_setting"),
    "payer": ("payer", "payor", "payer_name", "primary_payer", "insurance", "insurer"),
    "patient": (
        "patient",
        "patient_id",
        "patient_name",
        "mrn",
        "client",
        "client_id",
        "patient_number",
        "client_number",
    ),
    "clinician": (
        *("clinician", "clinician_id", "clinician_name", "therapist", "therapist_name"),
        *("provider", "provider_name", "rendering_provider", "author"),
    ),
    "claim": (
        *("claim", "claims", "billed", "billed_codes", "billing", "charges", "service_lines"),
        *("cpt", "cpt_code", "cpt_codes", "procedure_code", "procedure_codes", "codes", "code"),
    ),
    "units": ("units", "billed_units", "unit"),
    "minutes": ("minutes", "mins", "treatment_minutes", "service_minutes", "timed_minutes"),
    "modifiers": ("modifiers", "modifier", "mods", "mod"),
    "allowed_pt": ("allowed_pt", "pt_allowed", "allowed_to_date_pt", "ytd_allowed_pt"),
    "allowed_slp": ("allowed_slp", "slp_allowed", "allowed_to_date_slp", "ytd_allowed_slp"),
    "allowed_ot": ("allowed_ot", "ot_allowed", "allowed_to_date_ot", "ytd_allowed_ot"),
    "allowed_pt_slp": (
        *("allowed_pt_slp", "pt_slp_allowed", "allowed_to_date_pt_slp", "ytd_allowed_ptslp"),
        "ytd_allowed_pt_slp",
    ),
    "section": ("section", "section_name", "note_section", "section_title", "soap_section"),
    "sequence": (
        *("line_number", "note_line_number", "note_line", "sequence", "line_seq", "seq"),
        *("line", "line_no", "line_num", "note_line_no", "sequence_number"),
    ),
    "subjective": ("subjective", "s", "subj", "soap_subjective", "subjective_note"),
    "objective": ("objective", "o", "obj", "soap_objective", "objective_note"),
    "assessment": ("assessment", "a", "soap_assessment", "assessment_note"),
    "plan": ("plan", "p", "soap_plan", "plan_note", "plan_of_treatment"),
}
"""For each role its headings, best first; case and what parts the words do not matter."""

SOAP = ("subjective", "objective", "assessment", "plan")
"""The parts of a note that may each have a column, in the order they are put together."""
_LEAST_SOAP = 3

_NUMBERED_MODIFIER = re.compile(r"(?:modifier|mod)s?_?[1-5]")
"""Of the modifiers of a line many exports have a column each."""

Roles = Mapping[str, tuple[int, ...]]
"""In which columns, from 0, each role stands."""

_TEXT_WORDS = frozenset({"note", "notes", "text", "body", "content", "narrative", "documentation"})
_OTHER_WORDS = frozenset(
    {"id", "date", "time", "type", "status", "author", "by", "number", "no", "code", "title"}
)
_BESIDE = ("id", "date_of_service", "patient", "clinician", "claim", "payer")
_MOST_LETTERS = 40


def find(headings: Sequence[str]) -> dict[str, int]:
    """Return the column of each role found.

    Where no heading is a usual one for the text, the single heading with a word such as
    *note* or *narrative* in it is taken ("PT Daily Note (final)"), unless it is a part of the text.
    """
    roles = {
        role: column
        for role, names in HEADINGS.items()
        if (column := _column(role, names, headings)) is not None
    }
    if "text" not in roles:
        whole = holds_notes(roles)
        others = {column for role, column in roles.items() if whole or role not in SOAP}
        # A long cell is no heading but a note: "PT daily note. Sit to stand ..." names no column.
        named = [fold(heading) if len(heading) <= _MOST_LETTERS else "" for heading in headings]
        likely = [i for i, name in enumerate(named) if i not in others and _may_be_text(name)]
        if len(likely) == 1:
            roles["text"] = likely[0]
    return roles


def _column(role: str, names: Sequence[str], headings: Sequence[str]) -> int | None:
    numbered = [fold_number(heading) for heading in headings]
    plain = [fold(heading) if role != "text" else "" for heading in headings]
    for name in names:
        for folded in (numbered, plain):
            if name in folded:
                return folded.index(name)
    return None


def usual(headings: Sequence[str]) -> Roles:
    """Return the columns of each role by usual headings; of modifiers all that are numbered."""
    roles = {role: (column,) for role, column in find(headings).items()}
    named = enumerate(map(fold, headings))
    modifiers = [i for i, name in named if _NUMBERED_MODIFIER.fullmatch(name)]
    if modifiers:
        roles["modifiers"] = (*roles.get("modifiers", ()), *modifiers)
    return roles


def holds_notes(roles: Collection[str]) -> bool:
    """Say whether a table with these roles has the notes' text: in one column, or in its parts."""
    return "text" in roles or sum(part in roles for part in SOAP) >= _LEAST_SOAP


def fold(heading: str) -> str:
    """Return a heading as it is compared: case and what parts the words do not matter."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", heading.strip())
    return re.sub(r"[\W_]+", "_", words.casefold()).strip("_")


def fold_number(heading: str) -> str:
    """Return a heading as ``fold`` does, ``Note #`` as a note's number and not as a note."""
    return fold(heading.replace("#", " number "))


def _may_be_text(folded: str) -> bool:
    words = set(folded.split("_"))
    return bool(words & _TEXT_WORDS) and not words & _OTHER_WORDS


def listed(headings: Sequence[str]) -> str:
    """List the headings for a message, unless the row may be a note's instead of headings.

    A table without headings starts with a patient's words: only cells that are usual headings
    are shown, all others are counted.
    """
    known = [h.strip() for h in headings if h.strip() and find([h])]
    others = len(headings) - len(known)
    if not known:
        return f"{len(headings)}, and the first row does not look like headings"
    shown = ", ".join(cell for cell in known if _showable(cell))
    return f"{shown} and {others} more" if others else shown


def _showable(cell: str) -> bool:
    return len(cell) <= _MOST_LETTERS and cell.isprintable()


def are_plain(headings: Sequence[str]) -> bool:
    """Say whether cells are surely headings: the notes' and at least one more, by usual names."""
    folded = {fold_number(heading) for heading in headings} if len(headings) > 1 else set()
    has = {role for role in ("text", *_BESIDE) if not folded.isdisjoint(HEADINGS[role])}
    return "text" in has and len(has) > 1 and all(len(h) <= _MOST_LETTERS for h in headings)
