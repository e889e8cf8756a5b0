"""What does a FHIR Composition say, section by section?

Its title, then each section's title and narrative, in their order. The composition's own narrative
is read only where no section has one: by custom it repeats them, or holds what no clinician wrote.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.errors import InputError
from auditor.ingest.claim_files.shapes import Node, node, nodes, text
from auditor.ingest.extracted import Extracted
from auditor.ingest.fhir.drafts import Draft
from auditor.ingest.fhir.narrative import text_of
from auditor.ingest.fields import refuse
from auditor.ingest.refused import Refused, shown
from auditor.model import Part

MOST_DEPTH = 20
"""How deep sections may stand in sections."""

_TOO_DEEP = f"has sections more than {MOST_DEPTH} deep; export it with fewer"
_NOTHING = "holds no narrative text, only a frame; export it with the text of its sections"
_UNSAID = "has sections whose entries have no narrative; such entries are not read"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A section, without those within it."""

    where: str
    heading: str
    words: str
    only_entries: bool = False
    """Whether it holds entries and no narrative that would tell them."""

    @property
    def lines(self) -> str:
        return "\n".join(filter(None, (self.heading, self.words)))


def read_composition(draft: Draft, values: Mapping[str, object]) -> Iterator[Extracted | Refused]:
    """Read a composition as one note.

    Args:
        draft: What it says of its note.
        values: The same by the batch format's keys, with the claim lines that belong to it.

    Raises:
        InputError: An element has another shape, or a narrative is not well-formed.
    """
    composition, place = draft.resource.values, draft.resource.place
    pieces = list(_pieces(nodes(composition, "section"), ""))
    if not any(piece.words for piece in pieces):
        own = _narrative(composition)
        if not own:
            yield refuse(values, place, _NOTHING)
            return
        pieces.append(_Piece("narrative of the document", "", own))
    title = _Piece("title", text(composition, "title"), "")
    yield _joined([title, *pieces], draft, values)
    if any(piece.only_entries for piece in pieces):
        yield place.notice(_UNSAID)


def _pieces(sections: Sequence[Node], above: str, depth: int = 1) -> Iterator[_Piece]:
    if sections and depth > MOST_DEPTH:
        raise InputError(_TOO_DEEP)
    for number, section in enumerate(sections, start=1):
        heading, words = _heading(section), _narrative(section)
        where = f"{above}section {shown(heading) or number}"
        within = nodes(section, "section")
        lacks = bool(nodes(section, "entry")) and not words and not within
        yield _Piece(where, heading, words, only_entries=lacks)
        yield from _pieces(within, f"{where}, ", depth + 1)


def _heading(section: Node) -> str:
    concept = node(section, "code")
    codings = (text(coding, "display") for coding in nodes(concept, "coding"))
    return text(section, "title") or text(concept, "text") or next(filter(None, codings), "")


def _narrative(holder: Node) -> str:
    div = text(node(holder, "text"), "div")
    return text_of(div) if div else ""


def _joined(pieces: Iterable[_Piece], draft: Draft, values: Mapping[str, object]) -> Extracted:
    lines: list[str] = []
    parts: list[Part] = []
    start = 0
    for piece in pieces:
        if piece.lines:
            parts.append(Part(start, piece.where))
            lines.append(piece.lines)
            start += len(piece.lines) + len("\n")
    return Extracted("\n".join(lines), draft.resource.place, tuple(parts), values)
