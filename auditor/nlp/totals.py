"""Find the stated totals of a session: timed minutes, and the whole of it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.model import Span, Time, TimeKind
from auditor.nlp.clock_forms import MINUTES_PER_HOUR
from auditor.nlp.lines import line_around, line_start
from auditor.nlp.numbers import MINUTES, NUMBER, SPELT, count, may_spell_minutes

_BARE_LABELS = (
    "total",
    "timed",
    "tmd",
    "duration",
    "tot",
    "ttl",
    "session",
    "full",
    "whole",
)
"""Labels that a word before them turns into something else ("leg press total")."""
_NEED_UNIT = ("duration", "full", "whole", "session")
"""Labels whose number is a total only where it is said to be minutes."""
_VISITS = ("treatment", "tx", "therapy")
"""Words behind a number that may count visits as well as minutes."""
_OF_SEVERAL = re.compile(r"(?:\b(?:of|q|every|visit|#|x)|/|-)[ ]?$")
_UNTIMED = ("un", "n-")
"""The two characters before "timed" in "untimed" and "non-timed"."""
_WORD_BEFORE = 12
_REST_BEFORE = 16
_LEAD = 60
_CLOCK_GAP = 8
"""How many characters may part the stop clock from minutes that stand beside it."""
_MOST_LINES_BELOW = 2
"""Minutes alone on a line are the total only this near the note's end."""

