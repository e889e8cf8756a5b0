"""Does the note answer the questions that a site's own pack asks of its notes?"""

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.model import Question, Severity, Visit
from auditor.rules.claim import billed_codes
from auditor.rules.coded import recorded_codes, treated
from auditor.rules.core import Example, Hit, When, rule
from auditor.rules.sources import RECORD

_BETWEEN = re.compile(r"[\s\u00ad\u200b\u2010-\u2015\u2212\ufeff_-]+")
"""Spaces and dashes of every kind: one is as good as another, and as many."""
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def _plain(text: str) -> str:
    return _BETWEEN.sub(" ", text.casefold().translate(_QUOTES)).strip()


@lru_cache(maxsize=512)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(_plain(phrase)) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _asked(visit: Visit) -> tuple[Question, ...]:
    """Return the questions that are asked of this note."""
    if visit.demands is None or not visit.demands.questions or not treated(visit):
        return ()
    codes = {*billed_codes(visit), *recorded_codes(visit)}
    return tuple(q for q in visit.demands.questions if not q.codes or q.codes & codes)


site_asks = When(
    lambda v: bool(_asked(v)), "no question of a site's own is asked of this note and its codes"
)
_PAIN = Question(
    name="pain-after",
    ask="What was the pain rating after treatment?",
    look_for=("pain after", "post-tx pain"),
    codes=frozenset({"97530"}),
    cite="the clinic's charting policy",
)


@rule(
    code="SIT101",
    title="The note does not answer a question of the site's own",
    why="The site's pack asks this of its notes, by the site's policy or a payer's contract; none "
    "of the words that would answer it stands in the note.",
    fix="Can the note answer the question that the site asks?",
    source=RECORD,
    required=Severity.WARNING,
    when=site_asks,
    bad=(
        Example(
            "97530 x 15 min: car transfers x4, min A. Pain 3/10 on arrival.",
            claim="97530-GP=1",
            questions=(_PAIN,),
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: car transfers x4, min A. Post\u2013tx  pain: 3/10.",
            claim="97530-GP=1",
            questions=(_PAIN,),
        ),
    ),
)
def site_question_unanswered(visit: Visit) -> Iterator[Hit]:
    """Ask each question of which no word stands in the note."""
    text = _plain(visit.text)
    for question in _asked(visit):
        if not _any_of(question.look_for).search(text):
            detail = f"{question.name} ({question.cite})"
            yield Hit(None, ("whole note",), detail, question.ask)
