"""Show one draft after the other, as ``auditor check`` does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from auditor import engine
from auditor.cli import streams
from auditor.cli.options import About, Asked, Format, View
from auditor.cli.work import cards
from auditor.cli.work.about import described
from auditor.cli.work.documents import DOCUMENTS, Document
from auditor.cli.work.exits import Verdict
from auditor.cli.work.notes import Record, named, record_of, severities, trouble
from auditor.cli.work.session import Session, open_session
from auditor.errors import ConfigError
from auditor.ingest import Refused, read_sources
from auditor.report import json, text
from auditor.scale.items import Item

MOST_USEFUL = 3
_OF_ONE: Mapping[Format, tuple[str, str]] = {
    Format.JSON: ("record", "use --format jsonl"),
    Format.CARDS: ("cards", "check one note at a time"),
}
"""Formats that hold one note's audit: what they hold of it, and what to do with more notes."""


def check(files: Sequence[str], asked: Asked, about: About, view: View) -> int:
    """Audit drafts and show each; return the exit code.

    Raises:
        AuditorError: Nothing can be audited; the message says why.
    """
    session = open_session(asked)
    verdict = Verdict(session.gate)
    items = described(read_sources(named(files), stdin=streams.stdin()), about)
    if view.format is Format.TEXT:
        _show(items, session, verdict, view)
        return verdict.code
    streams.for_programs()
    audits = _audits(_alone(items, view) if view.format in _OF_ONE else items, session, verdict)
    if view.format in DOCUMENTS:
        _make(DOCUMENTS[view.format](session.gate), audits)
    else:
        for record, note in audits:
            streams.write(_written(record, note, view))
    return verdict.code


def _make(document: Document, audits: Iterable[tuple[Record, str]]) -> None:
    for record, note in audits:
        document.add(record, note)
    document.end(whole=True)


def _written(record: Record, note: str, view: View) -> str:
    """One note's audit, in a format that says nothing of others."""
    if view.format is Format.CARDS:
        return cards.document(record, note, most=_most(view))
    return json.one(record, indent=2 if view.format is Format.JSON else None)


def _most(view: View) -> int | None:
    """How many findings are shown of a note."""
    return None if view.all else MOST_USEFUL


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
                most=_most(view),
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


def _alone(items: Iterator[Item], view: View) -> list[Item]:
    """The one note there is.

    Raises:
        ConfigError: There are more.
    """
    found = list(islice(items, 2))
    if len(found) > 1:
        what, instead = _OF_ONE[view.format]
        message = f"--format {view.format}: holds one note's {what}, and more are given; {instead}"
        raise ConfigError(message)
    return found