# What every label begins with: found fast, since few words begin so.
_LABEL_OPENS = re.compile(
    r"""
    t(?=ot|tl|imed|ime[ -]|ct|tm|md|t|herapy[ ]|reatment[ ]|x[ =])
    |b(?=illable)|1(?=:1)|o(?=ne[- ]on|verall|t[ ](?:mi|ti))|d(?=irect|uration)|f(?=ull)
    |w(?=hole)|p(?=t[ ](?:mi|ti))|v(?=isit[ =])|s(?=ession)|r(?=x[ ])|l(?=ength)|m(?=in)
    """,
    re.VERBOSE,
)
_TOTAL_LABEL = re.compile(
    r"""
    # the sum of the timed codes
    (?P<timed>
      (?:total[ ])?(?:billable[ ])?timed(?:[ -]?(?:code|treatment|tx|service|procedure))?s?
      (?:[ ]treatment)?(?:[ ](?:minutes|mins?|time|tx))*(?:[ ]total)?
      |(?:tot(?:al)?|ttl)\.?[ ](?:timed|tmd|direct|1:1|one-on-one)
       (?:[ ](?:code|codes|minutes|mins?|time|tx|treatment|therapy|contact|1:1))*
      |tct|ttm|(?:total[ ])?timed[ ](?:code|codes|cpt)(?:[ ](?:minutes|mins?|time))*
      |time-based[ ](?:code[ ])?(?:minutes|mins?|total)
      |(?:1:1|one[- ]on[- ]one|billable|direct(?:[ ](?:tx|treatment))?)[ ](?:time|minutes|mins?)
      |tmd|timed
    )
    # the whole session, timed or not
    |(?P<total>
       (?:total|tot|ttl|overall|full|whole)\.?[ ](?:
         treatment|tx|session|therapy|visit|rx|service|rehab|skilled|billable|appointment
         |time[ ]in|in[ ](?:clinic|gym|pool|room|dept)
       )?[ ]?(?:time|minutes|mins?|duration|length|mts|treatment[ ]time)?(?:
         [ ](?:
           in[ ](?:min|minutes|clinic)|spent|today|of[ ](?:treatment|session|tx|visit)|min|mins
           |minutes
         )
       )?
       |(?:total|ttl|tot)(?=[ ]*[:=])|ttt|tt(?=[ ]*[:=]?[ ]*\d\d\b)
       |(?:ot|pt|therapy)[ ](?:minutes|mins?|time)
       |(?:total|ttl|tot)\.?[ ](?:ot|pt)(?:[ ](?:minutes|mins?|time))?|(?:visit|tx)(?=[ ]?=[ ]?\d)
       |(?:session|treatment|tx|visit|therapy|rx)[ ]
        (?:time|length|duration|minutes|mins?|lasted|total)(?:[ ]total)?
       |length[ ]of[ ](?:session|visit|treatment|tx)|(?:total)[ ]session
       |duration[ ]of[ ](?:session|treatment|visit|tx)|time[ ](?:spent|in[ ]clinic)|session
       |duration|^(?:minutes|mins?)(?=[ ]*[:=][ ]*\d{2,3}[ ]*(?:min\w*)?\.?[ ]*$)
     )
    """,
    re.VERBOSE | re.MULTILINE,
)
_AFTER_LABEL = re.compile(
    rf"""
    [ ]*
    # a remark in brackets, a sign or a word
    (?:\([^()\n]{{0,24}}\)[ ]*)?(?:[:=\-|@]|is|was|of|for)*[ ]*(?:approx\.?[ ]|~[ ]?)?
    # the minutes
    (?P<n>\d{{1,3}}(?!\d)|{SPELT}\b(?=[ ]min))(?P<unit>{MINUTES}|')?
    # no clock, date, units, dose or distance
    (?![\d:/.]\d|[ ]?(?:u\b|units?|-?foot|sec|ft|feet|reps|%|lb|x\b))
    """,
    re.VERBOSE,
)
_HOURS = re.compile(
    r"[ ]*[:=-]?[ ]*(?P<h>[1-4])[ ]?(?:hrs?|hours?)\b\.?"
    r"(?:[ ]?(?:and[ ])?(?P<m>\d{1,2})[ ]?min\w*)?"
)
_WHOLE_BEHIND = rf"""
    {MINUTES}[ ]*
    # what they are of
    (?P<kind>
      (?:of[ ])?(?:total[ ])?(?:
        timed|total|tx\b|treatment|session|visit|therapy|skilled[ ](?:pt|ot|therapy|treatment)
        |direct|1:1|one[ -]on[ -]one|individual
      )(?:
        [ ](?:
          timed|tx|treatment|session|time|total|code|codes|minutes|visit|therapy|skilled|contact
        )
      )*
    )
    # to the end of the words
    (?=[ ]*(?:[.,;)|/\n+]|$|[a-z]))
"""
_BEFORE_TOTAL = re.compile(rf"(?<![\d./:$#-]){NUMBER}{_WHOLE_BEHIND}", re.VERBOSE)
# The same for numbers in digits alone: it opens with one, so that the search leaps to the next.
_DIGITS_BEFORE_TOTAL = re.compile(
    rf"(?P<n>\d(?<![\d./:$#-]\d)\d{{0,2}}(?!\d)){_WHOLE_BEHIND}", re.VERBOSE
)
# A number right before its word, without a unit: "53 timed", "44 are timed", "65 total".
_NUMBER_TOTAL = re.compile(
    r"""
    (?P<n>\d(?<![\d./:$\#-]\d)\d\d?)[ ](?:(?:are|were|all|min|of[ ](?:them|which|those))[ ])?
    (?P<kind>
      (?:total[ ])?timed(?:[ ](?:minutes|mins?))?|total[ ](?:treatment|tx)[ ](?:minutes|mins?)
      |(?:treatment|tx|therapy)(?:[ ](?:minutes|mins?))?|in[ ](?:the[ ])?(?:clinic|room)|total|tot
    )
    (?=[ ]*(?:[.,;)|/\n+(=]|$))
    """,
    re.VERBOSE,
)
_SEEN = re.compile(r"\bseen[ ](?:for[ ]|x[ ]?)$")
_REST = re.compile(
    r"""
    \b(?:rest|after|prior|before)\b
    """,
    re.VERBOSE,
)
_MINUTES_FIRST = re.compile(rf"(?:x[ ]?|for[ ])?{NUMBER}", re.VERBOSE)
_EXPLICIT = re.compile(r"\b(?:total|tot|ttl|timed|tmd)\b")
_FEWEST_ADDED = 2
_SUM_REACH = 200
"""How far before a sum its parts may stand."""
_SUM = re.compile(r"(?:=|s(?<!\w.)um)[ ]*(?P<n>\d{2,3})(?![\d:/.])(?:[ ]?(?:min(?:ute)?s?\b|'))?")
# A code right before minutes has them, whatever word stands behind.
_OF_CODE = re.compile(r"\b9[27]\d{3}[ ]?[:=x(-]?[ ]?$")
_TOTAL_TAIL = re.compile(
    r"""
    [ ]*(?:,[ ]*)?(?:
      in[ ]all\b|altogether|total\b|all[ ]told|one[ ]to[ ]one|with[ ](?:pt|ot|the[ ]patient)[ ]one
    )
    """,
    re.VERBOSE,
)
# Words just before minutes that are the total: "treatment x 45 min".
_TOTAL_LEAD = re.compile(
    r"""
    (?:^|[.;|\n][ ]?)(?:today'?s[ ])?(?:
      treatment|session|final[ ]session|rx|tx|visit|interventions?|total[ ]time[a-z ]{0,30}
      |the[ ]session(?:[ ]ran|[ ]lasted)|session[ ]ran
      |seen(?:[ ]for)?(?:[ ]pt|[ ]ot)?(?:[ ]tx|[ ]treatment)?
      |pt[ ]seen(?:[ ]for[ ](?:pt|ot|tx|treatment))?
    )(?:[ ]today)?[ ,:=]*(?:x[ ]?|for[ ]|of[ ])?$
    """,
    re.VERBOSE,
)


