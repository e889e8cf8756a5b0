"""How are the bytes of an X12 file taken up to a mark, a piece at a time?"""

from typing import BinaryIO

MOST_BYTES = 1 << 16
"""The longest segment held; those of claims and remittances are a few hundred bytes at most."""

_CHUNK_BYTES = 1 << 16
_BETWEEN = b"\r\n\t \0\x1a"
"""What may stand between segments, or after the last one, and says nothing."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Source:
    """The bytes not yet read, a piece at a time."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""
        self._at = 0
        self._before = 0
        if self.peek(len(_BYTE_ORDER_MARK)) == _BYTE_ORDER_MARK:
            self._at = len(_BYTE_ORDER_MARK)

    @property
    def offset(self) -> int:
        """The byte of the file, from 0, that is taken next."""
        return self._before + self._at

    def _refill(self) -> bool:
        piece = self._stream.read(_CHUNK_BYTES)
        self._held = self._held[self._at :] + piece
        self._before += self._at
        self._at = 0
        return bool(piece)

    def peek(self, count: int) -> bytes:
        """Return the next bytes without taking them; fewer at the end of the file."""
        while len(self._held) - self._at < count and self._refill():
            pass
        return self._held[self._at : self._at + count]

    def skip_blanks(self) -> bool:
        """Skip what says nothing; say whether anything is left."""
        while True:
            while self._at < len(self._held):
                if self._held[self._at] not in _BETWEEN:
                    return True
                self._at += 1
            if not self._refill():
                return False

    def take(self, terminator: bytes) -> bytes | None:
        """Take what stands up to the next terminator; ``None`` where none comes soon enough."""
        end = self._held.find(terminator, self._at)
        while end < 0:
            if len(self._held) - self._at > MOST_BYTES or not self._refill():
                return None
            end = self._held.find(terminator, self._at)
        taken = self._held[self._at : end]
        self._at = end + len(terminator)
        return taken

    def drop(self, count: int) -> None:
        """Leave out bytes that were peeked at."""
        self._at += count

    def cut(self) -> str:
        """Say, for a message, that the file ends inside the segment that begins here."""
        return (
            f"the file breaks off inside this segment, which begins at byte offset {self.offset}; "
            "the service line it stands in and what should follow are not read; get the whole file"
        )
