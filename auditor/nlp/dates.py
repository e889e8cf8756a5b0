"""Find the date of service among all the dates of a note."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from auditor.model import Span
from auditor.nlp.credentials import CREDENTIAL
from auditor.nlp.lines import line_around
from auditor.nlp.numbers import SPELT
from auditor.nlp.spelt_dates import DAY, YEAR, day_of, year_of

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LAST_DAY = 31
_FULL_YEAR_DIGITS = 4
_CENTURY = 2000

_HEAD_LINES = 4
_FOOT_LINES = 3
_SPACED_REACH = 60
"""How far into a note numbers with blanks between are a date, unless they have a label."""
_LABEL_BEHIND = 40
_TREATED_BEHIND = 70
_EVENT_BEHIND = 44
_HEAD_WIDTH = 90
"""How far into a line of the head a date of service may stand without a label."""

# How sure we are that a date is the date of service: labelled, at the head, at the foot.
_SAID, _HEAD, _FOOT = 3, 2, 1

_MONTH_NAMES = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?",
    "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_MONTH = f"(?:{'|'.join(_MONTH_NAMES)})"
_DATE = re.compile(
    rf"""
    (?<![\d/.\-#:])(?:
      # 2025-03-14
      (?P<iso>(?P<y1>20\d\d|19\d\d)[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}}))
      # 3/14/25, 3/14
      |(?P<us>
         (?P<m2>\d{{1,2}})(?P<sep>[/.\-])(?P<d2>\d{{1,2}})(?:(?P=sep)(?P<y2>(?:20|19)?\d\d))?
       )
      # Mar 14, 2025
      |(?P<named>
         (?P<mn>{_MONTH})\.?[ -](?P<d3>\d{{1,2}})(?:st|nd|rd|th)?
         (?:,?[ -](?P<y3>(?:20|19)\d\d|'\d\d))?
       )
      # March third, twenty twenty-five
      |(?P<said>
         \b(?P<mn5>{_MONTH})[ ](?:the[ ])?(?P<d5>{DAY})\b(?:,?[ ](?P<y5>{YEAR}))?
       )
      # the third of March, twenty twenty-five
      |(?P<told>
         \b(?P<d6>{DAY}|{SPELT})[ ](?P<of>of[ ])?(?P<mn6>{_MONTH})\b(?:,?[ ](?P<y6>{YEAR}))?
       )
      # 3 14 25
      |(?P<spaced>
         (?<!\d[ ])(?P<m7>\d{{1,2}})[ ](?P<d7>\d{{1,2}})[ ](?P<y7>(?:20)?[23]\d)(?![ ]\d)
       )
      # 14 March 2025
      |(?P<euro>
         (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[- ]?(?:of[ ])?(?P<mn4>{_MONTH})\.?[- ,]*
         (?P<y4>(?:20|19)?\d\d)?
       )
    )
    # no share, no measure
    (?![\d/]|[.:-]\d|[ ]?(?:lb|\#|reps|pain|ft|min|%|"|in\b|kg))
    """,
    re.VERBOSE,
)
# Where alone a date can begin: at digits that go on as one, or at the name of a month or a number.
_DIGITS = re.compile(
    rf"\d(?<![\d/.\-#:].)(?=\d{{0,3}}[/.\- ]\d"
    rf"|\d?(?:st|nd|rd|th)?[- ]?(?:of[ ])?(?:{'|'.join(_MONTHS)}))"
)
_NUMBERS = (
    "fir", "sec", "thi", "fou", "for", "fif", "fiv", "six", "sev", "eig", "nin", "ten", "ele",
    "twe", "one", "two", "thr",
)  # fmt: skip
"""The first letters of each number, and of each day of a month, in words."""
_WORDS = re.compile("|".join(f"{word[0]}(?={word[1:]})" for word in (*_MONTHS, *_NUMBERS)))
_WRITTEN = {
    "iso": ("y1", "m1", "d1"),
    "us": ("y2", "m2", "d2"),
    "named": ("y3", "mn", "d3"),
    "euro": ("y4", "mn4", "d4"),
    "said": ("y5", "mn5", "d5"),
    "told": ("y6", "mn6", "d6"),
    "spaced": ("y7", "m7", "d7"),
}
"""The groups of year, month and day of each way to write a date."""
# What says, right before a date, that it is the date of service.
_LABELLED = re.compile(
    r"""
    (?:
      \bdos|date(?:[ ]of[ ](?:service|visit|tx|treatment|session|eval(?:uation)?|encounter|note))?
      |(?:
         visit|service|session|treatment|tx|encounter|note|eval(?:uation)?|today's|progress[ ]note
         |therapy|exam|report|assessment
       )[ ]date
      |\bexam(?:ination)?
      |\bdate[ ]seen|seen(?:[ ]on)?|session(?:[ ]of|[ ]on)?|visit(?:[ ]on|[ ]of)?|today(?:[ ]is)?
      |done[ ]on|\bd/s|date[ ]of[ ]report|dated|svc|\bdt
    )[ ]*(?:\([^)]{0,12}\))?
    # marks and the name of a weekday between label and date
    [ ]*[:=#\-|(]*[ ]*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[ ,]*)?$
    """,
    re.VERBOSE,
)
# What says, right before a date, that it is the date of something else.
_OTHER_EVENT = re.compile(
    r"""
    (?:
      \b(?:was|on|of|met|in|at|to|from|by|sig|adm|due|dx)
      |\b(?:pain|pn|rpe|nprs|vas|mmt|strength|grade[d]?|rated|score[d]?)
      |dob|d\.o\.b|birth|born|onset|doi|injur\w*|surg\w*|\bsx
      |s/p[^.;/|\n]{0,40}|orif[^.;\n]{0,12}
      |\btk[ar]|\bth[ar]|repair\w*|eval(?:uated|uation)?(?:[ ]date|[ ]on)?|\bie\b|soc
      |start[ ]of[ ]care|since|until|til|through|thru|last|prior|previous(?:ly)?|next
      |return\w*|f/u|follow[ -]?up|recert\w*|cert\w*|poc|auth\w*|order(?:ed)?|referr\w*|admit\w*
      |admission|d/?c|discharge[d]?|fell|fall|fx|exp\w*|cva|stroke|mva|hosp\w*
      |seen[ ]by[ ]md|md[ ]appt|appt|vs|goal|ltg|stg|target
      |(?<!visit[ ])(?<!note[ ])(?<!treatment[ ])re-?eval|\bim[ ]nail\w*|acdf|lami\w*|\bhip|cabg
      |amputat\w*|\bpo\b|post[- ]?op|icd\S*|revised|effective|recheck|mri|x-?ray|injection
      |cast\w*|splint\w*|opened|period|begin\w*|began|started?|week[ ]of|wk[ ]of
    )[ ]*
    # marks between
    (?:date)?[ ]*[:=@(\-]*[ ]*$
    """,
    re.VERBOSE,
)
_TREATED_ON = re.compile(
    r"""
    \b(?:
      treat(?:ed|ment)|saw|seen|session|visit|evaluated|completed[ ]today|was[ ]here
      |dictat(?:ed|ion)
    )
    \b(?:\b(?:mrs?|ms|dr)\.|[^.;:]){0,48}\bon[ ](?:the[ ])?$
    |\bcompleted[ ]today[ ]$
    """,
    re.VERBOSE,
)
_EVENT_OF = {
    "evaluation": re.compile(r"\b(?:ie|(?:initial[ ])?eval(?:uation)?)[ ]*[:=@(\-]*[ ]*$"),
    "discharge": re.compile(r"\b(?:d/?c|discharged?)[ ]*[:=@(\-]*[ ]*$"),
}
"""What a note of this kind says before its own date."""
_SIGNING = re.compile(r"sign|e-sig|authenticat|cosign|entered")


@dataclass(frozen=True, slots=True)
class ServiceDates:
    """Where a note states the date of service, the ISO date, and whether two dates compete."""

    spans: tuple[Span, ...]
    iso: str | None
    compete: bool


@dataclass(frozen=True, slots=True)
class _Dated:
    """One written date: its place, (month, day) and, where a year is given, the ISO date."""

    span: Span
    day: tuple[int, int]
    iso: str | None


@dataclass(frozen=True, slots=True)
class _Page:
    """A note as its dates are looked at.

    ``starts`` are the offsets of its lines, ``head`` and ``foot`` the numbers of the first and last
    lines that are not blank, ``event`` is what a note of this kind says before its own date.
    """

    folded: str
    low: str
    starts: Sequence[int]
    head: frozenset[int]
    foot: frozenset[int]
    event: re.Pattern[str] | None
    signed: dict[int, bool] = field(default_factory=dict)
    """Which lines of those asked for so far are of a signature."""


def find_dates(folded: str, low: str, kind: str | None = None) -> ServiceDates:
    """Find the date of service: the surest of all dates that can be it.

    Args:
        folded: The note's folded text.
        low: The same, lower-cased.
        kind: What kind of note its head says it is: an evaluation is of the day of evaluation.
    """
    filled = [i for i, line in enumerate(low.split("\n")) if line.strip()]
    page = _Page(
        folded,
        low,
        [0, *(m.end() for m in re.finditer("\n", low))],
        frozenset(filled[:_HEAD_LINES]),
        frozenset(filled[-_FOOT_LINES:]),
        _EVENT_OF.get(kind or ""),
    )
    ranked: dict[int, list[_Dated]] = {_SAID: [], _HEAD: [], _FOOT: []}
    for match in _dates_in(low):
        dated = _read(match)
        if dated is None or not (rank := _rank(page, dated.span)):
            continue
        if not match["spaced"] or rank == _SAID or match.start() < _SPACED_REACH:
            ranked[rank].append(dated)
    ranked[_HEAD] = ranked[_HEAD][:1]  # later dates at the head of a note tell of events
    return _settled(next((found for found in ranked.values() if found), []))


def _dates_in(low: str) -> Iterator[re.Match[str]]:
    """Give every written date, in order: tried only where one can begin."""
    places = [m.start() for pattern in (_DIGITS, _WORDS) for m in pattern.finditer(low)]
    end = 0
    for place in sorted(places):
        if place >= end and (match := _DATE.match(low, place)):
            end = match.end()
            yield match


def _settled(best: list[_Dated]) -> ServiceDates:
    with_year = [d for d in best if d.iso]
    if len({d.day for d in best}) > 1 and len({d.iso for d in with_year}) == 1:
        best = with_year
    return ServiceDates(
        spans=tuple(d.span for d in best),
        iso=best[0].iso if best else None,
        compete=len({d.day for d in best}) > 1,
    )


def _read(match: re.Match[str]) -> _Dated | None:
    """Read a written date; ``None`` where the numbers are no date."""
    year, month, day = _parts(match)
    if not (1 <= month <= len(_MONTHS) and 1 <= day <= _LAST_DAY):
        return None
    span = Span(match.start(), match.end())
    if year is None:
        written_as_date = not match["us"] or match["sep"] == "/"
        return _Dated(span, (month, day), None) if written_as_date else None
    digits = year.strip("'")
    full = int(digits) if len(digits) == _FULL_YEAR_DIGITS else _CENTURY + int(digits)
    try:
        return _Dated(span, (month, day), date(full, month, day).isoformat())
    except ValueError:
        return None


def _parts(match: re.Match[str]) -> tuple[str | None, int, int]:
    """Year in digits or ``None``, month, and day of a matched date; day 0 where it is none."""
    form = match.lastgroup or ""
    year, month, day = (match[group] for group in _WRITTEN[form])
    if form == "told" and not (match["of"] or year):
        day = "0"  # "the second may" and "first march" are dates only with "of" or a year
    return (
        year if year is None or year.strip("'").isdigit() else str(year_of(year)),
        int(month) if month.isdigit() else _month(month),
        day_of(day),
    )


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _rank(page: _Page, span: Span) -> int | None:
    """How surely a date is the date of service; ``None`` where it is not."""
    number = bisect_right(page.starts, span.start) - 1
    lead = span.start - page.starts[number]
    before = page.low[span.start - min(lead, _TREATED_BEHIND) : span.start]
    near = before[-_EVENT_BEHIND:]
    if _LABELLED.search(before[-_LABEL_BEHIND:]) or _TREATED_ON.search(before):
        return _SAID
    own = number in page.head and page.event is not None and page.event.search(near) is not None
    apart = number in page.head and before.endswith(("  ", "\t", "| "))
    if own or (_OTHER_EVENT.search(near) and not apart):
        return _HEAD if own else None
    if _is_signed(page, number, span):
        return _FOOT
    if number in page.head and lead < _HEAD_WIDTH:
        return _HEAD
    opens = number in page.foot and not page.low[span.start - lead : span.start].strip(" \t|*-")
    return _FOOT if opens else None


def _is_signed(page: _Page, number: int, span: Span) -> bool:
    """Say whether the line of a date is of a signature; asked once for each line."""
    if number not in page.signed:
        line = line_around(page.low, span)
        page.signed[number] = _SIGNING.search(line.of(page.low)) is not None or (
            number in page.foot and CREDENTIAL.search(line.of(page.folded)) is not None
        )
    return page.signed[number]
