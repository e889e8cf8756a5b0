"""Where items are put, and which notes have one already."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.gate.decision import Decision
from auditor.gate.dropfolder import moving
from auditor.gate.dropfolder.messages import Judged
from auditor.gate.dropfolder.moving import Step
from auditor.gate.dropfolder.places import ENDING, ITEM, KEY_LETTERS, Box, Places, item_name
from auditor.gate.journal import Entries, Entry, Event, Journal


@dataclass(frozen=True, slots=True)
class Known:
    """An item that a note has already."""

    name: str
    box: Box
    original: str | None
    """Of which dropped file it was made; ``None`` where the item does not say."""


class Shelf:
    """The items of a drop folder; one process at a time puts new ones there."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.journal = Journal(places.journal)
        self._names = {key: name for _, key, name in items(places)}
        self._let_go = dict(_let_go(places.journal))

    def known(self, key: str) -> Known | None:
        """Return the item of a note, if it has one, or had one in ``released``.

        Whoever bills takes items from there while the file they came from is still being judged:
        after a crash they must not be released again.
        """
        for mark in (key[:KEY_LETTERS], key):
            name = self._names.get(mark)
            box = None if name is None else self.places.find(name)
            if name is None or box is None:
                continue
            about = _about(self.places, box, name)
            if about.get("key", key) == key:
                return Known(name, box, about.get("original"))
        name = self._let_go.get(key)
        return None if name is None else Known(name, Box.RELEASED, None)

    def name_for(self, file: str, key: str) -> str:
        """What to call the item of a note that has none."""
        name = item_name(file, key)
        if self.places.find(self._names.get(key[:KEY_LETTERS], name)) is None:
            return name
        return item_name(file, key, letters=len(key))

    def steps(self, judged: Judged, name: str) -> Iterator[Step]:
        """Give what is to be done to put an item into its box and say so in the journal.

        One that could not be judged before is replaced. The journal is first: who takes an item
        away as soon as it is there leaves nothing else that tells of it.
        """
        entry = replace(judged.entry, item=name)
        intent = moving.intent_of(self.places.moves, judged.box, name)
        yield from moving.steps(self.places, intent, judged.document, self.journal, entry)
        self._names[name.rpartition(".")[2]] = name
        if judged.box is Box.RELEASED:
            self._let_go[judged.key] = name

    def say_again(self, known: Known, key: str, source: str) -> None:
        """Say in the journal that a note was dropped again.

        Raises:
            OSError: It cannot be written.
        """
        self.journal.append(
            Entry(event=Event.DUPLICATE, key=key, item=known.name, why=f"dropped again as {source}")
        )


def _let_go(path: Path) -> Iterator[tuple[str, str]]:
    """Keys of the notes that the journal says were released, each with its item's name."""
    if path.exists():
        for entry in Entries(path):
            if entry.decision == Decision.RELEASE and entry.item is not None:
                yield entry.key, entry.item


def items(places: Places) -> Iterator[tuple[Box, str, str]]:
    """Give every item: its box, the key in its name, and its name."""
    for box in Box:
        with os.scandir(places.box(box)) as entries:
            for entry in entries:
                name = entry.name.removesuffix(ENDING)
                found = ITEM.fullmatch(name)
                if found and entry.name.endswith(ENDING):
                    yield box, found[1], name


def read(places: Places, box: Box, name: str) -> dict[str, object]:
    """Read an item; an empty one where it cannot be read."""
    try:
        values = json.loads(places.item(box, name).read_bytes())
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _about(places: Places, box: Box, name: str) -> dict[str, str]:
    about = read(places, box, name).get("item")
    if not isinstance(about, dict):
        return {}
    return {key: about[key] for key in ("key", "original") if isinstance(about.get(key), str)}
