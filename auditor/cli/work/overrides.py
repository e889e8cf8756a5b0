"""List what is set aside, and look which of it still matches, as ``auditor overrides`` does."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

from auditor.cli import streams
from auditor.cli.options import About, Asked, PageFormat
from auditor.cli.work.override import kept_in
from auditor.cli.work.packs import aligned, write
from auditor.cli.work.records import records_of
from auditor.cli.work.values import write_json
from auditor.errors import ConfigError
from auditor.gate.entries import why
from auditor.gate.known import Known, known
from auditor.gate.overrides import Override, read, today
from auditor.report.columns import one_line
from auditor.report.words import plural

LISTED, UNUSED, NOT_AUDITED = 0, 1, 2
MOST_TOLD = 20


class State(StrEnum):
    """What an override is good for."""

    ACTIVE = "active"
    EXPIRED = "expired"
    USED = "used"
    UNUSED = "unused"
    OTHER = "other"
    """Its note is not among those that were looked at."""


class Seen:
    """The findings of the notes that were looked at."""

    def __init__(self) -> None:
        self._notes: set[tuple[str, str | None]] = set()
        self._findings: set[Known] = set()
        self.not_audited: list[str] = []
        """Which were not, and why."""

    def look(self, notes: Sequence[str], asked: Asked) -> None:
        """Audit notes, or read their records.

        Raises:
            AuditorError: A source cannot be read, or nothing can be audited.
        """
        for record in records_of(notes, asked, About()):
            if not record["complete"]:
                self.not_audited.append(f"{record['source']}: {why(record)}")
                continue
            self._notes.add((record["note_id"], record["note"]["date_of_service"]))
            found = (known(record, finding) for finding in record["findings"])
            self._findings.update(finding for finding in found if finding is not None)

    def state(self, override: Override) -> State:
        """Say whether an override matches something."""
        if override.known in self._findings:
            return State.USED
        is_there = (override.note_id, override.date_of_service) in self._notes
        return State.UNUSED if is_there else State.OTHER


def overrides(
    notes: Sequence[str], option: Path | None, asked: Asked, *, output: PageFormat
) -> int:
    """Write the list; return the exit code.

    Raises:
        AuditorError: The overrides or the notes cannot be read.
    """
    path = kept_in(option, asked)
    if option is not None and not path.is_file():
        message = f"--overrides: there is no file {path}; check its path"
        raise ConfigError(message)
    held, seen = read(path), Seen()
    if notes:
        seen.look(notes, asked)
    listed = [(override, _state(override, seen if notes else None)) for override in held]
    if output is PageFormat.JSON:
        write_json([{**asdict(override), "state": state.value} for override, state in listed])
    else:
        streams.for_people()
        write(_table(listed, path))
    for trouble in seen.not_audited[:MOST_TOLD]:
        streams.say(trouble)
    if more := seen.not_audited[MOST_TOLD:]:
        streams.say(f"{plural(len(more), 'more note')} not audited whole")
    if seen.not_audited:
        return NOT_AUDITED
    return UNUSED if any(state is State.UNUSED for _, state in listed) else LISTED


def _state(override: Override, seen: Seen | None) -> State:
    if not override.is_active(today()):
        return State.EXPIRED
    return State.ACTIVE if seen is None else seen.state(override)


def _table(listed: Sequence[tuple[Override, State]], path: Path) -> Iterator[str]:
    if not listed:
        yield f"nothing is set aside in {path}"
        return
    rows = [("state", "expires", "rule", "fingerprint", "reason", "by", "note")]
    rows += [
        (
            state.value,
            *(override.expires, override.rule, override.fingerprint, override.reason),
            *(one_line(override.by), one_line(override.note_id)),
        )
        for override, state in listed
    ]
    yield from aligned(rows)
