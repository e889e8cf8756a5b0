"""Which XML documents does a DOCX file hold, and is it safe to unpack?

python-docx can open the same files, but not those with a link to a part that is missing (which many
programs write), with macros, or in the strict form; and a hostile list of links can hold it up for
hours. So the few parts that hold text are taken out here, each only up to a size.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from auditor.ingest.documents.docx_xml import attribute, children, local
from auditor.ingest.extras import library
from auditor.ingest.untrusted_xml import root_of

if TYPE_CHECKING:
    from types import ModuleType

    from lxml.etree import _Element

    from auditor.ingest.refused import Place

MOST_UNPACKED_BYTES = 256_000_000
MOST_XML_BYTES = 48_000_000
"""The most that one part of XML may unpack to: a tree takes many times that in memory."""
MOST_MEMBERS = 10_000
MOST_RATIO = 200
_SMALL_BYTES = 10_000_000
"""What unpacks to less may be packed as tightly as it likes."""

_KIND = "a Word document"
_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_DAMAGED = "is damaged, so nothing of it is read; open it in a word processor and save it anew"
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(RuntimeError, ValueError, OverflowError, KeyError),
)
"""What the standard library raises on a damaged or unusual archive."""


class Package:
    """The parts of a Word document.

    Raises:
        InputError: It is none, is protected, damaged or unsafe to unpack, or the library that reads
            it is not installed.
    """

    def __init__(self, raw: bytes, place: Place) -> None:
        if raw.startswith(_OLD):
            reason = "is protected by a password or is an old Word file (.doc); save it as .docx"
            raise place.error(reason)
        self._etree: ModuleType = library("lxml.etree", _KIND, place)
        self._place = place
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except _FAULTS:
            raise place.error(_DAMAGED) from None
        self._check()
        main = self.linked("", "officeDocument")
        root = self.part(main[0]) if main else None
        if root is None or local(root) != "document":
            reason = "is no Word document"
            raise place.error(reason)
        self.name = main[0]
        self.root: _Element = root

    def part(self, name: str) -> _Element | None:
        """Return the root of a part; ``None`` where it is not there or is not XML.

        Raises:
            InputError: It is damaged or too large.
        """
        try:
            if self._archive.getinfo(name).file_size > MOST_XML_BYTES:
                reason = f"holds a part of over {MOST_XML_BYTES:,} bytes; split it"
                raise self._place.error(reason)
            raw = self._archive.read(name)
        except KeyError:
            return None
        except _FAULTS:
            raise self._place.error(_DAMAGED) from None
        try:
            root = root_of(self._etree, raw)
        except (self._etree.LxmlError, ValueError, LookupError):
            raise self._place.error(_DAMAGED) from None
        if root.getroottree().docinfo.internalDTD is not None:
            reason = "declares entities in its XML, which no Word document does; it is not read"
            raise self._place.error(reason)
        return root

    def linked(self, name: str, kind: str) -> list[str]:
        """Return the names of the parts of a kind that a part links to."""
        return [target for _, found, target in self._links(name) if found == kind]

    def link(self, name: str, link_id: str) -> str | None:
        """Return the name of the part that a part's link means."""
        found = (target for id_, _, target in self._links(name) if id_ == link_id)
        return next(found, None)

    def _links(self, name: str) -> list[tuple[str, str, str]]:
        """List a part's links within the document: id, kind, name of the part."""
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return []
        return [
            (
                attribute(link, "Id"),
                attribute(link, "Type").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, attribute(link, "Target")))[1:],
            )
            for link in children(root, "Relationship")
            if attribute(link, "TargetMode") != "External"
        ]

    def _check(self) -> None:
        members = self._archive.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED_BYTES:
            reason = "unpacks to more than any document needs; nothing of it is read"
            raise self._place.error(reason)
        if unpacked > _SMALL_BYTES and unpacked > MOST_RATIO * packed:
            reason = "is packed tighter than any document is; nothing of it is read"
            raise self._place.error(reason)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            reason = "is protected by a password; save it without"
            raise self._place.error(reason)