def find_totals(low: str) -> Iterator[Time]:
    """Find every stated total in a note's lower-cased text."""
    yield from _numbered(low)
    yield from _labelled(low)
    yield from _told(low)


def _numbered(low: str) -> Iterator[Time]:
    for match in _NUMBER_TOTAL.finditer(low):
        timed = "timed" in match["kind"]
        if match["kind"] in _VISITS and _OF_SEVERAL.search(
            low[max(0, match.start() - _WORD_BEFORE) : match.start()]
        ):
            continue
        kind = TimeKind.TOTAL_TIMED if timed else TimeKind.TOTAL_TREATMENT
        yield Time(Span(match.start("n"), match.end("kind")), kind, minutes=int(match["n"]))


def _labelled(low: str) -> Iterator[Time]:
    """Totals behind a label: "total treatment time: 53 min"."""
    for match in _labels(low):
        if hours := _HOURS.match(low, match.end()):
            kind = TimeKind.TOTAL_TIMED if match["timed"] else TimeKind.TOTAL_TREATMENT
            minutes = MINUTES_PER_HOUR * int(hours["h"]) + int(hours["m"] or 0)
            yield Time(Span(match.start(), hours.end()), kind, minutes=minutes)
            continue
        number = _AFTER_LABEL.match(low, match.end())
        if number is None or not _is_label(low, match, number):
            continue
        kind = TimeKind.TOTAL_TIMED if match["timed"] else TimeKind.TOTAL_TREATMENT
        end = number.end("unit") if number["unit"] else number.end("n")
        yield Time(Span(match.start(), end), kind, minutes=count(number["n"]))


def _labels(low: str) -> Iterator[re.Match[str]]:
    """Find every label, each where the one before it has ended."""
    at = 0
    for opens in _LABEL_OPENS.finditer(low):
        if opens.start() >= at and (match := _TOTAL_LABEL.match(low, opens.start())):
            at = match.end()
            yield match


def _is_label(low: str, match: re.Match[str], number: re.Match[str]) -> bool:
    """Say whether the words before a number label it as a total."""
    if match.start() and low[match.start() - 1].isalnum():
        return False
    if match["timed"] and low[max(0, match.start() - 2) : match.start()] in _UNTIMED:
        return False
    label = match.group().strip()
    if number["unit"] is None and label in _NEED_UNIT:
        return False
    lead = low[line_start(low, match.start()) : match.start()]
    return not (
        match["total"] and label in _BARE_LABELS and re.search(r"[a-z]{3,} $", lead[-_WORD_BEFORE:])
    )


