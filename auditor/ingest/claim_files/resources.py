"""Which FHIR resources does a JSON file hold, and whom do their references mean?"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import BinaryIO, TypeVar

from auditor.errors import InputError
from auditor.ingest.claim_files.shapes import Node, node, nodes, text
from auditor.ingest.encoding import LINE_LIMIT, decode, read_lines, rejoined
from auditor.ingest.refused import Place, Refused

Item = TypeVar("Item")
Reader = Callable[["Resource"], Iterator[Item | Refused]]

CLAIM = "Claim"
ANSWER = "ExplanationOfBenefit"

MOST_BYTES = 100_000_000
"""The most a file may hold that is one JSON value; one resource a line has no such limit."""

_REMEDIES = {
    CLAIM: "holds Claim resources only; give it as a claim file instead",
    ANSWER: "holds ExplanationOfBenefit resources only; give it as a remittance file instead",
}
_NO_SOCIAL_SECURITY = "us-ssn"
_NPI = "us-npi"


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource, where it stands, and the others of its bundle by reference."""

    place: Place
    values: Node
    others: Mapping[str, Node]

    def of(self, reference: Node) -> Node:
        """Return the resource a reference means; an empty object where the file has it not."""
        written = text(reference, "reference")
        if written.startswith("#"):
            contained = nodes(self.values, "contained")
            return next((c for c in contained if text(c, "id") == written[1:]), {})
        return self.others.get(written, {})

    def numbers(self, reference: Node) -> list[str]:
        """Return the identifiers of whom a reference means, best first.

        They are the identifier in the reference, those of the resource (the NPI first, never a
        social security number), and the id in the reference.
        """
        own = text(node(reference, "identifier"), "value")
        listed = nodes(self.of(reference), "identifier")
        named = [(text(i, "system"), text(i, "value")) for i in listed]
        named.sort(key=lambda pair: _NPI not in pair[0])
        values = [value for system, value in named if _NO_SOCIAL_SECURITY not in system]
        written = text(reference, "reference")
        last = "" if written.startswith("#") else written.removeprefix("urn:uuid:").split("/")[-1]
        return [value for value in (own, *values, last) if value]

    def name(self, reference: Node) -> str:
        """Return what an organisation is called; empty where the file does not say."""
        return text(reference, "display") or text(self.of(reference), "name")


def item_place(place: Place, number: int) -> Place:
    """Return the place of an item of a resource as messages name it."""
    return Place(f"{place.source}:item {number}", f"{place.name}:item {number}")


def read_resources(
    stream: BinaryIO, place: Place, wanted: str, read: Reader[Item]
) -> Iterator[Item | Refused]:
    """Read all resources of the type ``wanted``: one a line, one alone, a list, or a bundle's.

    Raises:
        InputError: The file is no JSON, or holds no such resource.
    """
    seen: set[str] = set()
    any_refused = False
    for resource in _resources(stream, place):
        if isinstance(resource, Refused):
            any_refused = True
            yield resource
            continue
        kind = str(resource.values.get("resourceType"))
        seen.add(kind if kind in _REMEDIES else "")
        if kind == wanted:
            yield from _safely(resource, read)
    if wanted not in seen and not any_refused:
        other = next((kind for kind in _REMEDIES if kind in seen), None)
        raise place.error(_REMEDIES[other] if other else f"holds no FHIR resource {wanted}")


def _safely(resource: Resource, read: Reader[Item]) -> Iterator[Item | Refused]:
    try:
        yield from read(resource)
    except InputError as error:
        yield resource.place.refuse(f"{error}; the resource is not read from here on")


def _resources(stream: BinaryIO, place: Place) -> Iterator[Resource | Refused]:
    """Tell one resource a line from one JSON value by the first two lines."""
    head = [stream.readline(LINE_LIMIT), stream.readline(LINE_LIMIT)]
    whole = rejoined(b"".join(head), stream)
    if any(is_object(line) for line in head):
        for line in read_lines(whole, place):
            here = Place(f"{place.source}:line {line.number}", f"{place.name}:line {line.number}")
            if line.text is None:
                yield here.refuse(f"is over {LINE_LIMIT:,} bytes; split it into smaller bundles")
            elif line.text.strip():
                yield from _safely_parsed(line.text, here)
        return
    raw = whole.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        reason = f"is one JSON value of over {MOST_BYTES:,} bytes; write one resource a line"
        raise place.error(reason)
    yield from _parsed(decode(raw), place)


def is_object(line: bytes) -> bool:
    """Say whether a line is a JSON object by itself."""
    try:
        return isinstance(json.loads(decode(line)), dict)
    except (ValueError, RecursionError):
        return False


def _safely_parsed(written: str, place: Place) -> Iterator[Resource | Refused]:
    try:
        yield from _parsed(written, place)
    except InputError as error:
        yield Refused(place.name, place.source, str(error))


def _parsed(written: str, place: Place) -> Iterator[Resource]:
    """Give the resources of one JSON value.

    Raises:
        InputError: It is no JSON, or no resource, or a bundle of another shape.
    """
    found = json_of(written, place)
    if isinstance(found, list):
        for number, each in enumerate(found, start=1):
            yield from _opened(each, _entry_place(place, number))
    else:
        yield from _opened(found, place)


def json_of(written: str, place: Place) -> object:
    """Return a JSON value whose fractions are exact.

    Raises:
        InputError: It is none, or is too deep or has a number too long to read.
    """
    try:
        return json.loads(written, parse_float=Decimal, parse_constant=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        reason = "is not valid JSON (cut, or damaged), so nothing of it is read; get the whole file"
        raise place.error(reason) from None


def _opened(found: object, place: Place) -> Iterator[Resource]:
    if not isinstance(found, dict) or not isinstance(found.get("resourceType"), str):
        reason = 'is no FHIR resource: it has no "resourceType"'
        raise place.error(reason)
    if found["resourceType"] != "Bundle":
        yield Resource(place, found, {})
        return
    try:
        entries = nodes(found, "entry")
        others = dict(chain.from_iterable(_references(entry) for entry in entries))
        held = [node(entry, "resource") for entry in entries]
    except InputError as error:
        raise place.error(str(error)) from None
    for number, values in enumerate(held, start=1):
        yield Resource(_entry_place(place, number), values, others)


def _references(entry: Node) -> Iterator[tuple[str, Node]]:
    """Give the references that mean a bundle's entry."""
    values = node(entry, "resource")
    yield text(entry, "fullUrl"), values
    yield f"{text(values, 'resourceType')}/{text(values, 'id')}", values


def _entry_place(place: Place, number: int) -> Place:
    return Place(f"{place.source}:entry {number}", f"{place.name}:entry {number}")
