"""How far a batch has come, shown where somebody watches."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from auditor.cli import streams
from auditor.cli.work.counting import Silent, Watch, bar_of
from auditor.errors import InputError
from auditor.ingest import Refused, read_sources
from auditor.ingest.mapping import ColumnMap


@contextmanager
def watched(
    sources: Sequence[str], *, wanted: bool, mapping: ColumnMap | None = None
) -> Iterator[Watch]:
    """Show a bar on standard error while a batch is audited, if wanted and that is a terminal."""
    if not wanted or not streams.is_terminal(sys.stderr):
        yield Silent()
        return
    columns = (
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with bar_of("auditing", _count(sources, mapping), columns) as watch:
        yield watch


def _count(sources: Sequence[str], mapping: ColumnMap | None = None) -> int | None:
    """Count the notes, which takes a small part of auditing them; ``None`` of what is read once."""
    if not all(Path(source).is_file() or Path(source).is_dir() for source in sources):
        return None
    try:
        read = read_sources(sources, mapping=mapping)
        return sum(1 for item in read if not (isinstance(item, Refused) and item.notice))
    except (InputError, OSError):
        return None  # what is wrong is said when the notes are read
