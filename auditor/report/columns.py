"""How wide is a text on a terminal, and which part of a line shows some words of it?"""

import textwrap
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.record import LineIndex

TAB_STOP = 4
ELLIPSIS = "…"

_UNSHOWABLE = "\N{REPLACEMENT CHARACTER}"
_PICTURES = {c: chr(0x2400 + c) for c in range(0x20)} | {0x7F: "\N{SYMBOL FOR DELETE}"}
_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_HIDDEN = dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000), *_BIDI), _UNSHOWABLE)
_LINE_BREAKS = dict.fromkeys((0x2028, 0x2029), "\N{SYMBOL FOR NEWLINE}")
_ALL = _PICTURES | _HIDDEN | _LINE_BREAKS
_KEEPING_LINES = {c: p for c, p in _ALL.items() if chr(c) not in "\t\n\r"}


def visible(text: str) -> str:
    """Show what a terminal or page would obey instead of print; line ends and tabs stay.

    A note may hold escape sequences, marks that turn the direction of writing, or halves of a
    character. One code point stays one code point, so offsets hold.
    """
    return text.translate(_KEEPING_LINES)


def one_line(text: str) -> str:
    """Like ``visible``, with every run of white space as one blank."""
    return visible(" ".join(text.split()))


def cells(text: str) -> int:
    """Count the columns a text takes on a terminal; marks that join a character take none."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """Fill a text up with blanks, or cut it, to exactly that many columns."""
    if cells(text) > columns:
        while cells(text) >= columns:
            text = text[:-1]
        text += ELLIPSIS
    return text + " " * (columns - cells(text))


def wrapped(text: str, *, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """Break a sentence into lines of at most ``width`` columns; a long word is not cut."""
    return textwrap.wrap(
        one_line(text),
        width=max(width, 20),
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a note, cut to fit around some words of it."""

    number: int
    """The line's number in the note, from 1."""
    before: str
    words: str
    after: str
    lines_more: int
    """How many further lines the words run over."""

    @property
    def line(self) -> str:
        """The line as it is shown."""
        return self.before + self.words + self.after

    @property
    def underline(self) -> str:
        """Blanks and carets to print under the line; at least one caret."""
        return " " * cells(self.before) + "^" * max(1, cells(self.words))


def excerpt(text: str, start: int, end: int, *, room: int, lines: LineIndex) -> Excerpt:
    """Cut the line out of a note that holds the beginning of ``text[start:end]``.

    Args:
        text: The note as received.
        start: First character of the words.
        end: One past their last character.
        room: Columns there are for the line.
        lines: The line index of the text.
    """
    number, column = lines.of(start)
    first = start - column + 1
    ends = (text.find("\n", first), text.find("\r", first))
    line = text[first : min((i for i in ends if i >= 0), default=len(text))]
    shown = _shown(line)
    low = min(start - first, len(line))
    high = max(low, min(end - first, len(line)))
    left, right = _window([cells(s) for s in shown], low, high, room)
    return Excerpt(
        number=number,
        before=(ELLIPSIS if left else "") + "".join(shown[left:low]),
        words="".join(shown[low : min(high, right)]),
        after="".join(shown[high:right]) + (ELLIPSIS if right < len(shown) else ""),
        lines_more=lines.of(max(start, end - 1))[0] - number,
    )


def _shown(line: str) -> list[str]:
    """One string a character: tabs as blanks to the next stop, the rest made visible."""
    shown: list[str] = []
    column = 0
    for character in visible(line):
        piece = " " * (TAB_STOP - column % TAB_STOP) if character == "\t" else character
        shown.append(piece)
        column += cells(piece)
    return shown


def _window(widths: list[int], low: int, high: int, room: int) -> tuple[int, int]:
    """Choose the characters to show: the words first, then as much as fits on both sides."""
    if sum(widths) <= room:
        return 0, len(widths)
    left = right = low
    used = 2 * cells(ELLIPSIS)
    while right < high and used + widths[right] <= room:
        used += widths[right]
        right += 1
    if right < high:
        return left, right
    grew = True
    while grew:
        grew = False
        for step in _steps(left, right, len(widths)):
            if used + widths[step] <= room:
                used += widths[step]
                left, right = min(left, step), max(right, step + 1)
                grew = True
    while left < low and not widths[left]:  # a joining mark without the character it joins
        left += 1
    return left, right


def _steps(left: int, right: int, length: int) -> Iterable[int]:
    """The next character to the right and to the left, where there is one."""
    return (*((right,) if right < length else ()), *((left - 1,) if left else ()))
