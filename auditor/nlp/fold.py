"""Fold a note's characters for matching, one for one, so that every offset stays true."""

import re

_SAME = {
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'", "`": "'",
    "\u201c": '"', "\u201d": '"', "\u201f": '"', "\u2033": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
    "\u200b": " ", "\ufeff": " ", "\t": "\t",
    "\u00d7": "x", "\u2715": "x", "\u2192": ">", "\u27a2": ">", "\u2794": ">", "\u21e8": ">",
    "\u2194": "~", "\u21c4": "~", "\u21cc": "~",
    "\f": "\n", "\v": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n",
    "\u2022": "*", "\u25cf": "*", "\u25aa": "*", "\u25e6": "*", "\u00b7": "*", "\u2023": "*",
    "\u25a1": "_", "\u2610": "_", "\u2611": "+", "\u2612": "+", "\u2713": "+", "\u2714": "+",
}  # fmt: skip
_TABLE = str.maketrans(_SAME)
_RETURNS = re.compile(r"\r(?!\n)")


def fold(text: str) -> str:
    """Return ``text`` with look-alike characters made plain: same length, same offsets.

    Curly quotes, dashes, odd spaces, arrows, bullets and check marks become one plain character
    each; a carriage return becomes a space before a line feed and a line feed elsewhere.
    """
    if text.isascii() and "\r" not in text and "\f" not in text and "`" not in text:
        return text
    return _RETURNS.sub("\n", text.translate(_TABLE)).replace("\r", " ")


def lowered(folded: str) -> str:
    """Lower-case character by character, keeping those whose small form is longer."""
    low = folded.lower()
    if len(low) == len(folded):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)
