"""Find procedure codes in a note: their digits, or short names that stand for them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import CodeMention, Span
from auditor.nlp import vocab
from auditor.nlp.fold import lowered
from auditor.nlp.lines import line_start
from auditor.nlp.phrases import alternation
from auditor.nlp.typed import component, folded_text, keep, mark

KEY = "code"

_DIGITS = re.compile(
    r"""
    (?<![\w#./-])
    # the code
    (?P<code>
      97\d{3}|9250[78]|92526|95851|95852|95992|96125|9090[1]|9091[23]|2056[01]|989[78]\d|G0\d{3}
    )
    # its modifiers
    (?P<mods>(?:[ ]?[-,/]?[ ]?\b(?:GP|GO|GN|KX|CQ|CO|59|XS|XE|XP|XU|96|97|GA|GY|GZ|GX)\b)*)(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MODIFIER = re.compile(r"GP|GO|GN|KX|CQ|CO|59|XS|XE|XP|XU|96|97|GA|GY|GZ|GX", re.IGNORECASE)
_UNITS_AFTER = re.compile(
    r"""
    [ ]*+(?:\(\d+[ ]?(?:min|')[^)]*\))?[ ]*+[-,:|x(=/]*[ ]*+(?:units?[ ]*+[:=x]?[ ]*+)?
    # the units
    (\d{1,2})[ ]*+(?:u\b|un\b|unit|units)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TIMES_AFTER = re.compile(
    r"[ ]*x[ ]*(\d)\b(?![ ]*(?:\d|min|'|mins|m\b|sets|reps|/|:\d|\.))", re.IGNORECASE
)
_UNITS_BEFORE = re.compile(
    r"(\d{1,2})[ ]*(?:u|un|unit|units)[ ]+(?:of[ ]+|x[ ]+)?\(?$", re.IGNORECASE
)
_MINUTES_NEAR = re.compile(
    r"""
    [ ]*+[:x(\[\-=@]*[ ]*+
    # minutes with their unit, or a number that can be nothing else
    (?:x[ ]*+|for[ ]+)?(?:
      \d{1,3}[ ]*+(?:min|mins|minutes|m\b|')
      |(?:[5-9]|[1-9]\d)(?=[ ]*+(?:[,;/)(\]+.&|=]|:(?!\d)|$|\n|[A-Za-z]{2}|[ ]{2}|-[ ]))
       (?![.]\d|[ ]*+(?:reps?|ft|lbs?|sets?|min[ ]a|x|sec|trials?|in\b))
    )
    """,
    re.VERBOSE,
)
_HEAD_END = re.compile(r"[ ]*(?:[:(\-=|]|$|\n|x[ ]?\d|\d{1,3}[ ]?(?:min|')|\d{1,2}[ ](?![a-z]*/))")

# What may stand before a weak name in a list: a mark, a wide space, the minutes before it.
_LIST_LEAD = re.compile(
    r"(?:^|[;,.|/:()\[\]&][ ]*|[ ]{2,}|\t|\+[ ]*|\d[ ]?(?:min|[apm]|')?[ ]|\bmins?:?[ ])$"
)
# Minutes right before a name: "14 min TE", "[12] MT".
_MINUTES_BEFORE = re.compile(
    r"(?<![\d./-])\d{1,3}(?:[ ]?(?:mins?\.?|minutes(?:[ ]of)?|')[ ]|m?\][ ])$"
)
_MINUTES_REACH = 16
_LEAD_REACH = 40
_UNITS_REACH = 200
"""How far before a name its minutes, what parts it from the last, and its units may begin."""
_BULLETS = " \t*#->|[]x+_0123456789.)("
"""Characters that may stand before what heads its line."""
_LONGEST_STUB = 3
"""Weak names up to this long count only in capitals, unless they head a line."""


@cache
def _names() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    code_of: dict[str, str] = {}
    strong: set[str] = set()
    weak: set[str] = set()
    for entry in vocab.codes():
        for form in entry.forms:
            for spelling in vocab.spellings(form):
                code_of.setdefault(spelling, entry.id)
                strong.add(spelling)
        for form in entry.weak:
            code_of.setdefault(form, entry.id)
            weak.add(form)
    return _pattern(strong), _pattern(weak - strong), code_of


def _pattern(forms: set[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9/-]){alternation(forms)}(?![a-z0-9/])")


def find_codes(folded: str) -> tuple[CodeMention, ...]:
    """Find every code written as digits or as a name that stands for one, in order."""
    low = lowered(folded)
    strong, weak, code_of = _names()
    found = list(_in_digits(folded))
    taken = [m.span for m in found]
    for pattern in (strong, weak):
        for match in pattern.finditer(low):
            span = Span(match.start(), match.end())
            at = bisect_left(taken, span)
            if any(span.overlaps(other) for other in taken[max(0, at - 1) : at + 1]):
                continue
            if pattern is strong or _is_billed(folded, low, span):
                found.append(CodeMention(span, code_of[match.group()]))
                taken.insert(at, span)
    return tuple(sorted(found, key=lambda m: m.span))


def _in_digits(folded: str) -> Iterator[CodeMention]:
    for match in _DIGITS.finditer(folded):
        modifiers = tuple(m.upper() for m in _MODIFIER.findall(match["mods"]))
        end = match.end("mods") if modifiers else match.end("code")
        span = Span(match.start("code"), match.end("code"))
        yield CodeMention(span, match["code"].upper(), _units(folded, span, end), modifiers)


def _is_billed(folded: str, low: str, span: Span) -> bool:
    """Say whether a weak name ("gait") stands for a code: at a line's head, or with minutes."""
    lead = low[line_start(low, span.start) : span.start]
    heads = not lead.strip(_BULLETS)
    shouted = span.of(folded).isupper() or span.end - span.start > _LONGEST_STUB
    timed = _MINUTES_NEAR.match(low, span.end) and _LIST_LEAD.search(lead[-_LEAD_REACH:])
    headed = heads and _HEAD_END.match(low, span.end)
    led = _MINUTES_BEFORE.search(lead[-_MINUTES_REACH:])
    return bool(headed or ((timed or led) and (shouted or heads)))


def heads_line(folded: str, mention: CodeMention) -> bool:
    """Say whether a code stands at the head of its line, behind at most a bullet or a number."""
    lead = folded[line_start(folded, mention.span.start) : mention.span.start]
    return not lead.strip(_BULLETS + "X:")


def _units(folded: str, span: Span, end: int) -> int | None:
    for pattern in (_UNITS_AFTER, _TIMES_AFTER):
        if match := pattern.match(folded, end):
            return int(match[1])
    start = max(line_start(folded, span.start), span.start - _UNITS_REACH)
    if match := _UNITS_BEFORE.search(folded, start, span.start):
        return int(match[1])
    return None


class CodeFinder:
    """Keep every code mention; needs nothing but the text."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` in place and return it."""
        found = find_codes(folded_text(doc))
        keep(doc, KEY, found)
        mark(doc, KEY, ((m.span, m.code) for m in found))
        return doc


@component("auditor_codes")
def make_code_finder(nlp: Language, name: str) -> CodeFinder:  # noqa: ARG001
    """Build the component."""
    return CodeFinder()
