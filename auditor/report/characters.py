"""Which characters can every format hold, and how is a text cut to a length?"""

import re

from auditor.report.columns import ELLIPSIS, one_line

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write; FHIR forbids it in strings too."""


def writable(text: str) -> str:
    """Put the replacement character for what XML, FHIR or UTF-8 cannot hold."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def phrase(text: str) -> str:
    """Like ``writable``, on one line, with nothing in it that a screen obeys instead of showing."""
    return writable(one_line(text))


def shortened(text: str, most: int) -> str:
    """Return a phrase of at most ``most`` characters, cut between words where it can be."""
    words = phrase(text)
    if len(words) <= most:
        return words
    cut = words[:most]
    kept = cut.rpartition(" ")[0].rstrip(" ,;:") or cut[:-1]
    return f"{kept}{ELLIPSIS}"
