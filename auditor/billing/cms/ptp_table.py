"""What do the files of one table of edits say together, and for which codes do they say all?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from auditor.billing.cms.ptp import Edit, Part
from auditor.billing.cms.versions import NO_SETTING, Quarter, agreed_setting
from auditor.errors import InputError

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PtpTable:
    """A quarter's table of edits, with its whole history, for the codes that were asked for."""

    edits: tuple[Edit, ...]
    """In order; no two of the same codes, whichever comes first, hold on the same day."""
    complete_for: frozenset[str]
    """Codes all of whose edits with one another, of any day since ``since``, are in ``edits``."""
    since: str
    """The earliest day (ISO) that any edit of the files began: so far back they reach."""
    quarter: Quarter
    setting: str
    program: str
    doubtful: frozenset[str]
    """Codes that stand in a row in error: they are not in ``complete_for``."""
    conflicts: tuple[tuple[str, str], ...]
    """Codes with two edits of one day: the one that began later was taken for the days of both."""


def put_together(
    parts: Sequence[Part],
    wanted: frozenset[str] | None,
    setting: str | None,
    quarter: Quarter | None,
) -> PtpTable:
    """Put the parts of one table together.

    Args:
        parts: At least one.
        wanted: The codes asked for; ``None`` is all that stand in the parts.
        setting: ``practitioner`` or ``hospital``; ``None`` takes it from the files.
        quarter: The quarter as the user gives it; ``None`` takes it from the files.

    Raises:
        InputError: A part is of another quarter, setting or programme, or nothing tells quarter or
            setting.
    """
    quarters = {part.quarter for part in parts if part.quarter} if quarter is None else {quarter}
    if not quarters:
        message = (
            f"{parts[0].tally.place}: neither name nor title tells the quarter; "
            "give it, as in --quarter 2026Q2"
        )
        raise InputError(message)
    _same("quarters", quarters)
    _same("programmes", {part.program for part in parts})
    for part in parts:
        setting = agreed_setting(part.tally.place, part.setting, setting)
    if setting is None:
        raise InputError(NO_SETTING)
    edits, conflicts = _told_apart(edit for part in parts for edit in part.edits)
    codes = {c for e in edits for c in (e.first, e.second)} if wanted is None else wanted
    doubtful = frozenset(code for part in parts for code in part.doubtful)
    return PtpTable(
        edits=edits,
        complete_for=frozenset(c for c in codes if _is_whole(c, parts)) - doubtful,
        since=min((part.since for part in parts if part.since), default=""),
        quarter=next(iter(quarters)),
        setting=setting,
        program=parts[0].program,
        doubtful=doubtful,
        conflicts=conflicts,
    )


def _same(what: str, values: Iterable[object]) -> None:
    found = sorted(map(str, values))
    if len(found) > 1:
        message = f"the files are of different {what} ({', '.join(found)}); give those of one"
        raise InputError(message)


def _is_whole(code: str, parts: Sequence[Part]) -> bool:
    """Say whether every edit in which a code stands first is in the parts.

    The table is cut into files by its first codes, in their order. A file may begin or end, or be
    cut short, in the midst of a code's edits; between a file and the next nothing is missing.
    """
    held = [part for part in parts if part.first]
    if any(part.first < code < part.last for part in held):
        return True
    numbered = sorted((part.number, part.first, part.last) for part in held if part.number)
    return any(
        after[0] - part[0] == 1 and part[2] <= code <= after[1]
        for part, after in pairwise(numbered)
    )


def _told_apart(
    edits: Iterable[Edit],
) -> tuple[tuple[Edit, ...], tuple[tuple[str, str], ...]]:
    """Return edits that share no day with others of the same codes, and codes that had such."""
    pairs: dict[frozenset[str], list[Edit]] = defaultdict(list)
    for edit in edits:
        pairs[frozenset((edit.first, edit.second))].append(edit)
    apart: list[Edit] = []
    conflicts: list[tuple[str, str]] = []
    for of_codes in pairs.values():
        held: list[Edit] = []
        for edit in sorted(set(of_codes), key=lambda e: (e.start, not e.modifier_allowed, e)):
            if any(_meet(h, edit) and not _alike(h, edit) for h in held):
                conflicts.append((edit.first, edit.second))
            held = [piece for h in held for piece in _without(h, edit)] + [edit]
        apart.extend(_joined(sorted(held, key=lambda e: e.start)))
    return tuple(sorted(apart)), tuple(sorted(set(conflicts)))


def _alike(one: Edit, other: Edit) -> bool:
    return one[:3] == other[:3]


def _meet(one: Edit, other: Edit) -> bool:
    late = max(one.start, other.start)
    return all(not edit.end or late <= edit.end for edit in (one, other))


def _without(held: Edit, taken: Edit) -> Iterator[Edit]:
    """Yield what is left of an edit's days without those of another."""
    if not _meet(held, taken):
        yield held
        return
    if held.start < taken.start:
        yield held._replace(end=_moved(taken.start, -_DAY))
    if taken.end and (not held.end or taken.end < held.end):
        yield held._replace(start=_moved(taken.end, _DAY))


def _joined(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Join edits that follow each other from one day to the next and say the same."""
    last: Edit | None = None
    for edit in edits:
        if last and _follows(last, edit):
            last = last._replace(end=edit.end)
            continue
        if last:
            yield last
        last = edit
    if last:
        yield last


def _follows(one: Edit, other: Edit) -> bool:
    return _alike(one, other) and bool(one.end) and _moved(one.end, _DAY) == other.start


def _moved(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) + by).isoformat()
