"""Denials in a list, one on a page, or a note read for one: what ``auditor denial`` does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from auditor.cli import streams
from auditor.cli.options import About, Asked
from auditor.cli.work.exits import NOT_AUDITED, READY
from auditor.cli.work.values import write_json
from auditor.denials import page
from auditor.denials.codes import Denial, understood
from auditor.denials.facts import DenialMap
from auditor.denials.lines import Block
from auditor.denials.loading import denial_map
from auditor.denials.outline import outline
from auditor.denials.review import Review, review
from auditor.denials.wording import WEAK
from auditor.errors import ConfigError
from auditor.ingest import Refused
from auditor.record import AuditRecord
from auditor.report import denial as shown
from auditor.report.columns import padded
from auditor.report.denial_values import denial_values, review_values
from auditor.report.paint import Paint

CODE_WIDTH = 5


@dataclass(frozen=True, slots=True)
class View:
    """How to write: text, json or md; ``color`` is ``None`` where the terminal decides."""

    form: str
    color: bool | None = None


def denial(code: str | None, note: str | None, asked: Asked, about: About, view: View) -> int:
    """Write what was asked for; return the exit code.

    Raises:
        AuditorError: The code is not known, or the note, a setting or an option cannot be read.
    """
    held = denial_map()
    if code is None:
        _write_list(held, view)
        return READY
    found = understood(code, held)
    if note is None:
        blocks = list(page.about(found, held))
        _write(blocks, denial_values(found, held), view)
        return READY
    made = review(_record(note, asked, about), found, held)
    letter = list(outline(made, held))
    if view.form == "md" and letter:
        _say_if_weak(made)
        _write(letter, {}, view)
    else:
        _write([*page.reviewed(made, held), *letter], review_values(made, held), view)
    return READY if made.record.complete else NOT_AUDITED


def _say_if_weak(made: Review) -> None:
    """A letter does not say it, so its writer is told."""
    if why := list(page.why_weak(made)):
        streams.say(" ".join([WEAK, *why]))


def _record(note: str, asked: Asked, about: About) -> AuditRecord:
    """Audit the one note.

    Raises:
        ConfigError: There are more.
        AuditorError: It cannot be read.
    """
    from auditor import engine  # noqa: PLC0415 - loads the NLP, which lists do without
    from auditor.cli.work.about import described  # noqa: PLC0415
    from auditor.cli.work.notes import named, told  # noqa: PLC0415
    from auditor.cli.work.session import open_session  # noqa: PLC0415
    from auditor.ingest import read_sources  # noqa: PLC0415

    session = open_session(asked)
    sources = read_sources(named([note]), stdin=streams.stdin(), mapping=session.mapping)
    items = list(islice(described(told(sources), about), 2))
    if len(items) != 1:
        message = "NOTE: an appeal is of one note, and the source holds none or more; give one"
        raise ConfigError(message)
    (item,) = items
    if isinstance(item, Refused):
        streams.say(item.message)
        return engine.refused_record(item)
    return engine.audit(item, session.settings)


def _write(blocks: Sequence[Block], values: dict[str, Any], view: View) -> None:
    if view.form == "json":
        write_json(values)
    elif view.form == "md":
        streams.for_programs()
        _write_lines(shown.as_markdown(blocks))
    else:
        streams.for_people()
        paint = Paint(streams.colour(view.color))
        _write_lines(shown.as_text(blocks, paint=paint, width=streams.width()))


def _write_lines(lines: Iterable[str]) -> None:
    streams.write("".join(f"{line}\n" for line in lines))


def _write_list(held: DenialMap, view: View) -> None:
    if view.form == "json":
        every = [Denial(code, (reason,)) for code, reason in held.reasons.items()]
        write_json([denial_values(found, held) for found in every])
        return
    if view.form == "md":
        message = "--format md: is for one denial; give its code"
        raise ConfigError(message)
    streams.for_people()
    _write_lines(_listed(held, Paint(streams.colour(view.color))))


def _listed(held: DenialMap, paint: Paint) -> Iterator[str]:
    reasons = held.reasons.values()
    parts = (
        ("Denials that a note can answer", [r for r in reasons if r.denies and r.foreseeable]),
        (
            "Denials that no note could foretell",
            [r for r in reasons if r.denies and not r.foreseeable],
        ),
        ("No denials", [r for r in reasons if not r.denies]),
    )
    for title, listed in parts:
        yield paint(title, "bold")
        yield from (f"  {padded(reason.code, CODE_WIDTH)}  {reason.meaning}" for reason in listed)
        yield ""
    yield paint(
        "Remark codes, with the reasons they often come with (hints: payers differ)", "bold"
    )
    for remark in held.remarks.values():
        yield f"  {padded(remark.code, CODE_WIDTH)}  {remark.meaning} {', '.join(remark.reasons)}"
