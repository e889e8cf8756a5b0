"""The page of a batch: the notes that need most, however many there are."""

import heapq
from pathlib import Path
from typing import TypeAlias

from auditor.cli.work.folder import PAGE, writing
from auditor.cli.work.notes import Record
from auditor.gate.permissions import opener
from auditor.report.claim_figures import ClaimFigures
from auditor.report.html import write_html
from auditor.report.totals import Totals
from auditor.report.words import Item

MOST_SHOWN = 500
"""Notes on the page: as many as a browser shows with ease; all are in the other files."""
_NEED = {"cannot_assess": 0, "hold": 1, "ready": 2}

_Ranked: TypeAlias = tuple[int, int, int, Item]


class Page:
    """Keeps the notes that need most: those not assessed, those on hold, then by lowest score."""

    def __init__(self) -> None:
        self._kept: list[_Ranked] = []
        self._seen = 0

    def add(self, record: Record, text: str) -> None:
        """Keep a note, if it needs more than the one that needs least of those kept."""
        self._seen += 1
        score = -1 if record["score"] is None else record["score"]
        ranked = (-_NEED[record["gate"]], -score, -self._seen, (record, text))
        if len(self._kept) < MOST_SHOWN:
            heapq.heappush(self._kept, ranked)
        else:
            heapq.heappushpop(self._kept, ranked)

    def write(self, folder: Path, totals: Totals, claimed: ClaimFigures | None = None) -> None:
        """Write the page, with the kept notes in the order they came in; whole, or not at all.

        Raises:
            ConfigError: The folder cannot be written to.
        """
        kept = sorted(self._kept, key=lambda ranked: -ranked[2])
        unfinished = folder / f"{PAGE}.part"
        with writing(folder):
            try:
                with open(unfinished, "w", encoding="utf-8", newline="\n", opener=opener) as out:
                    write_html(out, (ranked[3] for ranked in kept), totals, claimed)
                unfinished.replace(folder / PAGE)
            finally:
                unfinished.unlink(missing_ok=True)

    @property
    def note(self) -> str:
        """What is to be said of the page where not every note is on it; else empty."""
        return f" ({MOST_SHOWN:,} notes that need most)" if self._seen > MOST_SHOWN else ""
