"""Find session times: clocks, totals and durations; what is not a session time is left out."""

from collections.abc import Iterable, Sequence
from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import CodeMention, Time
from auditor.nlp import clauses, codes, comparisons, tables
from auditor.nlp.clocks import find_clocks
from auditor.nlp.durations import find_durations
from auditor.nlp.fold import lowered
from auditor.nlp.named_minutes import find_named_minutes
from auditor.nlp.time_codes import with_codes
from auditor.nlp.totals import as_total, find_sums, find_totals, is_explicit
from auditor.nlp.typed import component, folded_text, keep, kept, mark

KEY = "time"


def find_times(
    folded: str, mentions: Sequence[CodeMention], parts: Sequence[clauses.Clause]
) -> tuple[Time, ...]:
    """Find every session time of a note, in order of place.

    Args:
        folded: The note's folded text.
        mentions: Its procedure codes.
        parts: Its clauses; durations in goals, plans, history and home work are no session times.
    """
    low = lowered(folded)
    found = list(find_clocks(low))
    totals = (
        t
        for t in find_totals(low)
        if is_explicit(low, t) or not clauses.is_aim_or_past(parts, t.span.start)
    )
    _add(found, totals)
    _add(found, tables.minutes(folded, mentions))
    elsewhere = comparisons.other_days(low)
    durations = chain(find_named_minutes(low, mentions), find_durations(low, mentions, parts))
    _add(found, (t for t in durations if not any(t.span.overlaps(c) for c in elsewhere)))
    _add(found, find_sums(low, found))
    ordered = sorted(found, key=lambda t: (t.span, t.kind.value))
    coded = with_codes(low, ordered, mentions)
    return tuple(as_total(low, t, coded) for t in coded)


def _add(found: list[Time], more: Iterable[Time]) -> None:
    """Add the times whose place no earlier one has taken."""
    for time in more:
        if not any(time.span.overlaps(t.span) for t in found):
            found.append(time)


class TimeFinder:
    """Keep every session time; needs codes and clauses."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` in place and return it."""
        found = find_times(folded_text(doc), kept(doc, codes.KEY), kept(doc, clauses.KEY))
        keep(doc, KEY, found)
        mark(doc, KEY, ((t.span, t.kind.value) for t in found))
        return doc


@component("auditor_times")
def make_time_finder(nlp: Language, name: str) -> TimeFinder:  # noqa: ARG001
    """Build the component."""
    return TimeFinder()
