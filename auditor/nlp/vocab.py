"""Load what therapists write (``data/vocab/*.toml``, ``data/sections.toml``), checked."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from auditor.errors import VocabError
from auditor.model import AssistLevel, Label, StatementKind

EITHER = "either"
"""Cue of a phrase whose kind of work depends on the purpose it is done for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with all its written forms; ``cue`` is what the form alone suggests."""

    id: str
    cue: str
    forms: tuple[str, ...]
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A kind of section with the headings that open it."""

    kind: str
    scope: str
    headings: tuple[str, ...]


def _read(name: str) -> Mapping[str, Any]:
    source = resources.files("auditor").joinpath("data").joinpath(name)
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        message = f"data/{name}: {error}"
        raise VocabError(message) from None


def _entries(name: str, table: str, cue_key: str, cues: frozenset[str]) -> tuple[Entry, ...]:
    entries = tuple(_entry(name, raw, cue_key, cues) for raw in _read(name)[table])
    seen: dict[str, str] = {}
    for entry in entries:
        for form in (*entry.forms, *entry.weak):
            if form in seen:
                message = f"data/{name}: {form!r} is under {seen[form]!r} and {entry.id!r}"
                raise VocabError(message)
            seen[form] = entry.id
    ids = [e.id for e in entries]
    if len(set(ids)) < len(ids):
        message = f"data/{name}: ids given twice: {sorted({i for i in ids if ids.count(i) > 1})}"
        raise VocabError(message)
    return entries


def _entry(name: str, raw: Mapping[str, Any], cue_key: str, cues: frozenset[str]) -> Entry:
    known = {"id", "forms", "weak", "note", cue_key}
    where = f"data/{name}: entry {raw.get('id')!r}"
    if unknown := sorted(set(raw) - known):
        message = f"{where}: unknown keys {unknown}; known are {sorted(known)}"
        raise VocabError(message)
    forms, weak = tuple(raw.get("forms", ())), tuple(raw.get("weak", ()))
    if not raw.get("id") or not (forms or weak):
        message = f"{where}: needs an id and at least one form"
        raise VocabError(message)
    if wrong := [f for f in (*forms, *weak) if f != f.lower().strip() or not f]:
        message = f"{where}: forms are lower case without outer spaces, not {wrong}"
        raise VocabError(message)
    cue = str(raw.get(cue_key, raw["id"]))
    if cues and cue not in cues:
        message = f"{where}: {cue_key} {cue!r} is none of {sorted(cues)}"
        raise VocabError(message)
    return Entry(id=str(raw["id"]), cue=cue, forms=forms, weak=weak)


@cache
def activities() -> tuple[Entry, ...]:
    """Phrases that name an activity; ``cue`` is a ``Label`` or ``either``."""
    return _entries(
        "vocab/activities.toml", "activity", "cue", frozenset({*map(str, Label), EITHER})
    )


@cache
def assistance() -> tuple[Entry, ...]:
    """Written levels of help; ``cue`` is an ``AssistLevel``."""
    return _entries(
        "vocab/assistance.toml", "assistance", "level", frozenset(map(str, AssistLevel))
    )


@cache
def codes() -> tuple[Entry, ...]:
    """Short names of procedure codes; ``id`` is the code, ``weak`` forms need a time or a line."""
    return _entries("vocab/codes.toml", "code", "code", frozenset())


@cache
def cues() -> tuple[Entry, ...]:
    """Phrases that state one of the ``StatementKind``; ``weak`` forms are boilerplate."""
    return _entries(
        "vocab/statements.toml", "statement", "kind", frozenset(map(str, StatementKind))
    )


@cache
def headings() -> tuple[Heading, ...]:
    """Headings of sections, checked for unknown scopes and for headings given twice."""
    sections = tuple(
        Heading(kind=s["kind"], scope=s["scope"], headings=tuple(s["headings"]))
        for s in _read("sections.toml")["section"]
    )
    seen: dict[str, str] = {}
    for section in sections:
        if section.scope not in ("block", "line"):
            message = f"data/sections.toml: {section.kind}: scope is block or line"
            raise VocabError(message)
        for heading in section.headings:
            if heading in seen:
                message = f"data/sections.toml: {heading!r} twice ({seen[heading]}, {section.kind})"
                raise VocabError(message)
            seen[heading] = section.kind
    return sections


def spellings(form: str) -> Iterator[str]:
    """Give a form and its plain variants: hyphens for spaces and spaces for hyphens."""
    yield form
    if "-" in form:
        yield form.replace("-", " ")
    elif form.count(" ") in (1, 2) and form.replace(" ", "").isalpha():
        yield form.replace(" ", "-")
