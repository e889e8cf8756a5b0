"""Words as rules compare them."""

import re

from auditor.model import Activity, Visit

_WORD = re.compile(r"[a-z][a-z<>/-]*")


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list written with spaces between them."""
    return frozenset(listed.split())


FILLER = word_set(
    "x w with and of the for to in on at a an min mins minutes reps sets set rep sec ea each total"
)
"""Words that name no activity."""


def plain_words(activity: Activity, visit: Visit) -> tuple[str, ...]:
    """Return the words that name an activity, without dose and filler, in order."""
    found = _WORD.findall(activity.span.of(visit.text).lower())
    return tuple(w for w in found if w not in FILLER)
