"""Which column of an export most likely holds what, how sure that is, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from auditor.errors import InputError
from auditor.ingest import claims, repeating
from auditor.ingest.column_shapes import Shape, shape_of
from auditor.ingest.columns import HEADINGS, SOAP, fold, fold_number
from auditor.ingest.heading_words import NOT, WORDS
from auditor.ingest.mapping import MANY
from auditor.ingest.sampled import Sample

ROLES: Mapping[str, str] = {
    "text": "note text",
    **{part: f"note text: {part}" for part in SOAP},
    "id": "id of the note",
    "patient": "patient",
    "date_of_service": "date of service",
    "clinician": "clinician",
    "claim": "codes",
    "units": "units",
    "minutes": "minutes",
    "modifiers": "modifiers",
    "payer": "payer",
    "discipline": "discipline",
    "setting": "setting",
    "section": "section of the note",
    "sequence": "number of the line or section",
    "allowed_pt": "allowed this year, PT",
    "allowed_ot": "allowed this year, OT",
    "allowed_slp": "allowed this year, SLP",
    "allowed_pt_slp": "allowed this year, PT and SLP",
}
"""The roles a column can have, in the order they are shown, each in people's words."""


class Sure(StrEnum):
    """How sure a proposal is."""

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "a guess"


@dataclass(frozen=True, slots=True)
class Choice:
    """The columns proposed for one role."""

    columns: tuple[int, ...]
    sure: Sure
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the columns of a table most likely hold."""

    sample: Sample
    shapes: Sequence[Shape]
    choices: Mapping[str, Choice]
    left_out: Mapping[str, str]
    """Roles of which a column was found that is better not read, each with why."""
    grouped: bool
    why_rows: str


_KIND: Mapping[str, str] = {
    "text": "text",
    "date_of_service": "date",
    "claim": "code",
    "modifiers": "modifiers",
    "units": "units",
    "minutes": "minutes",
    "payer": "payer",
    "discipline": "discipline",
    "section": "section",
}
"""Roles whose values have a shape of their own."""
_BY_SHAPE = frozenset(
    {"text", "date_of_service", "claim", "modifiers", "payer", "discipline", "section"}
)
"""Those that are proposed by the shape alone."""
_ALSO = {("minutes", "units"), ("units", "minutes")}
"""Kinds that a role's values may have too: a column of minutes may hold small numbers only."""
_LENIENT = frozenset({"text", "payer", "discipline", "section"})
"""Roles of which the heading is believed whatever the values are."""
_ORDER = (
    *("date_of_service", "claim", "modifiers", "units", "minutes", "section", "sequence", "id"),
    *("patient", "clinician", "payer", "discipline", "setting"),
    *("allowed_pt", "allowed_ot", "allowed_slp", "allowed_pt_slp"),
)
_SHORT_WORDS = 6
_LEAST_SOAP = 3
_EXACT, _WORDED, _NONE = 3.0, 2.0, 0.0
_SHAPED, _LONG = 0.5, 4.0
"""A shape decides between like headings; only long texts go before any heading."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a column fits a role: by its heading, and by its values."""

    column: int
    heading: float
    shape: bool | None
    """``None`` where the values say nothing of it."""
    weight: float
    """What a fitting shape counts, beside at most ``_EXACT`` for a heading."""

    @property
    def score(self) -> float:
        """The better the higher."""
        return self.heading + (self.weight if self.shape else 0.0)


def propose(sample: Sample) -> Proposal:
    """Propose what each column holds.

    Args:
        sample: The beginning of the table.
    """
    shapes = [shape_of(sample.values(column)) for column in range(len(sample.headings))]
    choices = _of_text(sample, shapes)
    for role in _ORDER:
        taken = {column for choice in choices.values() for column in choice.columns}
        fits = [fit for fit in _fits(role, sample, shapes) if fit.column not in taken]
        if choice := _chosen(role, fits, shapes):
            choices[role] = choice
    left_out = {}
    if why := _why_no_claim(sample, choices):
        heading = sample.headings[choices.pop("claim").columns[0]].strip()
        left_out["claim"] = f"{heading} {why}"
    places = {role: choice.columns[0] for role, choice in choices.items()}
    grouped, why_rows = repeating.grouped(sample, places)
    return Proposal(sample, shapes, choices, left_out, grouped, why_rows)


def without(proposal: Proposal, role: str, why: str) -> Proposal:
    """Return a proposal that leaves the column of a role out."""
    kept = {r: choice for r, choice in proposal.choices.items() if r != role}
    return replace(proposal, choices=kept, left_out={**proposal.left_out, role: why})


