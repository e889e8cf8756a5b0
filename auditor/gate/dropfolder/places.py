"""Where everything of a drop folder's output lies, and what its files are called."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from auditor.gate.permissions import FOLDER
from auditor.ingest.refused import shown

ENDING = ".json"
KEY_LETTERS = 16
"""Of a content key, in a file's name: enough to tell items apart, few enough to read."""
ITEM = re.compile(rf".*\.([0-9a-f]{{{KEY_LETTERS}}}|[0-9a-f]{{64}})")
_MOST_NAME_BYTES = 160
"""Of a dropped file's name; with a key and endings it stays under the 255 that systems take."""
_UNFIT = re.compile(r'[\\/:*?"<>|]')
"""Letters that some system does not take in a name."""


class Box(StrEnum):
    """The folders that hold items, and nothing else."""

    RELEASED = "released"
    HELD = "held"
    FAILED = "failed"


@dataclass(frozen=True)
class Places:
    """The output folder and what is in it."""

    out: Path

    @cached_property
    def journal(self) -> Path:
        """What became of each note, a line an event."""
        return self.out / "journal.jsonl"

    @cached_property
    def originals(self) -> Path:
        """The dropped files, untouched, once all their notes have a verdict."""
        return self.out / "originals"

    @cached_property
    def work(self) -> Path:
        """What is under way; hidden."""
        return self.out / ".work"

    @cached_property
    def taken(self) -> Path:
        """Dropped files whose notes have no verdict yet, each in a folder of its own."""
        return self.work / "taken"

    @cached_property
    def unfinished(self) -> Path:
        """Files being written; what a crash leaves here is worth nothing."""
        return self.work / "unfinished"

    @cached_property
    def moves(self) -> Path:
        """Items, whole and new, that are to take the place of older ones; in a folder a box."""
        return self.work / "moves"

    @cached_property
    def releases(self) -> Path:
        """The same, where a person releases them."""
        return self.work / "releases"

    def box(self, box: Box) -> Path:
        """The folder of one kind of items."""
        return self.out / box.value

    def item(self, box: Box, name: str) -> Path:
        """The file of an item."""
        return self.box(box) / (name + ENDING)

    def find(self, name: str) -> Box | None:
        """Say which folder holds an item."""
        return next((box for box in Box if self.item(box, name).exists()), None)

    def make(self) -> None:
        """Make all folders that are not there.

        Raises:
            OSError: One cannot be made.
        """
        boxes = [self.box(box) for box in Box]
        moves = [intents / box.value for intents in (self.moves, self.releases) for box in Box]
        # Each before what is in it: a folder that is made for one in it would be for everybody.
        work = (self.work, self.taken, self.unfinished, self.moves, self.releases)
        for folder in (*boxes, self.originals, *work, *moves):
            folder.mkdir(FOLDER, parents=True, exist_ok=True)


def item_name(file: str, key: str, *, letters: int = KEY_LETTERS) -> str:
    """What an item is called: by the dropped file's name and its content key, nothing else."""
    return f"{short(file.rpartition('/')[2])}.{key[:letters]}"


def short(name: str) -> str:
    """A file's name with room for more, and no letter that some system does not take."""
    fit = _UNFIT.sub("_", shown(name))
    return fit.encode()[:_MOST_NAME_BYTES].decode(errors="ignore")
