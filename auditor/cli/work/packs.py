"""Packs found and listed, as ``auditor packs`` does it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from auditor.billing import packs
from auditor.billing.packs import Pack
from auditor.cli import streams
from auditor.cli.options import PageFormat
from auditor.cli.work.values import write_json
from auditor.report.columns import cells, padded
from auditor.report.words import METHOD_NAMES, plural

GAP = "  "


def pack_of(name: str, day: str | None) -> Pack:
    """Return the pack of a file or, where the name is none, of a payer or id.

    Raises:
        PackError: The file is wrong, or no pack is held of that name.
    """
    path = Path(name)
    if path.suffix == ".toml" or path.is_file():
        return packs.load_pack(path)
    return packs.pack_called(name, day)


def listing(*, output: PageFormat) -> int:
    """Write the list of payers; return the exit code."""
    held = {name: packs.packs_of(name) for name in packs.payers()}
    if output is PageFormat.JSON:
        return write_json([_listed(name, years) for name, years in held.items()])
    streams.for_people()
    rows: list[tuple[str, ...]] = [("name", "holds", "counts units by", "reviewed", "payer")]
    rows += [_row(name, years) for name, years in held.items()]
    return write(aligned(rows))


def _row(name: str, years: Sequence[Pack]) -> tuple[str, ...]:
    first, last = years[0], years[-1]
    holds = f"{first.dated_from} to {last.dated_through}"
    if len(years) > 1:
        holds += f", {plural(len(years), 'pack')}"
    return name, holds, METHOD_NAMES[last.method.name], last.reviewed_on, last.payer


def _listed(name: str, years: Sequence[Pack]) -> dict[str, Any]:
    return {
        "name": name,
        "payer": years[-1].payer,
        "packs": [
            {
                "id": pack.id,
                "pack": pack.identity,
                "from": pack.dated_from,
                "to": pack.dated_through,
                "unit_method": pack.method.name,
                "reviewed_on": pack.reviewed_on,
            }
            for pack in years
        ],
    }


def aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Give rows as lines, every column but the last as wide as its widest cell."""
    widths = [max(cells(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    for row in rows:
        columns = [padded(cell, width) for cell, width in zip(row[:-1], widths, strict=True)]
        yield GAP.join((*columns, row[-1])).rstrip()


def write(lines: Iterable[str]) -> int:
    """Write lines; return the exit code of success."""
    for line in lines:
        streams.write(line + "\n")
    return 0
