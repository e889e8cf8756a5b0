"""How an item comes into a box, or goes there from another with new content, and is in just one.

First its new content is written down whole: from then on the rest can be done, whatever happens.
Then the journal says it, then the item goes, then it gets the new content.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from auditor.gate.dropfolder import disk
from auditor.gate.dropfolder.places import ENDING, Box, Places
from auditor.gate.journal import Entry, Journal

Step: TypeAlias = Callable[[], None]
"""Raises ``OSError`` where something cannot be written, and may then be called again."""

_UNFINISHED = ".part"


def steps(
    places: Places, intent: Path, content: bytes, journal: Journal, entry: Entry
) -> Iterator[Step]:
    """Give what is to be done, in order."""
    yield partial(_begin, intent, content)
    yield partial(journal.append, entry)
    yield partial(finish, places, intent)


def intent_of(intents: Path, box: Box, name: str) -> Path:
    """The file that says, and holds, what an item is to become."""
    return intents / box.value / (name + ENDING)


def finish(places: Places, intent: Path) -> None:
    """Do what is left of a move whose intent is written.

    Raises:
        OSError: Something cannot be moved.
    """
    box, name = meant(intent)
    held_in = places.find(name)
    if held_in is not None and held_in is not box:
        disk.move(places.item(held_in, name), places.item(box, name))
    if intent.exists():
        disk.put_over(intent, places.item(box, name))


def meant(intent: Path) -> tuple[Box, str]:
    """Say which box an item is to go to, and what it is called."""
    return Box(intent.parent.name), intent.name.removesuffix(ENDING)


def begun(intents: Path) -> list[Path]:
    """The moves that were begun and not ended."""
    return sorted(intents.glob(f"*/*{ENDING}"))


def clear(intents: Path) -> None:
    """Throw away the intents that are not whole."""
    for path in intents.glob(f"*/*{_UNFINISHED}"):
        path.unlink(missing_ok=True)


def _begin(intent: Path, content: bytes) -> None:
    unfinished = intent.with_suffix(_UNFINISHED)
    disk.write(unfinished, content)
    disk.put_over(unfinished, intent)
