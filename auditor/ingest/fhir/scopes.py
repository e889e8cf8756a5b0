"""Which resources stand together, and what does a reference between them mean?

A bundle's entries may refer to one another and to what stands around the bundle, never the other
way: the documents of two patients in one file may both hold a ``Patient/1``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from auditor.errors import InputError
from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.claim_files.shapes import Node, node, nodes, text
from auditor.ingest.fhir.kinds import BUNDLE, NAMED
from auditor.ingest.refused import Place, Refused

MOST_DEPTH = 5
"""How deep bundles may stand in bundles."""

_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
_WEB = ("http://", "https://")
_VERSION = re.compile(r"/_history/[^/]*$")

_NO_RESOURCE = 'is no FHIR resource: it has no "resourceType"'
_ONE_PAGE = "is one page of a search, and more follow (link next); give the files of those too"
_TOO_DEEP = f"is a bundle more than {MOST_DEPTH} bundles deep; export it by itself"


@dataclass(frozen=True, slots=True)
class Piece:
    """A JSON value where a resource is expected."""

    place: Place
    """Of the value, by its number."""
    around: Place
    """Of what it stands in."""
    value: object
    full_url: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Resources that may refer to one another."""

    resources: tuple[Resource, ...]


class References(Mapping[str, Node]):
    """Resources by whatever may refer to them: ``Patient/1``, a web address, ``urn:uuid:``.

    Where two are called alike the first counts. A web address means a resource of another address
    by no means, even where type and id are the same.
    """

    def __init__(self, held: Iterable[tuple[str, Node]], outer: Mapping[str, Node]) -> None:
        self._full: dict[str, Node] = {}
        self._relative: dict[str, Node] = {}
        self._homeless: dict[str, Node] = {}
        self._outer = outer
        for full_url, values in held:
            if full_url:
                self._full.setdefault(full_url, values)
            name = name_of(values)
            if name:
                self._relative.setdefault(name, values)
                if not full_url.startswith(_WEB):
                    self._homeless.setdefault(name, values)

    def __getitem__(self, written: str) -> Node:
        """Return the resource that a reference means.

        Raises:
            KeyError: It is not in the file.
        """
        plain = _VERSION.sub("", written.partition("?")[0])
        tail = "/".join(plain.split("/")[-2:])
        by_name = self._homeless if plain.startswith(_WEB) else self._relative
        found = self._full.get(plain) or by_name.get(tail)
        return self._outer[written] if found is None else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._full)

    def __len__(self) -> int:
        return len(self._full)


def name_of(values: Node) -> str:
    """Return ``Patient/1``; empty where type or id is none that FHIR knows."""
    kind, own_id = values.get("resourceType"), values.get("id")
    if kind not in NAMED or not isinstance(own_id, str) or not _ID.fullmatch(own_id):
        return ""
    return f"{kind}/{own_id}"


def scopes(
    pieces: Iterable[Piece], outer: Mapping[str, Node] | None = None, depth: int = 0
) -> Iterator[Scope | Refused]:
    """Give the resources that stand together, then those of each bundle among them.

    Args:
        pieces: The JSON values of a file, or of a bundle.
        outer: What stands around the bundle.
        depth: In how many bundles they stand.
    """
    bare: list[Piece] = []
    bundles: list[Piece] = []
    for piece in pieces:
        value = piece.value
        if not isinstance(value, dict) or not isinstance(value.get("resourceType"), str):
            yield piece.place.refuse(_NO_RESOURCE)
        else:
            (bundles if value["resourceType"] == BUNDLE else bare).append(piece)
    values = [(p.full_url, p.value) for p in bare if isinstance(p.value, dict)]
    references = References(values, {} if outer is None else outer)
    yield Scope(tuple(_resource(p, references) for p in bare))
    for bundle in bundles:
        if depth == MOST_DEPTH:
            yield bundle.place.refuse(_TOO_DEEP)
        else:
            yield from _within(bundle, references, depth + 1)


def _resource(piece: Piece, references: References) -> Resource:
    values = piece.value if isinstance(piece.value, dict) else {}
    name = name_of(values)
    return Resource(piece.around.inside(name) if name else piece.place, values, references)


def _within(bundle: Piece, outer: References, depth: int) -> Iterator[Scope | Refused]:
    values = bundle.value if isinstance(bundle.value, dict) else {}
    around = bundle.place if depth > 1 else bundle.around
    try:
        entries = nodes(values, "entry")
        more_follow = any(text(link, "relation") == "next" for link in nodes(values, "link"))
    except InputError as error:
        yield bundle.place.refuse(str(error))
        return
    if more_follow:
        yield bundle.place.notice(_ONE_PAGE)
    pieces: list[Piece] = []
    for number, entry in enumerate(entries, start=1):
        place = around.inside(f"entry {number}")
        try:
            if resource := node(entry, "resource"):
                pieces.append(Piece(place, around, resource, text(entry, "fullUrl")))
        except InputError as error:
            yield place.refuse(str(error))
    yield from scopes(pieces, outer, depth)
