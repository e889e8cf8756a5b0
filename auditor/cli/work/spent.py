"""The minutes of a day, as they are written behind ``auditor units``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from auditor.billing.pools import Spent
from auditor.model import DISCIPLINES, CodeFact, GivenMinutes
from auditor.model.counting import MINUTES_PER_DAY

REST = "REST"
EXAMPLE = "97530=23"
_ENTRY = re.compile(r"\s*(?:(?P<discipline>[^:=]*):)?(?P<code>[^:=]*)=(?P<minutes>.*)", re.DOTALL)
_BLOCK = re.compile(r"(?P<minutes>\d+)(?P<who>[aAbB]?)")
_WHO = {"": "therapist", "A": "assistant", "B": "together"}


@dataclass(slots=True)
class Written:
    """What was read: minutes of codes, unbillable minutes, and a line on whatever is wrong."""

    spent: list[Spent] = field(default_factory=list)
    unbillable: int = 0
    problems: list[str] = field(default_factory=list)


def read_spent(words: Iterable[str], codes: Mapping[str, CodeFact]) -> Written:
    """Read entries such as ``97530=23``, ``pt:97530=12+14a`` and ``rest=5``.

    Args:
        words: The entries. Blocks of minutes are joined by ``+``: a bare number is a therapist's,
            ``a`` behind it an assistant's, ``b`` both together.
        codes: What the payer's pack knows, ``Demands.codes``.
    """
    written = Written()
    for word in words:
        problem = _read(word.strip(), codes, written)
        if problem:
            written.problems.append(problem)
    parted = {one.discipline for one in written.spent}
    if None in parted and len(parted) > 1:
        written.problems.append(
            "some minutes have a discipline and some have none; say pt:, ot: or slp: before each"
        )
    return written


def _read(word: str, codes: Mapping[str, CodeFact], written: Written) -> str | None:
    """Add one entry to what was read, or say what is wrong with it."""
    found = _ENTRY.fullmatch(word)
    if found is None:
        return f"{word!r} must be a code and its minutes, as in {EXAMPLE}"
    code = found["code"].strip().upper()
    discipline = (found["discipline"] or "").strip().upper() or None
    given, problem = _given(found["minutes"].strip())
    if problem or given is None:
        return f"{word}: {problem}"
    if discipline is not None and discipline not in DISCIPLINES:
        return f"{word}: the discipline is pt, ot or slp"
    if code == REST:
        written.unbillable += given.total
        return None
    if code not in codes:
        return f"{code} {_unknown(code, codes)}"
    written.spent.append(Spent(code, given, discipline))
    return None


def _given(minutes: str) -> tuple[GivenMinutes | None, str]:
    """Read blocks of minutes; else say what is wrong."""
    if wrong := _wrong(minutes):
        return None, wrong
    given = GivenMinutes()
    for block in minutes.split("+"):
        found = _BLOCK.fullmatch(block.strip())
        if found is None:
            return None, f"minutes are whole numbers, as in {EXAMPLE} or 97530=12+14a"
        given = given.and_also(GivenMinutes(**{_WHO[found["who"].upper()]: int(found["minutes"])}))
    if given.total > MINUTES_PER_DAY:
        return None, f"a day has {MINUTES_PER_DAY} minutes"
    return given, ""


def _wrong(minutes: str) -> str:
    """Name the commonest mistakes; empty where it is none of them."""
    if minutes.startswith("-"):
        return "minutes must not be negative"
    if re.fullmatch(r"\d*[.,]\d+", minutes):
        return "give whole minutes"
    if "/" in minutes:
        return "say who gave which minutes: 97530=12+14a is 12 by a therapist, 14 by an assistant"
    return ""


def _unknown(code: str, codes: Mapping[str, CodeFact]) -> str:
    near = get_close_matches(code, codes, n=9, cutoff=0.75)
    nearest = [known for known in near if known[:-1] == code[:-1]] or near
    hint = f"; did you mean {nearest[0]}?" if nearest else ""
    return f"is no therapy code known here{hint}"
