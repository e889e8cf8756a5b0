"""What is held, and how a person lets an item of it go."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from filelock import FileLock, Timeout

from auditor.errors import AuditorError, InputError
from auditor.gate.dropfolder import moving
from auditor.gate.dropfolder.places import ENDING, ITEM, Box, Places
from auditor.gate.dropfolder.shelf import items, read
from auditor.gate.journal import Entries, Entry, Event, Journal, now
from auditor.report.json import encodable

_PATIENCE_SECONDS = 10.0
_LEAST_LETTERS = 4
_HOW = "`auditor release OUT` lists what is held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Who lets an item go, and why: the item's ``released`` block."""

    by: str
    reason: str
    note: str | None
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An item that is held, as much as a person needs to decide whom to ask."""

    item: str
    source: str
    rules: tuple[str, ...]
    questions: tuple[str, ...]
    may_release: tuple[str, ...]


def held(places: Places) -> Iterator[Held]:
    """Give what is held, in order of name.

    Raises:
        OSError: The folder cannot be read.
    """
    for name in sorted(name for box, _, name in items(places) if box is Box.HELD):
        values = read(places, Box.HELD, name)
        if values:
            yield _held(name, values)


def release(places: Places, asked: str, given: Release, *, permitted: Sequence[str] = ()) -> str:
    """Let a held item go, and return its name.

    Args:
        places: The drop folder's.
        asked: The item: its name, its file, or the beginning of its key.
        given: Who, and why; the time is set here.
        permitted: Who may release, where the settings say; else the item says.

    Raises:
        InputError: There is no such item, it is not held, or this person may not release it.
        AuditorError: Another release is under way.
        OSError: Something cannot be written.
    """
    with alone(places):
        complete(places)
        name = _called(places, asked)
        values = read(places, Box.HELD, name)
        if not values:
            message = f"{name}: cannot be read as an item; look at the file in {Box.HELD.value}/"
            raise InputError(message)
        allowed = tuple(permitted) or _held(name, values).may_release
        if allowed and given.by.casefold() not in {who.casefold() for who in allowed}:
            message = f"{given.by} may not release it; who may: {', '.join(allowed)}"
            raise InputError(message)
        content = encodable({**values, "released": asdict(given)}) + "\n"
        intent = moving.intent_of(places.releases, Box.RELEASED, name)
        journal = Journal(places.journal)
        key = _text(values, "item", "key") or name.rpartition(".")[2]
        entry = _entry(name, key, given)
        for step in moving.steps(places, intent, content.encode(), journal, entry):
            step()
        return name


@contextmanager
def alone(places: Places) -> Iterator[None]:
    """Keep other releases out meanwhile.

    Raises:
        AuditorError: One is under way and does not end.
    """
    try:
        with FileLock(places.work / "release.lock", timeout=_PATIENCE_SECONDS):
            yield
    except Timeout:
        message = f"{places.out}: another release is under way; try again in a moment"
        raise AuditorError(message) from None


def complete(places: Places) -> int:
    """End the releases that were begun and not ended; return how many.

    Raises:
        OSError: Something cannot be written.
    """
    moving.clear(places.releases)
    begun = moving.begun(places.releases)
    told = _told_released(places) if begun else frozenset()
    for intent in begun:
        _, name = moving.meant(intent)
        values = json.loads(intent.read_bytes())
        given = Release(**values["released"])
        key = _text(values, "item", "key") or name.rpartition(".")[2]
        if (name, given.time) not in told:
            Journal(places.journal).append(_entry(name, key, given))
        moving.finish(places, intent)
    return len(begun)


def _entry(name: str, key: str, given: Release) -> Entry:
    return Entry(
        event=Event.RELEASED,
        key=key,
        time=given.time,
        item=name,
        decision="release",
        by=given.by,
        reason=given.reason,
    )


def _told_released(places: Places) -> frozenset[tuple[str | None, str]]:
    if not places.journal.exists():
        return frozenset()
    entries = Entries(places.journal)
    return frozenset((e.item, e.time) for e in entries if e.event is Event.RELEASED)


def _called(places: Places, asked: str) -> str:
    """Find the item that is held and meant."""
    name = asked.replace("\\", "/").rpartition("/")[2].removesuffix(ENDING)
    if ITEM.fullmatch(name) and (box := places.find(name)) is not None:
        return _only_held(box, name)
    if len(name) >= _LEAST_LETTERS:
        found = [(box, item) for box, key, item in items(places) if key.startswith(name)]
        if len(found) == 1:
            return _only_held(*found[0])
        if found:
            message = f"{asked} is the beginning of {len(found)} items' keys; give more of it"
            raise InputError(message)
    message = f"there is no item {asked}; {_HOW}"
    raise InputError(message)


def _only_held(box: Box, name: str) -> str:
    if box is Box.HELD:
        return name
    state = "is released already" if box is Box.RELEASED else "could not be judged, so is not held"
    more = "" if box is Box.RELEASED else "; mend it and drop it again"
    message = f"{name}: {state}{more}"
    raise InputError(message)


def _held(name: str, values: dict[str, object]) -> Held:
    hook = values.get("hook")
    held_by = hook.get("held_by") if isinstance(hook, dict) else None
    findings = [f for f in held_by if isinstance(f, dict)] if isinstance(held_by, list) else []
    may = hook.get("may_release") if isinstance(hook, dict) else None
    return Held(
        item=name,
        source=_text(values, "item", "source"),
        rules=tuple(dict.fromkeys(str(f.get("rule")) for f in findings)),
        questions=tuple(str(f.get("ask")) for f in findings),
        may_release=tuple(map(str, may)) if isinstance(may, list) else (),
    )


def _text(values: dict[str, object], block: str, key: str) -> str:
    found = values.get(block)
    text = found.get(key) if isinstance(found, dict) else None
    return text if isinstance(text, str) else ""


def released_by(by: str, reason: str, note: str | None) -> Release:
    """Say who releases something now, and why."""
    return Release(by=by, reason=reason, note=note, time=now())
