"""The written clock: how a time of day is spelt in figures, and what it stands for."""

import re
from dataclasses import dataclass

MINUTES_PER_HOUR = 60
FIRST_CLINIC_HOUR = 7
"""A clock without am or pm before this hour is in the afternoon: clinics open later than six."""
MIDDAY = 12
MILITARY = "m"
"""The mark of four bare digits."""

_HOURS_PER_DAY = 24
DAY_MINUTES = _HOURS_PER_DAY * MINUTES_PER_HOUR
_MILITARY_DIGITS = 4

CLOCK_REST = r"""
    (?:
      # 1430, 1430 hrs
      (?<=[012])\d[0-5]\d(?:[ ]?h(?:rs|ours)?\b)?
      |\d?+(?:
        # 2 30 pm
        [ ]\d{2}[ ][ap]m\b
        # 14h30
        |h\d{2}\b
        # 2.30p, 2:30pm
        |[.:]\d{2}[ ]?[ap]m?\b
        # 2:30, with or without p.m.
        |:\d{2}(?:[ ]?[ap]\.?(?:m\.?)?(?![a-z]))?
        # 2 pm
        |[ ]?[ap]\.?m\.?
      )
    )
"""
"""One written clock behind its first digit; a part of patterns in ``re.VERBOSE``."""
CLOCK = rf"(?:\d{CLOCK_REST})"
"""One written clock."""
_PARTS = re.compile(
    r"""
    (\d{1,2})[:.h ]?(\d{2})?[ ]?([ap])?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written; ``marked`` is "a", "p", "m" (four digits) or ``None``."""

    hour: int
    minute: int
    marked: str | None

    @property
    def of_day(self) -> int:
        """Minutes since midnight, a bare early hour read as afternoon."""
        hour = self.hour
        if self.marked == "p" and hour < MIDDAY:
            hour += MIDDAY
        elif self.marked == "a" and hour == MIDDAY:
            hour = 0
        elif self.marked is None and hour < FIRST_CLINIC_HOUR:
            hour += MIDDAY
        return hour * MINUTES_PER_HOUR + self.minute

    def read_as(self, mark: str | None) -> int:
        """Minutes since midnight, had the clock been written with this am or pm."""
        return Clock(self.hour, self.minute, mark).of_day


def parse_clock(words: str) -> Clock | None:
    """Read "2:30pm", "1430", "430", "9 am"; ``None`` where it is no clock."""
    if len(words.rstrip("apm")) == _MILITARY_DIGITS - 1 and words[: _MILITARY_DIGITS - 1].isdigit():
        words = f"{words[0]}:{words[1:]}"
    match = _PARTS.match(words.lower())
    if match is None:
        return None
    digits = re.match(r"\d+", words)
    bare = digits is not None and len(digits.group()) == _MILITARY_DIGITS
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour >= _HOURS_PER_DAY or minute >= MINUTES_PER_HOUR:
        return None
    if bare and match[3] is None:
        return Clock(hour, minute, MILITARY)
    return Clock(hour, minute, match[3])


def hhmm(minutes_of_day: int) -> str:
    """Write minutes since midnight as HH:MM."""
    return f"{minutes_of_day // MINUTES_PER_HOUR:02d}:{minutes_of_day % MINUTES_PER_HOUR:02d}"


def of_day(clock: str) -> int:
    """Read HH:MM as minutes since midnight."""
    hour, minute = clock.split(":")
    return int(hour) * MINUTES_PER_HOUR + int(minute)
