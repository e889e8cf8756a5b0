"""Show named activities to the classifier that says whether they were done."""

from auditor.model import StatusView
from auditor.nlp.clauses import Clause
from auditor.nlp.status import status_of

_EARLIER_CHARACTERS = 80
_OPENING = 80
_AROUND = 240
"""Characters before and after a clause, more than the words that are looked at."""


def status_view(folded: str, clause: Clause, label: str, heading: str = "") -> StatusView:
    """Show one clause that names an activity of a kind, with the words around it."""
    sentence = clause.sentence
    return StatusView(
        text=clause.span.of(folded),
        label=label,
        hint=status_of(folded, clause, label).value,
        section=clause.section,
        lead=folded[max(sentence.start, clause.span.start - _AROUND) : clause.span.start],
        tail=folded[clause.span.end : min(sentence.end, clause.span.end + _AROUND)],
        earlier=folded[max(0, sentence.start - _EARLIER_CHARACTERS) : sentence.start],
        heading=heading,
        opening=folded[sentence.start : min(clause.span.start, sentence.start + _OPENING)],
        line_opening=folded[
            clause.line.start : min(clause.span.start, clause.line.start + _OPENING)
        ],
        later=folded[sentence.end : sentence.end + _OPENING],
        line=clause.line.of(folded),
        tenth=10 * clause.span.start // max(1, len(folded)),
    )
