"""Measure reading whole: annotated notes of authors no model learnt from, mark against finding."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from auditor import engine
from auditor.classify.figures import Figure, Floats, Sample, sample
from auditor.classify.keywords import Keywords
from auditor.classify.tables import grid, ranged
from auditor.engine import Settings
from auditor.errors import InputError
from auditor.ingest.claims import from_json
from auditor.model import ClauseClassifier, Note, Visit
from auditor.teaching.counts import BOTH, MARKED, READ, Counts, count

Reader = Callable[[Note], Visit]
Compare = Callable[[Mapping[str, Any], Visit], Counts]
"""Counts in one annotated note what was marked, read and both."""
_MACRO = "missing elements, by element"


@dataclass(frozen=True, slots=True)
class Found:
    """How well one thing was read: counts over all notes, and shares with their intervals."""

    marked: int
    read: int
    both: int
    precision: Figure
    recall: Figure
    f1: Figure


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of annotated notes."""

    notes: int
    authors: tuple[str, ...]
    found: Mapping[str, Found]
    """By thing: ``activity``, ``activity:functional``, ``time``, ``element:goal`` ..."""
    shares: Mapping[str, Figure]
    """By question: ``class``, ``time.code``, ``vague read as work`` ..."""
    confusion: Mapping[str, Mapping[str, int]]
    """Marked kind to kind read to count, of the activities found."""

    def value(self, name: str) -> float:
        """The plain value of a figure: F1 of a thing, or a share; 0 where nothing was counted."""
        figure = self.found[name].f1 if name in self.found else self.shares[name]
        return figure.value or 0.0


def measure(files: Sequence[Path], reader: Reader, compare: Compare = count) -> Reading:
    """Read every note of some files, and compare.

    Args:
        files: Annotated notes, one author a file.
        reader: What is measured.
        compare: What is counted; by default everything.

    Raises:
        InputError: There is no note, or a line is no annotated note.
    """
    counted: list[Counts] = []
    ids: list[str] = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            try:
                note: Mapping[str, Any] = json.loads(line)
                visit = reader(_note(note))
                counted.append(compare(note, visit))
            except (ValueError, KeyError, TypeError) as error:
                message = f"{file}:{number}: not an annotated note ({type(error).__name__})"
                raise InputError(message) from None
            ids.append(f"{file.stem}:{note['id']}")
    if not counted:
        message = "no annotated notes to read"
        raise InputError(message)
    return of_counts(counted, ids, tuple(file.stem for file in files))


def _note(note: Mapping[str, Any]) -> Note:
    return Note(str(note["id"]), note["text"], "annotated", claim=from_json(note["claim"]))


def shipped(settings: Settings | None = None) -> Reader:
    """The reader of the program itself."""
    return lambda note: engine.read_visit(note, settings)


def keyword_reader() -> Reader:
    """The same reader with the list of known phrases in the place of all that is learnt."""
    return _with(Keywords())


def _with(classifier: ClauseClassifier) -> Reader:
    return lambda note: engine.read_visit(note, classifier=classifier)


def of_counts(counted: Sequence[Counts], ids: Sequence[str], authors: tuple[str, ...]) -> Reading:
    """Work out all figures from what was counted in each note, shape ``(n_notes,)``."""
    drawn = sample(ids)
    total: Counts = sum(counted, Counter())
    asked = sorted({question for question, _ in total})
    things = [q for q in asked if q.startswith(("activity", "element:"))]
    things += ["time", "assistance", "goal", "missing elements"]
    found = {
        thing: _found(drawn, counted, thing)
        for thing in dict.fromkeys(things)
        if any((thing, part) in total for part in (MARKED, READ))
    }
    elements = [t for t in found if t.startswith("element:") and found[t].marked]
    shares = {
        question: drawn.share(_column(counted, question, BOTH), _column(counted, question, MARKED))
        for question in asked
        if question not in found and (question, MARKED) in total
    }
    if elements:
        shares[_MACRO] = _macro(drawn, counted, elements)
    confusion: dict[str, dict[str, int]] = {}
    for question, part in sorted(total):
        truth, apart, answer = question.partition(" read as ")
        if apart and part == BOTH and (question, MARKED) not in total:
            confusion.setdefault(truth, {})[answer] = total[question, part]
    return Reading(len(ids), authors, found, dict(sorted(shares.items())), confusion)


def _column(counted: Sequence[Counts], question: str, part: str) -> np.ndarray:
    return np.array([c[question, part] for c in counted], dtype=np.float64)


def _found(drawn: Sample, counted: Sequence[Counts], thing: str) -> Found:
    marked, read, both = (_column(counted, thing, part) for part in (MARKED, READ, BOTH))
    return Found(
        marked=int(marked.sum()),
        read=int(read.sum()),
        both=int(both.sum()),
        precision=drawn.share(both, read),
        recall=drawn.share(both, marked),
        f1=drawn.share(2 * both, marked + read),
    )


def _macro(drawn: Sample, counted: Sequence[Counts], elements: Sequence[str]) -> Figure:
    """The plain average over elements of F1 of calling them missing."""
    columns = [2 * _column(counted, e, BOTH) for e in elements]
    columns += [_column(counted, e, MARKED) + _column(counted, e, READ) for e in elements]
    kinds = len(elements)

    def average(sums: Floats) -> Floats:
        each = sums[:, :kinds] / sums[:, kinds:]
        known = ~np.isnan(each)
        return np.asarray(np.where(known, each, 0.0).sum(axis=1) / known.sum(axis=1))

    return drawn.figure(columns, average)


def text(readings: Mapping[str, Reading]) -> str:
    """The readings of the same notes side by side, as plain tables."""
    first = next(iter(readings.values()))
    lines = [
        f"{first.notes} synthetic notes ({', '.join(first.authors)})",
        "F1, in brackets the 95 % interval from drawing notes again",
        "",
        *grid(
            ("found", "marked", *readings),
            [
                (thing, str(f.marked), *(_ranged(r.found.get(thing)) for r in readings.values()))
                for thing, f in first.found.items()
            ],
        ),
        "",
        *grid(
            ("share", *readings),
            [
                (
                    question,
                    *(ranged(r.shares.get(question, Figure(None))) for r in readings.values()),
                )
                for question in first.shares
            ],
        ),
        "",
        "Kinds of the activities found: marked down, read across",
        *_confusion(first),
    ]
    return "\n".join(lines) + "\n"


def _ranged(found: Found | None) -> str:
    return ranged(found.f1) if found else "-"


def _confusion(reading: Reading) -> list[str]:
    kinds = sorted({*reading.confusion, *(a for row in reading.confusion.values() for a in row)})
    rows = [
        (kind, *(str(reading.confusion[kind].get(answer, 0)) for answer in kinds))
        for kind in kinds
        if kind in reading.confusion
    ]
    return grid(("", *(kind[:4] for kind in kinds)), rows)


def as_json(readings: Mapping[str, Reading]) -> dict[str, Any]:
    """The same as plain values."""
    return {name: asdict(reading) for name, reading in readings.items()}
