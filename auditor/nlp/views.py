"""Show clauses and sentences to a classifier: their words, place and neighbours."""

from collections.abc import Sequence

from spacy.tokens import Doc

from auditor.model import ClauseView, Span
from auditor.nlp import activities, clauses, codes, vocab
from auditor.nlp.clauses import Clause
from auditor.nlp.fold import fold
from auditor.nlp.scope import CodeScope
from auditor.nlp.typed import kept


def cues_of(doc: Doc) -> list[tuple[Span, str]]:
    """Give each known activity phrase with what it suggests on its own."""
    cue_of = {entry.id: entry.cue for entry in vocab.activities()}
    return [(Span(s.start_char, s.end_char), cue_of[s.label_]) for s in doc.spans[activities.KEY]]


def clause_views(doc: Doc) -> list[tuple[Clause, ClauseView]]:
    """Give every clause with what a classifier may see of it."""
    folded = fold(doc.text)
    parts: Sequence[Clause] = kept(doc, clauses.KEY)
    scope = CodeScope(folded, kept(doc, codes.KEY), parts)
    known = cues_of(doc)
    views: list[tuple[Clause, ClauseView]] = []
    for i, clause in enumerate(parts):
        before = parts[i - 1].span.of(folded) if i else ""
        after = parts[i + 1].span.of(folded) if i + 1 < len(parts) else ""
        view = ClauseView(
            text=clause.span.of(folded),
            section=clause.section,
            code=scope.of(clause),
            before=before,
            after=after,
            known=tuple(sorted({cue for span, cue in known if clause.span.overlaps(span)})),
        )
        views.append((clause, view))
    return views


def sentence_views(doc: Doc) -> list[tuple[Span, ClauseView]]:
    """Give every sentence with what a classifier may see of it."""
    folded = fold(doc.text)
    parts: Sequence[Clause] = kept(doc, clauses.KEY)
    section_of: dict[Span, str] = {}
    for clause in parts:
        section_of.setdefault(clause.sentence, clause.section)
    sentences = sorted(section_of)
    known = cues_of(doc)
    views: list[tuple[Span, ClauseView]] = []
    for i, sentence in enumerate(sentences):
        view = ClauseView(
            text=sentence.of(folded),
            section=section_of[sentence],
            before=sentences[i - 1].of(folded) if i else "",
            after=sentences[i + 1].of(folded) if i + 1 < len(sentences) else "",
            known=tuple(sorted({cue for span, cue in known if sentence.overlaps(span)})),
        )
        views.append((sentence, view))
    return views
