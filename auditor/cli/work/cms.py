"""The tables that CMS publishes, as ``auditor cms`` imports them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from auditor.billing.cms.asking import Asking, Imported
from auditor.billing.cms.codes import codes_in
from auditor.billing.cms.importing import imported
from auditor.billing.cms.kinds import Kind
from auditor.billing.cms.tally import IN_ERROR, summary
from auditor.billing.cms.versions import Quarter, quarter_in
from auditor.cli import streams
from auditor.cli.cms import Given
from auditor.cli.options import PageFormat
from auditor.cli.work.counting import counting
from auditor.cli.work.days import iso_day
from auditor.cli.work.values import write_json
from auditor.errors import ConfigError

MOST_SAID = 20
"""Rows in error that are said one by one."""
_ONLY_FOR = {
    "setting": (Kind.PTP, Kind.MUE),
    "floor": (Kind.GPCI,),
    "since": (Kind.RVU,),
}
_OPTION = {"since": "--from"}


def cms(table: str, files: Sequence[Path], given: Given, *, output: PageFormat) -> int:
    """Import files and write the facts; return the exit code.

    Raises:
        AuditorError: Nothing can be read, an option does not fit, or the file cannot be written.
    """
    kind, asking = Kind(table), _asking(Kind(table), given)
    if given.out is None and output is PageFormat.JSON:
        message = "--format json tells of the import; give --out for the facts"
        raise ConfigError(message)
    if given.out is not None and any(_same(given.out, file) for file in files):
        message = f"--out: {given.out.name} is one of the files to read; name another"
        raise ConfigError(message)
    with counting("reading rows") as watch:
        done = imported(kind, files, asking, watch.step, watch.say)
    _say_errors(done)
    if given.out is None:
        streams.for_programs()
        streams.write(done.document)
        return 0
    _write(given.out, done.document)
    if output is PageFormat.JSON:
        return write_json(_values(done, given.out))
    streams.for_people()
    for line in _lines(done, given.out):
        streams.write(line + "\n")
    return 0


def _asking(kind: Kind, given: Given) -> Asking:
    for name, kinds in _ONLY_FOR.items():
        if getattr(given, name) is not None and kind not in kinds:
            option = _OPTION.get(name, f"--{name}")
            message = f"{option}: is for {' and '.join(kinds)}, not for {kind}"
            raise ConfigError(message)
    quarter: Quarter | None = None
    if given.quarter is not None:
        quarter = quarter_in((given.quarter,))
        if quarter is None:
            message = "--quarter: is a year and its quarter, as in 2026Q4"
            raise ConfigError(message)
    return Asking(
        reviewed_on=iso_day("--reviewed-on", given.reviewed)
        or datetime.now(UTC).date().isoformat(),
        wanted=codes_in(given.codes),
        setting=given.setting,
        quarter=quarter,
        floor=given.floor,
        since=iso_day("--from", given.since),
    )


def _same(out: Path, file: Path) -> bool:
    return out.absolute() == file.absolute() or (
        out.exists() and file.exists() and out.samefile(file)
    )


def _say_errors(done: Imported) -> None:
    """Say each row in error: file, line, what is wrong and what to do."""
    skipped = [str(row) for tally in done.tallies for row in tally.skipped]
    for line in skipped[:MOST_SAID]:
        streams.say(line)
    wrong = summary(done.tallies)[IN_ERROR]
    if wrong > MOST_SAID:
        streams.say(f"{wrong - MOST_SAID:,} more rows are in error; they were left out too")


def _write(out: Path, document: str) -> None:
    """Write the file whole, or not at all."""
    unfinished = out.with_name(f"{out.name}.part")
    try:
        try:
            unfinished.write_text(document, encoding="utf-8", newline="\n")
            unfinished.replace(out)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        message = f"--out: {out.name} cannot be written ({error.strerror})"
        raise ConfigError(message) from None


def _lines(done: Imported, out: Path) -> Iterator[str]:
    """The import in lines: what was written, what became of the rows, and what to know."""
    yield f"{out.name}: {done.title}"
    counts = {f"rows {what}": f"{count:,}" for what, count in summary(done.tallies).items()}
    names = max(map(len, counts))
    figures = max(map(len, counts.values()))
    for what, count in counts.items():
        yield f"  {what:<{names}}  {count:>{figures}}"
    yield from done.remarks


def _values(done: Imported, out: Path) -> dict[str, object]:
    return {
        "file": out.name,
        "holds": done.title,
        "rows": dict(summary(done.tallies)),
        "errors": [
            {"file": row.place, "line": row.line, "reason": row.reason}
            for tally in done.tallies
            for row in tally.skipped
        ],
        "remarks": list(done.remarks),
    }
