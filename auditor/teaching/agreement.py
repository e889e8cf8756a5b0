"""How far two annotators agree: the second's marks are counted as if they had been read."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from auditor.labelling import places
from auditor.model import (
    Activity,
    Assist,
    AssistLevel,
    Element,
    ElementStatus,
    Goal,
    Label,
    Note,
    Status,
    Time,
    TimeKind,
    Visit,
    When,
)
from auditor.teaching.counts import count
from auditor.teaching.folders import HELD, NOTES
from auditor.teaching.reading import Reading, of_counts

SECOND = "second"
"""The folder of a corpus that holds notes annotated again by somebody else."""
_ELEMENT = {"ambiguous": ElementStatus.PARTIAL}


def agreement(corpus: Path) -> Reading | None:
    """Compare the second marks of a corpus with the first; ``None`` where there are none."""
    first = {note["id"]: note for note in _notes(corpus, NOTES, HELD)}
    again = [note for note in _notes(corpus, SECOND) if note["id"] in first]
    if not again:
        return None
    counted = [count(first[note["id"]], visit_of(note)) for note in again]
    return of_counts(counted, [str(note["id"]) for note in again], ("first", "second"))


def _notes(corpus: Path, *folders: str) -> Iterator[Mapping[str, Any]]:
    for folder in folders:
        for file in sorted((corpus / folder).glob("*.jsonl")):
            for line in file.read_text(encoding="utf-8").rstrip("\n").split("\n"):
                yield json.loads(line)


def visit_of(note: Mapping[str, Any]) -> Visit:
    """Turn an annotator's marks into the facts a reader would have given."""
    text = note["text"]
    return Visit(
        note=Note(str(note["id"]), text, "annotated"),
        activities=tuple(
            Activity(span, Label(m["class"]), 1.0, Status(m["status"]))
            for span, m in places(text, note["activities"])
        ),
        times=tuple(
            Time(span, TimeKind(m["kind"]), m["minutes"], m["clock"], m["code"])
            for span, m in places(text, note["times"])
        ),
        assistance=tuple(
            Assist(span, AssistLevel(m["level"]), When(m["when"]))
            for span, m in places(text, note["assist"])
        ),
        goals=tuple(
            Goal(span, None, m["measurable"], m["functional"], m["timeframe"])
            for span, m in places(text, note["goals"])
        ),
        elements={
            name: Element(_ELEMENT.get(status) or ElementStatus(status))
            for name, status in note["elements"].items()
        },
    )
