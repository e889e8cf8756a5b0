"""Which characters do the letters of symbol fonts stand for (a tick, an arrow, a box)?"""

from collections.abc import Mapping

TICKED = "\u2612"
UNTICKED = "\u2610"

_PRIVATE = 0xF000
"""Word writes the letters of symbol fonts from here on, or as they are."""
_LETTERS = 0x100

_WINGDINGS: Mapping[int, str] = {
    **dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), UNTICKED),
    **dict.fromkeys((0x78, 0xFD, 0xFE), TICKED),
    0xFB: "\u2717", 0xFC: "\u2713",
    0xDF: "\u2190", 0xE0: "\u2192", 0xE1: "\u2191", 0xE2: "\u2193", 0xF3: "\u2194",
    0xE7: "\u2190", 0xE8: "\u2192", 0xE9: "\u2191", 0xEA: "\u2193", 0xF0: "\u21d2",
    **dict.fromkeys((0x6C, 0x6E, 0x9F, 0xA7, 0x76, 0xD8), "\u2022"),
}  # fmt: skip
_WINGDINGS_2: Mapping[int, str] = {
    0x50: "\u2713", 0x4F: "\u2717", 0xA3: UNTICKED, 0x2A: UNTICKED,
    **dict.fromkeys((0x51, 0x52, 0x53, 0x54), TICKED),
}  # fmt: skip
_SYMBOL: Mapping[int, str] = {
    0xB0: "\u00b0", 0xB1: "\u00b1", 0xB4: "\u00d7", 0xB7: "\u2022", 0xB8: "\u00f7",
    0xA3: "\u2264", 0xB3: "\u2265", 0xB9: "\u2260", 0xBB: "\u2248", 0x2D: "\u2212",
    0xAB: "\u2194", 0xAC: "\u2190", 0xAD: "\u2191", 0xAE: "\u2192", 0xAF: "\u2193",
    0x44: "\u0394", 0x61: "\u03b1", 0x62: "\u03b2", 0x6D: "\u03bc", 0x70: "\u03c0",
    0xDE: "\u21d2", 0xA2: "\u2032", 0xB2: "\u2033",
}  # fmt: skip
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}


def is_symbol_font(font: str) -> bool:
    """Say whether a font's letters stand for symbols."""
    return font.strip().casefold() in _FONTS


def symbol(font: str, code: int) -> str:
    """Return the character that a letter of a symbol font shows.

    Args:
        font: The font's name.
        code: The letter as the document numbers it.

    Returns:
        Of a font or letter that is not known, the letter itself; of a number that is no
        character, U+FFFD.
    """
    known = _FONTS.get(font.strip().casefold(), {})
    letter = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + _LETTERS else code
    try:
        return known.get(letter) or chr(code)
    except (ValueError, OverflowError):
        return "\ufffd"
