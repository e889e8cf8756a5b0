"""What do RTF's control words mean for the text, and its numbers for the encoding?"""

import codecs
from collections.abc import Mapping

CHARACTERS: Mapping[str, str] = {
    "tab": "\t", "line": "\n", "softline": "\n", "lbr": "\n", "column": "\n",
    "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022",
    "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
SYMBOLS: Mapping[str, str] = {
    "~": "\u00a0",
    "_": "\u2011",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "\t": "\t",
}
LINE_ENDS = frozenset({"\n", "\r"})
r"""What ends a paragraph behind a backslash, as ``\par`` does."""

HEADERS = frozenset({"header", "headerl", "headerr", "headerf"})
FOOTERS = frozenset({"footer", "footerl", "footerr", "footerf"})
FOOTNOTE = "footnote"
BOXES = frozenset({"shptxt", "dptxbxtext"})
LIST_MARKS = frozenset({"listtext", "pntext"})
"""A bullet or number as the file's writer worked it out."""
FONTS = "fonttbl"
FORM_FIELD = "formfield"
FORM_CHOICE = "ffl"
PICTURE = "pict"

STARRED = frozenset({"shpinst", "do", "nesttableprops", FORM_FIELD, FORM_CHOICE})
r"""Groups behind ``\*`` that hold text or say something of it; all others are left out."""

LEFT_OUT = frozenset(
    {
        *(FONTS, PICTURE, *LIST_MARKS, "colortbl", "stylesheet", "info", "fldinst", "filetbl"),
        *("sp", "shprslt", "nonshppict", "nonesttables", "annotation", "atnid", "atnauthor"),
        *("tc", "xe", "rxe", "txe", "listtable", "listoverridetable", "revtbl", "template"),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "private", "fname"),
    }
)
"""Groups that are no text of the document, or hold again what another group shows."""

SYMBOL_CHARSET = 2
_UTF_8 = 65001
_CHARSETS: Mapping[int, str] = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip


def of_charset(number: int) -> str | None:
    """Return the codec of a font's character set; ``None`` where it has none of its own."""
    return _CHARSETS.get(number)


def of_code_page(number: int) -> str | None:
    """Return the codec of a Windows code page; ``None`` where Python has none."""
    try:
        return codecs.lookup("utf-8" if number == _UTF_8 else f"cp{number}").name
    except LookupError:
        return None
