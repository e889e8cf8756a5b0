"""A dropped file whose notes are being judged: which shares are left, what came of it so far."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from auditor.gate.dropfolder.arriving import Stamp
from auditor.gate.dropfolder.messages import Gone, Task
from auditor.gate.dropfolder.places import Box
from auditor.gate.dropfolder.taking import Taken
from auditor.report.words import plural

SHARED_BYTES = 100_000
"""From this size on a file's notes are shared out among the processes."""


@dataclass(slots=True)
class InHand:
    """One file; changed as its notes are judged."""

    taken: Taken
    stamp: Stamp
    shares_left: int = 0
    is_changed: bool = False
    """Whether somebody wrote to it while it was read, so that it must be read again."""
    boxes: Counter[Box] = field(default_factory=Counter)
    put: set[str] = field(default_factory=set)
    """Keys of the notes that got their verdict just now."""
    before: int = 0
    """Notes that had a verdict before, as where they were dropped before."""
    began: float = field(default_factory=time.monotonic)

    def tasks(self, jobs: int) -> Iterator[Task]:
        """Share out the work on it."""
        shares = jobs if self.stamp[0] >= SHARED_BYTES else 1
        self.shares_left = shares
        for share in range(shares):
            yield Task(
                path=self.taken.path,
                name=self.taken.name,
                original=self.taken.original,
                share=share,
                shares=shares,
            )

    def has_changed(self) -> bool:
        """Look whether somebody writes to it."""
        self.is_changed = self.is_changed or self.taken.stamp() != self.stamp
        return self.is_changed

    def said(self) -> str:
        """One line on what came of it."""
        parts = [f"{count} {box.value}" for box in Box if (count := self.boxes[box])]
        if self.before:
            parts.append(f"{self.before} judged before")
        notes = plural(self.boxes.total() + self.before, "note")
        seconds = time.monotonic() - self.began
        return f"{self.taken.shown}: {notes}: {', '.join(parts)} ({seconds:.1f} s)"


def after(task: Task, gone: Gone) -> Task:
    """What is left of a task whose process is gone: first to be tried again, then given up."""
    again = replace(task, first=gone.index, tried=gone.index, given_up=None, unread=None)
    if gone.why is None:
        return again
    if gone.was_judging:
        return replace(again, given_up=gone.why)
    return replace(again, unread=gone.why)
