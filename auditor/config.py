"""What a site sets once in ``auditor.toml``, checked, and the options that go before it."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from math import inf
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.model import Severity

FILE_NAME = "auditor.toml"
OFF = "off"
LEVELS = tuple(level.value for level in Severity)


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force; the fields are the keys of ``auditor.toml``."""

    payer: str | None = None
    """Payer of notes that name none; ``None`` leaves the choice to the engine."""
    select: tuple[str, ...] = ()
    """Codes or names of the only rules to run; empty for all. The engine knows which there are."""
    ignore: tuple[str, ...] = ()
    """Codes or names of rules not to run."""
    gate: Severity = Severity.ERROR
    """The least severity of a finding that makes the command fail."""
    jobs: int = 1
    """Processes to audit a batch with."""
    severity: Mapping[str, Severity | None] = field(default_factory=dict)
    """Severity of single rules, by code or name; ``None`` where the site turned the rule off."""
    pack: Path | None = None
    """A site's own pack file; in ``auditor.toml`` its path is relative to that file's folder."""
    claim_columns: Mapping[str, str] = field(default_factory=dict)
    """Headings of tables of claim lines by what stands under them; empty to go by usual ones."""
    overrides: Path | None = None
    """Findings that the gate sets aside; relative to the folder of ``auditor.toml``. ``None`` for
    ``overrides.jsonl`` there."""
    on_error: str | None = None
    """What the gate does with a note that could not be judged: ``hold`` or ``release``; ``None``
    says so and decides nothing."""
    timeout_seconds: float = 30.0
    """How long the gate waits for one note."""
    mapping: Path | None = None
    """Columns of tables of notes, as ``auditor map`` wrote them; relative as a pack is."""
    may_release: tuple[str, ...] = ()
    """Who may release what a drop folder holds; empty for whoever can."""


KEYS = tuple(f.name for f in fields(Config))


def load(path: Path | None, start: Path) -> Config:
    """Read the settings of ``path``, or else of the nearest ``auditor.toml``.

    Args:
        path: The file to read; ``None`` looks for one.
        start: The folder to look in, then in each folder above it. Without a file anywhere the
            settings are the defaults.

    Raises:
        ConfigError: The file cannot be read, or a key or value is wrong. The message starts with
            ``auditor.toml:LINE:``.
    """
    found = path or _nearest(start)
    if not found:
        return Config()
    shown = found.name if found.parent == start.absolute() else str(found)
    text = _text(found, shown)
    values: dict[str, Any] = {}
    for key, written in _tables(text, shown).items():
        try:
            values[key] = _value(key, written, found.parent)
        except _WrongError as wrong:
            line = _line_of(text, (key, *wrong.inside))
            message = f"{shown}:{line}: {wrong}"
            raise ConfigError(message) from None
    return Config(**values)


def folder(path: Path | None, start: Path) -> Path | None:
    """Return the folder of the ``auditor.toml`` that ``load`` reads; ``None`` where there is none.

    Args:
        path: As for ``load``.
        start: As for ``load``.
    """
    found = path or _nearest(start)
    return found.parent if found else None


def merged(config: Config, **overrides: object) -> Config:
    """Put options over the settings: one given replaces the key, but ``severity`` only its rules.

    ``None`` and empty lists stand for options that were not given. A file is relative to the
    working folder.

    Raises:
        ConfigError: A value is wrong; the message starts with the option, as in ``--jobs:``.
        TypeError: There is no such key.
    """
    values: dict[str, Any] = {}
    for key, given in overrides.items():
        if key not in KEYS:
            message = f"merged() has no setting {key!r}"
            raise TypeError(message)
        if given is None or given in ((), [], {}):
            continue
        try:
            values[key] = _value(key, list(given) if isinstance(given, tuple) else given, Path())
        except _WrongError as wrong:
            message = f"--{key}: {wrong}"
            raise ConfigError(message) from None
    if "severity" in values:
        values["severity"] = {**config.severity, **values["severity"]}
    return replace(config, **values)


class _WrongError(Exception):
    """A key or value is wrong; ``inside`` is the path to it below the key."""

    def __init__(self, message: str, *inside: str) -> None:
        super().__init__(message)
        self.inside = inside


def _nearest(start: Path) -> Path | None:
    folder = start.absolute()
    candidates = (above / FILE_NAME for above in (folder, *folder.parents))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _text(path: Path, shown: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"{shown}: is not UTF-8; save it as UTF-8 text"
        raise ConfigError(message) from None
    except OSError as error:
        message = f"{shown}: cannot be read ({error.strerror}); check the path"
        raise ConfigError(message) from None


def _tables(text: str, shown: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error))
        what, line = found.groups() if found else (str(error), None)
        last = text.rstrip().count("\n") + 1
        message = f"{shown}:{line or last}: not valid TOML: {what}"
        raise ConfigError(message) from None


