"""Contradiction rules: does the note say two things of which only one can be true?"""

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.model import (
    Assist,
    AssistLevel,
    Severity,
    Span,
    Statement,
    StatementKind,
    Visit,
    When,
)
from auditor.rules.coded import section_at
from auditor.rules.core import Hit, rule
from auditor.rules.places import lines_with
from auditor.rules.sources import SKILLED_SERVICES, TREATMENT_NOTE
from auditor.rules.when import activities_done, assistance_said, statements_read

_JOINED = re.compile(r"[ ]*(?:\bwith\b|\bw/|[.;][ ]*(?:pt|patient)\b)[ ]*", re.IGNORECASE)
_OF_TASK = re.compile(
    r"[ ]*(?:w/|with|in|for)[ ]*(?P<task>[a-z][a-z<>/-]{3,}|[a-z]{2,3}[ ][a-z]{4,})", re.IGNORECASE
)
_EARLIER = re.compile(
    r"\b(?:was|were|initial\w*|eval|last|prior|prev\w*|from|before|after|then|progress\w*|now|end|to)\b"
    r"|->|→|\d/\d",
    re.IGNORECASE,
)
NEAR = 60
"""Characters within which two levels of help for a task are taken to speak of the same doing."""


def _current(visit: Visit) -> tuple[Assist, ...]:
    return tuple(
        sorted((a for a in visit.assistance if a.when is When.CURRENT), key=lambda a: a.span)
    )


def _task_after(text: str, span: Span) -> str | None:
    match = _OF_TASK.match(text, span.end)
    return match["task"].lower() if match else None


def _same_doing(text: str, first: Span, second: Span) -> bool:
    between = text[first.end : second.start]
    if _JOINED.fullmatch(between):
        return True
    task = _task_after(text, first)
    near = len(between) <= NEAR and not _EARLIER.search(between)
    return near and task is not None and task == _task_after(text, second)


@rule(
    code="CON101",
    title="The same task is called independent and assisted",
    why="A reviewer cannot tell which level is meant, and takes the one that needs no therapist.",
    fix="How much help did the patient need with this task today?",
    source=TREATMENT_NOTE,
    required=Severity.WARNING,
    when=assistance_said,
    bad=("Bed mobility practised. Independent with transfers. [[Mod A]] with transfers.",),
    good=(
        "Transfers mod A at eval, now independent with transfers.",
        "Bed mobility independent. Car transfers mod A.",
    ),
)
def independent_and_assisted(visit: Visit) -> Iterator[Hit]:
    """Point at the heavier of two levels said of one doing."""
    for first, second in pairwise(_current(visit)):
        if AssistLevel.INDEPENDENT not in (first.level, second.level):
            continue
        light, heavy = sorted((first, second), key=lambda a: a.level.rank)
        if heavy.level.rank >= AssistLevel.MINIMAL.rank and _same_doing(
            visit.text, first.span, second.span
        ):
            yield Hit(heavy.span, detail=f"{light.level} and {heavy.level}".replace("_", " "))


_NO_MEASURE = frozenset({"subjective", "goals", "plan"})
"""Sections in which no change is measured, whatever is said there."""
_NO_BETTER = re.compile(
    r"worse|no change|unchanged|no improvement|no better|not any better", re.IGNORECASE
)


def _feels(visit: Visit) -> tuple[Statement, ...]:
    return tuple(
        s
        for s in visit.said(StatementKind.UNCHANGED)
        if section_at(visit, s.span) in ("subjective", "pain")
        and _NO_BETTER.search(s.span.of(visit.text))
    )


@rule(
    code="CON103",
    title="The patient reports no change, the assessment speaks of improvement",
    why="Both may be true, but then the note has to say what improved and by how much. Without a "
    "measure it reads as copied forward.",
    fix="What measure changed since the last visit, and from what to what?",
    source=SKILLED_SERVICES,
    required=Severity.WARNING,
    when=statements_read,
    bad=("S: Knee is worse than last week.\nO: LAQ, SLR.\n[[A: Pt is progressing well.]]",),
    good=("S: Knee is worse than last week.\nO: LAQ, SLR.\nA: Flexion 110, was 95 at eval.",),
)
def unchanged_yet_improving(visit: Visit) -> Iterator[Hit]:
    """Point at the claim of progress where none is measured and the patient reports none."""
    weak = [
        s
        for s in visit.said(StatementKind.PROGRESS, weak=True)
        if section_at(visit, s.span) in ("assessment", "progress", None)
        and re.search(
            r"(?<!no )(?<!slow )(?<!little )(?<!limited )progress|improv|gains|better",
            s.span.of(visit.text),
            re.IGNORECASE,
        )
    ]
    measured = any(
        section_at(visit, s.span) not in _NO_MEASURE for s in visit.said(StatementKind.PROGRESS)
    )
    if _feels(visit) and weak and not measured:
        yield Hit(weak[0].span)


_DENIED_AND_RATED = re.compile(
    r"\b(?:den(?:ies|ied)[ ](?:any[ ])?pain|no pain(?:[ ]reported)?)[ ]*[,;:]?[ ]*"
    r"(?:but[ ]|and[ ])?(?:rates?[ ]|rated[ ]|rating[ ]|pain[ ]|it[ ]|at[ ]|is[ ])*"
    r"(?:[1-9]|10)[ ]?/[ ]?10",
    re.IGNORECASE,
)
_RATING = re.compile(r"/[ ]?10")


@rule(
    code="CON106",
    title="Pain is denied and rated in one breath",
    why="A reader cannot tell which holds, and takes it for text carried over from another note.",
    fix="What did the patient say about pain today?",
    source=TREATMENT_NOTE,
    required=Severity.WARNING,
    when=activities_done,
    bad=("Car transfers x4, min A. Pt [[denies pain, rates 4/10]].",),
    good=("Car transfers x4, min A. Pt denies pain at rest; with transfers rates 4/10.",),
)
def pain_denied_and_rated(visit: Visit) -> Iterator[Hit]:
    """Point at the words."""
    for line in lines_with(visit.text, _RATING):
        for match in _DENIED_AND_RATED.finditer(visit.text, line.start, line.end):
            yield Hit(Span(match.start(), match.end()))
