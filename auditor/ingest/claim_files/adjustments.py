"""Which adjustment reasons are no denial, by our list and its sources?"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from auditor.errors import PackError

_FILE = "adjustments.toml"
_KEYS = frozenset({"reason", "meaning", "share", "source", "mark"})


@dataclass(frozen=True, slots=True)
class Accepted:
    """An adjustment reason under which the payer still accepts the service."""

    reason: str
    meaning: str
    share: bool
    """Whether someone else pays the amount, so that the service is allowed whatever this one pays.
    """
    cite: str
    url: str
    mark: str
    """How well it is known, as in the packs."""


@cache
def accepted() -> Mapping[str, Accepted]:
    """Read our list of reasons that are no denial, by reason.

    Raises:
        PackError: The file is wrong; the message names the entry.
    """
    return read(tomllib.loads((files("auditor.data") / _FILE).read_text(encoding="utf-8")))


def read(tables: Mapping[str, object]) -> Mapping[str, Accepted]:
    """Check the tables of the file.

    Raises:
        PackError: A key is unknown or missing, a reason stands twice, a source is not given.
    """
    sources = {str(source.get("id")): source for source in _entries(tables, "source")}
    found: dict[str, Accepted] = {}
    for entry in _entries(tables, "adjustment"):
        reason = str(entry.get("reason"))
        if set(entry) != _KEYS or not isinstance(entry["share"], bool):
            message = f"{_FILE}: adjustment {reason} needs {', '.join(sorted(_KEYS))} and no more"
            raise PackError(message)
        if reason in found or entry["source"] not in sources:
            message = f"{_FILE}: adjustment {reason} stands twice or names a source not given"
            raise PackError(message)
        source = sources[str(entry["source"])]
        found[reason] = Accepted(
            reason=reason,
            meaning=str(entry["meaning"]),
            share=entry["share"],
            cite=str(source.get("cite")),
            url=str(source.get("url", "")),
            mark=str(entry["mark"]),
        )
    return found


def _entries(tables: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    entries = tables.get(key)
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        message = f"{_FILE}: needs entries [[{key}]]"
        raise PackError(message)
    return entries
