"""A note that could not be read, and where in its source it stands."""

import re
from dataclasses import dataclass

from auditor.errors import InputError

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Characters that would break a message's one line or could not be written at all."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A note, or a whole source, that was not read and so was not audited."""

    note_id: str
    source: str
    message: str
    """One line: where, what, how to mend it; never a word of the note."""
    notice: bool = False
    """Whether all is well and nothing was to be read here: a claim that voids another, say."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where notes stand: ``source`` as the user named it, ``name`` as its notes are called."""

    source: str
    name: str

    def at(self, line: int) -> "Place":
        """Return the place of one line, counted from 1."""
        return Place(f"{self.source}:{line}", f"{self.name}:{line}")

    def inside(self, part: str) -> "Place":
        """Return the place of a part that is no line, as in ``page 2`` or ``message 3``."""
        shown_part = shown(part)
        return Place(f"{self.source}:{shown_part}", f"{self.name}:{shown_part}")

    def refuse(self, reason: str, *, note_id: str | None = None) -> Refused:
        """Refuse what stands here."""
        return Refused(note_id or self.name, self.source, f"{self.source}: {reason}")

    def notice(self, reason: str) -> Refused:
        """Say why what stands here was rightly not read."""
        return Refused(self.name, self.source, f"{self.source}: {reason}", notice=True)

    def error(self, reason: str) -> InputError:
        """Return the error that nothing, or nothing more, can be read here."""
        return InputError(f"{self.source}: {reason}")


def shown(name: str) -> str:
    """Return a file's name fit for one line of output: control characters become escapes."""
    return UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), name)
