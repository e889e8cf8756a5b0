"""Do the rules speak on a pack's examples as the site expects?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor import engine
from auditor.billing import packs
from auditor.billing.questions import PackExample
from auditor.cli import streams
from auditor.cli.options import PageFormat
from auditor.cli.work.exits import FINDINGS, NOT_AUDITED, READY
from auditor.cli.work.pack_check import mistakes_in
from auditor.cli.work.packs import aligned, write
from auditor.cli.work.values import write_json
from auditor.errors import PackError
from auditor.ingest import read_claim
from auditor.model import Note
from auditor.record import AuditRecord
from auditor.rules.registry import RULES

PASSED, FAILED, NOT_RUN = "passed", "FAILED", "not run"


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one example, and why where it did not pass."""

    example: PackExample
    outcome: str
    why: tuple[str, ...] = ()
    found: tuple[str, ...] = field(default=())
    """Codes of the rules that found something."""


def try_out(file: Path, *, output: PageFormat) -> int:
    """Audit a pack's examples and write what came of each; return the exit code.

    Raises:
        PackError: The file is wrong, or holds no examples.
    """
    packs.load_pack(file)
    examples = packs.load_examples(file)
    if not examples:
        message = f"{file}: holds no examples; add an [[example]] with text and expects"
        raise PackError(message)
    tried = [_tried(file, example) for example in examples]
    if output is PageFormat.JSON:
        write_json([_values(t) for t in tried])
    else:
        streams.for_people()
        write(_table(tried))
    if all(t.outcome == NOT_RUN for t in tried):
        return NOT_AUDITED
    return READY if all(t.outcome == PASSED for t in tried) else FINDINGS


def _tried(file: Path, example: PackExample) -> Tried:
    if wrong := tuple(mistakes_in(file, example)):
        return Tried(example, NOT_RUN, wrong)
    record = engine.audit(_note(file, example), engine.Settings(pack=file))
    found = tuple(sorted({finding.rule for finding in record.findings}))
    if not record.complete:
        whys = tuple(dict.fromkeys(record.outcomes.skipped.values()))
        return Tried(example, NOT_RUN, whys, found)
    why = tuple(_differences(example, record, found))
    return Tried(example, FAILED if why else PASSED, why, found)


def _note(file: Path, example: PackExample) -> Note:
    return Note(
        note_id=example.name,
        text=example.text,
        source=str(file),
        discipline=example.discipline,
        setting=example.setting,
        date_of_service=example.date_of_service or None,
        claim=read_claim(example.claim) if example.claim else (),
    )


def _differences(example: PackExample, record: AuditRecord, found: Sequence[str]) -> Iterator[str]:
    for code in _codes(example.expects):
        if code not in found:
            idle = record.outcomes.not_applicable.get(code)
            yield f"{code} found nothing" + (f": {idle}" if idle else "")
    for code in _codes(example.expects_not):
        if code in found:
            yield f"{code} found something"


def _codes(keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(RULES.find(key).code for key in keys)


def _values(tried: Tried) -> dict[str, object]:
    return {
        "example": tried.example.name,
        "outcome": tried.outcome.lower(),
        "why": list(tried.why),
        "expects": list(tried.example.expects),
        "expects_not": list(tried.example.expects_not),
        "found": list(tried.found),
    }


def _table(tried: Sequence[Tried]) -> Iterator[str]:
    rows = [("example", "outcome", "expected")]
    rows += [(t.example.name, t.outcome, _expected(t.example)) for t in tried]
    for n, line in enumerate(aligned(rows)):
        yield line
        if n:
            yield from (f"    {why}" for why in tried[n - 1].why)
    counts = {outcome: sum(t.outcome == outcome for t in tried) for outcome in (PASSED, FAILED)}
    not_run = sum(t.outcome == NOT_RUN for t in tried)
    said = f"{counts[PASSED]} passed, {counts[FAILED]} failed"
    yield said + (f", {not_run} not run" if not_run else "")


def _expected(example: PackExample) -> str:
    parts = (*example.expects, *(f"not {code}" for code in example.expects_not))
    return ", ".join(parts)
