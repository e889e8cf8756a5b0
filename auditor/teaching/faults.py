"""Planted faults: clean notes, and for each rule one change to one of them that it has to find.

The clean notes stand in ``corpus/faults/clean``, the changes in ``corpus/faults/<family>.toml``:
under a rule's code a list of ``{ note = "knee", old = "27 min", new = "7 min" }``. In ``old`` an
ellipsis stands for whatever lies between. ``claim`` is words as on the command line, or a list of
tables as in the batch format; ``allowed`` is what is used of the year's thresholds; ``pack`` names
a site's own pack to judge the note by.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auditor.errors import InputError
from auditor.ingest import read_allowed, read_claim, read_lines
from auditor.model import Allowed, Note, ServiceLine
from auditor.rules.registry import RULES

FAULTS = "faults"
CLEAN = "clean"
ELLIPSIS = re.compile(r"[ ]?…[ ]?")
_WORDS = frozenset({"old", "new", "payer", "date", "discipline"})
_CHANGES = _WORDS | {"claim", "allowed"}
_KEYS = _CHANGES | {"note", "also", "pack"}
PACKS = "packs"


@dataclass(frozen=True, slots=True)
class Fault:
    """One change to a clean note, and the rule that has to find it.

    What is ``None`` is left as it is; an empty payer, date or discipline takes it away.
    """

    name: str
    """The rule's code and the number of the change under it, such as ``UNI101-3``."""
    rule: str
    clean: str
    old: str | None = None
    new: str | None = None
    claim: str | tuple[ServiceLine, ...] | None = None
    """As on the command line, or lines where they say more than words can."""
    allowed: tuple[Allowed, ...] = ()
    payer: str | None = None
    date: str | None = None
    discipline: str | None = None
    pack: str = ""
    """A site's pack of ``corpus/faults/packs`` to judge the note by; empty: its payer's."""
    also: frozenset[str] = frozenset()
    """Rules for which the same change is a fault too."""

    def planted(self, clean: Note) -> Note:
        """Return the clean note with the change made.

        Raises:
            InputError: The words to change do not stand in the note exactly once.
        """
        return replace(
            clean,
            note_id=self.name,
            text=self._reworded(clean.text),
            claim=clean.claim if self.claim is None else _claim(self.claim),
            allowed=self.allowed,
            # a site's pack is not for notes that name another payer
            payer=None if self.pack else _changed(clean.payer, self.payer),
            date_of_service=_changed(clean.date_of_service, self.date),
            discipline=_changed(clean.discipline, self.discipline),
        )

    def _reworded(self, text: str) -> str:
        if self.old is None:
            return text
        words = ".*?".join(re.escape(part) for part in ELLIPSIS.split(self.old))
        places = list(re.finditer(words, text, re.DOTALL))
        if len(places) != 1:
            message = f"{self.name}: its words stand {len(places)} times in the note"
            raise InputError(message)
        return text[: places[0].start()] + (self.new or "") + text[places[0].end() :]


def _changed(before: str | None, after: str | None) -> str | None:
    return before if after is None else after or None


def read_clean(corpus: Path) -> Mapping[str, Note]:
    """Read the clean notes, by name.

    Raises:
        InputError: A file is no TOML, or lacks a part of a note.
    """
    notes: dict[str, Note] = {}
    for file in sorted((corpus / FAULTS / CLEAN).glob("*.toml")):
        values = _toml(file)
        try:
            notes[file.stem] = Note(
                note_id=file.stem,
                text=values["text"].strip("\n"),
                source=file.name,
                discipline=values["discipline"],
                setting=values["setting"],
                payer=values["payer"],
                date_of_service=values["date_of_service"],
                claim=read_claim(values["claim"]),
            )
        except KeyError as error:
            message = f"{file}: {error.args[0]} is missing"
            raise InputError(message) from None
    return notes


def read_faults(corpus: Path) -> tuple[Fault, ...]:
    """Read every planted fault, in order of rule and number.

    Raises:
        InputError: A file is no TOML, or an entry of it is wrong.
        UnknownRuleError: A fault is planted for a rule that does not exist.
    """
    files = sorted((corpus / FAULTS).glob("*.toml"))
    found = [fault for file in files for fault in _faults(file)]
    return tuple(sorted(found, key=lambda f: (f.rule, int(f.name.rpartition("-")[2]))))


def _faults(file: Path) -> Iterator[Fault]:
    for code, entries in _toml(file).items():
        rule = RULES.find(code)
        if rule.family != file.stem:
            message = f"{file}: {code} is of the family {rule.family}"
            raise InputError(message)
        for number, entry in enumerate(entries, 1):
            yield _fault(f"{code}-{number}", entry)


def _fault(name: str, entry: Mapping[str, Any]) -> Fault:
    unknown = sorted(set(entry) - _KEYS)
    if unknown or "note" not in entry or not _CHANGES & set(entry):
        message = f"{name}: names a note and a change of it ({', '.join(sorted(_CHANGES))})"
        raise InputError(message)
    return Fault(
        name,
        name.partition("-")[0],
        entry["note"],
        **{key: str(entry[key]) for key in _WORDS if key in entry},
        claim=_written(entry.get("claim")),
        allowed=read_allowed(entry.get("allowed")),
        pack=str(entry.get("pack", "")),
        also=RULES.matching(entry.get("also", ())),
    )


def pack_of(corpus: Path, fault: Fault) -> Path | None:
    """Return the file of the site's pack a fault is judged by; ``None`` where by none."""
    return corpus / FAULTS / PACKS / f"{fault.pack}.toml" if fault.pack else None


def _written(claim: object) -> str | tuple[ServiceLine, ...] | None:
    return claim if claim is None or isinstance(claim, str) else read_lines(claim)


def _claim(written: str | tuple[ServiceLine, ...]) -> tuple[ServiceLine, ...]:
    return read_claim(written) if isinstance(written, str) else written


def _toml(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{file}: not TOML in UTF-8 ({error})"
        raise InputError(message) from None
