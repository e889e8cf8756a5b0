"""Of which discipline is a note, by the codes of its type and of its author's specialty?

Sources: LOINC document codes as in HL7's value sets ``LoincDocumentOntologyInternational`` and
``ProgressNoteDocumentTypeCode`` (C-CDA on FHIR); provider taxonomy of the NUCC, whose first four
characters are the profession.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.claim_files.shapes import Node, node, nodes, text
from auditor.ingest.fhir.people import people
from auditor.ingest.fhir.references import referred

_LOINC: Mapping[str, str] = {
    "11508-9": "PT",
    "28579-1": "PT",
    "34824-3": "PT",
    "11507-1": "OT",
    "18734-4": "OT",
    "28578-3": "OT",
    "11512-1": "SLP",
    "18740-1": "SLP",
    "28571-8": "SLP",
}
_TAXONOMY: Mapping[str, str] = {
    "2251": "PT",
    "2252": "PT",
    "225X": "OT",
    "224Z": "OT",
    "235Z": "SLP",
}
_WORDS: Mapping[str, re.Pattern[str]] = {
    "PT": re.compile(r"\bphysical[ -]therap|\bphysiotherap", re.IGNORECASE),
    "OT": re.compile(r"\boccupational[ -]therap", re.IGNORECASE),
    "SLP": re.compile(r"\bspeech\b.{0,20}\b(?:therap|patholog)", re.IGNORECASE),
}
_NUCC = "nucc"


def discipline_of(resource: Resource, authors: Sequence[Node]) -> str | None:
    """Return the discipline that a note's type says, else its author's profession; one, or none.

    Raises:
        InputError: An element has another shape.
    """
    by_type = {d for c in _types(resource.values) for d in _of_concept(c)}
    if by_type:
        return _only(by_type)
    held = [each for author in authors for each in people(resource, author)]
    return _only({d for each in held for c in _professions(each) for d in _of_concept(c)})


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


def _types(values: Node) -> Iterator[Node]:
    for key in ("type", "category", "code"):
        yield from referred(values, key)


def _professions(held: Node) -> Iterator[Node]:
    yield from referred(held, "code")
    yield from referred(held, "specialty")
    for qualification in nodes(held, "qualification"):
        yield node(qualification, "code")


def _of_concept(concept: Node) -> Iterator[str]:
    said = [text(concept, "text")]
    for coding in nodes(concept, "coding"):
        code, system = text(coding, "code").upper(), text(coding, "system").casefold()
        said.append(text(coding, "display"))
        if found := _LOINC.get(code):
            yield found
        if _NUCC in system and (found := _TAXONOMY.get(code[:4])):
            yield found
    for discipline, pattern in _WORDS.items():
        if any(map(pattern.search, said)):
            yield discipline
