"""Part a note into sentences and clauses: the units of reading.

Most notes are lists of fragments. A *sentence* is a line, table cell or sentence; a *clause* is a
piece of it between commas, dashes and joining words, small enough to name one activity.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import Section, Span
from auditor.nlp import sections
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
_ABBREVIATED = re.compile(
    r"""
    (?:\b(?:approx|vs|dr|mr|mrs|ms|st|i\.e|e\.g|no|dept|inc|prev|cont|incl|ea|resp)|\b[A-Z])\.$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"""
    # the end of a sentence
    (?<=[.!?])["')\]]*[ \t\n]+(?=["'(\[*#]*[A-Za-z0-9])
    # a semicolon, a number, a box or a star that opens the next
    |;[ \t\n]*|[ \t]+(?=\(?\d{1,2}[.)][ \t]+[A-Za-z"])|[ \t]+(?=\[[ xX]?\][ \t])|[ ]\*[ ]
    # a full stop without a space behind it
    |(?<=[a-z)\"])\.(?=[A-Z][a-z])
    """,
    re.VERBOSE,
)
_JOIN = re.compile(
    r"""
    # always parts
    (?P<hard>
      ,(?!\d)[ \t\n]*|[ \t\n]+-{1,2}[ \t\n]+|(?<=[A-Za-z0-9)"']):[ \t\n]+|[ \t\n]+\+[ \t\n]+
      |[ \t\n]*>{1,2}[ \t\n]+(?=[a-z]{4})
      |[ \t\n]+(?:followed[ ]by|f/b|progress(?:ed|ing)[ ]to|in[ ]addition[ ]to|as[ ]well[ ]as)
       [ \t\n]+
    )
    # parts where another activity follows
    |(?P<soft>
       [ \t\n]+(?:and[ ]then|and|&|then|plus|while|w/|with|also|or)[ \t\n]+
       |(?<=[a-z])[ ]?/[ ]?(?=[a-z])
     )
    # parts where the brackets hold a list or a remark
    |(?P<open>[ \t]*[(\[](?=[^()\[\]\n]*[)\]]))|(?P<shut>[)\]])
    """,
    re.VERBOSE,
)
_ACTION = re.compile(r"(?:re-?)?[a-z]{3,}(?:ing|ed)\b", re.IGNORECASE)
_NOT_ACTION = frozenset([
    "during", "being", "having", "using", "including", "needed", "required", "according",
    "regarding", "assisted", "rated", "seated", "limited", "increased", "decreased", "improved",
    "noted", "used", "left", "right", "red", "walking-stick", "bed", "med", "speed",
])  # fmt: skip
"""Words that look like an activity ("-ing", "-ed") and are none."""
_LONGEST_SENTENCE = 400
"""Behind so many characters a full stop ends a sentence whatever stands before it."""
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
    for line in folded.split("\n"):
        stop = at + len(line)
        if not line.strip():
            if end > start:
                yield Span(start, end)
            start = end = stop + 1
        elif end > start and _goes_on(folded[start:end].rpartition("\n")[2], line):
            end = stop
        else:
            if end > start:
                yield Span(start, end)
            start, end = at, stop
        at = stop + 1
    if end > start:
        yield Span(start, end)


def _goes_on(line: str, following: str) -> bool:
    if len(line.rstrip()) < _WRAP_AT or line.rstrip().endswith((".", ":", "!", "?", ";")):
        return False
    return bool(re.match(r"[ \t]*[a-z(][a-z/' ]", following)) or line.rstrip().endswith(",")


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
    breaks = [s.span.start for s in parts]
    clauses: list[Clause] = []
    for line in logical_lines(folded):
        for cell in _cells(folded, line, breaks):
            for sentence in _sentences(folded, cell):
                section = lookup.at(sentence.start)
                clauses += (
                    Clause(piece, sentence, line, section)
                    for piece in _pieces(folded, sentence, known)
                )
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
    cuts = [(m.start(), m.end()) for m in _CELL.finditer(folded, start, line.end)]
    cuts += [(b, b) for b in breaks if start < b < line.end]
    for cut_start, cut_end in [*sorted(cuts), (line.end, line.end)]:
        if cut_start >= start:
            if cell := _trim(folded, start, cut_start):
                yield cell
            start = max(start, cut_end)


def _sentences(folded: str, cell: Span) -> Iterator[Span]:
    start = cell.start
    for cut in _SENTENCE_END.finditer(folded, cell.start, cell.end):
        before = folded[start : cut.start()]
        if (
            cut.group().isspace()
            and _ABBREVIATED.search(before)
            and len(before) < _LONGEST_SENTENCE
        ):
            word = before.rsplit(None, 1)[-1]
            if len(word) > _LONE_LETTER or len(before.split()) < _FEWEST_WORDS:
                continue
        if piece := _trim(folded, start, cut.start()):
            yield piece
        start = cut.end()
    if piece := _trim(folded, start, cell.end):
        yield piece


def _pieces(folded: str, sentence: Span, known: Sequence[Span]) -> Iterator[Span]:
    inside = [k for k in known if k.overlaps(sentence)]
    start = sentence.start
    depth_lists = _listing_brackets(folded, sentence)
    for cut in _JOIN.finditer(folded, sentence.start, sentence.end):
        where = Span(cut.start(), cut.end())
        if any(k.start < where.end and where.start < k.end for k in inside):
            continue
        if cut["soft"] and not _starts_action(folded, cut, inside):
            continue
        if (cut["open"] or cut["shut"]) and not any(
            where.start <= b < where.end for b in depth_lists
        ):
            continue
        if piece := _trim(folded, start, cut.start()):
            yield piece
        start = cut.end()
    if piece := _trim(folded, start, sentence.end):
        yield piece


def _listing_brackets(folded: str, sentence: Span) -> set[int]:
    """Offsets of brackets that hold a list or a remark of several words."""
    found: set[int] = set()
    for match in re.finditer(r"[(\[][^()\[\]]*[)\]]", folded[sentence.start : sentence.end]):
        inner = match.group()[1:-1]
        if "," in inner or ";" in inner or len(inner.split()) >= _REMARK_WORDS:
            found |= {sentence.start + match.start(), sentence.start + match.end() - 1}
    return found


def _starts_action(folded: str, cut: re.Match[str], known: Sequence[Span]) -> bool:
    """Say whether the words after a joining word begin another activity."""
    joiner = cut.group().strip().lower()
    after = cut.end()
    if joiner in ("w/", "with", "or"):
        return False
    begins_known = any(
        after <= k.start <= after + _KNOWN_WITHIN and "," not in folded[after : k.start]
        for k in known
    )
    if joiner == "/":
        return begins_known and any(
            k.end >= cut.start() - 1 and k.end <= cut.start() + 1 for k in known
        )
    word = _ACTION.match(folded, after)
    return begins_known or (word is not None and word.group().lower() not in _NOT_ACTION)


def clause_at(parts: Sequence[Clause], offset: int) -> Clause | None:
    """Return the clause at an offset, or ``None`` between clauses."""
    found = bisect_right(parts, offset, key=_start) - 1
    return parts[found] if found >= 0 and offset < parts[found].span.end else None


def _start(clause: Clause) -> int:
    return clause.span.start


def clause_or_sentence_at(parts: Sequence[Clause], offset: int) -> Clause | None:
    """Return the clause at an offset, else the first of the sentence around it."""
    return clause_at(parts, offset) or next(
        (c for c in parts if c.sentence.start <= offset < c.sentence.end), None
    )


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
