"""Show one draft after the other, as ``auditor check`` does."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from auditor import engine
from auditor.cli import streams
from auditor.cli.options import About, Asked, Format, View
from auditor.cli.work import sarif
from auditor.cli.work.about import described
from auditor.cli.work.exits import Verdict
from auditor.cli.work.notes import Record, named, record_of, severities, trouble
from auditor.cli.work.session import Session, open_session
from auditor.errors import ConfigError
from auditor.ingest import Refused, read_sources
from auditor.report import json, text
from auditor.scale.items import Item

MOST_USEFUL = 3


def check(files: Sequence[str], asked: Asked, about: About, view: View) -> int:
    """Audit drafts and show each; return the exit code.

    Raises:
        AuditorError: Nothing can be audited; the message says why.
    """
    session = open_session(asked)
    verdict = Verdict(session.gate)
    items = described(
        read_sources(named(files), stdin=streams.stdin(), mapping=session.mapping), about
    )
    if view.format is Format.TEXT:
        _show(items, session, verdict, view)
        return verdict.code
    streams.for_programs()
    audits = _audits(_alone(items) if view.format is Format.JSON else items, session, verdict)
    if view.format is Format.SARIF:
        streams.write(sarif.document(audits))
    else:
        for record, _ in audits:
            streams.write(json.one(record, indent=2 if view.format is Format.JSON else None))
    return verdict.code


def _show(items: Iterable[Item], session: Session, verdict: Verdict, view: View) -> None:
    streams.for_people()
    between = ""
    for item in items:
        (record,) = engine.audit_many([item], session.settings)
        verdict.add((f.severity for f in record.findings), complete=record.complete)
        if isinstance(item, Refused):
            streams.say(item.message)
            continue
        try:
            shown = text.check(
                record,
                most=None if view.all else MOST_USEFUL,
                colour=streams.colour(view.color),
                width=streams.width(),
            )
        except Exception as error:  # noqa: BLE001 - a fault of ours must not keep the others back
            streams.say(f"{item.source}: {streams.internal(error)}")
            verdict.add((), complete=False)
            continue
        streams.write(between + shown)
        between = "\n"


def _audits(
    items: Iterable[Item], session: Session, verdict: Verdict
) -> Iterator[tuple[Record, str]]:
    """Give each note's record and its text; say what was not audited."""
    for item in items:
        record = record_of(item, session.settings)
        verdict.add(severities(record), complete=record["complete"])
        if problem := trouble(item, record):
            streams.say(problem)
        yield record, "" if isinstance(item, Refused) else item.text


def _alone(items: Iterator[Item]) -> list[Item]:
    """The one note there is.

    Raises:
        ConfigError: There are more.
    """
    found = list(islice(items, 2))
    if len(found) > 1:
        message = "--format json: holds one note's record, and more are given; use --format jsonl"
        raise ConfigError(message)
    return found
