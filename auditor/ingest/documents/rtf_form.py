"""What does a form field in an RTF file show: a box that is ticked, the entry that was chosen?"""

from auditor.ingest.documents.symbols import TICKED, UNTICKED

_UNDEFINED = 25


class FormField:
    """The form field that is open; a text field shows its text as a field's result does."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._entries: list[str] = []

    def word(self, word: str, number: int | None) -> None:
        """Take a control word of the field."""
        self._numbers[word] = number or 0

    def entry(self, text: str) -> None:
        """Take one of the entries to choose from."""
        self._entries.append(text)

    def shown(self) -> str:
        """Return what the field shows."""
        chosen = self._numbers.get("ffres", _UNDEFINED)
        if chosen == _UNDEFINED:
            chosen = self._numbers.get("ffdefres", 0)
        match self._numbers.get("fftype"):
            case 1:  # a box
                return TICKED if chosen else UNTICKED
            case 2 if 0 <= chosen < len(self._entries):
                return self._entries[chosen]
            case _:
                return ""