def _line_of(text: str, keys: tuple[str, ...]) -> int:
    """Return the line (from 1) on which a key is first set.

    It is the line after the longest run of lines that can be read and do not hold the key yet.
    """
    lines = [f"{line}\n" for line in text.split("\n")]
    before = 0
    for end in range(1, len(lines) + 1):
        try:
            tables = tomllib.loads("".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue
        if _holds(tables, keys):
            break
        before = end
    blank = (i for i, line in enumerate(lines[before:]) if re.match(r"\s*[^\s#]", line))
    return before + next(blank, 0) + 1


def _holds(tables: Mapping[str, Any], keys: tuple[str, ...]) -> bool:
    for key in keys:
        if key not in tables:
            return False
        tables = tables[key]
    return True


def _value(key: str, written: object, folder: Path) -> object:
    if key == "overrides":
        return folder / _path(key, written)
    if key in _FILES:
        return _file(key, written, folder)
    if key not in _READ:
        message = f"unknown key {key!r}; {_nearest_of(key, KEYS)}"
        raise _WrongError(message)
    return _READ[key](key, written)


def _nearest_of(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word.lower(), known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"it may be {_either(known)}"


def _either(known: tuple[str, ...]) -> str:
    return f"{', '.join(known[:-1])} or {known[-1]}"


def _word(key: str, written: object) -> str:
    if not isinstance(written, str) or not written.strip():
        message = f'{key} must be a word in quotes, such as {key} = "medicare"'
        raise _WrongError(message)
    return written.strip()


def _rules(key: str, written: object) -> tuple[str, ...]:
    if not isinstance(written, list) or not all(isinstance(r, str) and r.strip() for r in written):
        message = f'{key} must be a list of rules, such as {key} = ["TIM101"]'
        raise _WrongError(message)
    return tuple(rule.strip() for rule in written)


def _names(key: str, written: object) -> tuple[str, ...]:
    if not isinstance(written, list) or not all(isinstance(n, str) and n.strip() for n in written):
        message = f'{key} must be a list of names or roles, such as {key} = ["billing lead"]'
        raise _WrongError(message)
    return tuple(name.strip() for name in written)


def _level(key: str, written: object, known: tuple[str, ...]) -> str:
    if not isinstance(written, str):
        message = f"{key} must be {_either(known)}, in quotes"
        raise _WrongError(message)
    if written not in known:
        message = f"{key} must not be {written!r}; {_nearest_of(written, known)}"
        raise _WrongError(message)
    return written


def _gate(key: str, written: object) -> Severity:
    return Severity(_level(key, written, LEVELS))


def _jobs(key: str, written: object) -> int:
    if not isinstance(written, int) or isinstance(written, bool) or written < 1:
        message = f"{key} must be a whole number from 1"
        raise _WrongError(message)
    return written


def _path(key: str, written: object) -> str:
    if not isinstance(written, str) or not written.strip():
        message = f"{key} must be the path of a file, in quotes"
        raise _WrongError(message)
    return written


def _on_error(key: str, written: object) -> str:
    return _level(key, written, ("hold", "release"))


def _seconds(key: str, written: object) -> float:
    if not isinstance(written, int | float) or isinstance(written, bool) or not 0 < written < inf:
        message = f"{key} must be a number of seconds above 0"
        raise _WrongError(message)
    return float(written)


def _severities(key: str, written: object) -> dict[str, Severity | None]:
    if not isinstance(written, dict):
        message = f'{key} must be a table of rules, such as [{key}] with TIM101 = "warning"'
        raise _WrongError(message)
    levels: dict[str, Severity | None] = {}
    for rule, level in written.items():
        try:
            word = _level(f"{key}.{rule}", level, (*LEVELS, OFF))
        except _WrongError as wrong:
            raise _WrongError(str(wrong), rule) from None
        levels[rule] = None if word == OFF else Severity(word)
    return levels


def _columns(key: str, written: object) -> dict[str, str]:
    if not isinstance(written, dict) or not written:
        message = f'{key} must be a table of headings, such as [{key}] with code = "CPT"'
        raise _WrongError(message)
    for role, heading in written.items():
        if not isinstance(heading, str) or not heading.strip():
            message = f'{key}.{role} must be a heading in quotes, such as {role} = "CPT"'
            raise _WrongError(message, role)
    return {role: heading.strip() for role, heading in written.items()}


def _file(key: str, written: object, folder: Path) -> Path:
    if not isinstance(written, str | Path) or not str(written).strip():
        message = f'{key} must be the path of a {key} file, such as {key} = "{_FILES[key]}"'
        raise _WrongError(message)
    path = folder / written
    if not path.is_file():
        message = f"there is no {key} file {written!s}; check its path"
        raise _WrongError(message)
    return path


_FILES: Mapping[str, str] = {"pack": "our-payer.toml", "mapping": "mapping.toml"}
"""The keys that name a file, each with an example."""


_READ: Mapping[str, Callable[[str, object], object]] = {
    "payer": _word,
    "select": _rules,
    "ignore": _rules,
    "gate": _gate,
    "jobs": _jobs,
    "severity": _severities,
    "claim_columns": _columns,
    "on_error": _on_error,
    "timeout_seconds": _seconds,
    "may_release": _names,
}
