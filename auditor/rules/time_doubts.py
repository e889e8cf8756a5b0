"""Do the stated minutes look like minutes of treatment, as the clock showed them?"""

import re
from collections.abc import Iterator

from auditor.model import WORK, Severity, Span, Time, TimeKind, Visit
from auditor.rules.claim import billed_codes, fact_of
from auditor.rules.coded import timed_codes_of_day
from auditor.rules.core import Example, Hit, rule
from auditor.rules.minutes import (
    NEARBY,
    durations,
    least,
    line_of,
    only_total,
    session_minutes,
    timed_minutes,
)
from auditor.rules.places import lines_with
from auditor.rules.sources import TIMED_UNITS, TREATMENT_NOTE
from auditor.rules.when import minutes_may_be_written, times_written

_HEAD = "PT daily note\n"
_TASK = "car transfers with CGA"
_MINUTES = r"(?P<{0}>\d{{1,2}})(?:[ ]?(?:min(?:ute)?s?\b)|'(?!\d))"
_REST = re.compile(
    rf"{_MINUTES.format('before')}[ ]?(?:(?:of|seated|sitting|standing|supine)[ ])*rest"
    rf"|\brest(?:ed|ing|s)?(?:[ ](?:breaks?|periods?))?[ ]?"
    rf"(?:x[ ]?\d[ ]|(?:x|of|for|about|~|:|\()[ ]?)*"
    rf"{_MINUTES.format('after')}",
    re.IGNORECASE,
)
_SIGN_OF_REST = re.compile(r"[Rr][Ee][Ss][Tt]")
_COUNTED = re.compile(r"\bincl(?:uding|udes|uded|\.)?[ ](?:of[ ]|a[ ]|the[ ])*$", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"\b(?:exclu\w+|excl\.|not (?:incl|count|bill|timed)\w*|minus|less (?=\d|the|rest)|without"
    r"|w/o|unbilled|subtract\w*|deduct\w*|removed|untimed|net of|exclusive)\b",
    re.IGNORECASE,
)
REACH = 60
"""Characters around a rest, within its line, that may say it is left out of the minutes."""
LONGEST_MINUTES = 300
"""Longer than any visit of timed treatment."""
QUARTER_MINUTES = 15
FEWEST_ROUND_CODES = 3
"""From how many codes on minutes that are all full quarters look rounded."""


@rule(
    code="TIM401",
    title="Rest is counted in the timed minutes",
    why="Time in which the patient only rests is no treatment: it belongs to no unit and no total.",
    fix="How many minutes are left when the rest is taken out?",
    source=TREATMENT_NOTE,
    required=Severity.WARNING,
    when=times_written,
    bad=(
        f"{_HEAD}97530 x 25 min including [[5 min rest]]: {_TASK}.",
        f"{_HEAD}Time in 9:00 am, time out 9:40 am. 97530 x 40 min: {_TASK}. [[Rested x 5 min]].",
    ),
    good=(
        f"{_HEAD}97530 x 25 min: {_TASK}. One seated rest.",
        f"{_HEAD}97530 x 25 min, excluding 5 min rest: {_TASK}.",
        f"{_HEAD}Time in 9:00 am, time out 9:45 am. 97530 x 40 min: {_TASK}. Rested x 5 min.",
    ),
)
def rest_in_timed_minutes(visit: Visit) -> Iterator[Hit]:
    """Point at rest that the note counts in, or that the clock leaves no room for."""
    text = visit.text
    found = (
        m for s in lines_with(text, _SIGN_OF_REST) for m in _REST.finditer(text, s.start, s.end)
    )
    rests = [m for m in found if not _left_out(text, m)]
    counted = [
        m for m in rests if _COUNTED.search(visit.text[max(0, m.start() - NEARBY) : m.start()])
    ]
    for match in counted or (rests if _no_room(visit, rests) else []):
        yield Hit(Span(match.start(), match.end()))


def _no_room(visit: Visit, rests: list[re.Match[str]]) -> bool:
    clock, timed = session_minutes(visit), timed_minutes(visit)
    rested = sum(int(m["before"] or m["after"]) for m in rests)
    return clock is not None and timed is not None and clock - rested < timed <= clock


def _left_out(text: str, match: re.Match[str]) -> bool:
    line = line_of(text, Span(match.start(), match.end()))
    near = Span(max(line.start, match.start() - REACH), min(line.end, match.end() + REACH))
    return bool(_LEFT_OUT.search(near.of(text)))


@rule(
    code="TIM402",
    title="A number of minutes cannot be right",
    why="No treatment takes no time, and no visit of timed codes takes five hours.",
    fix="What should this number of minutes be?",
    source=TIMED_UNITS,
    required=Severity.ERROR,
    when=times_written,
    bad=(f"{_HEAD}[[97530 x 450 min]]: {_TASK}.",),
    good=(
        f"{_HEAD}97530 x 45 min: {_TASK}.",
        Example(f"{_HEAD}Functional capacity evaluation, 97750 x 360 min", claim="97750=24"),
    ),
)
def impossible_minutes(visit: Visit) -> Iterator[Hit]:
    """Point at minutes of a code beyond any visit, and at none for a code that is billed."""
    for time in visit.times:
        if time.minutes is not None and (_too_many(visit, time) or _none_billed(visit, time)):
            yield Hit(time.span, detail=f"{time.minutes} minutes")


