"""Find session times: clocks, totals and durations; what is not a session time is left out."""

from collections.abc import Iterable, Sequence
from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import CodeMention, Time
from auditor.nlp import clauses, codes, comparisons, tables
from auditor.nlp.added_minutes import find_added
from auditor.nlp.clocks import find_clocks
from auditor.nlp.durations import find_durations
from auditor.nlp.fold import lowered
from auditor.nlp.hour_minutes import find_hours
from auditor.nlp.named_minutes import find_counted_minutes, find_named_minutes
from auditor.nlp.taken import Taken
from auditor.nlp.time_codes import with_codes
from auditor.nlp.totals import find_sums, find_totals, is_explicit, with_totals
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
    taken = Taken(t.span for t in found)
    _add(found, taken, list(find_hours(low, found, mentions)))
    _add(found, taken, find_counted_minutes(low, mentions))
    totals = (
        t
        for t in find_totals(low)
        if is_explicit(low, t) or not clauses.is_aim_or_past(parts, t.span.start)
    )
    _add(found, taken, totals)
    rows = tables.rows(low)
    _add(found, taken, tables.minutes(low, rows, mentions))
    elsewhere = Taken(comparisons.other_days(low, rows))
    durations = chain(find_named_minutes(low, mentions), find_durations(low, mentions, parts))
    _add(found, taken, (t for t in durations if not elsewhere.overlaps(t.span)))
    _add(found, taken, find_sums(low, found))
    _add(found, taken, [t for t in find_added(low, found) if not elsewhere.overlaps(t.span)])
    ordered = sorted(found, key=lambda t: (t.span, t.kind.value))
    return with_totals(low, with_codes(low, ordered, mentions))


def _add(found: list[Time], taken: Taken, more: Iterable[Time]) -> None:
    """Add the times whose place no earlier one has taken."""
    for time in more:
        if not taken.overlaps(time.span):
            found.append(time)
            taken.add(time.span)


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
