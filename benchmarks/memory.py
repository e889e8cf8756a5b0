"""Measure peak memory of batches: ``python benchmarks/memory.py [FEW MANY]``.

``auditor audit`` reads a file of 10,000 and one of 100,000 distinct short notes (lines of the
synthetic corpus put together anew), as JSON lines into nowhere. Printed
are the largest process' peak resident memory of each run and their ratio: a batch must not be held.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FEW, MANY = 10_000, 100_000
LINES_A_NOTE = 6
SEED = 7
KIB = 1024


def notes(count: int) -> Iterator[str]:
    """So many distinct notes as JSON lines."""
    draw = random.Random(SEED)  # noqa: S311 - no secret
    lines = [
        line
        for file in sorted((ROOT / "corpus" / "notes").glob("*.jsonl"))
        for record in file.read_text("utf-8").splitlines()
        for line in json.loads(record)["text"].splitlines()
        if line.strip()
    ]
    for number in range(count):
        text = "\n".join([f"Visit {number}", *draw.choices(lines, k=LINES_A_NOTE)])
        yield json.dumps({"id": str(number), "text": text})


def peak_mib(count: int) -> float:
    """Peak resident memory of the largest process of one batch, in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "notes.jsonl"  # synthetic notes, gone when the run ends
        with file.open("w", encoding="utf-8") as out:
            out.writelines(f"{line}\n" for line in notes(count))
        auditor = Path(sys.executable).parent / "auditor"
        command = [str(auditor), "audit", str(file), "--format", "jsonl", "--jobs", "2"]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603 - our own words
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KIB


def main() -> None:
    """Print both peaks and their ratio; few notes first, as the system keeps the largest peak."""
    few, many = (int(n) for n in sys.argv[1:3]) if len(sys.argv) > 2 else (FEW, MANY)  # noqa: PLR2004
    peaks = []
    for count in (few, many):
        peaks.append(peak_mib(count))
        print(f"{count:>9,} notes: peak {peaks[-1]:.0f} MiB", flush=True)
    print(f"ratio {peaks[1] / peaks[0]:.2f}")


if __name__ == "__main__":
    main()
