"""Coding rules: is the same work recorded twice, under two codes?"""

from collections.abc import Iterator

from auditor.model import Label, Severity, Visit
from auditor.rules.claim import fact_of
from auditor.rules.core import Example, Hit, rule
from auditor.rules.phrases import plain_words
from auditor.rules.sources import CODE_PAIRS
from auditor.rules.when import work_under_codes
from auditor.rules.work import firm, recorded, sure, worked_codes

MANY_WORDS = 4
"""From how many words on nobody takes two works for the same by chance."""


@rule(
    code="COD111",
    title="The same work is recorded under two codes",
    why="Each minute is billed once. Work of the same name under two codes reads as counted twice "
    "unless the note says what was different.",
    fix="What was different about this work under each of the two codes?",
    source=CODE_PAIRS,
    asks="code_distinction",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=work_under_codes,
    bad=(
        Example(
            "97110 x 15 min: LAQ 3x10, leg press 80# 3x12.\n"
            "97530 x 15 min: [[leg press 80#]] 3x12, lifting 10# crate to shelf."
        ),
    ),
    good=(
        Example(
            "97110 x 15 min: LAQ 3x10, leg press 80# 3x12.\n"
            "97530 x 15 min: lifting 10# crate floor to shelf, for return to stocking."
        ),
    ),
)
def same_work_under_two_codes(visit: Visit) -> Iterator[Hit]:
    """Point at the second place of the same words and kind of work under another timed code.

    Of many words that are the same the kind need not be certain.
    """
    seen: dict[tuple[tuple[str, ...], Label | None], str] = {}
    for code in worked_codes(visit):
        fact = fact_of(visit, code)
        if fact is None or not (fact.timed and fact.one_on_one):
            continue
        for activity in (a for a in recorded(visit, code) if firm(visit, a)):
            words = plain_words(activity, visit)
            many = len(words) >= MANY_WORDS
            if not words or activity.label is Label.VAGUE or not (many or sure((activity,))):
                continue
            first = seen.setdefault((words, None if many else activity.label), code)
            if first != code:
                yield Hit(activity.span, detail=f"{first} and {code}")
