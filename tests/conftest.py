"""What every test may use: the reading pipeline, and notes and visits made from a text."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from auditor import engine
from auditor.ingest import read_claim, read_sources
from auditor.model import Note, Status, Verdict
from auditor.nlp.pipeline import reader
from auditor.nlp.typed import kept

CORPUS = Path(__file__).parents[1] / "corpus" / "notes"

# The same examples on every run; `--hypothesis-profile=search` looks for new ones.
settings.register_profile("fixed", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("fixed")


def pytest_addoption(parser):
    parser.addoption(
        "--golden-write",
        action="store_true",
        help="write the golden records anew instead of comparing with them; review the diff",
    )


def make_note(text, *, claim="", **known):
    """Make a note of a text, a claim as on the command line or as lines, and what else is known."""
    lines = read_claim(claim) if isinstance(claim, str) else claim
    note = Note(note_id="example", text=text, source="example.txt", claim=lines)
    return replace(note, **known)


@pytest.fixture(scope="session")
def note_of():
    return make_note


@pytest.fixture(scope="session")
def visit_of():
    """A note read as the engine reads it: with elements, demands and units."""

    def read(text, **known):
        return engine.read_visit(make_note(text, **known))

    return read


@pytest.fixture(scope="session")
def nlp():
    return reader()


class ByWords:
    """A classifier that knows a few words and is sure of itself, whatever was trained."""

    fingerprint = "by-words"
    kinds = {  # noqa: RUF012 - never changed
        "transfer": "functional",
        "floor recovery": "functional",
        "stairs": "functional",
        "laq": "exercise",
        "bike": "exercise",
        "clamshells": "exercise",
        "wall sits": "exercise",
        "stm": "manual",
    }

    def activities(self, clauses):
        return [self._verdict(view.text.lower()) for view in clauses]

    def _verdict(self, words):
        known = ((word, kind) for word, kind in self.kinds.items() if word in words)
        word, kind = next(known, (None, "none"))
        return Verdict(kind, 0.9, (word,) if word else ())

    def statements(self, clauses):
        return [{} for _ in clauses]

    def statuses(self, views):
        return [Status(view.hint) for view in views]


@pytest.fixture(scope="session")
def by_words():
    return ByWords()


@pytest.fixture(scope="session")
def found_in(nlp):
    """The facts that one component of the pipeline keeps of a text: ``found_in(text, "time")``."""

    def find(text, key):
        return kept(nlp(text), key)

    return find


@pytest.fixture(scope="session")
def known_in(nlp):
    """The phrases of a text that the vocabulary knows, each with its entry and where it starts."""

    def find(text):
        doc = nlp(text)
        return [(s.text, s.label_, s.start_char) for s in doc.spans["known_activity"]]

    return find


@pytest.fixture(scope="session")
def corpus_records():
    """The audit of every note of the corpus, by the note's id: read once for all tests."""
    notes = read_sources(sorted(CORPUS.glob("*.jsonl")))
    return {note.note_id: engine.audit(note) for note in notes}
