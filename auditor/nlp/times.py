"""Find session times: clocks, totals and durations; what is not a session time is left out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import CodeMention, Time, TimeKind
from auditor.nlp import clauses, codes, tables
from auditor.nlp.clocks import find_clocks
from auditor.nlp.durations import find_durations
from auditor.nlp.fold import lowered
from auditor.nlp.lines import line_around
from auditor.nlp.totals import as_total, find_totals
from auditor.nlp.typed import component, folded_text, keep, kept, mark

KEY = "time"

# What may stand between a code and a time tied to it: marks, and one range of clocks.
_BETWEEN = re.compile(
    r"""
    [\s,:(|-]*(?:[\d:.h]+[ ]?[ap]?m?[ ]?(?:-|to)[ ]?[\d:.h]+[ ]?[ap]?m?)?[\s,:(|-]*
    """,
    re.VERBOSE,
)


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
    totals = (t for t in find_totals(low) if not clauses.is_aim_or_past(parts, t.span.start))
    _add(found, totals)
    _add(found, tables.minutes(folded, mentions))
    _add(found, find_durations(low, mentions, parts))
    ordered = sorted(found, key=lambda t: (t.span, t.kind.value))
    coded = [_with_code(low, t, mentions) for t in ordered]
    return tuple(as_total(low, t, coded) for t in coded)


def _add(found: list[Time], more: Iterable[Time]) -> None:
    """Add the times whose place no earlier one has taken."""
    for time in more:
        if not any(time.span.overlaps(t.span) for t in found):
            found.append(time)


def _with_code(low: str, time: Time, mentions: Sequence[CodeMention]) -> Time:
    """Tie a clock range, or the minutes right behind one, to the code beside it on its line."""
    if time.code is not None or time.kind in (TimeKind.TOTAL_TIMED, TimeKind.TOTAL_TREATMENT):
        return time
    line = line_around(low, time.span)
    for mention in mentions:
        between = low[mention.span.end : time.span.start] or low[time.span.end : mention.span.start]
        if line.contains(mention.span) and _BETWEEN.fullmatch(between):
            return replace(time, code=mention.code)
    return time


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
