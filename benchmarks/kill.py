"""Kill ``auditor watch`` again and again: ``python benchmarks/kill.py [KILLS] [NOTES]``.

Notes (short ones, lines of the sample notes) are dropped a few files at a time, in files of one and
of many, some of them twice. The watcher's whole process group is killed (SIGKILL) at a random
instant of its start or of its work, 200 times over; then it runs once to its end. Printed are how
many notes came out where, how many were lost, doubled or half-written, whether the journal agrees,
and what the kills hit.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from jsonschema import Draft202012Validator

from auditor.record import json_schema

ROOT = Path(__file__).parent.parent
KILLS, NOTES = 200, 2000
WORK_SECONDS = 0.5
"""A run is killed within so long after its first verdict; every third one before that."""
PATIENCE_SECONDS = 20.0
MANY = 20
"""Notes in every other file."""
TEXT_LINES = 3
SEED = 7
BOXES = ("released", "held", "failed")
VERDICTS = ("judged", "failed", "recovered")


@dataclass(frozen=True)
class Run:
    """How the watcher is started, and for how long it may work before it is killed."""

    command: tuple[str, ...]
    environment: Mapping[str, str] | None = None
    work: float = WORK_SECONDS


@dataclass(frozen=True)
class Drop:
    """A file to be dropped."""

    name: str
    content: str
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What came out in the end; each that is a number, but the notes, must be 0."""

    notes: int
    boxes: Counter[str]
    hit: Counter[str]
    lost: int = 0
    doubled: int = 0
    not_whole: int = 0
    files_lost: int = 0
    left_over: int = 0
    journal_wrong: int = 0
    events: Counter[str] = field(default_factory=Counter)

    @property
    def is_right(self) -> bool:
        """Whether nothing went wrong."""
        wrong = (self.lost, self.doubled, self.not_whole, self.files_lost, self.left_over)
        return not any(wrong) and not self.journal_wrong


def drops(notes: int, draw: random.Random) -> Iterator[Drop]:
    """Give the files: one note, then many; every tenth is dropped again under another name."""
    source = (ROOT / "corpus" / "samples" / "notes.jsonl").read_text("utf-8").splitlines()
    lines = [x for r in source for x in json.loads(r)["text"].splitlines() if x.strip()]
    number, is_one = 0, False
    while number < notes:
        is_one = not is_one
        count = 1 if is_one else min(MANY, notes - number)
        rows, names = [], []
        for _ in range(count):
            text = "\n".join(draw.choices(lines, k=TEXT_LINES))
            names.append(f"visit-{number}")
            rows.append(json.dumps({"id": names[-1], "text": text}))
            number += 1
        drop = Drop(f"day{number % 7}/file-{number}.jsonl", "\n".join(rows), tuple(names))
        yield drop
        if not draw.randrange(10):
            yield Drop(f"again-{number}.jsonl", drop.content, ())


def put(folder: Path, drop: Drop) -> None:
    """Drop a file as a careful program does: written beside, then renamed."""
    path = folder / drop.name
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(drop.content, "utf-8")
    unfinished.rename(path)


