"""Audit a batch and write what is asked for as it goes, as ``auditor audit`` does."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from auditor.cli import streams
from auditor.cli.options import Asked, BatchFormat
from auditor.cli.work.batch import Batch
from auditor.cli.work.claim_desk import ClaimDesk
from auditor.cli.work.claims import ClaimFiles, open_claims
from auditor.cli.work.exits import Verdict
from auditor.cli.work.folder import Folder, check_place
from auditor.cli.work.interrupts import CtrlC
from auditor.cli.work.notes import named, told
from auditor.cli.work.outputs import output_of
from auditor.cli.work.progress import watched
from auditor.cli.work.session import Session, open_session
from auditor.ingest import read_sources
from auditor.scale.items import Item
from auditor.scale.pool import audit_rows

INTERRUPTED = 130


def audit(
    sources: Sequence[str],
    asked: Asked,
    *,
    files: ClaimFiles,
    out: Path | None,
    output: BatchFormat,
    color: bool | None,
) -> int:
    """Audit the notes of all sources; return the exit code.

    Raises:
        AuditorError: Nothing can be audited or written; the message says why.
    """
    session = open_session(asked)
    if out is not None:
        check_place(out, [*sources, *map(str, files.all)])
    sources = named(sources)
    claims = None
    if files:
        columns = session.claim_columns or None
        claims = open_claims(files, sources, streams.stdin(), columns, session.mapping)
    folder = None if out is None else Folder(out, has_claims=claims is not None)
    verdict = Verdict(session.gate)
    desk = None
    if claims is not None:
        desk = ClaimDesk(claims, gate=session.gate, verdict=verdict, folder=folder)
    written = output_of(output, color=color, gate=session.gate)
    batch = Batch(output=written, folder=folder, verdict=verdict, desk=desk)
    if claims is not None:
        items = claims.items()
    else:
        items = read_sources(sources, stdin=streams.stdin(), mapping=session.mapping)
    is_text = output is BatchFormat.TEXT
    if is_text:
        streams.for_people()
    else:
        streams.for_programs()
    ctrl_c = CtrlC()
    with ctrl_c.taken(), closing(batch):
        try:
            _run(batch, items, sources, session, ctrl_c, is_quiet=is_text)
        except KeyboardInterrupt:
            batch.end(whole=False)
            return INTERRUPTED
        batch.end(whole=True)
    return batch.verdict.code


def _run(
    batch: Batch,
    items: Iterator[Item],
    sources: Sequence[str],
    session: Session,
    ctrl_c: CtrlC,
    *,
    is_quiet: bool,
) -> None:
    """Audit the notes; a bar is shown where standard output does not write across it."""
    bar_wanted = is_quiet or not streams.is_terminal(sys.stdout)
    with (
        watched(sources, wanted=bar_wanted, mapping=session.mapping) as watch,
        closing(audit_rows(told(items, watch.say), session.settings, jobs=session.jobs)) as rows,
    ):
        for row in rows:
            with ctrl_c.held():
                batch.add(row, watch)
