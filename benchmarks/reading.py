"""Time whole audits against a named peer in one run: ``python benchmarks/reading.py [NOTES]``.

The peer is spaCy's blank English pipeline with its sentencizer on the same notes: the least any
spaCy program does before it has read a single fact. Figures are medians of several rounds, taken
in turn so that a busy machine slows both alike; only the ratios mean anything elsewhere.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import spacy

from auditor.engine import audit
from auditor.ingest import Refused, read_sources
from auditor.model import Note
from auditor.nlp.pipeline import reader

ROUNDS = 5
MILLISECONDS = 1000


def seconds(work: Callable[[Note], object], notes: Sequence[Note]) -> float:
    """CPU seconds that ``work`` takes for all notes."""
    started = time.process_time()
    for note in notes:
        work(note)
    return time.process_time() - started


def main() -> None:
    """Print milliseconds a note and ratios to the peer."""
    samples = Path(__file__).parent.parent / "corpus" / "samples" / "notes.jsonl"
    source = sys.argv[1] if len(sys.argv) > 1 else str(samples)
    notes = [n for n in read_sources([source], stdin=None) if not isinstance(n, Refused)]
    peer = spacy.blank("en")
    peer.add_pipe("sentencizer")
    ours = reader()
    contenders: dict[str, Callable[[Note], object]] = {
        "peer: spaCy blank + sentencizer": lambda note: peer(note.text),
        "auditor: reading pipeline alone": lambda note: ours(note.text),
        "auditor: the whole audit": audit,
    }
    for work in contenders.values():
        work(notes[0])
    taken = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, work in contenders.items():
            taken[name].append(seconds(work, notes))
    base = median(taken["peer: spaCy blank + sentencizer"])
    words = sum(len(n.text.split()) for n in notes) / len(notes)
    print(f"{len(notes)} notes of {words:.0f} words on average, {ROUNDS} rounds, CPU time")
    for name, rounds in taken.items():
        middle = median(rounds)
        print(
            f"{name:36} {middle / len(notes) * MILLISECONDS:8.2f} ms a note {middle / base:8.1f} x"
        )


if __name__ == "__main__":
    main()