def _too_many(visit: Visit, time: Time) -> bool:
    """Judge minutes of treatment alone: formal testing may take all day, and so may a total."""
    fact = fact_of(visit, time.code) if time.code else None
    treatment = fact is not None and fact.timed and bool(WORK & set(fact.work))
    return (time.minutes or 0) > LONGEST_MINUTES and treatment


def _none_billed(visit: Visit, time: Time) -> bool:
    return time.minutes == 0 and time.code is not None and time.code in billed_codes(visit)


@rule(
    code="TIM403",
    title="All codes have full quarters of an hour",
    why="Treatment seldom ends on the quarter for every code; reviewers take it for rounding.",
    fix="Are these the minutes the clock showed, or rounded ones?",
    source=TIMED_UNITS,
    required=Severity.INFO,
    when=times_written,
    bad=(f"{_HEAD}[[97530 x 15 min]]: {_TASK}. 97110 x 15 min: LAQ. 97112 x 15 min: tandem.",),
    good=(
        f"{_HEAD}97530 x 16 min: {_TASK}. 97110 x 15 min: LAQ. 97112 x 15 min: tandem.",
        f"{_HEAD}97530 x 30 min: {_TASK}. 97110 x 15 min: LAQ.",
    ),
)
def rounded_minutes(visit: Visit) -> Iterator[Hit]:
    """Point at the first of at least three codes whose minutes are all full quarters."""
    parts = durations(visit)
    round_ones = [least(times) % QUARTER_MINUTES == 0 for times in parts.values()]
    if len(parts) >= FEWEST_ROUND_CODES and all(round_ones):
        yield Hit(min(t.span for times in parts.values() for t in times))


_ABOUT = re.compile(
    r"(?:~|\b(?:approx(?:imately|\.)?|about|around|roughly|est\.?)[ ]?)[ ]?\Z", re.IGNORECASE
)
_SO_MANY = re.compile(r"\d(?<!\d\d)\d{0,2}[ ]?[Mm][Ii][Nn]")
_ABOUT_REACH = 16
"""How far before minutes the longest words of estimate begin."""
_TIMED_SO_FAR = re.compile(
    r"\btimed(?:[ ](?:code|treatment|tx))?(?:[ ](?:minutes|mins?|time|total))*[ ]*[:=-]?[ ]*$",
    re.IGNORECASE,
)
"""What labels the timed total, right before words of estimate."""
_TO_MINUTES = re.compile(r"[^\d.;\n]{0,32}")
"""What may stand between a code and its minutes."""


@rule(
    code="TIM404",
    title="The minutes of a timed code are only estimated",
    why="Units are counted in whole minutes; about so many can be one unit or the next.",
    fix="How many minutes did the clock show?",
    source=TIMED_UNITS,
    required=Severity.WARNING,
    when=minutes_may_be_written,
    bad=(
        f"{_HEAD}97530: {_TASK}. Total timed minutes: [[approx 23 min]]",
        f"{_HEAD}97530 [[~23 min]]: {_TASK}.",
    ),
    good=(
        f"{_HEAD}97530: {_TASK}. Total timed minutes: 23 min",
        f"{_HEAD}97530 x 23 min: {_TASK}. Stood about 3 min.",
    ),
)
def estimated_minutes(visit: Visit) -> Iterator[Hit]:
    """Point at words of estimate on the timed total or on the minutes of a timed code."""
    total = only_total(visit, TimeKind.TOTAL_TIMED)
    billed_on = [t for times in durations(visit).values() for t in times]
    billed_on += [total] if total else []
    for words in _estimates(visit.text):
        if any(words.overlaps(t.span) for t in billed_on) or _of_timed(visit, words):
            yield Hit(words)


def _estimates(text: str) -> Iterator[Span]:
    """Find minutes behind words of estimate: the minutes first, for few words are numbers."""
    for minutes in _SO_MANY.finditer(text):
        start = minutes.start()
        if about := _ABOUT.search(text, max(0, start - _ABOUT_REACH), start):
            yield Span(about.start(), minutes.end())


def _of_timed(visit: Visit, words: Span) -> bool:
    """Say whether minutes stand right behind a timed code's name, or the timed total's."""
    timed = timed_codes_of_day(visit)
    ends = (m.span.end for m in visit.code_mentions if m.code in timed)
    led = any(
        end <= words.start and _TO_MINUTES.fullmatch(visit.text, end, words.start) for end in ends
    )
    before = visit.text[max(0, words.start - 2 * NEARBY) : words.start]
    return led or bool(_TIMED_SO_FAR.search(before))
