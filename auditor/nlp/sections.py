"""Find the sections of a note: what kind of text stands where."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import CodeMention, Section, Span
from auditor.nlp import codes, vocab
from auditor.nlp.typed import component, folded_text, keep, kept, mark

KEY = "section"
BODY = "body"
"""The kind of text that stands under no heading we know."""

_SHORT_HEAD = 24
"""Words shorter than this are a heading before a dash or a bar too, not before ":" alone."""
_LONGEST_ROW = 200
"""A longer line is no row of headings."""
_NO_TREATMENT = frozenset({"subjective", "history", "goals", "plan", "assessment", "home"})

_LEAD = r"[ \t>*#\-\u2022]*+(?:\(?\d{1,2}[.)][ \t]+)?(?:\[[ xX]?\][ \t]*)?\**"
_HEAD = re.compile(
    rf"""
    {_LEAD}(?P<head>[A-Za-z][A-Za-z0-9/&'.\- ]{{0,48}}?)
    # a remark in brackets or a number
    (?P<extra>[ \t]*\([^()\n]{{0,40}}\)|[ \t]*\#?\d{{1,2}})?\**[ \t]*
    # the mark that makes it a heading
    (?P<mark>:|=|-(?=[ \t])|\|(?=[ \t]))
    """,
    re.VERBOSE,
)
_BARE = re.compile(
    r"[ \t>#]*(?:\(?\d{1,2}[.)][ \t]+)?\**"
    r"(?P<head>[A-Za-z][A-Za-z0-9/&'.\- ]{1,48}?)\**[ \t]*[-=:_]*$"
)
# In text whose line breaks were lost a heading stands behind a full stop or wide space.
_INLINE = re.compile(
    r"""
    (?P<head>
      # first the letter, which few places have, then what stands before it
      [A-Z]
      (?:(?<=[.;!?)|][ ].)|(?<=[ ]{2}.)|(?<=\t.)|(?<=\t[ ].)|(?<=,.)|(?<=,[ ].))
      [A-Za-z/&'\- ]{0,44}?
    )
    (?P<extra>[ ]?\([^()\n]{0,30}\)|[ ]?\#?\d{1,2})?[ ]?
    (?P<mark>:|\|(?=[ ]))
    """,
    re.VERBOSE,
)

# What tells of this session ends what was told before it: "Today 26 min", "This visit:", or a row
# of headings whose last column is of today.
_NOW = re.compile(
    rf"""
    {_LEAD}(?:
      (?:this[ ](?:visit|session)|today(?:'s)?(?:[ ](?:session|visit|tx|treatment|rx))?
        |treatment[ ]today|tx(?:[ ]today)?|session[ ]\#?\d{{1,2}})
      (?:[ ]?[:=(|-]|[ ]*$|[ ]+\d)
      |[A-Za-z][^\n]*(?:[ ]{{2,}}|\t|\|[ ]?)today[ ]*\|?[ ]*$
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@cache
def _known() -> Mapping[str, tuple[str, str]]:
    return {h: (s.kind, s.scope) for s in vocab.headings() for h in s.headings}


def heading(words: str) -> tuple[str, str] | None:
    """Return (kind, scope) of the words of a heading, or ``None`` where they are none."""
    plain = " ".join(re.sub(r"[.#*_]+", " ", words.lower()).split())
    unnumbered = re.sub(r"(?:^\d+\s+|\s+\d+$|(?<=[a-z])\d{1,2}$)", "", plain)
    return _known().get(plain) or _known().get(unnumbered)


def find_sections(folded: str, mentions: Sequence[CodeMention] = ()) -> tuple[Section, ...]:
    """Part a note into sections, without gaps, in order; text before any heading is ``body``.

    A line headed by a procedure code is treatment again, wherever it stands.
    """
    starts = [0, *(m.end() for m in re.finditer("\n", folded))]
    coded = {
        bisect_right(starts, m.span.start) - 1 for m in mentions if codes.heads_line(folded, m)
    }
    marks: list[tuple[int, str]] = []
    block = BODY
    open_line = False
    at = 0
    for number, line in enumerate(folded.split("\n")):
        found = _headings_of(line) if line.strip() else []
        if _ends(block, line, found, coded=number in coded):
            block, open_line = "objective" if number in coded else BODY, False
        if not line.strip():
            if open_line:
                marks.append((at, block))
                open_line = False
        else:
            if not (found and found[0][0] == 0) and not open_line:
                marks.append((at, block))
            marks.extend((at + start, kind) for start, kind, *_ in found)
            for _, kind, scope, has_rest in found:
                open_line = scope == "line" and not has_rest
                if scope == "block":
                    block = kind
        at += len(line) + 1
    return _stretches(marks, len(folded))


def _ends(
    block: str, line: str, found: Sequence[tuple[int, str, str, bool]], *, coded: bool
) -> bool:
    """Say whether a line ends what is no treatment: it is headed by a code or told of today."""
    return block in _NO_TREATMENT and (
        coded or (not found and _NOW.match(line[:_LONGEST_ROW]) is not None)
    )


def _headings_of(line: str) -> list[tuple[int, str, str, bool]]:
    """Give (start, kind, scope, whether words follow) of each heading in one line."""
    found: list[tuple[int, str, str, bool]] = []
    first = _HEAD.match(line)
    here = heading(first["head"]) if first else None
    if first and here and (first["mark"] in ":=" or len(first["head"]) < _SHORT_HEAD):
        found.append((0, *here, bool(line[first.end() :].strip())))
    elif (bare := _BARE.match(line)) and (here := heading(bare["head"])) and len(bare["head"]) > 1:
        found.append((0, *here, False))
    found += [
        (inline.start("head"), *here, bool(line[inline.end() :].strip()))
        for inline in _INLINE.finditer(line, 1 if found else 0)
        if (here := heading(inline["head"])) and (here[1] == "block" or inline["mark"] == ":")
    ]
    return found


def _stretches(marks: list[tuple[int, str]], end: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    for start, kind in marks:
        if sections and sections[-1].kind == kind:
            continue
        if sections:
            last = sections[-1]
            sections[-1] = Section(Span(last.span.start, start), last.kind)
        sections.append(Section(Span(0 if not sections else start, end), kind))
    return tuple(s for s in sections if s.span.start < s.span.end)


class SectionLookup:
    """The section at an offset, by bisection."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        """Index the sections of one note."""
        self._starts = [s.span.start for s in sections]
        self._sections = sections

    def at(self, offset: int) -> str:
        """Return the kind of section at a code-point offset."""
        if not self._sections:
            return BODY
        return self._sections[max(0, bisect_right(self._starts, offset) - 1)].kind


class SectionFinder:
    """Mark the sections in ``doc.spans["section"]``; needs codes."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` in place and return it."""
        sections = find_sections(folded_text(doc), kept(doc, codes.KEY))
        keep(doc, KEY, sections)
        mark(doc, KEY, ((s.span, s.kind) for s in sections))
        return doc


@component("auditor_sections")
def make_section_finder(nlp: Language, name: str) -> SectionFinder:  # noqa: ARG001
    """Build the component."""
    return SectionFinder()
