"""Of what format is a file, by its first bytes, and by its name where these say little?"""

import json
import re
from collections.abc import Mapping
from enum import Enum, auto

from auditor.ingest.encoding import decode

HEAD_BYTES = 1 << 16
"""How much of a file is looked at."""


class Format(Enum):
    """What notes come in."""

    TEXT = auto()
    JSON = auto()
    """One object or array of ours, or JSON lines: told apart when it is read."""
    JSON_LINES = auto()
    TABLE = auto()
    FHIR = auto()
    HL7 = auto()
    CDA = auto()
    HTML = auto()
    RTF = auto()
    PDF = auto()
    ZIP = auto()
    """An archive, or a document that is one inside: told apart by its members."""
    GZIP = auto()


class Lean(Enum):
    """What a name says of its file."""

    TEXT = auto()
    LINES = auto()
    TABLE = auto()
    JSON = auto()
    HTML = auto()
    NOTHING = auto()


LEANS = {
    **dict.fromkeys((".txt", ".text", ".note", ".md"), Lean.TEXT),
    **dict.fromkeys((".jsonl", ".ndjson"), Lean.LINES),
    **dict.fromkeys((".csv", ".tsv"), Lean.TABLE),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mht", ".mhtml"), Lean.HTML),
    ".json": Lean.JSON,
}

