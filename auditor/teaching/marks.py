"""Check that annotated notes keep the format of ``corpus/GUIDE.md``, before anything is learnt."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from auditor.errors import InputError
from auditor.model import DISCIPLINES, ELEMENTS, AssistLevel, Label, Status, TimeKind, When
from auditor.teaching.folders import bank_files, held_files, note_files

KINDS = frozenset({"daily", "progress", "evaluation", "discharge"})
CLASSES = frozenset(Label) - {Label.UNCLEAR}
STATEMENTS = frozenset(
    {
        "purpose",
        "deficit",
        "skilled",
        "response",
        "progress",
        "necessity",
        "plan",
        "one_on_one",
    }
)
STANDINGS = frozenset({"present", "missing", "na", "ambiguous"})
_TEXTS = ("id", "discipline", "setting", "kind", "style", "text")
_LISTS: Mapping[str, Mapping[str, type]] = {
    "activities": {"quote": str, "class": str, "status": str, "purpose_matters": bool},
    "times": {"quote": str, "kind": str},
    "assist": {"quote": str, "level": str, "when": str},
    "goals": {"quote": str, "measurable": bool, "functional": bool, "timeframe": bool},
    "statements": {"quote": str, "kind": str, "weak": bool},
    "claim": {"code": str, "units": int, "modifiers": list},
}
_ALLOWED: Mapping[tuple[str, str], frozenset[str]] = {
    ("activities", "class"): CLASSES,
    ("activities", "status"): frozenset(Status),
    ("times", "kind"): frozenset(TimeKind),
    ("assist", "level"): frozenset(AssistLevel),
    ("assist", "when"): frozenset(When),
    ("statements", "kind"): STATEMENTS,
}
_MOST_TOLD = 3


def check(corpus: Path) -> None:
    """Check every note of a corpus, those held back too, and every snippet of its clause bank.

    Raises:
        InputError: A note breaks the format; the first few faults by file and line, without any
            words of a note.
    """
    seen: set[str] = set()
    told: list[str] = []
    bank = bank_files(corpus)
    for file in [*note_files(corpus), *held_files(corpus), *bank]:
        check_one = snippet_faults if file in bank else faults
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip():
                told += [f"{file}:{number}: {fault}" for fault in _line(line, seen, check_one)]
            if len(told) >= _MOST_TOLD:
                raise InputError("; ".join(told[:_MOST_TOLD]) + "; see corpus/GUIDE.md")
    if told:
        raise InputError("; ".join(told) + "; see corpus/GUIDE.md")


def _line(
    line: str, seen: set[str], check_one: Callable[[Mapping[str, Any]], Iterator[str]]
) -> Iterator[str]:
    try:
        note = json.loads(line)
    except ValueError:
        yield "not JSON"
        return
    if not isinstance(note, dict):
        yield "not an object"
        return
    found = list(check_one(note))
    yield from found
    if not found:
        if note["id"] in seen:
            yield f"id {note['id']} was given before"
        seen.add(note["id"])


def faults(note: Mapping[str, Any]) -> Iterator[str]:
    """Say what is wrong with one annotated note, without its words; nothing if it is right."""
    wrong = [key for key in _TEXTS if not isinstance(note.get(key), str) or not note[key]]
    wrong += [key for key in _LISTS if not isinstance(note.get(key), list)]
    if not isinstance(note.get("elements"), dict):
        wrong.append("elements")
    if wrong:
        yield f"missing or of the wrong type: {', '.join(wrong)}"
        return
    if note["discipline"] not in DISCIPLINES:
        yield f"discipline is none of {sorted(DISCIPLINES)}"
    if note["kind"] not in KINDS:
        yield f"kind is none of {sorted(KINDS)}"
    for table, fields in _LISTS.items():
        for number, mark in enumerate(note[table], 1):
            for fault in _mark(table, fields, mark, note["text"]):
                yield f"{table} {number}: {fault}"
    yield from _elements(note["elements"])


def snippet_faults(snippet: Mapping[str, Any]) -> Iterator[str]:
    """Say what is wrong with a snippet of the clause bank, without its words."""
    text, marks = snippet.get("text"), snippet.get("activities")
    if not isinstance(snippet.get("id"), str) or not isinstance(text, str):
        yield "missing or of the wrong type: id or text"
    elif not isinstance(marks, list):
        yield "missing or of the wrong type: activities"
    else:
        fields = {"quote": str, "class": str, "status": str, "start": int}
        for number, mark in enumerate(marks, 1):
            wrong = list(_mark("activities", fields, mark, text))
            if not wrong and not text.startswith(mark["quote"], mark["start"]):
                wrong = ["its quote does not stand where it says"]
            yield from (f"activities {number}: {fault}" for fault in wrong)


def _mark(table: str, fields: Mapping[str, type], mark: object, text: str) -> Iterator[str]:
    if not isinstance(mark, dict):
        yield "not an object"
        return
    wrong = [name for name, kind in fields.items() if not isinstance(mark.get(name), kind)]
    if wrong:
        yield f"missing or of the wrong type: {', '.join(wrong)}"
        return
    if "quote" in fields and (not mark["quote"] or mark["quote"] not in text):
        yield "its quote is not in the text"
    for name in fields:
        allowed = _ALLOWED.get((table, name))
        if allowed is not None and mark[name] not in allowed:
            yield f"{name} is none of {sorted(allowed)}"


def _elements(elements: Mapping[str, Any]) -> Iterator[str]:
    if sorted(elements) != sorted(ELEMENTS):
        yield f"elements are not the {len(ELEMENTS)} of the guide"
    wrong = sorted(name for name, standing in elements.items() if standing not in STANDINGS)
    if wrong:
        yield f"elements are none of {sorted(STANDINGS)}: {', '.join(wrong)}"
