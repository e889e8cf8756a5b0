"""Find bare minutes behind names that are no codes: "eval 32", "Indiv 22  Conc 18", "ice 10"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from auditor.model import CodeMention, Label, Span, Time, TimeKind
from auditor.nlp import vocab
from auditor.nlp.lines import line_around, line_start

_FEWEST_MINUTES = 4
_MOST_MINUTES = 180
_FEWEST_EVAL_MINUTES = 10
_FEWEST_MODES = 2
_FEWEST_GLUED = 2
"""How many names must carry their minutes: "MT2" alone may be anything."""
_MODES_REACH = 100
"""How far apart the minutes of two modes may stand."""
_REACH = 200
"""How far from minutes on their line the words may stand that tell what they are."""
_GROUP = "97150"
_EVAL_CODES = frozenset(f"9716{n}" for n in range(1, 9))
"""Evaluations and re-evaluations of physical and occupational therapy."""

_END = r"(?=[ ]*(?:[,;|/)\]+&=(]|\.(?!\d)|$|\n|[ ]{2}|(?:after|post|pre|before|tx|conc|grp|w/)\b))"
_MODE = re.compile(
    r"""
    (?<![a-z0-9/-])(?:ind(?:iv(?:id(?:ual)?)?)?|con(?:c(?:ur(?:rent)?)?)?|group|grp|gp|co-?tx|co-?treat)
    (?:[ ]min(?:ute)?s?)?[ ]*[:=]?[ ]*(?P<n>\d{1,3}|-{1,2})(?![\d:.]|[ ]?(?:of|x|clients?|pts?)\b)
    (?:[ ]?(?:min(?:ute)?s?|m|')(?![a-z]))?
    """,
    re.VERBOSE,
)
_EVAL = re.compile(
    r"""
    (?<![a-z0-9/-])(?:(?:re-?)?eval(?:uation)?|tx|treat(?:ment)?|crm|unattended)
    (?:[ ]time|[ ]min(?:ute)?s?)?
    [ ]*(?:[:=][ ]*|was[ ]|x[ ]?)?\(?(?P<n>\d{2,3})
    (?P<unit>[ ]?(?:min(?:ute)?s?|m|')(?![a-z]))?
    """
    + _END,
    re.VERBOSE,
)
# Machines on which one keeps going: a bare number behind them is minutes, "bike x8, UBE 10".
_MACHINE = re.compile(
    r"""
    (?:bike|nu-?step|ube|elliptical|rower|sci-?fit|arc[ ]trainer|omnicycle|airdyne)
    (?:[ ]l(?:v|vl|evel)?\.?[ ]?\d{1,2}\b)?[ ](?:x[ ]?)?(?P<n>\d{1,2})(?![\d:.]\d)
    """
    + _END,
    re.VERBOSE,
)
# The minutes of each item on a line of their own, or at its end: "Minutes: 8", "MIN 12."
# A number behind "gait 10 min:" may be the work's: "150 ft", "4-corner", "50%".
_COUNTED = re.compile(
    r"min(?:ute)?s?[ ]?[:=][ ]?(?P<n>\d{1,3})(?!\d|[:/.]\d|[ ]?[a-z+=%\"]|-[a-z])"
)
_FEWEST_COUNTED = 2
_COUNTS_ALL = re.compile(
    r"(?:total|timed|tot|treatment|tx|session|\bot|\bpt|therapy|code|direct)[ -]$"
)
_LABEL_REACH = 12
# Short names of codes with their minutes on them: "TE22 NMR8 TA14", "te16:".
_GLUED = re.compile(r"\b(?P<name>te|ta|nmr|mt|gt|sc)(?P<n>\d{1,2})(?=[ ,:;/+=)]|$)", re.MULTILINE)
_GLUED_CODES = {
    "te": "97110", "ta": "97530", "nmr": "97112", "mt": "97140", "gt": "97116", "sc": "97535",
}  # fmt: skip
# What else a line says that is about minutes, so that "eval 32" is no score.
_OF_MINUTES = re.compile(
    r"\b(?:total|timed|minutes?|mins?|time|\d{1,2}:\d{2}[ap]?|\d{4}-\d{4})\b|\d[ ]?min"
)


@cache
def _modality() -> re.Pattern[str]:
    forms = {
        spelling
        for entry in vocab.activities()
        if entry.cue == Label.MODALITY
        for form in entry.forms
        for spelling in vocab.spellings(form)
        if len(form) > _FEWEST_MODES
    }
    rests: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        rests.setdefault(form[0], []).append(re.escape(form[1:]))
    # by first letter, each looking back behind it: the search leaps to where a name can begin
    names = "|".join(
        rf"{re.escape(first)}(?<![a-z0-9/].)(?:{'|'.join(found)})" for first, found in rests.items()
    )
    return re.compile(
        rf"(?:{names})(?:[ ](?:bag|pack|pre|post))?[ ](?:x[ ]?)?(?P<n>\d{{1,2}})"
        rf"(?![\d:.]\d)" + _END
    )


def find_named_minutes(low: str, mentions: Sequence[CodeMention]) -> Iterator[Time]:
    """Find minutes in lower-cased text whose name tells what they are, with a unit or without.

    Those of an evaluation go to its code where the note writes one and no more.
    """
    evals = {m.code for m in mentions if m.code in _EVAL_CODES}
    for match in _MODE.finditer(low):
        if match["n"].isdigit() and _among_modes(low, match):
            grouped = _GROUP if match.group().startswith("g") else None
            yield from _time(match, 1, _code_of_row(low, match, mentions) or grouped)
    for match in _EVAL.finditer(low) if "eval" in low else ():
        line = _near(low, match)
        rest = low[line.start : match.start()] + low[match.end() : line.end]
        named = "eval" in match.group()
        if (match["unit"] or _OF_MINUTES.search(match.group() + rest)) and (
            named or "eval" in rest
        ):
            code = next(iter(evals)) if named and len(evals) == 1 else None
            yield from _time(match, _FEWEST_EVAL_MINUTES, code)
    for match in chain(_modality().finditer(low), _MACHINE.finditer(low)):
        yield from _time(match, _FEWEST_MINUTES)
    glued = list(_GLUED.finditer(low))
    if len({match["name"] for match in glued}) >= _FEWEST_GLUED:
        for match in glued:
            yield from _time(match, 1, _GLUED_CODES[match["name"]])


def find_counted_minutes(low: str, mentions: Sequence[CodeMention]) -> Iterator[Time]:
    """Find the minutes of items that are all labelled alike; a lone label is that of the session.

    They go to the code on their line, else to the only one since the minutes before them.
    """
    figures = [m for m in mentions if m.span.of(low).isdigit()]
    labelled = [m for m in _COUNTED.finditer(low) if not low[m.start() - 1 : m.start()].isalpha()]
    if len(labelled) >= _FEWEST_COUNTED:
        since = 0
        for match in labelled:
            if not _COUNTS_ALL.search(low[max(0, match.start() - _LABEL_REACH) : match.start()]):
                yield from _time(match, 1, _code_of_item(low, match, since, figures))
            since = match.end()


def _code_of_item(
    low: str, match: re.Match[str], since: int, figures: Sequence[CodeMention]
) -> str | None:
    """The only code in figures on the line of some minutes, else since the item before."""
    line = line_around(low, Span(*match.span()))
    first = bisect_left(figures, min(since, line.start), key=_start)
    near = figures[first : bisect_left(figures, line.end, key=_start)]
    beside = {m.code for m in near if line.contains(m.span)}
    codes = beside or {m.code for m in near if since <= m.span.start < match.start()}
    return codes.pop() if len(codes) == 1 else None


def _start(mention: CodeMention) -> int:
    return mention.span.start


def _code_of_row(low: str, match: re.Match[str], mentions: Sequence[CodeMention]) -> str | None:
    """The only code that stands in figures before the minutes of a mode, on their line."""
    start = line_start(low, match.start())
    row = (m for m in mentions if start <= m.span.start < match.start())
    codes = {m.code for m in row if any(c.isdigit() for c in m.span.of(low))}
    return codes.pop() if len(codes) == 1 else None


def _near(low: str, match: re.Match[str]) -> Span:
    """The line around a match, as far as a reader's eye goes."""
    start, end = match.span()
    stop = low.find("\n", end, end + _REACH)
    return Span(
        max(low.rfind("\n", 0, start) + 1, start - _REACH),
        stop if stop >= 0 else min(len(low), end + _REACH),
    )


def _among_modes(low: str, match: re.Match[str]) -> bool:
    """Say whether the minutes of another mode of treatment stand nearby, beside or below."""
    around = max(0, match.start() - _MODES_REACH), match.end() + _MODES_REACH
    return len(_MODE.findall(low, *around)) >= _FEWEST_MODES


def _time(match: re.Match[str], fewest: int, code: str | None = None) -> Iterator[Time]:
    minutes = int(match["n"])
    if fewest <= minutes <= _MOST_MINUTES:
        yield Time(Span(*match.span()), TimeKind.DURATION, minutes=minutes, code=code)