NOTE_ENDINGS = (
    *(ending for ending, lean in LEANS.items() if lean is not Lean.JSON),
    *(".rtf", ".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".xlsm"),
    *(".hl7", ".cda", ".ccda", ".zip"),
)
"""Files of a folder or ZIP that are read whatever is in them: none is passed over in silence."""
OPEN_ENDINGS = (".json", ".xml", ".dat", ".out", ".msg", "")
"""Endings that notes and other files share: what is in them decides."""
LOOKED_FOR = (
    "texts, JSON lines, CSV and Excel tables, Word, PDF, RTF and HTML documents, FHIR, HL7, C-CDA "
    "and ZIP"
)

ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_SIGNATURES = {
    ZIP: Format.ZIP,
    _EMPTY_ZIP: Format.ZIP,
    b"\x1f\x8b": Format.GZIP,
}
_PICTURE = "is a picture; a scanned note needs text recognition (OCR) first"
_ARCHIVE = "is an archive of another kind than ZIP; unpack it, or make a ZIP of it"
_OLD_OFFICE = (
    "is an old Word or Excel file, or one locked with a password; save it as .docx or .xlsx "
    "without a password"
)
_NOT_READ = {
    b"\xd0\xcf\x11\xe0": _OLD_OFFICE,
    b"\x89PNG\r\n": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF87a": _PICTURE,
    b"GIF89a": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"7z\xbc\xaf\x27\x1c": _ARCHIVE,
    b"Rar!\x1a\x07": _ARCHIVE,
    b"\xfd7zXZ\0": _ARCHIVE,
    b"BZh9": _ARCHIVE,
    b"\x28\xb5\x2f\xfd": _ARCHIVE,
}
_TAR_MARK = slice(257, 262)
_BITMAP = re.compile(rb"BM.{4}\0{4}", re.DOTALL)
_FHIR_XML = re.compile(r"""<\w+[^<>]*\sxmlns\s*=\s*["']http://hl7\.org/fhir["']""")

_HL7 = re.compile(r"\x0b?(?:MSH|FHS|BHS)(?:\||([^\w\s])[^\w\s]{1,5}\1)")
_INTERCHANGE = re.compile(r"ISA([^\w\s])\d\d\1")
_SET = re.compile(r"(?:^|[~\s'])ST([*|^])(?P<kind>\d{3})\1")
_HEADLESS = re.compile(r"(?:ST\*83[57]|GS\*H[CP])\*")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(div|p|table|span|ul|ol|h[1-6]|font|section|article|pre|b|br|style)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(?:\?xml\b|!--|!DOCTYPE\b|[A-Za-z_][\w.:-]*(?=[\s/>]))")
_MAIL = re.compile(r"(?:[A-Za-z-]+:.*\r?\n)*MIME-Version:", re.IGNORECASE)

_FHIR_KEYS = (
    *((key, "[") for key in ("entry", "content", "presentedForm", "section", "contained")),
    ("contentType", '"'),
)
"""Keys of the resources that hold notes, each with what its value begins with."""

_TOKEN = re.compile(r'[^"{}\[\]]*(?:("[^"\\]*(?:\\.[^"\\]*)*")|([{}\[\]]))', re.DOTALL)
_VALUE = re.compile(r'\s*:\s*(["{\[]?)')


def lean_of(name: str) -> Lean:
    """Return what a file's name, without ``.gz``, says of it."""
    return LEANS.get(ending_of(name), Lean.NOTHING)


def ending_of(name: str) -> str:
    """Return the ending of a name in small letters with its dot, that of ``.gz`` left aside."""
    found = re.search(r"[^./\\](\.[^./\\]*)$", name.lower().removesuffix(".gz"))
    return found[1] if found else ""


def not_read(head: bytes) -> str | None:
    """Say why a file that starts like this is none that notes are read from; ``None`` if it is."""
    if head[_TAR_MARK] == b"ustar":
        return _ARCHIVE
    if _BITMAP.match(head):
        return _PICTURE
    known = next((why for mark, why in _NOT_READ.items() if head.startswith(mark)), None)
    return known or _not_read_text(_opening(head))


def _not_read_text(start: str) -> str | None:
    if _INTERCHANGE.match(start) or _HEADLESS.match(start):
        found = _SET.search(start)
        kind = found["kind"] if found else ""
        return {
            "837": "is a claim file (837); give it with --claims",
            "835": "is a payer's answer (835); give it with --remits",
        }.get(kind, "is an X12 file, which holds no notes; claim files are given with --claims")
    if start.startswith("<") and _FHIR_XML.search(start):
        return "is FHIR in XML; export it as FHIR JSON"
    return None


def recognise(head: bytes, lean: Lean) -> Format:
    """Tell the format of a file.

    Args:
        head: Its first ``HEAD_BYTES``, or all of it.
        lean: What its name says, which decides only between plain texts.
    """
    binary = next((f for mark, f in _SIGNATURES.items() if head.startswith(mark)), None)
    return binary or _of_text(_opening(head), lean)


def is_surely_notes(head: bytes) -> bool:
    """Say whether a file that may be anything is of a format that notes come in."""
    if not_read(head):
        return False
    found = recognise(head, Lean.NOTHING)
    if found is Format.CDA:
        return "ClinicalDocument" in _opening(head)
    return found not in {Format.TEXT, Format.GZIP}


def _opening(head: bytes) -> str:
    return decode(head[:HEAD_BYTES]).lstrip("\ufeff \t\r\n\f")


def _of_text(start: str, lean: Lean) -> Format:
    if start.startswith("{\\rtf"):
        return Format.RTF
    if start.startswith("%PDF-"):
        return Format.PDF
    if _HL7.match(start):
        return Format.HL7
    if start.startswith(("{", "[")):
        return _of_json(start, lean)
    return _marked_up(start, lean) or _plain(lean)


def _marked_up(start: str, lean: Lean) -> Format | None:
    if _MAIL.match(start) and "multipart/related" in start[:4096].lower():
        return Format.HTML
    if not start.startswith("<") or lean in {Lean.TABLE, Lean.LINES}:
        return None
    if _PAGE.search(start[:2048]):
        return Format.HTML
    if _FRAGMENT.match(start):
        return None if lean is Lean.TEXT else Format.HTML
    if start.startswith("<?xml") or "urn:hl7-org:v3" in start:
        return Format.CDA
    is_element = _ELEMENT.match(start) and lean in {Lean.NOTHING, Lean.JSON} and "</" in start
    return Format.CDA if is_element else None


def _plain(lean: Lean) -> Format:
    return {
        Lean.LINES: Format.JSON_LINES,
        Lean.TABLE: Format.TABLE,
        Lean.HTML: Format.HTML,
    }.get(lean, Format.TEXT)


def _of_json(start: str, lean: Lean) -> Format:
    keys = top_keys(start)
    is_fhir = "resourceType" in keys or (_is_cut(start) and _looks_like_fhir(keys))
    if is_fhir and lean is not Lean.TABLE:
        return Format.FHIR
    if lean in {Lean.LINES, Lean.TABLE}:
        return _plain(lean)
    if lean is Lean.JSON or keys.get("text") == '"':
        return Format.JSON
    return Format.TEXT


def _is_cut(start: str) -> bool:
    """Say whether the first JSON object of a text goes on behind it."""
    try:
        json.JSONDecoder().raw_decode(start.lstrip("[ \t\r\n"))
    except (ValueError, RecursionError):
        return True
    return False


def _looks_like_fhir(keys: Mapping[str, str]) -> bool:
    """Say whether keys are those of a resource of which the type is still to come.

    Where keys are sorted, a note's own bytes may stand before its type.
    """
    return keys.get("text") != '"' and any(keys.get(key) == mark for key, mark in _FHIR_KEYS)


def top_keys(start: str) -> dict[str, str]:
    """Return the keys of the first JSON object of a text, each with its value's first character.

    The text may be cut anywhere; an array is looked into. The character is a quote, a bracket, or
    nothing for numbers and words.
    """
    keys: dict[str, str] = {}
    depth = base = at = 0
    while found := _TOKEN.match(start, at):
        at = found.end()
        if found[2]:
            depth += 1 if found[2] in "{[" else -1
            if found[2] == "{" and not base:
                base = depth
            elif depth < base or not depth:
                break
        elif depth == base and (value := _VALUE.match(start, at)):
            keys.setdefault(found[1][1:-1], value[1])
            at = value.end() - len(value[1])
    return keys
