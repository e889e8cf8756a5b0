"""In which encoding is the text of an RTF file's fonts written?"""

from auditor.ingest.documents import rtf_words
from auditor.ingest.documents.symbols import is_symbol_font, symbol

_MOST_LETTERS = 100
"""The longest name of a font that is looked at."""


class Fonts:
    """The file's table of fonts, as it is read."""

    def __init__(self) -> None:
        self._codecs: dict[int, str] = {}
        self._symbols: dict[int, str] = {}
        self._font = -1
        self._name = b""

    def word(self, word: str, number: int | None) -> None:
        """Take a control word of the table."""
        if word == "f":
            self._font, self._name = number or 0, b""
        elif word == "fcharset" and number == rtf_words.SYMBOL_CHARSET:
            self._symbols[self._font] = ""
        elif word == "fcharset" and (codec := rtf_words.of_charset(number or 0)):
            self._codecs[self._font] = codec

    def name(self, raw: bytes) -> None:
        """Take a piece of a font's name, which a semicolon ends."""
        self._name = (self._name + raw)[:_MOST_LETTERS]
        name = self._name.partition(b";")[0].decode("latin-1")
        if self._font in self._symbols or is_symbol_font(name):
            self._symbols[self._font] = name

    def decode(self, raw: bytes, font: int | None, codec: str) -> str:
        """Return text written in a font; U+FFFD stands for what is no character.

        Args:
            raw: The text.
            font: The font's number; ``None`` where none was named.
            codec: The document's own.
        """
        if font in self._symbols:
            return "".join(symbol(self._symbols[font], code) for code in raw)
        return raw.decode(self._codecs.get(font, codec) if font is not None else codec, "replace")

    def character(self, code: int, font: int | None) -> str:
        """Return the character of a number."""
        return symbol(self._symbols.get(font, "") if font is not None else "", code)