def _why_no_claim(sample: Sample, choices: Mapping[str, Choice]) -> str | None:
    """Say why codes cannot be read; a note whose claim cannot be read would be refused."""
    if "claim" not in choices or "units" in choices:
        return None
    values = sample.values(choices["claim"].columns[0])
    if values and not sum(map(_has_units, values)):
        return "holds codes without units, and no column gives these; without both no claim is read"
    return None


def _has_units(written: str) -> bool:
    try:
        return bool(claims.from_words(written))
    except InputError:
        return written.startswith("[")


def _of_text(sample: Sample, shapes: Sequence[Shape]) -> dict[str, Choice]:
    """Find the column of the notes, or those of their parts where these hold more."""
    parts: dict[str, Choice] = {}
    for part in SOAP:
        taken = {column for choice in parts.values() for column in choice.columns}
        fits = [f for f in _fits(part, sample, shapes) if f.column not in taken]
        if fits and (best := max(fits, key=lambda f: f.score)).heading:
            parts[part] = _choice(part, [best], shapes)
    whole = _chosen("text", _fits("text", sample, shapes), shapes)
    if len(parts) < _LEAST_SOAP:
        return {} if whole is None else {"text": whole}
    columns = {choice.columns[0] for choice in parts.values()}
    of_parts = sum(shapes[column].words for column in columns)
    if whole and whole.columns[0] not in columns and shapes[whole.columns[0]].words >= of_parts / 2:
        return {"text": whole}
    return parts


def _fits(role: str, sample: Sample, shapes: Sequence[Shape]) -> list[_Fit]:
    found = []
    for column, heading in enumerate(sample.headings):
        named, fitting = _by_heading(role, heading), _by_shape(role, shapes[column])
        denied = fitting is False and not (role in _LENIENT and named)
        alone = fitting and role in _BY_SHAPE and not _denied(role, heading)
        if not denied and (named or alone):
            found.append(_Fit(column, named, fitting, _LONG if role == "text" else _SHAPED))
    return found


def _by_heading(role: str, heading: str) -> float:
    name = fold_number(heading)
    for known in (name, fold(heading) if role != "text" else name):
        if known in HEADINGS[role]:
            return _EXACT - 0.01 * HEADINGS[role].index(known)
    if _denied(role, heading):
        return _NONE
    words = set(name.split("_"))
    for rank, wanted in enumerate(WORDS.get(role, ())):
        if wanted <= words:
            return _WORDED - 0.01 * rank
    return _NONE


def _denied(role: str, heading: str) -> bool:
    return bool(set(fold_number(heading).split("_")) & NOT.get(role, frozenset()))


def _by_shape(role: str, shape: Shape) -> bool | None:
    if not shape.filled:
        return None
    if role not in _KIND:
        return None if shape.words < _SHORT_WORDS or role in SOAP else False
    return shape.kind == _KIND[role] or (role, shape.kind) in _ALSO


def _chosen(role: str, fits: Sequence[_Fit], shapes: Sequence[Shape]) -> Choice | None:
    if not fits:
        return None
    if role in MANY:
        named = [fit for fit in fits if fit.heading] or list(fits)
        return _choice(role, named, shapes)
    most = max(fits, key=lambda f: (f.score, shapes[f.column].words if role == "text" else 0))
    rivals = [f for f in fits if f.column != most.column and f.score >= most.score]
    return _choice(role, [most], shapes, rivals=rivals)


def _choice(
    role: str,
    fits: Sequence[_Fit],
    shapes: Sequence[Shape],
    rivals: Sequence[_Fit] = (),
) -> Choice:
    first = fits[0]
    said = shapes[first.column].said
    why = f"its heading; {said}" if first.heading else f"{said}; not by its heading"
    return Choice(tuple(fit.column for fit in fits), _sure(role, first, shapes, rivals), why)


def _sure(role: str, fit: _Fit, shapes: Sequence[Shape], rivals: Sequence[_Fit]) -> Sure:
    if fit.heading > _WORDED:
        return Sure.SURE if fit.shape or role not in _KIND else Sure.LIKELY
    if fit.heading:
        return Sure.SURE if fit.shape and not rivals else Sure.LIKELY
    second = max((shapes[f.column].words for f in rivals), default=0.0)
    stands_out = role == "text" and shapes[fit.column].words >= 2 * second
    return Sure.LIKELY if stands_out or not rivals else Sure.GUESS
