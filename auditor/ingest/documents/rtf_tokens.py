r"""What does an RTF file consist of: braces, control words, characters, runs of text?

The library for this, striprtf, was tried: it drops headers, footers, footnotes and text boxes,
keeps tracked deletions and hidden text, writes links' addresses into the text, and takes time that
grows with the square of a line. So the tokens are told apart here, and no byte is looked at twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    """A backslash and one character that is no letter."""
    BYTES = auto()
    """Text in the encoding of the moment; from ``\\'e9`` or as it is."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``number`` is what follows a control word, if anything does."""

    kind: Kind
    word: str = ""
    number: int | None = None
    raw: bytes = b""


_TOKEN = re.compile(
    rb"""
    \\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?
    |\\'(?P<hex>[0-9a-fA-F]{2})
    |\\(?P<symbol>[^a-zA-Z])
    |(?P<brace>[{}])
    |(?P<text>[^\\{}\r\n\x00]+)
    |[\r\n\x00]+
    """,
    re.VERBOSE | re.DOTALL,
)
_BINARY = "bin"


def tokens(raw: bytes) -> Iterator[Token]:
    r"""Give the tokens of an RTF file; the bytes that ``\bin`` announces are passed over."""
    at = 0
    while found := _TOKEN.match(raw, at):
        at = found.end()
        token = _token(found)
        if token and token.word == _BINARY:
            at += max(0, token.number or 0)
        elif token:
            yield token


def _token(found: re.Match[bytes]) -> Token | None:
    match found.lastgroup:
        case "word" | "number":
            number = found["number"]
            word = found["word"].decode("ascii")
            return Token(Kind.WORD, word, None if number is None else int(number))
        case "hex":
            return Token(Kind.BYTES, raw=bytes.fromhex(found["hex"].decode("ascii")))
        case "symbol":
            return Token(Kind.SYMBOL, found["symbol"].decode("latin-1"))
        case "brace":
            return Token(Kind.OPEN if found["brace"] == b"{" else Kind.CLOSE)
        case "text":
            return Token(Kind.BYTES, raw=found["text"])
        case _:
            return None