def _told(low: str) -> Iterator[Time]:
    """Totals before their word: "45 minutes of treatment"."""
    pattern = _BEFORE_TOTAL if may_spell_minutes(low) else _DIGITS_BEFORE_TOTAL
    for match in pattern.finditer(low):
        words = match["kind"]
        if _OF_CODE.search(low[max(0, match.start() - _REST_BEFORE) : match.start()]):
            continue
        if _REST.search(low[max(0, match.start() - _REST_BEFORE) : match.start()]):
            continue
        seen = _SEEN.search(low[max(0, match.start() - _REST_BEFORE) : match.start("n")])
        timed = not seen and any(word in words for word in ("timed", "direct", "1:1", "one"))
        kind = TimeKind.TOTAL_TIMED if timed else TimeKind.TOTAL_TREATMENT
        yield Time(Span(match.start("n"), match.end("kind")), kind, minutes=count(match["n"]))


def is_explicit(low: str, time: Time) -> bool:
    """Say whether a total is called one, which no aim and no history does."""
    return _EXPLICIT.search(time.span.of(low)) is not None


def find_sums(low: str, every: Sequence[Time]) -> Iterator[Time]:
    """Find the sums behind two or more times of their line: "Indiv 31  Group 26  = 57"."""
    parts = sorted((t for t in every if t.kind is TimeKind.DURATION), key=_start)
    for match in _SUM.finditer(low):
        first = max(line_start(low, match.start()), match.start() - _SUM_REACH)
        inside = slice(*(bisect_left(parts, at, key=_start) for at in (first, match.start())))
        added = [t.minutes or 0 for t in parts[inside]]
        if len(added) >= _FEWEST_ADDED and sum(added) == int(match["n"]):
            yield Time(Span(*match.span()), TimeKind.TOTAL_TREATMENT, minutes=int(match["n"]))


def _start(time: Time) -> int:
    return time.span.start


def with_totals(low: str, every: Sequence[Time]) -> tuple[Time, ...]:
    """Read minutes alone, beside the clock, or with a word for the whole, as the total."""
    told = any(t.kind is TimeKind.TOTAL_TREATMENT for t in every)
    stops = [t for t in every if t.kind is TimeKind.STOP]
    return tuple(
        _as_total(low, t, stops, told=told) if t.kind is TimeKind.DURATION and t.code is None else t
        for t in every
    )


def _as_total(low: str, time: Time, stops: Sequence[Time], *, told: bool) -> Time:
    if (
        _TOTAL_TAIL.match(low, time.span.end)
        or (len(stops) == 1 and _beside(low, stops[0], time))
        or (not told and _alone_at_end(low, time.span))
        or (not told and _TOTAL_LEAD.search(low[max(0, time.span.start - _LEAD) : time.span.start]))
    ):
        return replace(time, kind=TimeKind.TOTAL_TREATMENT)
    return time


def _beside(low: str, clock: Time, minutes: Time) -> bool:
    """Say whether minutes stand right behind the clock at which a session stopped."""
    return (
        clock.code is None
        and 0 <= minutes.span.start - clock.span.end <= _CLOCK_GAP
        and not low[clock.span.end : minutes.span.start].strip(" ,;=(-/.|")
    )


def _alone_at_end(low: str, span: Span) -> bool:
    """Say whether minutes open their line, alone or before a mark, near the note's end."""
    line = line_around(low, span)
    named = _MINUTES_FIRST.match(low, span.start) is None
    opens = not named and not low[line.start : span.start].strip(" =~*-(")
    rest = low[span.end : line.end]
    stops = re.match(r"[ ]*(?:[.),;|/-]|[ ]{2}|$)", rest) is not None
    return opens and stops and not _more_lines_below(low, line.end)


def _more_lines_below(low: str, end: int) -> bool:
    """Say whether more lines stand below the one that ends here than below a note's total."""
    for _ in range(_MOST_LINES_BELOW + 1):
        end = low.find("\n", end + 1)
        if end < 0:
            return False
    return True
