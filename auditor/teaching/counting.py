"""Count what a corpus holds, for its card."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.teaching.folders import bank_files, held_files, note_files

Marked = Mapping[str, Any]
_MOST_SETTINGS = 4


@dataclass(frozen=True, slots=True)
class Counts:
    """The annotated notes of a corpus by author, in order."""

    authors: Mapping[str, Sequence[Marked]]

    @property
    def notes(self) -> list[Marked]:
        """All notes, author after author."""
        return [note for notes in self.authors.values() for note in notes]

    def marks(self, table: str) -> list[Marked]:
        """All marks of one table, such as ``activities``."""
        return [mark for note in self.notes for mark in note[table]]


def count(corpus: Path) -> Counts:
    """Read the notes of a corpus, without reading what they say."""
    return Counts(
        {
            file.stem: [
                json.loads(line)
                for line in file.read_text(encoding="utf-8").split("\n")
                if line.strip()
            ]
            for file in note_files(corpus)
        }
    )


def as_markdown(counts: Counts) -> str:
    """The counts as Markdown tables."""
    words = [len(note["text"].split()) for note in counts.notes]
    opening = f"{len(counts.notes)} notes by {len(counts.authors)} authors, {sum(words):,} words"
    lines = [
        f"{opening} ({min(words)} to {max(words)} a note).",
        "",
        *_table(
            ("Author", "Notes", "PT / OT", "Settings", "Words a note", "Activities", "Statements"),
            (_author(name, notes) for name, notes in counts.authors.items()),
        ),
        "",
        *_table(("Kind of note", "Notes"), _ordered(n["kind"] for n in counts.notes)),
        "",
        *_table(
            ("Class of work", "Marks", "performed", "planned", "home", "past", "not done"),
            _classes(counts.marks("activities")),
        ),
        "",
        *_table(
            ("Statement", "plain", "weak"),
            _statements(counts.marks("statements")),
        ),
        "",
        *_table(
            ("Other marks", "Count"),
            (
                ("times", f"{len(counts.marks('times')):,}"),
                ("levels of help", f"{len(counts.marks('assist')):,}"),
                ("goals", f"{len(counts.marks('goals')):,}"),
                ("lines of claims", f"{len(counts.marks('claim')):,}"),
            ),
        ),
        "",
        *_table(
            ("Element", "present", "missing", "ambiguous", "na"),
            _elements(counts.notes),
        ),
    ]
    return "\n".join(lines)


def others(corpus: Path) -> str:
    """What is beside the notes that are learnt from: the clause bank, and what is held back."""
    held, bank = held_files(corpus), bank_files(corpus)
    rows = []
    for files, what in ((bank, "clause bank"), (held, "held back: nothing is learnt from them")):
        for file in files:
            items = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]
            marks = sum(len(item["activities"]) for item in items)
            rows.append((file.stem, what, str(len(items)), str(marks)))
    return "\n".join(_table(("File", "What it is", "Notes or snippets", "Activities"), rows))


def _author(name: str, notes: Sequence[Marked]) -> tuple[str, ...]:
    disciplines = Counter(note["discipline"] for note in notes)
    settings = [s.replace("_", " ") for s, _ in _ordered(note["setting"] for note in notes)]
    shown = ", ".join(settings[:_MOST_SETTINGS])
    if len(settings) > _MOST_SETTINGS:
        shown += f" and {len(settings) - _MOST_SETTINGS} more"
    return (
        name,
        str(len(notes)),
        f"{disciplines['PT']} / {disciplines['OT']}",
        shown,
        str(round(sum(len(note["text"].split()) for note in notes) / len(notes))),
        str(sum(len(note["activities"]) for note in notes)),
        str(sum(len(note["statements"]) for note in notes)),
    )


def _classes(marks: Sequence[Marked]) -> Iterable[tuple[str, ...]]:
    statuses = ("performed", "planned", "home", "past", "not_done")
    both = Counter((mark["class"], mark["status"]) for mark in marks)
    for name, total in _ordered(mark["class"] for mark in marks):
        yield name, total, *(str(both[name, status]) for status in statuses)


def _statements(marks: Sequence[Marked]) -> Iterable[tuple[str, ...]]:
    both = Counter((mark["kind"], mark["weak"]) for mark in marks)
    for name, _ in _ordered(mark["kind"] for mark in marks):
        yield name, str(both[name, False]), str(both[name, True])


def _elements(notes: Sequence[Marked]) -> Iterable[tuple[str, ...]]:
    for name in notes[0]["elements"]:
        standings = Counter(note["elements"][name] for note in notes)
        yield name, *(str(standings[s]) for s in ("present", "missing", "ambiguous", "na"))


def _ordered(values: Iterable[str]) -> list[tuple[str, str]]:
    """Each value with its count, the commonest first, equals by name."""
    counted = Counter(values)
    return [(v, str(n)) for v, n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [tuple(headings), tuple("---" for _ in headings), *map(tuple, rows)]
    return ["| " + " | ".join(line) + " |" for line in lines]
