"""Find session times: clocks, durations, totals; what is not a session time is left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import CodeMention, Span, Time, TimeKind
from auditor.nlp import clauses, codes, tables
from auditor.nlp.fold import fold, lowered
from auditor.nlp.typed import component, keep, kept, mark

KEY = "time"
MINUTES_PER_HOUR = 60
LONGEST_SESSION_MINUTES = 300
FIRST_CLINIC_HOUR = 7
"""A clock without am or pm before this hour is in the afternoon: clinics open later than six."""

_C = r"(?:\d{1,2}[ ]\d{2}[ ][ap]m\b|\d{1,2}h\d{2}\b|\d{1,2}[.:]\d{2}[ ]?[ap]m?\b|\d{1,2}:\d{2}(?:[ ]?[ap]\.?(?:m\.?)?(?![a-z]))?|[012]\d[0-5]\d(?:[ ]?h(?:rs|ours)?\b)?|\d{1,2}[ ]?[ap]\.?m\.?)"
_RANGE = re.compile(
    rf"(?<![\d:/.$#-])(?P<a>{_C})[ ]*(?:-{{1,2}}|to|until|thru|through|>|till"
    rf"|/)[ ]*(?P<b>{_C})(?![\d:/%]|-\d)"
)
_SHORT_RANGE = re.compile(
    r"(?<![\d:/.$#-])(?P<a>\d{1,2})[ ]?-[ ]?(?P<b>\d{1,2}(?::\d{2})?[ ]?[ap]\.?m\.?)(?![a-z])"
)
_START = re.compile(
    rf"(?<![a-z])(?P<label>time[ -]?in|t\.?i\.?|arrive[ds]?|connect(?:ed)?|logged[ ]on|roomed"
    rf"|clock(?:ed)?[ -]?in|start(?:ed)?(?:[ ]?time|[ ]?at)?|began(?:[ ]at)?"
    rf"|begin(?:ning)?(?:[ ]time|[ ]at)?|arrived(?:[ ]at)?|in|tx[ ]start"
    rf"|session[ ]start(?:ed)?(?:[ ]at)?|start[ ]of[ ](?:session|tx|treatment))[ ]*(?:[:=@-]"
    rf"|at)?[ ]*(?P<clock>{_C})(?![\d:/%])"
)
_STOP = re.compile(
    rf"(?<![a-z])(?P<label>time[ -]?out|t\.?o\.?|leave|departed?|disconnect(?:ed)?|logged[ ]off"
    rf"|clock(?:ed)?[ -]?out|stop(?:ped)?(?:[ ]?time|[ ]?at)?|end(?:ed)?(?:[ ]?time|[ ]at)?"
    rf"|finish(?:ed)?(?:[ ]time|[ ]at)?|out|tx[ ]end|session[ ]end(?:ed)?(?:[ ]at)?"
    rf"|end[ ]of[ ](?:session|tx|treatment)|left(?:[ ]at)?)[ ]*(?:[:=@-]"
    rf"|at)?[ ]*(?P<clock>{_C})(?![\d:/%])"
)
_LABELLED_CONTEXT = re.compile(
    r"time|session|seen|tx|treat|visit|start|\bin\b|from|dos|date|total|\d{5}|clock|hrs|\bst\b|min"
)

_ONES = {w: n for n, w in enumerate(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"], 1)}  # fmt: skip
_TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SPELT = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(list(_ONES)[:9])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
_N = rf"(?P<n>\d{{1,3}}(?!\d)|\b{_SPELT}\b)"
_U = r"(?:[ ]*-?[ ]?(?:mins?|minutes?|mts)\b\.?)"
_DURATION = re.compile(
    rf"(?<![\d./:$#-])(?:x[ ]?|for[ ]|of[ ])?{_N}(?:{_U}|(?P<prime>')(?!\d|[ ]?\d{{1,2}}\"|[a-z]))"
)
_RANGED = re.compile(r"\d{1,3}[ ]?(?:-|to)[ ]?$")
_TOTAL_LABEL = re.compile(
    r"""(?P<timed>(?:total[ ])?(?:billable[ ])?timed(?:[ -]?(?:code|treatment|tx|service|procedure))?s?(?:[ ]treatment)?(?:[ ](?:minutes|mins?|time|tx))*(?:[ ]total)?
          |(?:tot(?:al)?|ttl)\.?[ ](?:timed|tmd|direct|1:1|one-on-one)(?:[ ](?:code|codes|minutes|mins?|time|tx|treatment|therapy|contact|1:1))*|tct|ttm|(?:total[ ])?timed[ ](?:code|codes|cpt)(?:[ ](?:minutes|mins?|time))*|time-based[ ](?:code[ ])?(?:minutes|mins?|total)|direct[ ](?:tx[ ]|treatment[ ])?(?:time|minutes|mins?)|billable[ ](?:minutes|mins?|time)|tmd|timed)
      |(?P<total>(?:total|tot|ttl|overall|full|whole)\.?[ ](?:treatment|tx|session|therapy|visit|rx|service|rehab|skilled|billable|appointment|time[ ]in)?[ ]?(?:time|minutes|mins?|duration|length|mts|treatment[ ]time)?(?:[ ](?:in[ ](?:min|minutes|clinic)|spent|today|of[ ](?:treatment|session|tx|visit)|min|mins|minutes))?|ttt|(?:session|treatment|tx|visit|therapy)[ ](?:time|length|duration|minutes|mins?|lasted|total)(?:[ ]total)?|length[ ]of[ ](?:session|visit|treatment|tx)|(?:total)[ ]session|duration[ ]of[ ](?:session|treatment|visit|tx)|time[ ](?:spent|in[ ]clinic)|session|duration)
    """,
    re.VERBOSE,
)
_AFTER_LABEL = re.compile(
    rf"[ ]*(?:\([^()\n]{{0,24}}\)[ ]*)?(?:[:=\-|@]|is|was|of|for)*[ ]*(?:approx\.?[ ]"
    rf"|~[ ]?)?(?P<n>\d{{1,3}}(?!\d)|{_SPELT}\b(?=[ ]min))(?P<unit>{_U}|')?(?![\d:/.]\d|[ ]?(?:u\b"
    rf"|units?|sec|ft|feet|reps|%|lb|x\b))"
)
_BEFORE_TOTAL = re.compile(
    rf"(?<![\d./:$#-]){_N}{_U}[ ]*(?P<kind>(?:of[ ])?(?:total[ ])?(?:timed|total|tx\b|treatment"
    rf"|session|visit|therapy|skilled[ ](?:pt|ot|therapy|treatment)|direct|1:1|one[ -]on[ -]one"
    rf"|individual)(?:[ ](?:timed|tx|treatment|session|time|total|code|codes|minutes|visit|therapy"
    rf"|skilled|contact))*)(?=[ ]*(?:[.,;)|/\n+]|$|[a-z]))"
)

_NOT_SESSION_AFTER = re.compile(
    r"[ ]*(?:\(?(?:seated |standing |sitting |sit )?(?:rest|break|recovery)\b|hold|walk(?: test)? "
    r"test|walk test|walk\b(?= ?(?:test|dist|=|:))|walking test|ago|after|before|prior|later"
    r"|post(?! |,)|per day|/day|a day|/d\b|daily|each day|bid|tid|qd|x ?\d/(?:day|wk)|\d+x|to "
    r"(?:recover|return|don|doff|dress|complete|get|finish|come|resolve|settle|baseline|shower"
    r"|walk|put)|w/ plb|with plb|drive|commute|late|early|of (?:rest|pain|sitting|standing tol"
    r"|symptom|dizz|sx|lying|stiff|inactivity|being)|before (?:pain|needing|fatigue|sx|symptom"
    r"|onset|requiring|sitting)|until|without (?:rest|sx|pain|sob|symptom|lob|increase|needing)"
    r"|w/o (?:rest|pain|sx|sob|symptom|lob|needing)|tolerance|max\b|limit|apgar|standing tol"
    r"|rest\b|at a time|at once|(?:sitting|standing|seated) tol|increments|intervals)"
)
_NOT_SESSION_BEFORE = re.compile(
    r"(?:\b(?:under|past|beyond|inside|gone (?:at|with|in|sitting)|cleared(?: w/)?|on at|sat|at"
    r"|post|we talked for(?: about)?|then,?|a|rest(?:ed|s|ing)?(?: ?breaks?| periods?)?(?: of| x| "
    r"for|:)?|after|within|in|every|q|each|per|last(?:ed|ing|s)?|limited to|max(?:imum)? of|up to"
    r"|recover(?:ed|y)?(?: in| within| x| time| after| of|:)?|took|takes|taking|tolerance(?: of| "
    r"to| x| is|:| =| was| now| increased to| improved to| up to| ~)?|tolerat(?:es?|ed"
    r"|ing)(?: [a-z]+){0,4}(?: for| x)?|stood(?: at [a-z]+)?(?: for| x)?|stands?(?: for| x)?|able "
    r"to [a-z ]{2,24}|sit(?:s|ting)?(?: tolerance)?(?: for| x| up to)|breaks?(?: x| of| for)?|>|<"
    r"|was|were|from|wait(?:ed|ing)?(?: for)?|last|previous(?:ly)?|late(?: by)?|than|goal|hold(?:s"
    r"|ing)?(?: x| for)?|(?:increased|improved|decreased|reduced)(?: [a-z]+){0,3} to|only|until"
    r"|subsid\w+ (?:in|after|within)|resolv\w+ (?:in|after|within)|settled (?:in|after|within)"
    r"|returned? to [a-z ]+ in|x ?\d+ ?(?:/|per) ?(?:day|wk))|[<>~]|wear(?:ing)?(?: time)?(?: of| "
    r"x)?|by|at least|no more than|\bvs\.?)[ ]*(?:about |approx\.? |~ ?|the first |\d{1,3} ?(?:-"
    r"|to) ?)?$"
)
_REST_NEAR = re.compile(r"\brest(?:ed|s|ing)?\b|\bbreaks?\b|\brecover")
_SILENT = frozenset({"goals", "history", "subjective", "home", "plan", "precautions", "deficit"})
_TEST_BEFORE = re.compile(
    r"(?:\b(?:tug|6mwt|2mwt|mwt|5xsts|berg|walk test|sts test|10mwt|test)[ :=x]*|\d ?)$"
)
_HOME = re.compile(
    r"\bhep\b|\bat home\b|\bhome program\b|\bdaily\b|\bper day\b|/day|\bx/d|\bnightly\b|\bbid\b"
    r"|\btid\b|\beach (?:day|night|morning)\b|\bwill\b|\bgoal\b|\bltg\b|\bstg\b|\bnext (?:visit"
    r"|session|tx|time|wk)\b|\bplan to\b|\bago\b|\bprior to\b|\blast (?:visit|session|time|week"
    r"|wk)\b"
)


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    marked: str | None  # "a", "p" or None

    @property
    def of_day(self) -> int:
        """Minutes since midnight, a bare early hour read as afternoon."""
        hour = self.hour
        if self.marked == "p" and hour < 12:  # noqa: PLR2004
            hour += 12
        elif self.marked == "a" and hour == 12:  # noqa: PLR2004
            hour = 0
        elif self.marked is None and hour < FIRST_CLINIC_HOUR:
            hour += 12
        return hour * MINUTES_PER_HOUR + self.minute


def count(words: str) -> int:
    """Read a whole number in digits or, up to ninety-nine, in words; 0 where it is none."""
    if words.isdigit():
        return int(words)
    parts = words.replace("-", " ").split()
    return sum(_TENS.get(p, 0) + _ONES.get(p, 0) for p in parts)


def parse_clock(words: str) -> _Clock | None:
    """Read "2:30pm", "1430", "9 am"; ``None`` where it is no clock."""
    match = re.match(r"(\d{1,2})[:.h ]?(\d{2})?[ ]?([ap])?", words.lower())
    if match is None:
        return None
    digits = re.match(r"\d+", words)
    bare = digits is not None and len(digits.group()) == 4  # noqa: PLR2004
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004
        return None
    if bare and match[3] is None:
        return _Clock(hour, minute, "m")
    return _Clock(hour, minute, match[3])


def _hhmm(minutes_of_day: int) -> str:
    return f"{minutes_of_day // MINUTES_PER_HOUR:02d}:{minutes_of_day % MINUTES_PER_HOUR:02d}"


def _pair(a: _Clock, b: _Clock) -> tuple[int, int]:
    """Two clocks as minutes of the day, a missing am or pm taken from the other."""
    start, stop = a.of_day, b.of_day
    if a.marked is None and b.marked in ("a", "p"):
        borrowed = _Clock(a.hour, a.minute, b.marked).of_day
        other = _Clock(a.hour, a.minute, "a").of_day
        start = borrowed if borrowed < stop else other
    elif b.marked is None and a.marked in ("a", "p"):
        borrowed = _Clock(b.hour, b.minute, a.marked).of_day
        stop = borrowed if borrowed > start else _Clock(b.hour, b.minute, "p").of_day
    elif a.marked is None and b.marked is None and stop < start:
        stop += 12 * MINUTES_PER_HOUR
    return start, stop % (24 * MINUTES_PER_HOUR)


def _clocks(low: str) -> Iterator[Time]:
    taken: list[Span] = []
    for match in [*_RANGE.finditer(low), *_SHORT_RANGE.finditer(low)]:
        span = Span(match.start(), match.end())
        a, b = parse_clock(match["a"]), parse_clock(match["b"])
        if a is None or b is None or any(span.overlaps(t) for t in taken):
            continue
        start, stop = _pair(a, b)
        bare = a.marked == "m" or b.marked == "m"
        nearby = low[max(0, span.start - 40) : span.end + 20]
        sane = 0 < stop - start <= LONGEST_SESSION_MINUTES
        if bare and not (sane and (stop - start >= 5)):  # noqa: PLR2004
            continue
        if not sane and not _LABELLED_CONTEXT.search(nearby):
            continue
        taken.append(span)
        yield Time(span, TimeKind.START, clock=_hhmm(start))
        yield Time(span, TimeKind.STOP, clock=_hhmm(stop))
    starts = [m for m in _START.finditer(low) if _free(m, taken)]
    stops = [m for m in _STOP.finditer(low) if _free(m, taken)]
    paired: list[tuple[re.Match[str], re.Match[str] | None]] = []
    for first in starts:
        if first["label"] == "in" and not any(0 <= s.start() - first.end() < 40 for s in stops):  # noqa: PLR2004
            continue
        paired.append((first, next((s for s in stops if s.start() > first.start()), None)))
    used = {id(s) for _, s in paired}
    for first, last in paired:
        a = parse_clock(first["clock"])
        b = parse_clock(last["clock"]) if last else None
        if a is None:
            continue
        start, stop = _pair(a, b) if b else (a.of_day, None)
        yield Time(
            Span(first.start("clock"), first.end("clock")), TimeKind.START, clock=_hhmm(start)
        )
        if last is not None and stop is not None:
            yield Time(
                Span(last.start("clock"), last.end("clock")), TimeKind.STOP, clock=_hhmm(stop)
            )
    for lone in stops:
        clock = parse_clock(lone["clock"])
        if id(lone) not in used and clock and lone["label"] not in ("out", "left", "end"):
            yield Time(
                Span(lone.start("clock"), lone.end("clock")),
                TimeKind.STOP,
                clock=_hhmm(clock.of_day),
            )


def _free(match: re.Match[str], taken: Sequence[Span]) -> bool:
    clock = match["clock"]
    if clock.isdigit() and parse_clock(clock) is None:
        return False
    return not any(Span(match.start("clock"), match.end("clock")).overlaps(t) for t in taken)


def _totals(low: str) -> Iterator[Time]:
    for match in _TOTAL_LABEL.finditer(low):
        if match.start() and low[match.start() - 1].isalnum():
            continue
        if match["timed"] and low[max(0, match.start() - 2) : match.start()] in ("un", "n-"):
            continue
        number = _AFTER_LABEL.match(low, match.end())
        if number is None:
            continue
        bare_label = match.group().strip() in (
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
        if number["unit"] is None and match.group().strip() in (
            "duration",
            "full",
            "whole",
            "session",
        ):
            continue
        line_start = low.rfind("\n", 0, match.start()) + 1
        if (
            bare_label
            and re.search(r"[a-z]{3,} $", low[line_start : match.start()][-12:])
            and match["total"]
        ):
            continue
        kind = TimeKind.TOTAL_TIMED if match["timed"] else TimeKind.TOTAL_TREATMENT
        end = number.end("unit") if number["unit"] else number.end("n")
        yield Time(Span(match.start(), end), kind, minutes=count(number["n"]))
    for match in _BEFORE_TOTAL.finditer(low):
        words = match["kind"]
        timed = "timed" in words or "direct" in words or "1:1" in words or "one" in words
        if re.search(
            r"\b(?:rest|after|prior|before)\b", low[max(0, match.start() - 16) : match.start()]
        ):
            continue
        end = match.start("kind") + len(words)
        kind = TimeKind.TOTAL_TIMED if timed else TimeKind.TOTAL_TREATMENT
        yield Time(Span(match.start("n"), end), kind, minutes=count(match["n"]))


def find_times(
    folded: str, mentions: Sequence[CodeMention], parts: Sequence[clauses.Clause]
) -> tuple[Time, ...]:
    """Find every session time of a note, in order of place.

    Args:
        folded: The note's folded text.
        mentions: Its procedure codes.
        parts: Its clauses; durations in goals, plans, history and home work are no session times.
    """
    low = lowered(folded)
    found = list(_clocks(low))
    taken = [t.span for t in found]
    for total in _totals(low):
        if not any(total.span.overlaps(t) for t in taken) and not _past(parts, total.span):
            found.append(total)
            taken.append(total.span)
    for duration in [*tables.minutes(folded, mentions), *_durations(low, mentions, parts)]:
        if not any(duration.span.overlaps(t) for t in taken):
            found.append(duration)
            taken.append(duration.span)
    ordered = sorted(found, key=lambda t: (t.span, t.kind.value))
    coded = [_with_code(low, t, mentions) for t in ordered]
    return tuple(_as_total(low, t, coded) for t in coded)


_TOTAL_TAIL = re.compile(
    r"[ ]*(?:,[ ]*)?(?:in all\b|altogether|total\b|all told|one to one|with (?:pt|ot|the patient) "
    r"one)"
)
_TOTAL_LEAD = re.compile(
    r"(?:^|[.;|\n] ?)(?:today'?s )?(?:treatment|session|final session|rx|tx|visit|interventions?"
    r"|total time[a-z ]{0,30}|the session(?: ran| lasted)|session ran|seen(?: for)?(?: pt| "
    r"ot)?(?: tx| treatment)?|pt seen(?: for (?:pt|ot|tx|treatment))?)(?: today)?[ ,:=]*(?:x ?"
    r"|for |of )?$"
)


def _with_code(low: str, time: Time, mentions: Sequence[CodeMention]) -> Time:
    """Tie a clock range, or the minutes right behind one, to the one code that heads its line."""
    if time.code is not None or time.kind in (TimeKind.TOTAL_TIMED, TimeKind.TOTAL_TREATMENT):
        return time
    line_start = low.rfind("\n", 0, time.span.start) + 1
    line_end = low.find("\n", time.span.end)
    line = Span(line_start, line_end if line_end >= 0 else len(low))
    inside = [m for m in mentions if line.contains(m.span)]
    for mention in inside:
        between = low[mention.span.end : time.span.start] or low[time.span.end : mention.span.start]
        if re.fullmatch(
            r"[\s,:(|-]*(?:[\d:.h]+[ ]?[ap]?m?[ ]?(?:-|to)[ ]?[\d:.h]+[ ]?[ap]?m?)?[\s,:(|-]*",
            between,
        ):
            return replace(time, code=mention.code)
    return time


def _as_total(low: str, time: Time, every: Sequence[Time]) -> Time:
    """Read minutes that stand alone beside the clock, or with a word for the whole, as the total."""
    if time.kind is not TimeKind.DURATION or time.code is not None:
        return time
    before = low[max(0, time.span.start - 60) : time.span.start]
    line_start = low.rfind("\n", 0, time.span.start) + 1
    line_end = low.find("\n", time.span.end)
    rest = low[time.span.end : line_end if line_end >= 0 else len(low)]
    beside_clock = any(
        t.kind is TimeKind.STOP
        and t.code is None
        and 0 <= time.span.start - t.span.end <= 8  # noqa: PLR2004
        and not low[t.span.end : time.span.start].strip(" ,;=(-/.|")
        for t in every
    )
    told = any(t.kind is TimeKind.TOTAL_TREATMENT for t in every)
    alone = (
        not low[line_start : time.span.start].strip(" =~*-(")
        and re.match(r"[ ]*[.)]?[ ]*(?:$|[A-Z])", rest, re.IGNORECASE) is not None
    )
    ends = not low[line_end:].count("\n", 1) > 2 if line_end >= 0 else True  # noqa: PLR2004
    if (
        _TOTAL_TAIL.match(low, time.span.end)
        or beside_clock
        or (not told and alone and ends)
        or (not told and _TOTAL_LEAD.search(before))
    ):
        return replace(time, kind=TimeKind.TOTAL_TREATMENT)
    return time


def _past(parts: Sequence[clauses.Clause], span: Span) -> bool:
    clause = _clause_at(parts, span)
    return clause is not None and clause.section in ("goals", "history")


def _clause_at(parts: Sequence[clauses.Clause], span: Span) -> clauses.Clause | None:
    return next((c for c in parts if c.span.start <= span.start < c.span.end), None) or next(
        (c for c in parts if c.sentence.start <= span.start < c.sentence.end), None
    )


_CODE_MINUTES = re.compile(
    r"[ ]*(?:\(?[a-z]{2,12}(?:[ ][a-z/-]{2,12}){0,3}\)?[ ]*)?(?:[-,/]?[ ]*(?:gp|go|gn|kx|cq|co|59"
    r"|x[sepu]))*[ ]*(?P<sign>[:=(\[\-|@.,_]{0,2}[ ]*(?:x[ ]?|for[ ]|\(|_{1,3})?"
    r"|[ ]{2,})[ ]*(?P<n>\d{1,3}(?!\d)|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty"
    r"|fifty)(?:[- ](?:one|two|three|four|five|six|seven|eight"
    r"|nine))?(?=[ ]min))(?P<unit>[ ]?-?[ ]?(?:mins?|minutes?|m)\b\.?|')?(?![\d:/.]\d|[ ]?(?:u\b"
    r"|units?|reps?|sets?|lb|#|ft|%|sec|x[ ]?\d|\"|-[ ]?\d))"
)
FEWEST_BARE_MINUTES = 5
"""A bare number behind a code ("97530 x 20") is minutes from here on; fewer are units."""


def _durations(
    low: str, mentions: Sequence[CodeMention], parts: Sequence[clauses.Clause]
) -> Iterator[Time]:
    claimed: list[Span] = []
    for mention in mentions:
        match = _CODE_MINUTES.match(low, mention.span.end)
        if match is None or not _fits_code(low, mention, match, parts):
            continue
        span = Span(mention.span.start, match.end("unit") if match["unit"] else match.end("n"))
        if not any(span.overlaps(c) for c in claimed):
            claimed.append(span)
            yield Time(span, TimeKind.DURATION, minutes=count(match["n"]), code=mention.code)
    for match in _DURATION.finditer(low):
        span = Span(
            match.start("n") if not match.group().startswith("x") else match.start(), match.end()
        )
        if any(span.overlaps(c) for c in claimed) or not count(match["n"]):
            continue
        clause = _clause_at(parts, Span(match.start("n"), match.end()))
        if clause is None or not _session(low, match, clause):
            continue
        yield Time(
            span,
            TimeKind.DURATION,
            minutes=count(match["n"]),
            code=_code(low, span, clause, mentions),
        )


def _fits_code(
    low: str, mention: CodeMention, match: re.Match[str], parts: Sequence[clauses.Clause]
) -> bool:
    number = count(match["n"])
    written_as_digits = low[mention.span.start : mention.span.end][-4:].isdigit()
    clause = _clause_at(parts, mention.span)
    if match["unit"]:
        return number > 0 and "\n" not in match.group()
    if clause is not None and clause.section in ("goals", "history"):
        return False
    context = low[max(0, low.rfind("\n", 0, mention.span.start)) : mention.span.start]
    minutes_said = re.search(r"\bmin", context) is not None
    named = not written_as_digits and _listed(low, mention, match) and number >= FEWEST_BARE_MINUTES
    if number > LONGEST_SESSION_MINUTES or match["sign"] == "-":
        return False
    return named or (written_as_digits and (number >= FEWEST_BARE_MINUTES or minutes_said))


def _listed(low: str, mention: CodeMention, match: re.Match[str]) -> bool:
    """Say whether a short name with a bare number stands as an entry of a list of minutes."""
    if match["sign"].strip() in ("-", "") and low[mention.span.start : mention.span.end].isalpha():
        lead = low[low.rfind("\n", 0, mention.span.start) + 1 : mention.span.start]
        tail = low[match.end() : match.end() + 3]
        opens = re.search(
            r"(?:^[ \t*\-\[(]*|[;,.|/:(\[&+][ ]*|[ ]{2,}|\t|\d[ ]?(?:min|m|')?[ ]|\bmins?:?[ ])$",
            lead,
        )
        return (
            opens is not None
            and re.match(r"[ ]*(?:[,;/)\]+.&|\n]|$|[ ]{2}|-|[a-z])", tail) is not None
        )
    return True


def _session(low: str, match: re.Match[str], clause: clauses.Clause) -> bool:
    """Say whether a number of minutes speaks of the session's treatment."""
    if clause.section in _SILENT:
        return False
    before = low[clause.sentence.start : match.start("n")]
    after = low[match.end() : match.end() + 32]
    before = (
        re.sub(r"(?:x ?|for )$", "", before)
        if not match.group().startswith(("x", "for"))
        else low[clause.sentence.start : match.start()]
    )
    if _NOT_SESSION_AFTER.match(after) or _NOT_SESSION_BEFORE.search(before[-48:].rstrip() + " "):
        return False
    if not match["n"].isdigit() and (
        not match.group().rstrip(".").endswith("s") or match["n"] == "one"
    ):
        return False
    if _TEST_BEFORE.search(before[-14:].rstrip() + " "):
        return False
    whole = low[clause.span.start : clause.span.end]
    if _REST_NEAR.search(whole) and len(whole) < 60:  # noqa: PLR2004
        return False
    if match["prime"] and (
        int(match["n"]) > MINUTES_PER_HOUR
        or re.match(r"[ ]*(?:x[ ]?\d|w/|rw|fww|with|yesterday)", after)
    ):
        return False
    if match["prime"] and re.search(
        r"\b(?:amb|gait|walk|ft|fww|rw|spc|distance|hall|level|propel\w*|steps?|feet)\b", whole
    ):
        return False
    return not _HOME.search(whole)


def _code(
    low: str, span: Span, clause: clauses.Clause, mentions: Sequence[CodeMention]
) -> str | None:
    """The code a duration is tied to: in its own clause, or heading its line before any other time."""
    inside = {m.code for m in mentions if clause.span.contains(m.span)}
    if len(inside) == 1:
        return inside.pop()
    near = low[span.end : span.end + 30]
    follows = re.match(r"[ ]*(?:of[ ]|:|-|\(|x|for)*[ ]*", near)
    at = span.end + (follows.end() if follows else 0)
    for mention in mentions:
        if at <= mention.span.start <= at + 2 and "\n" not in low[span.end : mention.span.start]:
            return mention.code
    return None


class TimeFinder:
    """Keep every session time; needs codes and clauses."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` in place and return it."""
        found = find_times(fold(doc.text), kept(doc, codes.KEY), kept(doc, clauses.KEY))
        keep(doc, KEY, found)
        mark(doc, KEY, ((t.span, t.kind.value) for t in found))
        return doc


@component("auditor_times")
def make_time_finder(nlp: Language, name: str) -> TimeFinder:  # noqa: ARG001
    """Build the component."""
    return TimeFinder()
