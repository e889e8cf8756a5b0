"""How is a TOML file of payer facts read so that no mistake in it passes in silence?"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NoReturn

from auditor.billing.mistakes import refuse
from auditor.errors import PackError

NAMING_KEYS = ("code", "id", "name", "first", "max_units")
"""The first of these that an entry holds names it in an error."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: its values, and the words that say where it stands.

    Every reader checks the type of what it gives out; each raises ``PackError`` with the file, the
    entry and the key.
    """

    where: str
    values: Mapping[str, object]
    start: str = ""
    end: str = ""
    """First and last day (ISO) of the whole file; empty where it leaves them open."""

    def fail(self, what: str) -> NoReturn:
        """Refuse the file, saying where this stands and ``what`` is wrong.

        Raises:
            PackError: Always.
        """
        message = f"{self.where}: {what}"
        raise PackError(message)

    def allow(self, *keys: str) -> None:
        """Check that nothing but ``keys`` stands here."""
        refuse(
            f"{self.where}: unknown key {key!r}; "
            + (nearest(key, keys) or f"known are {', '.join(sorted(keys))}")
            for key in self.values
            if key not in keys
        )

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string that is not empty; ``default`` where the key is missing."""
        value = self.values.get(key, default)
        if value is None:
            self.fail(f"{key} is missing")
        if not isinstance(value, str) or not (value.strip() or value == default):
            self.fail(f"{key} is a text that is not empty")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings, each once; the key must stand there, its list may be empty."""
        value = self.values.get(key)
        if value is None:
            self.fail(f"{key} is missing")
        if not isinstance(value, list):
            self.fail(f"{key} is a list of texts")
        texts = tuple(v for v in value if isinstance(v, str) and v.strip())
        if len(texts) < len(value):
            self.fail(f"{key} is a list of texts that are not empty")
        if len(set(texts)) < len(texts):
            self.fail(f"{key} names something twice")
        return texts

    def texts_or_none(self, key: str) -> tuple[str, ...]:
        """Return a list of strings, each once; empty where the key is missing."""
        return self.texts(key) if key in self.values else ()

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return true or false; ``default`` where the key is missing."""
        value = self.values.get(key, default)
        if value is None:
            self.fail(f"{key} is missing")
        if not isinstance(value, bool):
            self.fail(f"{key} is true or false")
        return value

    def number(self, key: str) -> int | None:
        """Return a whole number of 0 or more; ``None`` where the key is missing."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fail(f"{key} is a whole number of 0 or more")
        return value

    def needed_number(self, key: str) -> int:
        """Return a whole number of 0 or more; the key must stand there."""
        value = self.number(key)
        if value is None:
            self.fail(f"{key} is missing")
        return value

    def day(self, key: str, *, needed: bool = False) -> str:
        """Return a date as ISO text; empty where the key is missing and not needed."""
        value = self.values.get(key)
        if value is None and not needed:
            return ""
        if value is None:
            self.fail(f"{key} is a date that must be given, as in {key} = 2026-01-01")
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fail(f"{key} is a date, such as 2026-01-01, without quotes")
        return value.isoformat()

    def table(self, key: str) -> "Table | None":
        """Return the table under ``key``; ``None`` where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fail(f"{key} is a table, [{key}]")
        return replace(self, where=f"{self.where}: {key}", values=value)

    def needed_table(self, key: str) -> "Table":
        """Return the table under ``key``, which must stand there."""
        found = self.table(key)
        if found is None:
            self.fail(f"{key} is missing")
        return found

    def tables(self, key: str) -> tuple["Table", ...]:
        """Return the entries under ``key``, each named by its code, id or name."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fail(f"{key} is a list of tables, [[{key}]]")
        return tuple(
            replace(self, where=f"{self.where}: {key} {_name(v, n)}", values=v)
            for n, v in enumerate(value, 1)
        )

    def dated(self) -> "Table":
        """Return the same with the days (``from``, ``to``) that the file as a whole holds."""
        dated = replace(self, start=self.day("from"), end=self.day("to"))
        if dated.end and dated.end < dated.start:
            self.fail("to is before from")
        return dated


def read(file: Traversable | Path, where: str) -> Table:
    """Read one TOML file; ``where`` is what errors call it.

    Raises:
        PackError: It cannot be read, or is not TOML in UTF-8.
    """
    return parse(text_of(file, where), where)


def text_of(file: Traversable | Path, where: str) -> str:
    """Return what stands in a file.

    Raises:
        PackError: It cannot be read, or is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"{where}: cannot be read ({error.strerror}); check the path"
        raise PackError(message) from None
    except UnicodeDecodeError as error:
        at = f"{error.reason} at byte {error.start}"
        message = f"{where}: not TOML in UTF-8 ({at}); save the file as UTF-8"
        raise PackError(message) from None


def parse(text: str, where: str) -> Table:
    """Read the text of a TOML file; ``where`` is what errors call it.

    Raises:
        PackError: It is not TOML.
    """
    try:
        return Table(where, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        message = f"{where}: not TOML in UTF-8 ({error}); mend that line"
        raise PackError(message) from None


def close(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of the known names, the nearest to ``name`` first."""
    return tuple(get_close_matches(name, tuple(known), n=3, cutoff=0.6))


def meant(names: Iterable[str]) -> str:
    """Return ``did you mean a, b?``, each name once; empty where there are none."""
    once = dict.fromkeys(names)
    return f"did you mean {', '.join(once)}?" if once else ""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``did you mean a, b?`` with the known names near ``name``; empty where none is."""
    return meant(close(name, known))


def _name(values: Mapping[str, object], position: int) -> str:
    for key in NAMING_KEYS:
        if key in values:
            return repr(values[key])
    return f"no. {position}"
