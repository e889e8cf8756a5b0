"""What an earlier run that was killed left behind, put right before the next begins."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.gate.dropfolder import moving, releasing
from auditor.gate.dropfolder.places import Box, Places
from auditor.gate.dropfolder.shelf import items, read
from auditor.gate.journal import Entries, Entry, Event, Journal

_VERDICTS = frozenset({Event.JUDGED, Event.FAILED, Event.RECOVERED})


@dataclass(frozen=True, slots=True)
class PutRight:
    """How much was put right."""

    moves: int
    lines: int
    """Of the journal, that were missing."""
    unread: int
    """Lines of the journal that are none."""


def put_right(places: Places) -> PutRight:
    """End what was begun, throw away what is half-written, add the lines that the journal lacks.

    Raises:
        OSError: Something cannot be read or written.
        AuditorError: A release is under way, and does not end.
    """
    for path in places.unfinished.iterdir():
        path.unlink(missing_ok=True)
    moving.clear(places.moves)
    journal = Journal(places.journal)
    with releasing.alone(places):
        released = releasing.complete(places)
    begun = moving.begun(places.moves)
    for intent in begun:
        moving.finish(places, intent)
    told, unread = _told(places.journal)
    moved = {moving.meant(intent)[1] for intent in begun}
    missing = list(_missing(places, told, moved))
    for entry in missing:
        journal.append(entry)
    return PutRight(moves=len(begun) + released, lines=len(missing), unread=unread)


def _told(path: Path) -> tuple[dict[str, str | None], int]:
    """The last decision that the journal tells of each item, and how many lines are none."""
    if not path.exists():
        return {}, 0
    entries = Entries(path)
    told = {e.item: e.decision for e in entries if e.item is not None and e.event in _VERDICTS}
    return told, entries.unread


def _missing(places: Places, told: dict[str, str | None], moved: set[str]) -> Iterator[Entry]:
    """Entries of the items that have none, or have one from before they were moved."""
    for box, _, name in items(places):
        if name in told and name not in moved:
            continue
        entry = _entry(places, box, name)
        if name not in told or told[name] != entry.decision:
            yield entry


def _entry(places: Places, box: Box, name: str) -> Entry:
    values = read(places, box, name)
    about, hook, made_by = (_mapping(values, key) for key in ("item", "hook", "made_by"))
    held_by = hook.get("held_by")
    rules = {str(f.get("rule")) for f in held_by} if isinstance(held_by, list) else set()
    return Entry(
        event=Event.RECOVERED,
        key=str(about.get("key") or name.rpartition(".")[2]),
        item=name,
        decision=_word(hook, "decision"),
        judged=_word(hook, "judged"),
        shadow=hook.get("shadow") is True,
        rules=tuple(sorted(rules)),
        made_by={key: str(value) for key, value in made_by.items()},
    )


def _mapping(values: dict[str, object], key: str) -> dict[str, object]:
    found = values.get(key)
    return found if isinstance(found, dict) else {}


def _word(values: dict[str, object], key: str) -> str | None:
    found = values.get(key)
    return found if isinstance(found, str) else None
