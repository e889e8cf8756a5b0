"""Set findings of one note aside, as ``auditor override`` does."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from auditor import config
from auditor.cli import streams
from auditor.cli.options import About, Asked, OverrideAsked, Which
from auditor.cli.work.days import iso_day
from auditor.cli.work.notes import Record
from auditor.cli.work.records import records_of
from auditor.cli.work.settings import config_of
from auditor.errors import ConfigError, InputError
from auditor.gate.entries import why
from auditor.gate.known import is_named
from auditor.gate.overrides import Override, last_day, put, today
from auditor.gate.policy import overrides_file
from auditor.gate.reasons import REASONS
from auditor.ingest.refused import UNPRINTABLE
from auditor.report.words import plural
from auditor.rules.registry import RULES

MOST_BY = 80
"""Characters of who decides: a name or a role, no story."""


def override(note: str, asked: OverrideAsked, which: Which, shared: Asked, about: About) -> int:
    """Write one line for each finding that is meant; return the exit code.

    Raises:
        AuditorError: An option is wrong, or there is no such note or finding.
    """
    decided = _decided(asked)
    path = kept_in(asked.overrides, shared)
    record = _record(note, asked.note_id, shared, about)
    findings = _chosen(record, decided["rule"], which, called=record["note_id"])
    marks = dict.fromkeys(finding["fingerprint"] for finding in findings)
    day = record["note"]["date_of_service"]
    made = [
        Override(note_id=record["note_id"], date_of_service=day, fingerprint=mark, **decided)
        for mark in marks
    ]
    replaced = put(path, made)
    streams.for_people()
    for one in made:
        streams.write(
            f"{one.rule} of {one.note_id} is set aside until {one.expires} "
            f"({one.reason}, by {one.by})\n"
        )
    instead = f", in place of {plural(replaced, 'older line')}" if replaced else ""
    streams.say(f"written to {path}{instead}")
    return 0


def kept_in(option: Path | None, shared: Asked) -> Path:
    """The file of overrides.

    Raises:
        ConfigError: Nothing says which it is.
    """
    folder = config.folder(shared.config, Path.cwd())
    path = overrides_file(option, config_of(shared), folder)
    if path is None:
        message = (
            "--overrides: there is no auditor.toml here or above to keep overrides.jsonl beside; "
            "make one (it may be empty), or name a file"
        )
        raise ConfigError(message)
    return path


def _decided(asked: OverrideAsked) -> dict[str, str]:
    """What all the lines have in common, checked before anything is audited."""
    if asked.reason not in REASONS:
        near = get_close_matches(asked.reason.lower(), REASONS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"it may be {', '.join(REASONS)}"
        message = f"--reason: there is no reason {asked.reason!r}; {hint}"
        raise ConfigError(message)
    by = asked.by.strip()
    if not by or len(by) > MOST_BY or UNPRINTABLE.search(by):
        message = f"--by: must be a name or a role of up to {MOST_BY} characters on one line"
        raise ConfigError(message)
    since = today()
    expires = iso_day("--expires", asked.expires) or since
    if not since <= expires <= last_day(since):
        message = f"--expires: must be from today to {last_day(since)}; then look again"
        raise ConfigError(message)
    return {
        "rule": RULES.find(asked.rule).code,
        "reason": asked.reason,
        "by": by,
        "since": since,
        "expires": expires,
    }


def _record(note: str, note_id: str | None, shared: Asked, about: About) -> Record:
    found = [
        record
        for record in records_of([note], shared, about)
        if note_id is None or record["note_id"] == note_id
    ]
    if len(found) != 1:
        message = f"{note}: {_not_one(found, note_id)}"
        raise InputError(message)
    (record,) = found
    if not record["complete"]:
        message = f"{note}: was not audited whole: {why(record)}"
        raise InputError(message)
    if not is_named(record):
        message = (
            f"{note}: has no id, so it would not be known again; give it as a file, or as JSON "
            'with an "id"'
        )
        raise InputError(message)
    return record


def _not_one(found: Sequence[Record], note_id: str | None) -> str:
    if note_id is None:
        return f"holds {plural(len(found), 'note')}; say which with --id" if found else "holds none"
    return f"holds {plural(len(found), 'note')} with the id given by --id"


def _chosen(record: Record, rule: str, which: Which, *, called: str) -> Sequence[Mapping[str, Any]]:
    found = [finding for finding in record["findings"] if finding["rule"] == rule]
    if not found:
        message = f"{rule} finds nothing in {called}; there is nothing to set aside"
        raise InputError(message)
    meant = [finding for finding in found if _is_meant(finding, which)]
    if not meant:
        message = f"{rule} finds nothing there in {called}, but {_places(found)}"
        raise InputError(message)
    if len({finding["fingerprint"] for finding in meant}) > 1 and not which.all:
        message = (
            f"{rule} finds several things in {called}: {_places(meant)}; "
            "choose with --line or --fingerprint, or take --all"
        )
        raise InputError(message)
    return meant


def _is_meant(finding: Mapping[str, Any], which: Which) -> bool:
    on_line = which.line is None or finding["line"] == which.line
    return on_line and which.fingerprint in (None, finding["fingerprint"])


def _places(findings: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f"{_place(finding)} ({finding['fingerprint']})" for finding in findings)


def _place(finding: Mapping[str, Any]) -> str:
    if finding["line"] is None:
        return "of the whole note"
    return f"line {finding['line']} column {finding['column']}"
