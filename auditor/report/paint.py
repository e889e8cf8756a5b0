"""Colours of a terminal, or none."""

from collections.abc import Mapping
from dataclasses import dataclass

_CODES: Mapping[str, str] = {
    "bold": "1",
    "dim": "2",
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "ready": "1;32",
    "hold": "1;31",
    "cannot_assess": "1;33",
}


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours texts where ``colour`` is wanted and gives them back as they are where not."""

    colour: bool

    def __call__(self, text: str, style: str) -> str:
        """Return the text in the style of a severity or gate, ``bold`` or ``dim``."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colour and text else text
