"""What a site has decided of single findings: who set which aside, why, and until when."""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from auditor.errors import ConfigError
from auditor.gate.decision import Excuse, FindingJson, RecordJson
from auditor.gate.journal import sync_folder
from auditor.gate.json_lines import objects, wrong
from auditor.gate.known import Known, known
from auditor.gate.permissions import FOLDER, opener

FILE_NAME = "overrides.jsonl"
MOST_DAYS = 366
"""How long an override may count; then somebody has to look again."""
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One finding that is set aside; the fields are the keys of its line."""

    note_id: str
    date_of_service: str | None
    rule: str
    fingerprint: str
    reason: str
    """A code of ``reasons.REASONS``."""
    by: str
    since: str
    """ISO day."""
    expires: str
    """ISO day, the last on which it counts."""

    @property
    def known(self) -> Known:
        """The finding it speaks of."""
        return Known(self.note_id, self.date_of_service, self.rule, self.fingerprint)

    def is_active(self, day: str) -> bool:
        """Whether it counts on a day, given as ISO."""
        return day <= self.expires


KEYS = tuple(f.name for f in fields(Override))


def today() -> str:
    """The day of judging, as ISO."""
    return date.today().isoformat()  # noqa: DTZ011 - the site's own calendar is meant


def read(path: Path) -> tuple[Override, ...]:
    """Read a file of overrides; one that is not there holds none.

    Raises:
        ConfigError: The file cannot be read, or a line is wrong. It is not passed over: somebody
            decided something there.
    """
    if not path.exists():
        return ()
    return tuple(_override(path, number, values) for number, values in objects(path))


def excuse_of(overrides: Iterable[Override], day: Callable[[], str]) -> Excuse:
    """Excuse what is set aside.

    Args:
        overrides: What is.
        day: Gives the day of judging, which is another tomorrow: a gate may run for months.
    """
    longest = {override.known: override for override in sorted(overrides, key=_last_day)}

    def excuse(record: RecordJson, finding: FindingJson) -> str | None:
        found = known(record, finding)
        override = None if found is None else longest.get(found)
        if override is None or not override.is_active(day()):
            return None
        return f"{override.reason}, by {override.by}, until {override.expires}"

    return excuse


def _last_day(override: Override) -> str:
    return override.expires


def put(path: Path, added: Sequence[Override]) -> int:
    """Write overrides to a file, in place of any that speak of the same findings.

    The file is never seen half-written, and others who write wait.

    Returns:
        How many were replaced.

    Raises:
        ConfigError: The file cannot be read or written, or a line of it is wrong.
    """
    news = {override.known for override in added}
    path = path.resolve()
    try:
        path.parent.mkdir(FOLDER, parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=PATIENCE_SECONDS):
            held = read(path)
            kept = [override for override in held if override.known not in news]
            _replace(path, [*kept, *added])
    except Timeout:
        message = f"{path}: is being written by another program; try again in a moment"
        raise ConfigError(message) from None
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); check the folder"
        raise ConfigError(message) from None
    return len(held) - len(kept)


def last_day(since: str) -> str:
    """The latest day on which an override made on a day may expire."""
    return (date.fromisoformat(since) + timedelta(days=MOST_DAYS)).isoformat()


def _replace(path: Path, overrides: Sequence[Override]) -> None:
    unfinished = path.with_name(f".{path.name}.part")
    lines = [json.dumps(asdict(override), ensure_ascii=False) + "\n" for override in overrides]
    try:
        with open(unfinished, "w", encoding="utf-8", newline="\n", opener=opener) as out:
            out.writelines(lines)
            out.flush()
            os.fsync(out.fileno())
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


def _override(path: Path, number: int, values: Mapping[str, Any]) -> Override:
    if missing := [key for key in KEYS if key not in values]:
        raise wrong(path, number, f"has no {missing[0]!r}; mend or delete the line")
    if strange := [key for key in values if key not in KEYS]:
        raise wrong(path, number, f"has a key {strange[0]!r} that no override has; delete it")
    override = Override(**values)
    if problem := _problem(override):
        raise wrong(path, number, problem)
    return override


def _problem(override: Override) -> str | None:
    for key, value in asdict(override).items():
        if not isinstance(value, str) and not (key == "date_of_service" and value is None):
            return f"{key!r} must be a text in quotes"
    for key in ("since", "expires"):
        if not _is_day(getattr(override, key)):
            return f"{key!r} must be a day such as 2026-03-04"
    counts = date.fromisoformat(override.expires) - date.fromisoformat(override.since)
    if counts.days > MOST_DAYS:
        return f"'expires' must be within {MOST_DAYS} days of 'since'"
    return None


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
