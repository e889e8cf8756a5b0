"""Find levels of assistance: which help, how many persons, now, before or as a goal."""

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import Assist, Span
from auditor.nlp import clauses
from auditor.nlp.assist_columns import cell_at, cells_in_time
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
    found: list[Assist] = []
    cells = cells_in_time(low)
    for span, level in find_levels(low, folded, cells):
        clause = clauses.clause_at(parts, span.start)
        cell = cell_at(cells, span.start)
        when = cell.when if cell else when_of(low, span, clause, goals)
        found.append(Assist(span, level, when, _persons(low, span)))
    return tuple(found)


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
