"""Show clauses and sentences to a classifier: their words, place and neighbours."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from auditor.model import ClauseView, Span
from auditor.nlp import activities, assistance, clauses, codes, times, vocab
from auditor.nlp.clauses import Clause
from auditor.nlp.fold import lowered
from auditor.nlp.headings import find_headings
from auditor.nlp.run_ons import parted
from auditor.nlp.scope import CodeScope
from auditor.nlp.typed import folded_text, kept


@dataclass(frozen=True, slots=True)
class Known:
    """A phrase the vocabulary knows: its place, entry and what it suggests on its own."""

    span: Span
    entry: str
    cue: str


def known_in(doc: Doc) -> list[Known]:
    """Give each known activity phrase, in order."""
    cue_of = {entry.id: entry.cue for entry in vocab.activities()}
    return [
        Known(Span(s.start_char, s.end_char), s.label_, cue_of[s.label_])
        for s in doc.spans[activities.KEY]
    ]


def _inside(known: Sequence[Known], starts: Sequence[int], span: Span) -> list[Known]:
    """The phrases that share a character with a place; ``starts`` are those of ``known``."""
    low = max(0, bisect_left(starts, span.start) - 1)
    high = bisect_left(starts, span.end)
    return [k for k in known[low:high] if k.span.overlaps(span)]


_THERAPY_WORDS = re.compile(
    r"\b(?:therap(?:y|ist|ies)|pta?|dpt|otr|ot|cota|hep|plof|rehab\w*"
    r"|ther ?(?:ex|act)|stgs?|ltgs?)\b"
)
_FEW_KNOWN = 3
_EDGE = 2
"""How many characters on either side of a clause are shown."""


def therapy_signs(doc: Doc, known: Sequence[Known]) -> int:
    """Count what tells a therapy note from another: codes, help, times, known work, the words."""
    low = lowered(folded_text(doc))
    return sum(
        (
            bool(kept(doc, codes.KEY)),
            bool(kept(doc, assistance.KEY)),
            bool(kept(doc, times.KEY)),
            len({k.entry for k in known}) >= _FEW_KNOWN,
            _THERAPY_WORDS.search(low) is not None,
        )
    )


def _cues(known: Sequence[Known]) -> tuple[str, ...]:
    return tuple(sorted({k.cue for k in known}))


def clause_views(doc: Doc) -> list[tuple[Clause, ClauseView]]:
    """Give every clause with what a classifier may see of it."""
    folded = folded_text(doc)
    parts: Sequence[Clause] = kept(doc, clauses.KEY)
    scope = CodeScope(folded, kept(doc, codes.KEY), parts)
    headings = find_headings(folded)
    known = known_in(doc)
    signs = therapy_signs(doc, known)
    starts = [k.span.start for k in known]
    found = [_inside(known, starts, clause.span) for clause in parts]
    cues = [_cues(phrases) for phrases in found]
    texts = [clause.span.of(folded) for clause in parts]
    siblings = Counter(clause.sentence for clause in parts)
    line_of = {clause.line: clause.line.of(folded) for clause in parts}
    views: list[tuple[Clause, ClauseView]] = []
    opens_sentence = opens_line = 0
    for i, clause in enumerate(parts):
        if parts[opens_sentence].sentence != clause.sentence:
            opens_sentence = i
        if parts[opens_line].line != clause.line:
            opens_line = i
        start, end = clause.span.start, clause.span.end
        view = ClauseView(
            text=texts[i],
            section=clause.section,
            code=scope.of(clause),
            before=_at(texts, i - 1),
            after=_at(texts, i + 1),
            second_before=_at(texts, i - 2),
            second_after=_at(texts, i + 2),
            opening=texts[opens_sentence] if opens_sentence < i else "",
            line_opening=texts[opens_line] if opens_line < min(i, opens_sentence) else "",
            heading=headings.above(start),
            line=line_of[clause.line],
            note=folded,
            edges=(_left(folded, start), _right(folded, end)),
            place_in_line=i - opens_line,
            known=cues[i],
            entries=tuple(sorted({k.entry for k in found[i]})),
            known_before=cues[i - 1] if i else (),
            known_after=cues[i + 1] if i + 1 < len(parts) else (),
            first=start == clause.sentence.start,
            siblings=siblings[clause.sentence],
            tenth=10 * start // max(1, len(folded)),
            therapy_signs=signs,
        )
        views.append((clause, view))
    return views


def _left(folded: str, offset: int) -> str:
    """The characters before a place; a line break counts as one, however it is written."""
    return folded[max(0, offset - 2 * _EDGE) : offset].replace(" \n", "\n")[-_EDGE:]


def _right(folded: str, offset: int) -> str:
    return folded[offset : offset + 2 * _EDGE].replace(" \n", "\n")[:_EDGE]


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if 0 <= place < len(texts) else ""


def sentence_views(doc: Doc) -> list[tuple[Span, ClauseView]]:
    """Give every sentence with what a classifier may see of it."""
    folded = folded_text(doc)
    parts: Sequence[Clause] = kept(doc, clauses.KEY)
    section_of: dict[Span, str] = {}
    for clause in parts:
        section_of.setdefault(clause.sentence, clause.section)
    for whole in sorted(section_of):
        section = section_of.pop(whole)
        section_of.update((part, section) for part in parted(folded, whole))
    sentences = sorted(section_of)
    known = known_in(doc)
    signs = therapy_signs(doc, known)
    starts = [k.span.start for k in known]
    headings = find_headings(folded)
    texts = [sentence.of(folded) for sentence in sentences]
    views: list[tuple[Span, ClauseView]] = []
    for i, sentence in enumerate(sentences):
        found = _inside(known, starts, sentence)
        view = ClauseView(
            text=texts[i],
            section=section_of[sentence],
            before=_at(texts, i - 1),
            after=_at(texts, i + 1),
            heading=headings.above(sentence.start),
            note=folded,
            edges=("", _right(folded, sentence.end)),
            known=_cues(found),
            entries=tuple(sorted({k.entry for k in found})),
            tenth=10 * sentence.start // max(1, len(folded)),
            therapy_signs=signs,
        )
        views.append((sentence, view))
    return views
