"""Cuts a note's text at every border of what was found in it: marks may nest and overlap."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from auditor.report.words import NAMES, RecordJson, spaced

LABEL_CLASSES: Mapping[str, str] = {
    "functional": "functional",
    "exercise": "exercise",
    "neuro": "neuro",
    "gait": "gait",
    "selfcare": "selfcare",
    "manual": "manual",
    "vague": "vague",
    "unclear": "vague",
}
"""The background of an activity by its label; labels not here share the class ``other``."""

LEGEND: Mapping[str, str] = {
    "functional": "functional activity",
    "exercise": "exercise",
    "neuro": "neuromuscular work",
    "gait": "gait training",
    "selfcare": "self-care",
    "manual": "manual therapy",
    "other": "other activity",
    "vague": "vague or unclear activity",
    "notdone": "planned, at home, past or not done",
    "goal": "goal",
    "time": "time",
    "assist": "level of help",
    "error": "error",
    "warning": "warning",
    "info": "info",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found at a place of the text."""

    start: int
    end: int
    kind: str
    """``goal``, ``activity``, ``time``, ``assist`` or ``finding``."""
    style: str
    """The class its words are shown in."""
    tag: str
    """What is written behind its last word."""
    target: str = ""
    """The finding's place on the page, where it is one."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text within which nothing begins or ends."""

    text: str
    styles: tuple[str, ...]
    """At most one class of each kind: that of the shortest mark, or of the gravest finding."""
    ending: tuple[Mark, ...]
    """The marks whose last character is this segment's."""


def marks(record: RecordJson, findings: Sequence[Mapping[str, Any]], anchor: str) -> list[Mark]:
    """Collect what a record points at.

    Args:
        record: The audit record.
        findings: Its findings in the order the page shows them.
        anchor: The prefix of the findings' places on the page; the position from 1 follows.
    """
    found = [
        *(
            _mark(g, "goal", "goal", _words(g["term"] and f"{g['term']}-term", "goal"))
            for g in record["goals"]
        ),
        *(_activity(a) for a in record["activities"]),
        *(_mark(t, "time", "time", _time(t["kind"])) for t in record["times"]),
        *(_mark(a, "assist", "assist", _assist(a)) for a in record["assistance"]),
    ]
    for position, f in enumerate(findings, start=1):
        if f["start"] is not None:
            target = f"{anchor}{position}"
            found.append(Mark(f["start"], f["end"], "finding", f["severity"], f["rule"], target))
    return found


def segments(text: str, found: Sequence[Mark]) -> Iterator[Segment]:
    """Cut a text at every border of a mark; the segments' texts joined are the text."""
    marked = [m for m in found if m.start < m.end]
    borders = sorted({0, len(text), *(b for m in marked for b in (m.start, m.end))})
    starting: dict[int, list[Mark]] = {}
    for mark in marked:
        starting.setdefault(mark.start, []).append(mark)
    over: list[Mark] = []
    for start, end in pairwise(borders):
        over = [m for m in over if m.end > start] + starting.get(start, [])
        ending = sorted((m for m in over if m.end == end), key=lambda m: (-m.start, m.tag))
        yield Segment(text[start:end], _styles(over), tuple(ending))


def _styles(over: Sequence[Mark]) -> tuple[str, ...]:
    chosen: dict[str, Mark] = {}
    for mark in over:
        channel = "ground" if mark.kind in {"goal", "activity"} else mark.kind
        if channel not in chosen or _strength(mark) < _strength(chosen[channel]):
            chosen[channel] = mark
    return tuple(chosen[channel].style for channel in sorted(chosen))


def _strength(mark: Mark) -> tuple[int, int]:
    """Sort key: of findings the gravest, of the rest activities and then the shortest win."""
    if mark.kind == "finding":
        return NAMES.index(mark.style), mark.start
    return mark.kind == "goal", mark.end - mark.start


def _mark(quote: Mapping[str, Any], kind: str, style: str, tag: str) -> Mark:
    return Mark(quote["start"], quote["end"], kind, style, tag)


def _activity(activity: Mapping[str, Any]) -> Mark:
    status = activity["status"]
    done = status == "performed"
    style = LABEL_CLASSES.get(activity["label"], "other") + ("" if done else " notdone")
    tag = _words(activity["label"], activity["code"]) + ("" if done else f" ({spaced(status)})")
    return _mark(activity, "activity", style, tag)


def _time(kind: str) -> str:
    """Name a time, but for durations: their words say it."""
    return "" if kind == "duration" else spaced(kind)


def _assist(assist: Mapping[str, Any]) -> str:
    when = assist["when"]
    return spaced(assist["level"]) + ("" if when == "current" else f" ({when})")


def _words(*words: str | None) -> str:
    return " ".join(word for word in words if word)


def legend(found: Sequence[Mark]) -> list[tuple[str, str]]:
    """List the (style, words) that explain a note's marks, each once, in a fixed order."""
    used = {style for mark in found for style in mark.style.split()}
    return [(style, said) for style, said in LEGEND.items() if style in used]