def killed(run: Run, out: Path, draw: random.Random) -> str:
    """Run the watcher, kill it with all its processes, and say what it was at.

    Every third run is killed at a random time of its start, the others at one of their work.
    """
    journal = out / "journal.jsonl"
    before, began = _size(journal), time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - our own words
        run.command, stderr=subprocess.DEVNULL, start_new_session=True, env=run.environment
    )
    if draw.random() < 1 / 3:
        time.sleep(draw.uniform(0, 1))
    else:
        while _size(journal) == before and time.monotonic() - began < PATIENCE_SECONDS:
            time.sleep(0.001)
            if process.poll() is not None:
                message = f"the watcher ended by itself with {process.returncode}"
                raise RuntimeError(message)
        time.sleep(draw.uniform(0, run.work))
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if any((out / ".work" / "moves").glob("*/*")):
        return "an item half-written"
    if _size(journal) == before:
        return "before its first verdict"
    return "between verdicts" if any((out / ".work" / "taken").glob("*")) else "all done, waiting"


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def run(watcher: Run, root: Path, *, kills: int, notes: int) -> Counted:
    """Drop, kill, and at the end let it finish and count.

    Args:
        watcher: What starts the watcher; the two folders are put behind it.
        root: An empty folder.
        kills: How often to kill it.
        notes: How many notes to drop.
    """
    draw = random.Random(SEED)  # noqa: S311 - no secret
    dropped, out = root / "in", root / "gate"
    dropped.mkdir()
    files = list(drops(notes, draw))
    folders = (str(dropped), "--out", str(out), "--settle", "0")
    watcher = replace(watcher, command=(*watcher.command, *folders))
    hit: Counter[str] = Counter()
    for number in range(kills):
        half = max(kills // 2, 1)
        for drop in files[number * len(files) // half : (number + 1) * len(files) // half]:
            put(dropped, drop)
        hit[killed(watcher, out, draw)] += 1
    last = [*watcher.command, "--once"]
    subprocess.run(last, stderr=subprocess.DEVNULL, check=False, env=watcher.environment)  # noqa: S603
    return counted(root, files, hit)


def counted(root: Path, files: Sequence[Drop], hit: Counter[str]) -> Counted:
    """Count what came of the files."""
    out = root / "gate"
    wanted = [name for drop in files for name in drop.notes]
    schema = Draft202012Validator(json_schema())
    found: Counter[str] = Counter()
    boxes: Counter[str] = Counter()
    items = []
    not_whole = 0
    for box in BOXES:
        for path in (out / box).iterdir():
            try:
                record = json.loads(path.read_text("utf-8"))
                schema.validate(record)
            except Exception:  # noqa: BLE001 - whatever is wrong with it
                not_whole += 1
                continue
            found[record["note_id"]] += 1
            boxes[box] += 1
            items.append((record["item"]["name"], box))
    originals = [p.read_text("utf-8") for p in (out / "originals").rglob("*") if p.is_file()]
    told, events = _journal(out / "journal.jsonl")
    left = [*root.glob("in/**/*.jsonl"), *out.glob(".work/taken/*"), *out.glob(".work/*/*.json")]
    return Counted(
        notes=len(wanted),
        boxes=boxes,
        hit=hit,
        lost=sum(1 for name in wanted if not found[name]),
        doubled=sum(count - 1 for count in found.values()) + len(set(found) - set(wanted)),
        not_whole=not_whole,
        files_lost=(Counter(drop.content for drop in files) - Counter(originals)).total(),
        left_over=len(left),
        journal_wrong=sum(1 for name, box in items if not _is_told(told[name], box)),
        events=events,
    )


def _is_told(told: int, box: str) -> bool:
    """One verdict an item; one that failed is tried again when it is dropped again."""
    return told == 1 or (box == "failed" and told > 1)


def _journal(path: Path) -> tuple[Counter[str], Counter[str]]:
    """Verdicts told of each item, and events; a line that a kill cut off counts as torn."""
    told: Counter[str] = Counter()
    events: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            events["torn"] += 1
            continue
        events[entry["event"]] += 1
        if entry["event"] in VERDICTS:
            told[entry["item"]] += 1
    return told, events


def main() -> None:
    """Print the figures; end with 1 where anything is wrong."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    notes = int(sys.argv[2]) if len(sys.argv) > 2 else NOTES  # noqa: PLR2004 - the second
    watcher = Run((sys.executable, "-m", "auditor.cli", "watch"))
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        result = run(watcher, Path(folder), kills=kills, notes=notes)
        minutes = (time.monotonic() - began) / 60
    print(f"{kills} kills in {minutes:.1f} minutes; they hit: {dict(result.hit)}")
    print(f"notes in: {result.notes}; out: {result.boxes.total()} {dict(result.boxes)}")
    print(f"lost {result.lost}, doubled {result.doubled}, not whole {result.not_whole}")
    print(f"dropped files lost {result.files_lost}, left under way {result.left_over}")
    print(
        f"journal: {dict(result.events)}; items without exactly one verdict: {result.journal_wrong}"
    )
    sys.exit(not result.is_right)


if __name__ == "__main__":
    main()
