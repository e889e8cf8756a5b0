"""Measure the drop folder: ``python benchmarks/watch.py [NOTES]``.

500 synthetic notes of about 250 words (lines of the sample notes) are judged by ``auditor watch
--once``, as one file and as a file each, with one process and with two; and by ``auditor audit``,
which promises nothing of a crash, in the same run. Printed are notes a second of wall time, start
included, and CPU milliseconds a note; take the ratios, the machine may be busy.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOTES, WORDS = 500, 250
SEED = 7


def texts(count: int) -> list[str]:
    """Notes made of lines of the samples."""
    draw = random.Random(SEED)  # noqa: S311 - no secret
    source = (ROOT / "corpus" / "samples" / "notes.jsonl").read_text("utf-8").splitlines()
    lines = [x for r in source for x in json.loads(r)["text"].splitlines() if x.strip()]
    made = []
    for _ in range(count):
        chosen: list[str] = []
        while sum(len(line.split()) for line in chosen) < WORDS:
            chosen.append(draw.choice(lines))
        made.append("\n".join(chosen))
    return made


def as_one(folder: Path, notes: list[str]) -> None:
    """All notes in one file."""
    rows = (json.dumps({"id": f"n{i}", "text": text}) + "\n" for i, text in enumerate(notes))
    (folder / "notes.jsonl").write_text("".join(rows), "utf-8")


def as_many(folder: Path, notes: list[str]) -> None:
    """A file each."""
    for number, text in enumerate(notes):
        (folder / f"{number}.txt").write_text(text, "utf-8")


def measured(*arguments: str) -> tuple[float, float]:
    """Wall and CPU seconds of a command."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "auditor.cli", *arguments]
    subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own words
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def watched(notes: list[str], put: Callable[[Path, list[str]], None], jobs: int) -> None:
    """Print the figures of one run of the watcher."""
    with tempfile.TemporaryDirectory() as folder:
        dropped, out = Path(folder) / "in", Path(folder) / "gate"
        dropped.mkdir()
        put(dropped, notes)
        options = ("--out", str(out), "--once", "--settle", "0", "--jobs", str(jobs))
        seconds = measured("watch", str(dropped), *options)
        found = sum(1 for box in ("released", "held", "failed") for _ in (out / box).iterdir())
    what = "one file" if put is as_one else "a file each"
    said(f"watch, {what}, --jobs {jobs}", found, seconds)


def audited(notes: list[str], jobs: int) -> None:
    """Print the figures of the peer."""
    with tempfile.TemporaryDirectory() as folder:
        as_one(Path(folder), notes)
        source = str(Path(folder) / "notes.jsonl")
        seconds = measured("audit", source, "--format", "jsonl", "--jobs", str(jobs))
    said(f"audit, one file, --jobs {jobs}", len(notes), seconds)


def said(what: str, notes: int, seconds: tuple[float, float]) -> None:
    """Print one line."""
    wall, cpu = seconds
    print(
        f"{what:32}{notes:6} notes  {notes / wall:6.1f} notes/s  {1000 * cpu / notes:6.1f} ms CPU"
    )


def main() -> None:
    """Print the figures."""
    notes = texts(int(sys.argv[1]) if len(sys.argv) > 1 else NOTES)
    for jobs in (1, 2):
        audited(notes, jobs)
        watched(notes, as_one, jobs)
        watched(notes, as_many, jobs)


if __name__ == "__main__":
    main()
