"""Read who, when and what kind of note: dates of service, signatures, discipline, kind, payer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model import Section, Signature, Span
from auditor.nlp.credentials import discipline_of
from auditor.nlp.dates import find_dates
from auditor.nlp.fold import lowered
from auditor.nlp.signatures import find_signatures

_KIND_LINES = 4
_KIND_REACH = 300
_DISCIPLINE_REACH = 200
_PAYER_REACH = 600
"""How many characters of a note's head may name its kind, discipline and payer."""
_TITLE_REACH = 48
"""How many characters of a note's first line are its title."""

_DISCHARGE = re.compile(
    r"""
    \b(?:discharge|d/?c)\s+(?:summ?(?:ary)?|note|report|visit|eval\w*)\b|\bdischarge[ ]summary\b
    |^[^a-z\n]*discharge[^a-z\n]*$
    # the first word of the title
    |\A[ *#-]*(?:(?:hh|op|snf|irf)[ ])?(?:(?:ot|pt|slp|st)[ ])?(?:discharge|d/?c)\b
     (?![ ](?:from|plan|home|to)\b)
    """,
    re.VERBOSE | re.MULTILINE,
)
_PROGRESS = re.compile(
    r"""
    \b(?:
      progress|10th[ ]visit|tenth[ ]visit|recert\w*|re-?certification|re-?eval\w*|reassessment
      |monthly
    )\s*(?:note|report|summary|visit|update|eval\w*)?\b
    """,
    re.VERBOSE,
)
_EVALUATION = re.compile(
    r"""
    \b(?:initial|pt|ot|therapy|physical[ ]therapy|occupational[ ]therapy|functional)\s+
    (?:eval\w*|assessment|examination)\b
    |\b(?:evaluation|consultation)\b
    # in the title alone: further down they date other things
    |\A[^\n(]{0,40}\b(?:
       (?<!re-)(?<!re[ ])(?<!since[ ])(?<!at[ ])(?<!from[ ])(?<!until[ ])(?:eval|ie|assessment)
     )\b
    """,
    re.VERBOSE,
)
_DAILY = re.compile(
    r"""
    \b(?:daily|treatment|tx|visit|session|encounter|soap)\s+
    (?:note|encounter|record|log|flow\s?sheet)\b
    |\bdaily\b
    """,
    re.VERBOSE,
)
_KINDS = (
    ("discharge", ("discharge", "d/c", "dc"), _DISCHARGE),
    (
        "progress",
        ("progress", "10th", "tenth", "recert", "re-", "reeval", "reassess", "monthly"),
        _PROGRESS,
    ),
    ("evaluation", ("eval", "assessment", "examination", "consultation", "ie"), _EVALUATION),
    ("daily", ("daily", "note", "encounter", "record", "log", "flow"), _DAILY),
)
"""In this order: the first that the head of a note names is its kind.

One of the words in the middle stands in every name of the kind.
"""
_SAID_OT = re.compile(
    r"""
    \boccupational[ ]therap
    |\bot[ ](?:daily|home|visit|progress|eval|note|tx|treatment|discharge|outpatient)
    """,
    re.VERBOSE,
)
_SAID_PT = re.compile(
    r"""
    \bphysical[ ]therap
    |\bpt[ ](?:daily|home|visit|progress|eval|note|tx|treatment|discharge|outpatient)|\bhh[ ]pt\b
    """,
    re.VERBOSE,
)
_DISCIPLINES = (
    ("OT", _SAID_OT),
    ("PT", _SAID_PT),
    ("SLP", re.compile(r"\bspeech|\bslp\b")),
)
_VOTES = {
    "PT": re.compile(r"\bskilled pt\b|\bphysical therap"),
    "OT": re.compile(r"\bskilled ot\b|\boccupational therap"),
}
"""What speaks for a discipline anywhere in a note whose head names none."""
_PAYER = re.compile(
    r"""
    (?:insurance|payer|payor|ins|carrier|coverage|funding|plan[ ]type
     |primary[ ](?:payer|insurance))[ ]*[:=\-][ ]*
    # the name
    (?P<name>[A-Za-z][A-Za-z .'&/-]{2,40}?)
    # to a mark, a wide space, the end or a number
    (?=[ ]*(?:[|,;(\n]|\s{2,}|$|\d|\#))
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The same as far as the mark, in small letters.
_MAYBE_PAYER = re.compile(
    "|".join(
        rf"{label}[ ]*[:=-]"
        for label in (
            "insurance", "payer", "payor", "ins", "carrier", "coverage", "funding", "plan type",
        )
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """Who, when and what kind, as the note says; ``None`` or empty where it does not."""

    dates: tuple[Span, ...]
    date_of_service: str | None
    dates_compete: bool
    signatures: tuple[Signature, ...]
    author_credential: str | None
    discipline: str | None
    kind: str | None
    payer: str | None


def read_header(folded: str, parts: Sequence[Section]) -> Header:
    """Read the facts around a note's body."""
    low = lowered(folded)
    kind = _kind(low)
    dates = find_dates(folded, low, kind)
    signatures = find_signatures(folded, parts)
    with_credential = [s for s in signatures if s.credential]
    author = next((s.credential for s in with_credential if s.named), None) or next(
        (s.credential for s in with_credential), None
    )
    return Header(
        dates=dates.spans,
        date_of_service=dates.iso,
        dates_compete=dates.compete,
        signatures=signatures,
        author_credential=author,
        discipline=discipline_of(author) or _said_discipline(low),
        kind=kind,
        payer=_payer(folded) if _MAYBE_PAYER.search(low, 0, _PAYER_REACH) else None,
    )


def _said_discipline(low: str) -> str | None:
    head = low[:_DISCIPLINE_REACH]
    for discipline, pattern in _DISCIPLINES:
        if pattern.search(head):
            return discipline
    votes = {discipline: len(pattern.findall(low)) for discipline, pattern in _VOTES.items()}
    best = max(votes, key=lambda d: votes[d])
    return best if votes[best] else None


def _kind(low: str) -> str | None:
    """What the title calls the note, if it is a daily note; else what its head names."""
    head = "\n".join(low.split("\n")[:_KIND_LINES])[:_KIND_REACH]
    # a daily note may soon speak of progress or discharge: its title says what it is
    title = _named(head.split("\n", 1)[0][:_TITLE_REACH])
    return title if title == "daily" else _named(head)


def _named(words_of_head: str) -> str | None:
    for kind, words, pattern in _KINDS:
        if any(word in words_of_head for word in words) and pattern.search(words_of_head):
            return kind
    return None


def _payer(folded: str) -> str | None:
    match = _PAYER.search(folded[:_PAYER_REACH])
    return " ".join(match["name"].split()) if match else None
