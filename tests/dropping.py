"""A drop folder whose notes are judged by a few words, in this process or in others, at once."""

import json
import os
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.gate.decision import Policy
from auditor.gate.dropfolder.hearing import Told
from auditor.gate.dropfolder.judging import Desk
from auditor.gate.dropfolder.messages import Found, Judged, Passing
from auditor.gate.dropfolder.opening import Folders, opened
from auditor.gate.dropfolder.places import Box, Places
from auditor.gate.dropfolder.watching import Pace
from auditor.gate.journal import Entries
from auditor.gate.refusal import refused
from auditor.ingest import Refused

TESTS = Path(__file__).parent
COMMAND = [sys.executable, str(TESTS / "dropping.py")]
"""Watches as the command does, with this file's desk."""

FINDING = {
    "rule": "TIM101",
    "name": "missing-total-time",
    "severity": "error",
    "message": "No total time",
    "ask": "How long was it?",
    "line": None,
    "column": None,
    "fingerprint": "0" * 16,
    "start": None,
}


def record_of(item):
    """The record of a note by the words in it: HOLD, BROKEN, STUCK, DIES; else nothing is found."""
    if isinstance(item, Refused):
        return {**refused(item.source, item.message), "note_id": item.note_id}
    if "STUCK" in item.text:
        time.sleep(60)
    if "SLOW" in item.text:
        time.sleep(0.02)
    if "DIES" in item.text:
        os._exit(9)
    if "BROKEN" in item.text:
        return {**refused(item.source, "reading failed"), "note_id": item.note_id}
    found = [FINDING] if "HOLD" in item.text else []
    known = {"complete": True, "gate": "hold" if found else "ready", "findings": found}
    return {**refused(item.source, ""), "note_id": item.note_id, **known}


class Always:
    """One policy for ever."""

    trouble = None

    def __init__(self, policy):
        self._policy = policy

    def now(self):
        return self._policy


def desk(policy=None, fingerprint="f", audit=record_of):
    return Desk(audit=audit, policies=Always(policy or Policy()), fingerprint=fingerprint)


def open_desk(ruleset):
    """What processes of their own open; imported there by name."""
    return desk(Policy(gate=ruleset.config.gate, is_shadow=ruleset.gate.is_shadow))


class Inline:
    """A crew of one that works here, a message at a time."""

    def __init__(self, desk):
        self._desk = desk
        self.task = None
        self.is_judging = False

    def free(self):
        return self.task is None

    def give(self, task):
        self.task, self._talk, self._reply = task, self._desk.work(task), None

    def reply(self, hand, reply):
        assert hand is self
        self._reply = reply

    def hear(self, seconds):
        if self.task is None:
            time.sleep(min(seconds, 0.01))
            return []
        task, reply, self._reply = self.task, self._reply, None
        message = next(self._talk) if reply is None else self._talk.send(reply)
        self.is_judging = False
        if isinstance(message, Passing):
            return []
        if not isinstance(message, Found | Judged):
            self.task = None
        return [(self, task, message)]

    def judging(self):
        return self.is_judging

    def close(self):
        pass


@dataclass
class Dropped:
    """A drop folder for a test."""

    root: Path
    said: list

    @property
    def folder(self):
        return self.root / "in"

    @property
    def places(self):
        return Places(self.root / "gate")

    def drop(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def watch(self, *, desk=None, crew=None, jobs=1, is_stopped=lambda: False, **pace):
        """Watch once, as things are now; returns what each box got."""
        folders = Folders(
            dropped=self.folder, out=self.places.out, done_suffix=pace.pop("done_suffix", None)
        )
        pace = Pace(**{"settle_seconds": 0.0, "once": True, **pace})
        pace = replace(pace, by_marker=folders.done_suffix is not None)
        told = Told(say=self.said.append, step=lambda: None, is_stopped=is_stopped)
        make = crew or (lambda: Inline(desk or globals()["desk"]()))
        with opened(folders, pace, make, told, jobs=jobs) as ready:
            ready.watcher.run()
            return ready

    def items(self):
        """Every item there is: box, values."""
        return [
            (box.value, json.loads(path.read_text("utf-8")))
            for box in Box
            for path in sorted(self.places.box(box).glob("*"))
        ]

    def boxes(self):
        """Which note is where, by its source."""
        return sorted((values["item"]["source"], box) for box, values in self.items())

    def originals(self):
        """The dropped files by content."""
        files = [p for p in self.places.originals.rglob("*") if p.is_file()]
        return sorted(p.read_bytes() for p in files)

    def left(self):
        """What lies in the drop folder still, and what is under way."""
        files = [*self.folder.rglob("*"), *self.places.work.rglob("*")]
        return sorted(p.name for p in files if p.is_file() and not p.name.endswith(".lock"))

    def events(self):
        """The journal: event and item."""
        return [(e.event.value, e.item) for e in Entries(self.places.journal)]


def made(root):
    """A drop folder with nothing in it."""
    (root / "in").mkdir(parents=True)
    return Dropped(root, [])


def lines(*texts):
    """Notes as JSON lines."""
    return "".join(json.dumps({"id": f"n{i}", "text": t}) + "\n" for i, t in enumerate(texts))


def paths():
    """An environment in which this file and the package beside it are found."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TESTS.parent, TESTS)))}


def main():
    from auditor.cli.options import Asked
    from auditor.cli.work import watch

    wanted = watch.Wanted(
        dropped=Path(sys.argv[1]),
        out=Path(sys.argv[3]),
        settle_seconds=0.0,
        once="--once" in sys.argv,
        timeout_seconds=5.0,
    )
    import dropping

    return watch.watch(wanted, Asked(jobs=2), open_desk=dropping.open_desk)


if __name__ == "__main__":
    sys.exit(main())
