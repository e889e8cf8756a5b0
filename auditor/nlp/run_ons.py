"""Part sentences that go on without full stops, as hurried or dictated notes do."""

import re
from collections.abc import Iterator

from auditor.model import Span

_LONGEST = 300
"""Sentences of more characters are looked at: so many words drown what some of them say."""
_SHORTEST = 50
_SHORTEST_BEFORE_TOPIC = 12
_TURN = re.compile(
    r"""
    [ ](?=(?:
      (?P<topic>(?:ltg|stg)s?|goals?|next|plan|tomorrow|tmrw)
      |he|she|they|pt|patient|i|mom|dad|wife|husband|dtr|daughter|son|then|today|told|will|says|said|still|was|needs?|cant|can't|cued|did|no|so
    )[ ])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKS = re.compile(r"[,.;:()\n/]")
_FEW_MARKS = 100
"""A sentence with a mark in so many characters is long, but parted."""


def parted(text: str, sentence: Span) -> Iterator[Span]:
    """Give a sentence, or its parts where it runs on: cut where something new begins."""
    length = sentence.end - sentence.start
    if length <= _LONGEST or _FEW_MARKS * len(_MARKS.findall(sentence.of(text))) > length:
        yield sentence
        return
    start = sentence.start
    for turn in _TURN.finditer(text, sentence.start, sentence.end):
        fewest = _SHORTEST_BEFORE_TOPIC if turn["topic"] else _SHORTEST
        if turn.start() - start >= fewest and sentence.end - turn.end() >= fewest:
            yield Span(start, turn.start())
            start = turn.end()
    yield Span(start, sentence.end)


_LONGEST_CLAUSE = 150
_SHORTEST_TURN = 12
"""Characters of a clause that is looked at, and of the parts it may come to."""
_NEXT = re.compile(
    r"""
    [ ]?[ \n](?=(?:
      then|also|next|and|he|she|they|pt|patient|i|did|does|practi[cs]ed|worked|stood|sat|walked|went
      |got|gets|reached|carried|climbed|needed|needs|was|were|told|still|says|said|after|before|now
      |today|goal|stopped|started|finished
    )[ \n])
    """,
    re.VERBOSE | re.IGNORECASE,
)


def turns(text: str, clause: Span) -> Iterator[Span]:
    """Give a clause, or its parts where it goes on without marks: cut where a turn is taken."""
    start = clause.start
    if _letters(text, clause.start, clause.end) > _LONGEST_CLAUSE:
        for turn in _NEXT.finditer(text, clause.start, clause.end):
            if _letters(text, start, turn.start()) >= _SHORTEST_TURN:
                yield Span(start, turn.start())
                start = turn.end()
    yield Span(start, clause.end)


def _letters(text: str, start: int, end: int) -> int:
    """How many characters stand there, however many of them a line break takes."""
    return len(" ".join(text[start:end].split()))
