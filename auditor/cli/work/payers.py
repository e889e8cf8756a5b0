"""The payers whose demands are known, as ``auditor payers`` lists them."""

from auditor.billing import packs
from auditor.billing.packs import Pack
from auditor.cli import streams
from auditor.cli.options import PageFormat
from auditor.cli.work.values import write_json
from auditor.report.columns import padded
from auditor.report.words import METHOD_NAMES


def payers(*, output: PageFormat) -> int:
    """Write the list; return the exit code."""
    known = {name: packs.pack_for(name) for name in packs.payers()}
    if output is PageFormat.JSON:
        return write_json([_values(name, pack) for name, pack in known.items()])
    streams.for_people()
    rows = [
        ("name", "counts units by", "known to hold until", "payer"),
        *(
            (name, METHOD_NAMES[pack.method.name], pack.dated_through, pack.payer)
            for name, pack in known.items()
        ),
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for row in rows:
        cells = [padded(cell, width) for cell, width in zip(row[:3], widths, strict=True)]
        streams.write("  ".join((*cells, row[3])).rstrip() + "\n")
    return 0


def _values(name: str, pack: Pack) -> dict[str, str]:
    return {
        "name": name,
        "payer": pack.payer,
        "pack": pack.identity,
        "unit_method": pack.method.name,
        "reviewed_on": pack.reviewed_on,
        "dated_through": pack.dated_through,
    }
