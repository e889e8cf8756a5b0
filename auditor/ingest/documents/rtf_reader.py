"""What does each token of an RTF file do: add text, change how it is read, open or end a group?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from auditor.ingest.documents import rtf_words as words
from auditor.ingest.documents.rtf_flow import Flow
from auditor.ingest.documents.rtf_fonts import Fonts
from auditor.ingest.documents.rtf_form import FormField
from auditor.ingest.documents.rtf_sections import Sections
from auditor.ingest.documents.rtf_tokens import Kind, Token

_OVER_HALF = 0x10000
_MOST_SKIPPED = 16


@dataclass(frozen=True, slots=True)
class _State:
    """What holds until the group ends."""

    codec: str = "cp1252"
    font: int | None = None
    fallback: int = 1
    r"""How many characters behind ``\u`` are for readers that do not know it."""
    left_out: bool = False
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    starred: bool = False
    flow: Flow | None = None
    """Where text goes; ``None`` is the section's body."""
    destination: str = ""
    """What the group is for, where it is not simply text."""


class RtfReader:
    """Keeps what holds while the tokens go by."""

    def __init__(self) -> None:
        self.pictures = 0
        self.sections = Sections()
        self.fonts = Fonts()
        self.form = FormField()
        self.state = _State()
        self._outer: list[_State] = []
        self.default_font: int | None = None
        self._pending = bytearray()
        """Bytes not decoded yet: one character may be written as several."""
        self.fallback_left = 0

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._outer)

    def text(self) -> str:
        """Return the document's text."""
        return self.sections.text()

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.kind is Kind.BYTES:
            self._bytes(token)
            return
        self._flush()
        match token.kind:
            case Kind.OPEN:
                self._open()
            case Kind.CLOSE:
                self._close()
            case _ if self.fallback_left and token.word != "u":
                self.fallback_left -= 1
            case Kind.SYMBOL:
                self._symbol(token.word)
            case _:
                self._word(token.word, token.number)

    def _bytes(self, token: Token) -> None:
        raw = token.raw
        if self.fallback_left:
            passed = min(self.fallback_left, len(raw))
            self.fallback_left -= passed
            raw = raw[passed:]
        if self._outer:
            self._pending += raw

    def _flush(self) -> None:
        if not self._pending:
            return
        raw = bytes(self._pending)
        self._pending.clear()
        if self.state.destination == words.FONTS:
            self.fonts.name(raw)
        elif self.state.destination == words.FORM_CHOICE:
            self.form.entry(raw.decode(self.state.codec, "replace"))
        else:
            self.add(self.fonts.decode(raw, self.state.font, self.state.codec))

    def add(self, text: str) -> None:
        """Add text, unless what holds says that it is none."""
        state = self.state
        if self._outer and not (state.left_out or state.hidden or state.deleted):
            self.flow.add(text.replace("\0", ""))

    @property
    def flow(self) -> Flow:
        """What text goes into."""
        return self.state.flow or self.sections.body

    def change(self, **changes: object) -> None:
        """Change what holds until the group ends."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]

    def _open(self) -> None:
        self.fallback_left = 0
        self._outer.append(self.state)
        fonts = self.state.destination == words.FONTS
        self.change(starred=False, destination=words.FONTS if fonts else "")

    def _close(self) -> None:
        self.fallback_left = 0
        if not self._outer:
            return
        ended, flow = self.state, self.flow
        self.state = self._outer.pop()
        if ended.destination in words.BOXES:
            flow.box()
        elif ended.destination in words.LIST_MARKS:
            self.add("- ")
        elif ended.destination == words.FORM_FIELD:
            # It stands among the field's instructions, which are left out; the field is not.
            if not (ended.hidden or ended.deleted):
                flow.add(self.form.shown())
            self.form = FormField()

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.change(starred=True)
        elif symbol in words.LINE_ENDS:
            _end_paragraph(self, 1)
        elif symbol in words.SYMBOLS:
            self.add(words.SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        if self.state.destination == words.FONTS:
            self.fonts.word(word, number)
        elif word in words.CHARACTERS:
            self.add(words.CHARACTERS[word])
        elif self._begins_group(word):
            return
        elif change := _CHANGES.get(word):
            change(self, 1 if number is None else number)
        elif word.startswith("ff"):
            self.form.word(word, number)

    def _begins_group(self, word: str) -> bool:
        """Note what a group is for, if the word says that."""
        state = self.state
        if word in words.LEFT_OUT or (state.starred and word not in words.STARRED):
            self.pictures += word == words.PICTURE
            self.change(left_out=True, starred=False, destination=word)
        elif word in words.BOXES and not state.left_out:
            self.flow.box()
            self.change(destination=word)
        elif state.starred:
            self.change(starred=False, destination=word)
        elif flow := self.sections.beside(word):
            self.change(flow=flow, in_table=False)
        else:
            return False
        return True


def _end_paragraph(reader: RtfReader, _: int) -> None:
    if reader.depth and not reader.state.left_out:
        reader.flow.paragraph(in_table=reader.state.in_table)


def _end_section(reader: RtfReader, _: int) -> None:
    _end_paragraph(reader, 1)
    if not reader.state.flow:
        reader.sections.begin()


def _cell(reader: RtfReader, _: int) -> None:
    reader.flow.cell()


def _row(reader: RtfReader, _: int) -> None:
    reader.flow.row()


def _inner_cell(reader: RtfReader, _: int) -> None:
    reader.flow.inner_cell()


def _inner_row(reader: RtfReader, _: int) -> None:
    reader.flow.inner_row()


def _depth_of_tables(reader: RtfReader, number: int) -> None:
    reader.flow.depth(number)


def _unicode(reader: RtfReader, number: int) -> None:
    code = number + _OVER_HALF if number < 0 else number
    reader.add(reader.fonts.character(code, reader.state.font))
    reader.fallback_left = reader.state.fallback


def _fallback(reader: RtfReader, number: int) -> None:
    reader.change(fallback=min(max(number, 0), _MOST_SKIPPED))


def _code_page(reader: RtfReader, number: int) -> None:
    if codec := words.of_code_page(number):
        reader.change(codec=codec)


def _default_font(reader: RtfReader, number: int) -> None:
    reader.default_font = number


def _font(reader: RtfReader, number: int) -> None:
    reader.change(font=number)


def _plain(reader: RtfReader, _: int) -> None:
    reader.change(font=reader.default_font, hidden=False, deleted=False)


_CHANGES: Mapping[str, Callable[[RtfReader, int], None]] = {
    "ansicpg": _code_page,
    "mac": lambda reader, _: reader.change(codec="mac_roman"),
    "pc": lambda reader, _: reader.change(codec="cp437"),
    "pca": lambda reader, _: reader.change(codec="cp850"),
    "deff": _default_font,
    "f": _font,
    "uc": _fallback,
    "u": _unicode,
    "plain": _plain,
    "v": lambda reader, number: reader.change(hidden=number != 0),
    **dict.fromkeys(
        ("deleted", "strike", "striked"),
        lambda reader, number: reader.change(deleted=number != 0),
    ),
    "pard": lambda reader, _: reader.change(in_table=False),
    "intbl": lambda reader, _: reader.change(in_table=True),
    "itap": _depth_of_tables,
    "par": _end_paragraph,
    "page": _end_paragraph,
    "sect": _end_section,
    "cell": _cell,
    "row": _row,
    "nestcell": _inner_cell,
    "nestrow": _inner_row,
}
"""What a control word does, given its number, or 1 where it has none."""
