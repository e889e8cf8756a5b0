"""Part a document that holds many notes (the print-out of a chart) by patient and date.

A note begins with a head: lines near one another that label a patient and a date of service. Where
two heads differ in either, the document is parted at the first line of each; titles and page
headers directly above belong to it. A head that comes again (a page header) parts nothing, unless
its title names another discipline. The notes' texts, joined, are the document's.

A document whose message gives its claim is one note: the claim could not be parted.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from auditor.ingest.extracted import Extracted
from auditor.ingest.splitting.beginnings import beginning
from auditor.ingest.splitting.heads import Head, first_of_each_note, heads
from auditor.ingest.splitting.labels import dates_labelled
from auditor.ingest.splitting.lines import lines_of
from auditor.model import Part

__all__ = ["split"]

_FEWEST_DATES = 2


def split(extracted: Extracted) -> Iterator[Extracted]:
    """Give the notes of a document; the document itself where it is one note.

    What stands before the first head goes with the first note. A note's patient (the record
    number, never a name) and date of service are given where its head has them and the document's
    message does not.
    """
    if extracted.values.get("claim") or dates_labelled(extracted.text) < _FEWEST_DATES:
        yield extracted
        return
    lines = lines_of(extracted.text)
    found = first_of_each_note(heads(lines))
    if not found:
        yield extracted
        return
    cuts = [0, *(beginning(lines, head, found[0]) for head in found[1:]), len(extracted.text)]
    for number, (head, (start, end)) in enumerate(zip(found, pairwise(cuts), strict=True), start=1):
        yield _note(extracted, head, number, start, end)


def _note(extracted: Extracted, head: Head, number: int, start: int, end: int) -> Extracted:
    own = extracted.values
    values = {"patient": head.record_number, "date_of_service": head.date_of_service, **own}
    if own.get("id"):
        values["id"] = f"{own['id']}:note {number}"
    return replace(
        extracted,
        text=extracted.text[start:end],
        place=extracted.place.inside(f"note {number}"),
        parts=tuple(_rebased(extracted.parts, start, end)),
        values={key: value for key, value in values.items() if value is not None},
    )


def _rebased(parts: tuple[Part, ...], start: int, end: int) -> Iterator[Part]:
    """Give the parts of a piece of the text, counted from where the piece starts."""
    reaches = [*(part.start for part in parts[1:]), end]
    for part, reach in zip(parts, reaches[: len(parts)], strict=True):
        if part.start < end and reach > start:
            yield Part(max(part.start - start, 0), part.where)
