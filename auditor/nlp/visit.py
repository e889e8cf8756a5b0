"""Cross over from a read ``Doc`` to a ``Visit``: what the note says, as frozen facts."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from auditor.model import (
    Activity,
    Assist,
    ClauseClassifier,
    ClauseView,
    Goal,
    Label,
    Note,
    Signature,
    Span,
    Statement,
    StatementKind,
    Status,
    Time,
    TimeKind,
    Verdict,
    Visit,
    When,
)
from auditor.nlp import assistance, clauses, codes, sections, times
from auditor.nlp.clauses import Clause
from auditor.nlp.fold import fold
from auditor.nlp.goals import find_goals
from auditor.nlp.header import read_header
from auditor.nlp.statements import find_statements
from auditor.nlp.status_views import status_view
from auditor.nlp.typed import kept, mark
from auditor.nlp.views import clause_views, sentence_views

NONE = "none"
_SHORTEST_PHRASE = 3
"""A dose is cut off only behind more characters of activity than these."""
_FEWEST_LETTERS = 2
_LONGEST_TAIL = 120

_TAIL = re.compile(
    r"""
    [ ,;:(\-]*
    # a dose: repetitions, sets, minutes
    (?:
      (?:x[ ]?)?\d+[ ]?(?:x|sets?|reps?|trials?|min\w*|sec\w*|'|ea|each)[^A-Za-z]*\d*[ ]?
      (?:reps?|sets?|ea|each|sec\w*|min\w*)?
      |\d+/\d+|\d+x\d+|[,.;:(]
    )[ ]*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEAD = re.compile(
    r"""
    ^(?:
      # who did it
      (?:pt|patient|he|she|client)[ ]+(?:then[ ]+)?(?:
        performed|completed|participated[ ]in|did|worked[ ]on|engaged[ ]in|practiced|practised
        |was[ ]seen[ ]for|tolerated|instructed[ ]in|continued|trained[ ]in|was[ ]trained[ ]in
      )[ ]+
      |(?:
         performed|completed|worked[ ]on|practiced|practised|participated[ ]in|then|initiated
         |continued(?:[ ]with)?|instructed[ ](?:pt[ ])?in|trained(?:[ ]pt)?[ ]in|training[ ]in
         |next
       )[ ]+
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


# What a line of billing opens with: a code, clocks, minutes ("97140 9:25-9:38 (13') ").
_BILLED = re.compile(
    r"""
    [ ]*(?:
      (?:cpt[ ]?)?9\d{4}\b
      |\(?\d{1,2}:?\d{2}[ ]?-[ ]?\d{1,2}:?\d{2}\)?(?![\d:])
      |[x(\[]?[ ]?\d{1,3}[ ]?(?:'|min(?:s|utes)?\b\.?)[)\]]?
      |\(\d{1,3}\)
    )[ ]*[,:;/=-]*[ ]*
    """,
    re.VERBOSE | re.IGNORECASE,
)


# "to rise from toilet" behind a task says what it is for; it is no second task.
_AIM = re.compile(
    r"(?:in order )?to (?!bed|chair|w/c|sit|stand|mat|toilet|floor|the )[a-z]{3,}"
    r"|so (?:that )?(?:he|she|pt|they)\b",
    re.IGNORECASE,
)
_UNTICKED = re.compile(r"(?:\[[ _]?\]|_)[ ]?$")
"""An empty check-box right before a clause: what it offers was not chosen."""
_BOX_REACH = 6


def read_visit(doc: Doc, note: Note, classifier: ClauseClassifier) -> Visit:
    """Gather everything the note says; units, elements and demands are added by the engine.

    Args:
        doc: ``note.text`` as read by ``pipeline.reader``.
        note: The note itself.
        classifier: Says what kind of work a clause names and what a sentence states.
    """
    folded = fold(note.text)
    parts: tuple[Clause, ...] = kept(doc, clauses.KEY)
    header = read_header(folded, kept(doc, sections.KEY))
    sentences = sentence_views(doc)
    chances = classifier.statements([view for _, view in sentences])
    goals = find_goals(folded, [(s, v.section) for s, v in sentences], chances)
    unsigned = [not _signs(s, header.signatures) for s, _ in sentences]
    statements = find_statements(
        folded,
        [(s, v.section) for (s, v), keep in zip(sentences, unsigned, strict=True) if keep],
        [chance for chance, keep in zip(chances, unsigned, strict=True) if keep],
    )
    helps = assistance.among_goals(
        folded, kept(doc, assistance.KEY), parts, [g.span for g in goals]
    )
    found_times: tuple[Time, ...] = kept(doc, times.KEY)
    named = _activities(folded, doc, classifier, goals)
    starts = sorted(clause.span.start for _, clause in named)
    activities = tuple(
        _linked(
            a, clause, _stretch(clause, starts), helps=helps, times_=found_times, stated=statements
        )
        for a, clause in named
    )
    activities = _alone_under_code(activities, found_times)
    mark(doc, "activity", ((a.span, a.label.value) for a in activities))
    mark(doc, "goal", ((g.span, g.term or "") for g in goals))
    return Visit(
        note=note,
        discipline=note.discipline or header.discipline,
        kind=header.kind or "daily",
        payer_named=header.payer,
        date_of_service=note.date_of_service or header.date_of_service,
        dates=header.dates,
        dates_compete=header.dates_compete,
        signatures=header.signatures,
        author_credential=header.author_credential,
        sections=kept(doc, sections.KEY),
        code_mentions=kept(doc, codes.KEY),
        activities=activities,
        times=found_times,
        assistance=helps,
        goals=goals,
        statements=statements,
    )


def _signs(sentence: Span, signatures: Sequence[Signature]) -> bool:
    """Whether a sentence is hardly more than a signature."""
    length = sentence.end - sentence.start
    return any(
        s.span.overlaps(sentence)
        and 2 * (min(s.span.end, sentence.end) - max(s.span.start, sentence.start)) >= length
        for s in signatures
    )


def _activities(
    folded: str, doc: Doc, classifier: ClauseClassifier, goals: Sequence[Goal]
) -> tuple[tuple[Activity, Clause], ...]:
    """Ask of every clause whether it names an activity, and of which kind and status."""
    views = [
        (c, v)
        for c, v in clause_views(doc)
        if not any(g.span.overlaps(c.span) for g in goals)
        and not _UNTICKED.search(folded, max(0, c.span.start - _BOX_REACH), c.span.start)
    ]
    verdicts = classifier.activities([view for _, view in views])
    named = [
        (clause, view, verdict)
        for (clause, view), verdict in zip(views, verdicts, strict=True)
        if verdict.label != NONE and (view.first or not _AIM.match(view.text))
    ]
    statuses = classifier.statuses(
        [status_view(folded, c, verdict.label, view.heading) for c, view, verdict in named]
    )
    return tuple(
        (_activity(folded, clause, view, verdict, status), clause)
        for (clause, view, verdict), status in zip(named, statuses, strict=True)
    )


def _activity(
    folded: str, clause: Clause, view: ClauseView, verdict: Verdict, status: Status
) -> Activity:
    return Activity(
        span=_phrase(folded, clause.span),
        label=Label(verdict.label),
        probability=verdict.probability,
        status=status,
        because=verdict.because,
        code=view.code,
    )


def _phrase(folded: str, span: Span) -> Span:
    """Trim a clause to the phrase that names the activity: no "pt performed", no trailing dose."""
    start, end = span.start, span.end
    for opening in (_BILLED, _LEAD):
        while lead := opening.match(folded[start:end]):
            start += lead.end()
    # A longer tail is cut off piece by piece: sought in all of a clause, it takes too long.
    while tail := _TAIL.search(folded[max(start, end - _LONGEST_TAIL) : end]):
        cut = max(start, end - _LONGEST_TAIL) + tail.start()
        if cut - start < _SHORTEST_PHRASE:
            break
        end = cut
    return Span(start, end) if end - start >= _FEWEST_LETTERS else span


def _stretch(clause: Clause, starts: Sequence[int]) -> Span:
    """From a clause to the next activity, at most to the end of the sentence.

    Args:
        clause: The clause.
        starts: Where the clauses of all activities start, in order.
    """
    following = bisect_right(starts, clause.span.start)
    end = min([clause.sentence.end, *starts[following : following + 1]])
    return Span(clause.span.start, max(end, clause.span.end))


def _alone_under_code(
    activities: Sequence[Activity], found_times: Sequence[Time]
) -> tuple[Activity, ...]:
    """Give the one activity of a code the minutes of that code, where they are told once."""
    done = Counter(a.code for a in activities if a.code and a.status is Status.PERFORMED)
    told: dict[str, list[int]] = {}
    for time in found_times:
        if time.kind is TimeKind.DURATION and time.code and time.minutes is not None:
            told.setdefault(time.code, []).append(time.minutes)
    return tuple(
        replace(a, minutes=told[a.code][0])
        if a.code
        and a.minutes is None
        and a.status is Status.PERFORMED
        and done[a.code] == 1
        and len(told.get(a.code, ())) == 1
        else a
        for a in activities
    )


def _linked(
    activity: Activity,
    clause: Clause,
    stretch: Span,
    *,
    helps: Sequence[Assist],
    times_: Sequence[Time],
    stated: Sequence[Statement],
) -> Activity:
    """Link an activity with the minutes, the help and the purpose told in its own stretch.

    A purpose behind several activities of a sentence is that of each.
    """
    ahead = Span(clause.span.start, max(clause.sentence.end, stretch.end))
    levels = tuple(
        dict.fromkeys(a.level for a in helps if a.when is When.CURRENT and stretch.contains(a.span))
    )
    minutes = [
        t.minutes
        for t in times_
        if t.kind is TimeKind.DURATION
        and t.minutes is not None
        and stretch.overlaps(t.span)
        # minutes told with a code before the activity are of all that the code holds
        and not (t.code and t.span.start < activity.span.start)
    ]
    purpose = next(
        (
            s.span
            for s in stated
            if s.kind is StatementKind.PURPOSE and not s.weak and ahead.overlaps(s.span)
        ),
        None,
    )
    return replace(
        activity,
        assistance=levels,
        minutes=minutes[0] if len(minutes) == 1 else None,
        purpose=purpose,
    )
