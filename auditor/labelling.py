"""Turn annotated notes into labelled clauses and sentences to learn from."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auditor.errors import InputError
from auditor.model import ClauseView, Span, StatusView
from auditor.nlp.fold import fold
from auditor.nlp.pipeline import reader
from auditor.nlp.status_views import status_view
from auditor.nlp.views import clause_views, sentence_views

NONE = "none"
GOAL = "goal"
STATED = (
    "purpose",
    "deficit",
    "skilled",
    "response",
    "progress",
    "necessity",
    "plan",
    "one_on_one",
    GOAL,
)
"""What sentences are learnt to state; weak wordings are learnt as ``<kind>~``."""
_MOST_OVERLAP = 0.5
_BANK_SIGNS = 4
"""Signs of a therapy note that a snippet is taken to come with."""


@dataclass(frozen=True, slots=True)
class LabelledClause:
    """A clause with the kind of work it names, and whose note it is from."""

    author: str
    note_id: str
    view: ClauseView
    label: str


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence with everything it states."""

    author: str
    note_id: str
    view: ClauseView
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class LabelledStatus:
    """A named activity with what became of it."""

    author: str
    note_id: str
    view: StatusView
    status: str


@dataclass(frozen=True, slots=True)
class Lessons:
    """All that a corpus teaches."""

    clauses: tuple[LabelledClause, ...]
    sentences: tuple[LabelledSentence, ...]
    statuses: tuple[LabelledStatus, ...]
    notes: int


def places(
    text: str, marks: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Span, Mapping[str, Any]]]:
    """Give each mark's place; a quote marked several times takes successive places."""
    last: dict[str, int] = {}
    for mark in marks:
        quote = mark["quote"]
        at = mark.get("start", text.find(quote, last.get(quote, -1) + 1))
        if at < 0:
            at = last.get(quote, -1)
        if at >= 0:
            last[quote] = at
            yield Span(at, at + len(quote)), mark


def read_corpus(folder: Path) -> Lessons:
    """Read every ``notes/*.jsonl`` and ``clauses/*.jsonl`` of a corpus folder, in order of name.

    Notes teach clauses, sentences and statuses; the clause bank teaches clauses and statuses only.

    Raises:
        InputError: There is no such folder, or a line is no annotated note.
    """
    files = sorted((folder / "notes").glob("*.jsonl"))
    if not files:
        message = f"{folder}: no annotated notes (notes/*.jsonl) to learn from"
        raise InputError(message)
    clauses: list[LabelledClause] = []
    sentences: list[LabelledSentence] = []
    statuses: list[LabelledStatus] = []
    count = 0
    banks = sorted((folder / "clauses").glob("*.jsonl"))
    for file in [*files, *banks]:
        for number, line in enumerate(file.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            try:
                note = json.loads(line)
                learnt = (
                    label_snippet(note, file.stem) if file in banks else label_note(note, file.stem)
                )
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                message = f"{file}:{number}: not an annotated note ({type(error).__name__})"
                raise InputError(message) from None
            clauses += learnt.clauses
            sentences += learnt.sentences
            statuses += learnt.statuses
            count += learnt.notes
    return Lessons(tuple(clauses), tuple(sentences), tuple(statuses), count)


def label_snippet(snippet: Mapping[str, Any], author: str) -> Lessons:
    """Label a snippet of the clause bank, whose place in a note says nothing: it has none."""
    learnt = label_note({"statements": (), "goals": (), **snippet}, author)
    return Lessons(
        clauses=tuple(
            replace(c, view=replace(c.view, tenth=-1, therapy_signs=_BANK_SIGNS))
            for c in learnt.clauses
        ),
        sentences=(),
        statuses=tuple(replace(s, view=replace(s.view, tenth=-1)) for s in learnt.statuses),
        notes=0,
    )


def label_note(note: Mapping[str, Any], author: str) -> Lessons:
    """Read one annotated note and label its clauses and sentences from the marks."""
    text = note["text"]
    doc = reader()(text)
    marks = list(places(text, note["activities"]))
    pieces = clause_views(doc)
    owner = {i: _home(span, [c.span for c, _ in pieces]) for i, (span, _) in enumerate(marks)}
    clauses: list[LabelledClause] = []
    for number, (clause, view) in enumerate(pieces):
        mine = [i for i, home in owner.items() if home == number]
        label = NONE
        if mine:
            best = max(mine, key=lambda i: (_shared(marks[i][0], clause.span), -i))
            label = str(marks[best][1]["class"])
        elif any(_covers(span, clause.span) for span, _ in marks):
            continue
        clauses.append(LabelledClause(author, str(note["id"]), view, label))
    stated = [
        (span, str(m["kind"]) + ("~" if m["weak"] else ""))
        for span, m in places(text, note["statements"])
    ]
    stated += [(span, GOAL) for span, _ in places(text, note["goals"])]
    sentences = tuple(
        LabelledSentence(
            author,
            str(note["id"]),
            view,
            frozenset(kind for span, kind in stated if span.overlaps(sentence)),
        )
        for sentence, view in sentence_views(doc)
    )
    folded = fold(text)
    statuses = tuple(
        LabelledStatus(
            author,
            str(note["id"]),
            status_view(
                folded, pieces[owner[i]][0], str(mark["class"]), pieces[owner[i]][1].heading
            ),
            str(mark["status"]),
        )
        for i, (_, mark) in enumerate(marks)
        if owner[i] >= 0
    )
    return Lessons(tuple(clauses), sentences, statuses, 1)


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _home(mark: Span, clauses: Sequence[Span]) -> int:
    """The clause a mark belongs to: the one that shares most of it, the first of equals."""
    shares = [_shared(mark, c) for c in clauses]
    most = max(shares, default=0)
    return shares.index(most) if most else -1


def _covers(mark: Span, clause: Span) -> bool:
    return _shared(mark, clause) >= _MOST_OVERLAP * (clause.end - clause.start)
