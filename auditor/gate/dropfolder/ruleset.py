"""By what notes are judged, and the key that a note has under it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from auditor import __version__
from auditor.billing import packs
from auditor.config import Config
from auditor.gate.entries import note_key
from auditor.gate.policy import GateAsked
from auditor.model import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """All that a verdict rests on besides the note; as given, to be sent to a process."""

    config: Config = field(default_factory=Config)
    gate: GateAsked = field(default_factory=GateAsked)
    model: Path | None = None
    folder: Path | None = None
    """Of ``auditor.toml``; ``None`` where there is none."""


def fingerprint(ruleset: Ruleset, model: str) -> str:
    """Name what would make another verdict of the same note.

    Overrides are not in it: they come and go by single findings and days, and a note that is held
    is released, not judged anew.

    Args:
        ruleset: What is in force.
        model: The fingerprint of the classifiers.

    Raises:
        PackError: The site's pack is wrong.
    """
    config, gate = ruleset.config, ruleset.gate
    values = {
        "auditor": __version__,
        "data": [hashlib.sha256(file.read_bytes()).hexdigest() for file in _data()],
        "model": model,
        "payer": config.payer,
        "pack": packs.load_pack(config.pack).identity if config.pack else None,
        "select": sorted(config.select),
        "ignore": sorted(config.ignore),
        "severity": {rule: level and level.value for rule, level in config.severity.items()},
        "gate": config.gate.value,
        "on_error": gate.on_error or config.on_error,
        "shadow": gate.is_shadow,
        "baseline": _digest(gate.baseline),
    }
    return _sha256(values)


def key_of(note: Note, fingerprint: str, note_id: str) -> str:
    """Name a note by all that was given of it: the same note has the same key, whatever its file.

    Args:
        note: As it was read.
        fingerprint: Of what it is judged by.
        note_id: The id that the input gives it; not used where it gives none.
    """
    return _sha256({"note": note_key(replace(note, note_id=note_id)), "by": fingerprint})


def refused_key(file: str, place: str, fingerprint: str) -> str:
    """Name what could not be read, by the digest of its file and its place in there."""
    return _sha256({"file": file, "place": place, "by": fingerprint})


def file_digest(path: Path) -> str:
    """The digest of a file of any size; of one that cannot be read, that of its name.

    What cannot be read can still not be read when it is dropped again.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return _sha256([path.parts[-2:]])


def _digest(path: Path | None) -> str | None:
    return None if path is None else file_digest(path)


def _sha256(values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _data(folder: Traversable | None = None) -> Iterator[Traversable]:
    """The files of facts that ship with the package, in one order."""
    folder = folder or resources.files("auditor") / "data"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _data(entry)
        elif entry.name.endswith((".toml", ".csv", ".gz", ".txt")):
            yield entry
