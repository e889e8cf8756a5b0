"""Where does the first second go: one draft from the shell, beside importing spaCy alone.

Run from the checkout with the program installed: ``.venv/bin/python benchmarks/cold.py [RUNS]``.
Wall time; the peers run in turn, so that a busy machine slows all of them alike.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DRAFT = Path(__file__).parent.parent / "corpus" / "samples" / "draft.txt"
PEERS = {
    "bare Python": [sys.executable, "-c", "pass"],
    "import spacy": [sys.executable, "-c", "import spacy"],
    "auditor --version": [sys.executable, "-m", "auditor.cli", "--version"],
    "auditor check": [sys.executable, "-m", "auditor.cli", "check", str(DRAFT)],
}
STAGES = """
import time
laps = [("start", time.perf_counter())]
def lap(name):
    laps.append((name, time.perf_counter()))
import gc; gc.set_threshold(100_000)
import numpy; lap("import numpy")
import auditor.nlp; lap("import spaCy, without its command line")
import auditor.nlp.pipeline, auditor.nlp.visit; lap("import our reading (patterns compile)")
import auditor.rules.registry; lap("import our rules")
import auditor.engine; lap("import the rest of the engine")
import auditor.cli.main, auditor.cli.work.check; lap("import commands and reports (typer, rich)")
from auditor import engine
engine.shipped(None); lap("verify and load the model")
from auditor.nlp.pipeline import reader
reader(); lap("build the spaCy pipeline (2,600 phrases)")
from auditor.billing import packs
packs.demands_for(None, "2026-03-04", None); lap("read the payer's pack (TOML)")
from auditor.model import Note
import sys
note = Note("draft", open(sys.argv[1]).read(), "draft")
engine.audit(note); lap("audit the note (first time)")
engine.audit(note); lap("audit it again")
for (_, before), (name, after) in zip(laps, laps[1:]):
    print(f"{1000 * (after - before):8.1f} ms  {name}")
"""


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False)  # noqa: S603
    return time.perf_counter() - start


def main(runs: int) -> None:
    """Print medians, ratios to importing spaCy, and the stages of one run."""
    # compiled once, wherever that is allowed: what a user's second run finds
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for command in PEERS.values():
            seconds(command, environment)
        taken: dict[str, list[float]] = {name: [] for name in PEERS}
        for _ in range(runs):
            for name, command in PEERS.items():
                taken[name].append(seconds(command, environment))
        peer = statistics.median(taken["import spacy"])
        for name, all_seconds in taken.items():
            median, best = statistics.median(all_seconds), min(all_seconds)
            print(
                f"{name:18} median {median:.2f} s  best {best:.2f} s  {median / peer:.2f} x spaCy"
            )
        print()
        staged = [sys.executable, "-c", STAGES, str(DRAFT)]
        subprocess.run(staged, env=environment, check=True)  # noqa: S603


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
