"""Does a batch of HL7 v2 messages hold as many as its trailer says, and has it one?"""

from dataclasses import dataclass, field

_TRAILER_OF = {"FHS": "FTS", "BHS": "BTS"}
_HELD = {"FHS": "batches", "BHS": "messages"}


@dataclass(slots=True)
class Batches:
    """The headers of files (FHS) and batches (BHS) that are open, and what was counted in each."""

    any_seen: bool = False
    _open: dict[str, int] = field(default_factory=dict)

    def count_message(self) -> None:
        """Count a message into the batch it stands in, if any."""
        if "BHS" in self._open:
            self._open["BHS"] += 1

    def take(self, segment: bytes) -> str | None:
        """Take a header or a trailer; say what is wrong with it."""
        self.any_seen = True
        name = segment[:3].decode()
        if name in _TRAILER_OF:
            return self._begin(name)
        header = next(h for h, trailer in _TRAILER_OF.items() if trailer == name)
        if header not in self._open:
            return None  # a trailer alone says nothing of what could be lost
        counted = self._open.pop(header)
        return _wrong_count(name, _HELD[header], counted, segment)

    def _begin(self, name: str) -> str | None:
        wrong = self.left_open() if name in self._open else None
        if name == "BHS" and "FHS" in self._open:
            self._open["FHS"] += 1
        self._open[name] = 0
        return wrong

    def left_open(self) -> str | None:
        """Say which header has no trailer."""
        if not self._open:
            return None
        header = next(reversed(self._open))
        return (
            f"begins with {header} and has no {_TRAILER_OF[header]} after it, so it breaks off and "
            "what should follow is not read; get the whole file"
        )


def _wrong_count(name: str, what: str, counted: int, segment: bytes) -> str | None:
    said = segment.split(segment[3:4])[1:2]
    digits = said[0].strip() if said else b""
    if not digits.isdigit() or len(digits) > len("1000000") or int(digits) == counted:
        return None
    if what == "batches" and not counted:
        return None  # some files have messages straight under FHS, and count those
    return (
        f"says in {name} that it holds {int(digits):,} {what}, and {counted:,} were found; "
        "get the whole file"
    )
