"""Show what a journal of the hook or of a drop folder comes to, as ``auditor hook stats`` does."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.cli import streams
from auditor.cli.options import PageFormat
from auditor.cli.work.packs import aligned, write
from auditor.cli.work.values import write_json
from auditor.errors import InputError
from auditor.gate.journal import Entries
from auditor.gate.stats import MEDIAN, NEARLY_ALL, Counts, Stats, percentile, ranked, stats_of
from auditor.report.columns import one_line
from auditor.report.words import percent, plural

JOURNAL = "journal.jsonl"
"""What the journal of a drop folder is called."""
MOST_SHOWN = 10
HEADINGS = ("notes", "released", "held", "not judged", "held %", "would hold", "p50 ms", "p95 ms")


def stats(logs: Sequence[str], *, by_week: bool, output: PageFormat) -> int:
    """Write the figures of a journal; return the exit code.

    Args:
        logs: A log, or the folder of a drop folder; without it, the folder one is in.
        by_week: Whether a row stands for a week, from Monday.
        output: How they are written.

    Raises:
        InputError: There is no journal, or more than one is named.
    """
    path = _journal(logs)
    entries = Entries(path)
    try:
        found = stats_of(entries, by_week=by_week)
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check the path"
        raise InputError(message) from None
    if output is PageFormat.JSON:
        return write_json({"log": str(path), **found.values(), "unread_lines": entries.unread})
    streams.for_people()
    return write(_page(found, entries.unread, by_week=by_week))


def _journal(logs: Sequence[str]) -> Path:
    if len(logs) > 1:
        message = "stats: give one log, or the folder of one `auditor watch`"
        raise InputError(message)
    path = Path(*logs)
    if path.is_dir():
        path /= JOURNAL
    if not path.is_file():
        message = f"{path}: there is no such log; give what --log names, or a watch folder"
        raise InputError(message)
    return path


def _page(found: Stats, unread: int, *, by_week: bool) -> Iterator[str]:
    heading = "week of" if by_week else "day"
    rows = [_row(day or "unknown", found.periods[day]) for day in sorted(found.periods)]
    yield from aligned([(heading, *HEADINGS), *rows, _row("all", found.total)])
    yield from _most("Rules that hold, or would", found.rules)
    yield from _most("Findings set aside", found.excused)
    yield from _most("Why notes could not be judged", found.why_not_judged)
    yield from _most("Released by a person, by reason", found.releases)
    more = {name: found.events[name] for name in ("duplicate", "recovered") if found.events[name]}
    if more:
        yield ""
        yield ", ".join(f"{name}: {count:,}" for name, count in more.items())
    if unread:
        yield ""
        yield f"{plural(unread, 'line')} could not be read, as after a crash, and not counted"


def _row(name: str, counts: Counts) -> tuple[str, ...]:
    gated = counts.notes - counts.shadow
    p50, p95 = (percentile(counts.milliseconds, share) for share in (MEDIAN, NEARLY_ALL))
    figures = (
        *(f"{n:,}" for n in (counts.notes, counts.released, counts.held, counts.not_judged)),
        percent(counts.held, gated) if gated else "-",
        f"{counts.would_hold:,}" if counts.shadow else "-",
        *("-" if ms is None else f"{ms:,}" for ms in (p50, p95)),
    )
    pairs = zip(figures, HEADINGS, strict=True)
    return name, *(figure.rjust(len(heading)) for figure, heading in pairs)


def _most(heading: str, counts: Counter[str]) -> Iterator[str]:
    if not counts:
        return
    most = ranked(counts)
    width = len(f"{most[0][1]:,}")
    yield ""
    yield heading
    for name, count in most[:MOST_SHOWN]:
        yield f"  {count:>{width},}  {one_line(name)}"
    if len(most) > MOST_SHOWN:
        yield f"  and {len(most) - MOST_SHOWN} more"
