"""Part a note into sentences and clauses: the units of reading.

Most notes are lists of fragments. A *sentence* is a line, table cell or sentence; a *clause* is a
piece of it between commas, dashes and joining words, small enough to name one activity.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import Section, Span
from auditor.nlp import run_ons, sections
from auditor.nlp.typed import component, folded_text, keep, kept, mark

KEY = "clause"
SENTENCE_KEY = "sentence"


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence, and the line and section it stands in."""

    span: Span
    sentence: Span
    line: Span
    section: str


_LEAD = re.compile(
    r"""
    [ \t>|]*
    # a bullet
    (?:[*+~_#\u2022-]+[ \t]*)?
    # a box
    (?:\[[ xX+]?\][ \t]*)?
    # a number
    (?:\(?(?:\d{1,2}|[a-hA-H])[.)](?=[ \t])[ \t]*)?
    """,
    re.VERBOSE,
)
_CELL = re.compile(r"[ \t]*\|+[ \t]*|\t+[ \t]*|[ ]{3,}")
_CELL_MARKS = ("|", "\t", "   ")
"""What parts cells: a line without any of these is one."""
_ABBREVIATED = re.compile(
    r"""
    (?:\b(?:approx|vs|dr|mr|mrs|ms|st|i\.e|e\.g|no|dept|inc|prev|cont|incl|ea|resp)|\b[A-Z])\.$
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Both patterns open with the characters a cut can open with, told apart by looking back at it:
# the search then leaps from one of them to the next.
_SENTENCE_END = re.compile(
    r"""
    ["')\] \t\n;.](?:
      # the end of a sentence
      (?<=[.!?]["')\]])["')\]]*[ \t\n]++(?=["'(\[*#]*[A-Za-z0-9])
      |(?<=[.!?][ \t\n])[ \t\n]*+(?=["'(\[*#]*[A-Za-z0-9])
      # a semicolon, a number, a box or a star that opens the next
      |(?<=;)[ \t\n]*
      |(?<=[ \t])[ \t]*+(?=\(?\d{1,2}[.)][ \t]+[A-Za-z"]|\[[ xX]?\][ \t])
      |(?<=[ ])\*(?:[ ]|(?=[A-Za-z]))
      # a full stop without a space behind it
      |(?<=[a-z)\"]\.)(?=[A-Z][a-z])
    )
    """,
    re.VERBOSE,
)
_JOIN = re.compile(
    r"""
    [ \t\n,:/>(\[)\]](?:
      # always parts
      (?<=[ \t\n])[ \t\n]*+(?:
        (?:
          -{1,2}|\+|followed[ ]by|f/b|progress(?:ed|ing)[ ]to|in[ ]addition[ ]to|as[ ]well[ ]as
        )[ \t\n]+
        |>{1,2}[ \t\n]+(?=[a-z]{4})
        |/[ \t\n]+(?=[A-Za-z0-9"']{3})
        # parts where another activity follows
        |(?:and[ ]then|and|&|then|plus|while|w/|with|also|or)[ \t\n]+(?P<soft>)
      )
      |(?<=,)(?!\d)[ \t\n]*
      |(?<=[A-Za-z0-9)"']:)[ \t\n]+
      |(?<=>)>?[ \t\n]+(?=[a-z]{4})
      |(?:(?<=[a-z]/)|(?<=[a-z][ ])/)[ ]?(?=[a-z])(?P<slash>)
      # parts where the brackets hold a list or a remark
      |(?:(?:(?<=[(\[])|(?<=[ \t])[ \t]*+[(\[])(?=[^()\[\]\n]*[)\]])|(?<=[)\]]))(?P<bracket>)
    )
    """,
    re.VERBOSE,
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_CONTINUES = re.compile(r"[ \t]*[a-z(][a-z/' ]")
_WORD = re.compile(r"[A-Za-z]+")
_ACTION = re.compile(r"(?:re-?)?[a-z]{3,}(?:ing|ed)\b", re.IGNORECASE)
_NOT_ACTION = frozenset([
    "during", "being", "having", "using", "including", "needed", "required", "according",
    "regarding", "assisted", "rated", "seated", "limited", "increased", "decreased", "improved",
    "noted", "used", "left", "right", "red", "walking-stick", "bed", "med", "speed",
])  # fmt: skip
"""Words that look like an activity ("-ing", "-ed") and are none."""
_OPENERS = frozenset([
    "abduction", "adductor", "balance", "calf", "dorsiflexion", "eccentric", "elbow", "external",
    "glute", "heel", "hung", "isometric", "lunges", "manual", "mini", "neuro", "neuromuscular",
    "nordic", "nordics", "overhead", "passive", "prone", "pulleys", "scap", "scapular", "seated",
    "shoulder", "standing", "static", "supine", "swept", "ther", "therapeutic", "trampoline",
    "wall", "wheelchair", "wrist", "wrote", "wrung",
])  # fmt: skip
"""Words with which the name of another activity hardly ever fails to begin behind "and"."""
_LONGEST_SENTENCE = 400
"""Behind so many characters a full stop ends a sentence whatever stands before it."""
_LONGEST_ABBREVIATION = 12
"""No abbreviation, with its full stop and what must stand before it, is longer."""
_LONE_LETTER = 2
_FEWEST_WORDS = 2
"""A letter with its full stop ("min A.") may end a sentence of at least so many words."""
_REMARK_WORDS = 3
"""Brackets that hold so many words are a clause of their own."""
_KNOWN_WITHIN = 12
"""How far behind a joining word the next known activity may begin."""
_WRAP_AT = 60
"""A line at least this long that ends in mid-sentence may go on in the next one."""


def logical_lines(folded: str) -> Iterator[Span]:
    """Give the lines of a note, hard-wrapped prose joined into one; blank lines left out."""
    start = end = 0
    at = 0
    last = ""
    for line in folded.split("\n"):
        stop = at + len(line)
        if not line.strip():
            if end > start:
                yield Span(start, end)
            start = end = stop + 1
        elif end > start and _goes_on(last, line):
            end = stop
        else:
            if end > start:
                yield Span(start, end)
            start, end = at, stop
        at = stop + 1
        last = line
    if end > start:
        yield Span(start, end)


def _goes_on(line: str, following: str) -> bool:
    said = line.rstrip()
    if len(said) < _WRAP_AT or said.endswith((".", ":", "!", "?", ";")):
        return False
    return said.endswith(",") or _CONTINUES.match(following) is not None


def find_clauses(
    folded: str, parts: Sequence[Section], known: Sequence[Span]
) -> tuple[Clause, ...]:
    """Part a folded note into clauses.

    Args:
        folded: The note's folded text.
        parts: Its sections, in order, without gaps.
        known: Phrases known to name activities, in order: never cut, and a list of them is
            cut at its "and".
    """
    lookup = sections.SectionLookup(tuple(parts))
    breaks = sorted(s.span.start for s in parts)
    starts = [k.start for k in known]
    clauses: list[Clause] = []
    for line in logical_lines(folded):
        for cell in _cells(folded, line, breaks):
            for sentence in _sentences(folded, cell):
                section = lookup.at(sentence.start)
                inside = known[
                    max(0, bisect_left(starts, sentence.start) - 1) : bisect_left(
                        starts, sentence.end
                    )
                ]
                clauses += [
                    Clause(piece, sentence, line, section)
                    for piece in _pieces(folded, sentence, inside)
                ]
    return tuple(clauses)


def _trim(folded: str, start: int, end: int) -> Span | None:
    while start < end and folded[start] in " \t\n,;:|*-+>~_":
        start += 1
    while end > start and folded[end - 1] in " \t\n,;|*>~_":
        end -= 1
    return Span(start, end) if end > start else None


def _cells(folded: str, line: Span, breaks: Sequence[int]) -> Iterator[Span]:
    lead = _LEAD.match(folded, line.start, line.end)
    start = lead.end() if lead else line.start
    cuts = [(b, b) for b in breaks[bisect_right(breaks, start) : bisect_left(breaks, line.end)]]
    if any(folded.find(mark, start, line.end) >= 0 for mark in _CELL_MARKS):
        cuts += [m.span() for m in _CELL.finditer(folded, start, line.end)]
        cuts.sort()
    for cut_start, cut_end in [*cuts, (line.end, line.end)]:
        if cut_start >= start:
            if cell := _trim(folded, start, cut_start):
                yield cell
            start = max(start, cut_end)


def _sentences(folded: str, cell: Span) -> Iterator[Span]:
    start = cell.start
    for cut in _SENTENCE_END.finditer(folded, cell.start, cell.end):
        if cut.start() - start < _LONGEST_SENTENCE and _abbreviates(folded, start, cut):
            continue
        if piece := _trim(folded, start, cut.start()):
            yield piece
        start = cut.end()
    if piece := _trim(folded, start, cell.end):
        yield piece


def _abbreviates(folded: str, start: int, cut: re.Match[str]) -> bool:
    """Say whether the full stop before a cut ends a short form, not the sentence from ``start``."""
    at = cut.start()
    if at == start or folded[at - 1] not in ".\n" or not cut.group().isspace():
        return False
    end = folded[max(start, at - _LONGEST_ABBREVIATION) : at]
    if not _ABBREVIATED.search(end):
        return False
    word = end.rsplit(None, 1)[-1]
    return len(word) > _LONE_LETTER or len(folded[start:at].split()) < _FEWEST_WORDS


def _pieces(folded: str, sentence: Span, known: Sequence[Span]) -> Iterator[Span]:
    start = sentence.start
    for cut in _cuts(folded, sentence, known):
        if piece := _trim(folded, start, cut.start()):
            yield from run_ons.turns(folded, piece)
        start = cut.end()
    if piece := _trim(folded, start, sentence.end):
        yield from run_ons.turns(folded, piece)


def _cuts(folded: str, sentence: Span, known: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Give what parts a sentence into clauses; nothing within a known phrase does."""
    starts = [k.start for k in known]
    listing = _listing_brackets(folded, sentence)
    for cut in _JOIN.finditer(folded, sentence.start, sentence.end):
        behind = bisect_left(starts, cut.end())
        if behind and known[behind - 1].end > cut.start():
            continue
        kind = cut.lastgroup
        if (
            kind is None
            or (kind in ("soft", "slash") and _starts_action(folded, cut, known, behind))
            or (kind == "bracket" and cut.end() - 1 in listing)
        ):
            yield cut


def _listing_brackets(folded: str, sentence: Span) -> set[int]:
    """Offsets of brackets that hold a list or a remark of several words."""
    found: set[int] = set()
    for match in _BRACKETS.finditer(folded, sentence.start, sentence.end):
        inner = match.group()[1:-1]
        if "," in inner or ";" in inner or len(inner.split()) >= _REMARK_WORDS:
            found |= {match.start(), match.end() - 1}
    return found


def _starts_action(folded: str, cut: re.Match[str], known: Sequence[Span], behind: int) -> bool:
    """Say whether the words after a joining word begin another activity.

    Args:
        folded: The note's folded text.
        cut: The joining word.
        known: Phrases of its sentence that are known to name activities.
        behind: Which of them is the first behind it.
    """
    joiner = cut.group().strip()
    after = cut.end()
    if joiner in ("w/", "with", "or"):
        return False
    begins_known = behind < len(known) and (
        known[behind].start <= after + _KNOWN_WITHIN
        and "," not in folded[after : known[behind].start]
    )
    if joiner == "/":
        return begins_known and behind > 0 and abs(known[behind - 1].end - cut.start()) <= 1
    word = _ACTION.match(folded, after)
    if begins_known or (word is not None and word.group().lower() not in _NOT_ACTION):
        return True
    opener = _WORD.match(folded, after)
    return opener is not None and opener.group().lower() in _OPENERS


def clause_at(parts: Sequence[Clause], offset: int) -> Clause | None:
    """Return the clause at an offset, or ``None`` between clauses."""
    found = bisect_right(parts, offset, key=_start) - 1
    return parts[found] if found >= 0 and offset < parts[found].span.end else None


def _start(clause: Clause) -> int:
    return clause.span.start


def clause_or_sentence_at(parts: Sequence[Clause], offset: int) -> Clause | None:
    """Return the clause at an offset, else the first of the sentence around it."""
    behind = bisect_right(parts, offset, key=_start)
    if behind and offset < parts[behind - 1].span.end:
        return parts[behind - 1]
    for near in parts[max(0, behind - 1) : behind + 1]:
        if near.sentence.start <= offset < near.sentence.end:
            return parts[bisect_left(parts, near.sentence.start, key=_start)]
    return None


def is_aim_or_past(parts: Sequence[Clause], offset: int) -> bool:
    """Say whether a place stands among goals or history: what it tells is not of the session."""
    clause = clause_or_sentence_at(parts, offset)
    return clause is not None and clause.section in ("goals", "history")


class ClauseFinder:
    """Mark ``doc.spans["clause"]`` and ``["sentence"]``; needs sections and known activities."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` in place and return it."""
        known = tuple(Span(s.start_char, s.end_char) for s in doc.spans.get("known_activity", ()))
        clauses = find_clauses(folded_text(doc), kept(doc, sections.KEY), known)
        keep(doc, KEY, clauses)
        mark(doc, KEY, ((c.span, c.section) for c in clauses))
        mark(doc, SENTENCE_KEY, ((s, "") for s in sorted({c.sentence for c in clauses})))
        return doc


@component("auditor_clauses")
def make_clause_finder(nlp: Language, name: str) -> ClauseFinder:  # noqa: ARG001
    """Build the component."""
    return ClauseFinder()
