"""Which tables of code pairs does a site hold of its own, and in whose place do they stand?"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.billing.edits import EditTable
from auditor.billing.pair_reading import read_pair_tables
from auditor.billing.places import PLACES
from auditor.billing.reading import read_sources
from auditor.billing.tables import read


def load_pair_tables(paths: Iterable[Path]) -> tuple[EditTable, ...]:
    """Load files of code pairs, as ``auditor cms ptp`` writes them; each brings its sources.

    Raises:
        PackError: A file cannot be read, or an entry in one is wrong.
    """
    files = [read(path, str(path)) for path in paths]
    for file in files:
        file.allow("reviewed_on", "source", "table")
        file.day("reviewed_on", needed=True)
    cites = {name: cite for file in files for name, cite in read_sources(file).items()}
    return read_pair_tables(files, cites)


def in_place_of(shipped: Sequence[EditTable], own: Sequence[EditTable]) -> tuple[EditTable, ...]:
    """Return the tables that hold: a site's own of each setting that they tell of, else ours.

    Since when a modifier may stand on either line is no matter of an edition: it stays.
    """
    told = {place for table in own for place in ((table.setting,) if table.setting else PLACES)}
    since = max((table.either_line_from for table in shipped), default="")
    kept = [
        replace(table, setting=place)
        for table in shipped
        for place in PLACES
        if place not in told and table.setting in ("", place)
    ]
    return (*kept, *(replace(table, either_line_from=since) for table in own))
