"""What is wrong with a site's own pack, and which of its facts have grown old?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from auditor.billing import packs
from auditor.billing.mistakes import mistakes_of
from auditor.billing.packs import Pack
from auditor.billing.questions import PackExample
from auditor.cli import streams
from auditor.cli.options import PageFormat
from auditor.cli.work.days import iso_day
from auditor.cli.work.exits import NOT_AUDITED, READY
from auditor.cli.work.packs import write
from auditor.cli.work.values import write_json
from auditor.errors import InputError, PackError, UnknownRuleError
from auditor.ingest import read_claim
from auditor.rules.registry import RULES

YEAR = timedelta(days=365)
"""Facts not reviewed for longer are told of."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: what is wrong with it, and what has grown old."""

    file: Path
    mistakes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def check(files: Sequence[Path], on: str | None, *, output: PageFormat) -> int:
    """Check every file and write what was found; return the exit code.

    Raises:
        ConfigError: ``on`` is no date.
    """
    day = date.fromisoformat(iso_day("--on", on) or _today())
    found = [_checked(file, day) for file in files]
    if output is PageFormat.JSON:
        write_json(
            [
                {"file": str(c.file), "mistakes": list(c.mistakes), "warnings": list(c.warnings)}
                for c in found
            ]
        )
    else:
        streams.for_people()
        write(line for checked in found for line in _lines(checked))
    return NOT_AUDITED if any(checked.mistakes for checked in found) else READY


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - the reader's own calendar is meant


def _checked(file: Path, day: date) -> Checked:
    try:
        pack, examples = packs.load_pack(file), packs.load_examples(file)
    except PackError as error:
        return Checked(file, mistakes_of(error))
    mistakes = tuple(line for example in examples for line in mistakes_in(file, example))
    warnings = [*_old(f"{file}: its facts", pack, day)]
    if pack.extends in packs.payers():
        below = packs.pack_for(pack.extends)
        warnings += _old(f"{file}: the facts of {pack.extends}, which it extends,", below, day)
    return Checked(file, mistakes, tuple(warnings))


def mistakes_in(file: Path, example: PackExample) -> Iterator[str]:
    """Say what in an example cannot be understood: rules that do not exist, or its claim."""
    where = f"{file}: example {example.name!r}"
    for key in (*example.expects, *example.expects_not):
        try:
            RULES.find(key)
        except UnknownRuleError as error:
            yield f"{where}: {error}"
    try:
        read_claim(example.claim)
    except InputError as error:
        yield f"{where}: {error}"


def _old(whose: str, pack: Pack, day: date) -> Iterator[str]:
    if day.isoformat() > pack.dated_through:
        yield (
            f"{whose} are known until {pack.dated_through}, before {day}; look whether they still "
            "hold and move dated_through on"
        )
    if day - date.fromisoformat(pack.reviewed_on) > YEAR:
        yield (
            f"{whose} were last reviewed on {pack.reviewed_on}, over a year before {day}; read the "
            "sources again and set reviewed_on"
        )


def _lines(checked: Checked) -> Iterator[str]:
    yield from (f"wrong: {line}" for line in checked.mistakes)
    yield from (f"old: {line}" for line in checked.warnings)
    if not checked.mistakes and not checked.warnings:
        yield f"ok: {checked.file}"
