"""How is an imported table of edits written, so that a pack can name it?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from auditor.billing.cms import toml
from auditor.billing.cms.provenance import Provenance
from auditor.billing.cms.ptp import Edit
from auditor.billing.cms.ptp_table import PtpTable


def ptp_toml(table: PtpTable, provenance: Provenance) -> str:
    """Return the file: what it is complete for, then the edits by the days they hold."""
    quarter = table.quarter
    identity = f"ncci-ptp-{table.program}-{table.setting}-{quarter}".lower()
    called = f"CMS NCCI procedure-to-procedure edits of {table.program}, {table.setting} table"
    cite = f"{called}, {quarter} (effective {quarter.start}), {provenance.read_from}"
    common = (
        f"source = {toml.text(identity)}",
        f"setting = {toml.text(table.setting)}",
        f"edition = {quarter.start}",
    )
    parts = [
        provenance.head(f"Code pairs of {table.program}'s {table.setting} table of {quarter}."),
        toml.source(identity, cite),
    ]
    if table.complete_for:
        parts += [
            toml.comment(
                "Of two of these codes every edit since this day stands below: where none covers a "
                "day, none held. Of other codes there may be edits in files that were not read."
            ),
            toml.entry(
                "table",
                *common,
                f"from = {table.since}",
                f"complete_for = {toml.texts(sorted(table.complete_for))}",
            ),
        ]
    parts += [
        toml.entry("table", *common, *_days(*days), f"pairs = [\n{_pairs(edits)}\n]")
        for days, edits in _by_days(table.edits)
    ]
    return "\n".join(parts)


def _by_days(edits: Sequence[Edit]) -> Iterator[tuple[tuple[str, str], list[Edit]]]:
    """Yield the edits of the same first and last day together, those in force first."""

    def days(edit: Edit) -> tuple[str, str]:
        return edit.start, edit.end

    ordered = sorted(edits, key=lambda e: (bool(e.end), *days(e), e))
    for period, alike in groupby(ordered, key=days):
        yield period, list(alike)


def _days(start: str, end: str) -> Iterator[str]:
    yield f"from = {start}"
    if end:
        yield f"to = {end}"


def _pairs(edits: Iterable[Edit]) -> str:
    """Write the pairs in few lines: all first codes with the same second codes together."""
    seconds: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for edit in edits:
        seconds[edit.first, edit.modifier_allowed].append(edit.second)
    firsts: dict[tuple[tuple[str, ...], bool], list[str]] = defaultdict(list)
    for (first, allowed), codes in seconds.items():
        firsts[tuple(codes), allowed].append(first)
    return "\n".join(_line(alike, codes, allowed) for (codes, allowed), alike in firsts.items())


def _line(firsts: Iterable[str], seconds: Iterable[str], allowed: bool) -> str:  # noqa: FBT001
    first, second = (", ".join(map(toml.text, codes)) for codes in (firsts, seconds))
    flag = "true" if allowed else "false"
    return f"  {{ first = [{first}], modifier_allowed = {flag}, second = [{second}] }},"
