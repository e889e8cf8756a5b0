"""How do the pieces of a message become one note, each once?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from auditor.errors import InputError
from auditor.ingest.alike import are_alike
from auditor.ingest.extracted import Extracted, Inner
from auditor.ingest.hl7.encapsulated import document_in
from auditor.ingest.hl7.observations import ENCAPSULATED, Piece, kind_of, pieces_of
from auditor.ingest.hl7.segments import Segment
from auditor.ingest.refused import Place, Refused
from auditor.model import Part

_RTF = "{\\rtf"


@dataclass(frozen=True, slots=True)
class Report:
    """One document of a message: its segments, and what they say beside its text."""

    segments: Sequence[Segment]
    values: Mapping[str, object]
    place: Place
    message: str
    """Which message it stands in, as its parts name it: ``message 3``."""


def notes_of(report: Report, inner: Inner) -> Iterator[Extracted | Refused]:
    """Give the note of a document: its texts, and what is encapsulated with them, in their order.

    An encapsulated document that says what the text or another one says is left out, so that no
    minute is read twice. Without any text, each encapsulated one is a note. What the message says
    of patient, day and so on goes before what they say themselves.
    """
    texts = list(pieces_of(report.segments))
    documents: dict[int, list[Extracted]] = {}
    for position, raw in _documents(report.segments, texts):
        segment = report.segments[position]
        here = report.place.inside(f"OBX {segment.number}")
        for item in _opened(raw, here, inner):
            if isinstance(item, Refused):
                yield item
            elif _is_said(item, texts, chain.from_iterable(documents.values())):
                yield item.place.notice("is the note in another format, which is read once")
            else:
                named = _renamed(item, f"{report.message}, OBX {segment.number}")
                documents.setdefault(position, []).append(named)
    if any(piece.text.strip() for piece in texts):
        yield _put_together(report, texts, documents)
    else:
        for document in chain.from_iterable(documents.values()):
            yield replace(document, values={**document.values, **report.values})


def _documents(
    segments: Sequence[Segment], texts: list[Piece]
) -> Iterator[tuple[int, bytes | InputError]]:
    """Give the documents carried, each with the position of its segment, or why it is damaged.

    A text that is RTF is such a document too, and is taken out of ``texts``.
    """
    written = "\n".join(piece.text for piece in texts)
    if written.lstrip().startswith(_RTF) and written.rstrip().endswith("}"):
        yield texts[0].position, written.encode(errors="surrogateescape")
        texts.clear()
    for position, segment in enumerate(segments):
        if segment.name == "OBX" and kind_of(segment) == ENCAPSULATED:
            try:
                yield position, document_in(segment)
            except InputError as error:
                yield position, error


def _opened(raw: bytes | InputError, place: Place, inner: Inner) -> Iterator[Extracted | Refused]:
    if isinstance(raw, InputError):
        yield place.refuse(str(raw))
        return
    try:
        yield from inner(raw, place)
    except InputError as error:
        yield Refused(place.name, place.source, str(error))


def _is_said(item: Extracted, texts: Iterable[Piece], documents: Iterable[Extracted]) -> bool:
    others = ["\n".join(piece.text for piece in texts), *(d.text for d in documents)]
    return any(are_alike(item.text, other) for other in others)


def _renamed(document: Extracted, where: str) -> Extracted:
    """Name the parts of an encapsulated document by the observation that carries it."""
    inside = [Part(part.start, f"{where}, {part.where}") for part in document.parts]
    return replace(document, parts=tuple(inside) or (Part(0, where),))


def _put_together(
    report: Report, texts: Iterable[Piece], documents: Mapping[int, list[Extracted]]
) -> Extracted:
    pieces = {piece.position: [_read(piece, report)] for piece in texts} | dict(documents)
    lines: list[str] = []
    parts: list[Part] = []
    values: dict[str, object] = {}
    start = 0
    items = list(chain.from_iterable(pieces[position] for position in sorted(pieces)))
    for item in items:
        parts.extend(Part(start + part.start, part.where) for part in item.parts)
        is_ended = item is items[-1] or item.text.endswith("\n")
        lines.append(item.text if is_ended else f"{item.text}\n")
        start += len(lines[-1])
        values = {**item.values, **values}
    return Extracted("".join(lines), report.place, tuple(parts), {**values, **report.values})


def _read(piece: Piece, report: Report) -> Extracted:
    return Extracted(piece.text, report.place, (Part(0, f"{report.message}, {piece.where}"),))
