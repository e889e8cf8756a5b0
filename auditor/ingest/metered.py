"""How much has been unpacked of an archive, and is that still safe?"""

import gzip
import io
import struct
import sys
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from auditor.errors import InputError
from auditor.ingest.refused import Place

MOST_UNPACKED_BYTES = 2_000_000_000
"""The most that an archive may unpack to, with all archives inside it."""
MOST_RATIO = 200
FREE_BYTES = 10_000_000
"""What may be unpacked before the ratio counts."""

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError),
    *(struct.error, OverflowError, LookupError),
)
"""What ``zipfile`` raises on damaged, cut or odd archives; its words may hold a member's name."""

DAMAGED = "is damaged inside the ZIP, so not all of it is read; pack it anew"
_BOMB = (
    f"unpacks to over {MOST_RATIO} times its size, or over {MOST_UNPACKED_BYTES:,} bytes; no more "
    "of it is read; unpack it by hand and look at what it holds"
)


class TooMuchError(InputError):
    """An archive unpacks to more than is safe; no more of it may be read."""


@dataclass(slots=True)
class Meter:
    """Counts what is unpacked, whatever the archive says of itself."""

    packed: int
    """Bytes of the outermost archive."""
    place: Place
    most: int = MOST_UNPACKED_BYTES
    unpacked: int = 0

    def add(self, count: int) -> None:
        """Count bytes that came out.

        Raises:
            TooMuchError: They are too many.
        """
        self.unpacked += count
        swollen = self.unpacked > max(FREE_BYTES, MOST_RATIO * self.packed)
        if swollen or self.unpacked > self.most:
            message = str(self.place.error(_BOMB))
            raise TooMuchError(message)


class Metered(io.RawIOBase):
    """The bytes of one member, counted as they come."""

    def __init__(self, member: IO[bytes], meter: Meter, place: Place) -> None:
        super().__init__()
        self._member = member
        self._meter = meter
        self._place = place

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer.

        Raises:
            TooMuchError: The archive unpacks to too much.
            InputError: The member is damaged.
        """
        try:
            piece = self._member.read(len(buffer))
        except BROKEN:
            raise self._place.error(DAMAGED) from None
        self._meter.add(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


class Gunzipped(io.RawIOBase):
    """The bytes of a gzip stream, counted as they come.

    In an archive they count with all that is unpacked of it. By itself a stream may be of any
    length, as it is read in pieces, but not far longer than what was read of it.

    Args:
        stream: The packed bytes.
        place: Where they stand.
        meter: What counts the bytes of the archive they stand in.
    """

    def __init__(self, stream: BinaryIO, place: Place, meter: Meter | None = None) -> None:
        super().__init__()
        self.meter = meter or Meter(0, place, most=sys.maxsize)
        packed = stream if meter else _Packed(stream, self.meter)
        self._unzipped = gzip.GzipFile(fileobj=cast("BinaryIO", packed), mode="rb")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer.

        Raises:
            TooMuchError: The stream unpacks to too much.
        """
        piece = self._unzipped.read(len(buffer))
        self.meter.add(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


class _Packed(io.RawIOBase):
    """The packed bytes of a stream whose size is not known before its end."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        super().__init__()
        self._stream = stream
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        self._meter.packed += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)
