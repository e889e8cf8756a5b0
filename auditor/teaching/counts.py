"""Count, in one annotated note, what was marked, what was read and what of both is the same."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.labelling import places
from auditor.model import (
    Activity,
    Assist,
    ElementStatus,
    Goal,
    Label,
    Span,
    Status,
    Time,
    TimeKind,
    Visit,
)
from auditor.teaching.matching import paired

MARKED, READ, BOTH = "marked", "read", "both"
TALK = (Label.TESTING.value, Label.EDUCATION.value, Label.VAGUE.value)
"""Kinds that are marked but are no work of their own."""
_CLOCKS = (TimeKind.START.value, TimeKind.STOP.value)
_LACKING = (ElementStatus.MISSING, ElementStatus.PARTIAL)

Counts = Counter[tuple[str, str]]
"""How often, by question (``activity``, ``time.code`` ...) and by marked, read or both.

For a share, ``marked`` is what it is a share of.
"""


def count(note: Mapping[str, Any], visit: Visit) -> Counts:
    """Compare one annotated note with what was read of it."""
    counts = count_activities(note, visit)
    _times(note, visit, counts)
    _levels(note, visit, counts)
    _goals(note, visit, counts)
    _elements(note["elements"], visit, counts)
    return counts


def count_activities(note: Mapping[str, Any], visit: Visit) -> Counts:
    """Compare the activities alone: all there is to count of a reader that knows nothing else."""
    counts: Counts = Counter()
    _activities(note, visit, counts)
    return counts


def _add(counts: Counts, question: str, marked: int, read: int, both: int) -> None:
    counts[question, MARKED] += marked
    counts[question, READ] += read
    counts[question, BOTH] += both


def _share(counts: Counts, question: str, *, right: bool) -> None:
    counts[question, MARKED] += 1
    counts[question, BOTH] += right


def _marks(note: Mapping[str, Any], kind: str) -> list[tuple[Span, Mapping[str, Any]]]:
    return list(places(note["text"], note[kind]))


def _is_work(kind: str) -> bool:
    return kind not in TALK and kind != Label.UNCLEAR.value


def _activities(note: Mapping[str, Any], visit: Visit, counts: Counts) -> None:
    """Performed work counts; what is read on performed talk is neither right nor wrong."""
    marks = _marks(note, "activities")
    done = [(s, m) for s, m in marks if m["status"] == Status.PERFORMED]
    work = [(s, m) for s, m in done if _is_work(m["class"])]
    read = [(a.span, a) for a in visit.performed() if _is_work(a.label.value)]
    pairs = paired(work, read)
    taken = {j for _, j in pairs}
    free = [r for j, r in enumerate(read) if j not in taken]
    talk = [(s, m) for s, m in done if m["class"] in TALK]
    on_talk = paired(talk, free)
    _add(counts, "activity", len(work), len(read) - len(on_talk), len(pairs))
    _kinds(work, [a for j, (_, a) in enumerate(free) if j not in {k for _, k in on_talk}], counts)
    for i, j in pairs:
        kind, answer = work[i][1]["class"], read[j][1].label.value
        counts[f"activity:{answer}", READ] += 1
        counts[f"activity:{kind}", BOTH] += kind == answer
        counts[f"{kind} read as {answer}", BOTH] += 1
        _share(counts, "class", right=kind == answer)
        if kind in (Label.FUNCTIONAL, Label.EXERCISE):
            _share(counts, "class.functional or exercise", right=kind == answer)
    for kind in TALK:
        mine = {i for i, (_, m) in enumerate(talk) if m["class"] == kind}
        counts[f"{kind} read as work", MARKED] += len(mine)
        counts[f"{kind} read as work", BOTH] += sum(i in mine for i, _ in on_talk)
    undone = [(s, m) for s, m in marks if m["status"] != Status.PERFORMED and _is_work(m["class"])]
    counts["not performed read as performed", MARKED] += len(undone)
    counts["not performed read as performed", BOTH] += len(paired(undone, free))


def _kinds(
    work: Sequence[tuple[Span, Mapping[str, Any]]], extra: Sequence[Activity], counts: Counts
) -> None:
    for _, mark in work:
        counts[f"activity:{mark['class']}", MARKED] += 1
    for activity in extra:
        counts[f"activity:{activity.label.value}", READ] += 1


def _same_time(mark: Mapping[str, Any], time: Time) -> bool:
    if mark["kind"] in _CLOCKS:
        clock = mark.get("clock")
        return time.kind.value == mark["kind"] and (not clock or time.clock == clock)
    minutes = mark.get("minutes")
    return time.kind.value not in _CLOCKS and (minutes is None or time.minutes == minutes)


def _times(note: Mapping[str, Any], visit: Visit, counts: Counts) -> None:
    marks, read = _marks(note, "times"), [(t.span, t) for t in visit.times]
    pairs = paired(marks, read, _same_time)
    _add(counts, "time", len(marks), len(read), len(pairs))
    for i, j in pairs:
        mark, time = marks[i][1], read[j][1]
        if mark["kind"] not in _CLOCKS:
            _share(counts, "time.kind", right=time.kind.value == mark["kind"])
        if mark.get("code"):
            _share(counts, "time.code", right=time.code == mark["code"])


def _same_level(mark: Mapping[str, Any], level: Assist) -> bool:
    return bool(mark["level"] == level.level.value)


def _levels(note: Mapping[str, Any], visit: Visit, counts: Counts) -> None:
    marks, read = _marks(note, "assist"), [(a.span, a) for a in visit.assistance]
    pairs = paired(marks, read, _same_level)
    _add(counts, "assistance", len(marks), len(read), len(pairs))
    for i, j in pairs:
        _share(counts, "assistance.when", right=marks[i][1]["when"] == read[j][1].when.value)


def _goals(note: Mapping[str, Any], visit: Visit, counts: Counts) -> None:
    marks, read = _marks(note, "goals"), [(g.span, g) for g in visit.goals]
    pairs = paired(marks, read)
    _add(counts, "goal", len(marks), len(read), len(pairs))
    for i, j in pairs:
        goal: Goal = read[j][1]
        for bit in ("measurable", "functional", "timeframe"):
            _share(counts, f"goal.{bit}", right=bool(marks[i][1][bit]) == getattr(goal, bit))


def _elements(marked: Mapping[str, str], visit: Visit, counts: Counts) -> None:
    """An element half there counts as missing; one marked ambiguous is not counted."""
    for name, truth in marked.items():
        if truth not in ("present", "missing"):
            continue
        lacking = truth == "missing"
        called = name in visit.elements and visit.elements[name].status in _LACKING
        for question in (f"element:{name}", "missing elements"):
            _add(counts, question, lacking, called, lacking and called)
