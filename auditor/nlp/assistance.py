"""Find levels of assistance: which help, how many persons, now, before or as a goal."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import Assist, Span, When
from auditor.nlp import clauses
from auditor.nlp.assist_columns import Cell, cell_at, cells_in_time
from auditor.nlp.assist_forms import find_levels
from auditor.nlp.assist_when import when_of
from auditor.nlp.fold import lowered
from auditor.nlp.typed import component, folded_text, keep, kept, mark

KEY = "assistance"

_PERSONS = re.compile(
    r"""
    [ ]*(?:
      # x2, (+1 person), but no count of repetitions
      \(?(?:x|\+)[ ]?([1-4])(?![\d/]|[ ]?(?:reps?|sets?|min|trials?|attempts?|trips?))\)?
      (?:[ ]*(?:person|people|ppl|staff|helper)s?)?
      # of 2
      |of[ ]([1-4])\b
      # 2 person
      |([1-4])[ -]?(?:person|people)s?
    )
    """,
    re.VERBOSE,
)


def find_assistance(
    folded: str, parts: Sequence[clauses.Clause], goals: Sequence[Span] = ()
) -> tuple[Assist, ...]:
    """Find every written level of help, ranges joined into one with the heavier level.

    Args:
        folded: The note's folded text.
        parts: Its clauses, in order.
        goals: Places of goal statements, where a level is a goal.
    """
    low = lowered(folded)
    cells = cells_in_time(low)
    return tuple(
        Assist(span, level, _when(low, span, parts, cells, goals), _persons(low, span))
        for span, level in find_levels(low, folded, cells)
    )


def among_goals(
    folded: str,
    found: Sequence[Assist],
    parts: Sequence[clauses.Clause],
    goals: Sequence[Span],
) -> tuple[Assist, ...]:
    """Settle anew the moment of the levels that stand in goal statements.

    Args:
        folded: The note's folded text.
        found: Its levels, found while its goals were not known.
        parts: Its clauses, in order.
        goals: Places of its goal statements.
    """
    inside = {a.span for a in found if any(g.overlaps(a.span) for g in goals)}
    if not inside:
        return tuple(found)
    low = lowered(folded)
    cells = cells_in_time(low)
    return tuple(
        replace(a, when=_when(low, a.span, parts, cells, goals)) if a.span in inside else a
        for a in found
    )


def _when(
    low: str,
    span: Span,
    parts: Sequence[clauses.Clause],
    cells: Sequence[Cell],
    goals: Sequence[Span],
) -> When:
    """Which moment a level speaks of: its column tells, or else the words around it."""
    cell = cell_at(cells, span.start)
    return cell.when if cell else when_of(low, span, clauses.clause_at(parts, span.start), goals)


def _persons(low: str, span: Span) -> int | None:
    """How many persons helped, where the words behind a level say it."""
    match = _PERSONS.match(low, span.end)
    return next((int(g) for g in match.groups() if g), None) if match else None


class AssistanceFinder:
    """Keep every level of help; needs clauses. Which are goals is settled in ``visit.py``."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` in place and return it."""
        found = find_assistance(folded_text(doc), kept(doc, clauses.KEY))
        keep(doc, KEY, found)
        mark(doc, KEY, ((a.span, a.level.value) for a in found))
        return doc


@component("auditor_assistance")
def make_assistance_finder(nlp: Language, name: str) -> AssistanceFinder:  # noqa: ARG001
    """Build the component."""
    return AssistanceFinder()
