"""Measure the rules: audit what was planted and what was annotated, and count."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor import engine
from auditor.errors import InputError
from auditor.ingest import Refused, read_sources
from auditor.model import Note
from auditor.rules.registry import RULES
from auditor.teaching.faults import Fault, pack_of, read_clean, read_faults
from auditor.teaching.folders import find_corpus, held_files
from auditor.teaching.measuring import Say, silent
from auditor.teaching.rule_figures import HELD, PLANTED, Figures, RuleFigures

SHOWN, LACKING, HALF = "present", "missing", "ambiguous"
"""What the annotation says of an element; ``na`` is not counted."""
_HALVES = frozenset({"NEC102", "NEC109", "WRK105", "WRK202"})
"""Rules of what is shown by half: the annotation calls that ambiguous."""


def measure(corpus: Path | None = None, say: Say = silent) -> Figures:
    """Measure every rule: on planted faults where there are any, else on annotated notes.

    Raises:
        InputError: The corpus holds no faults, or they are not of the right form.
        ModelError: There is no trained model to read with.
    """
    folder = find_corpus(corpus)
    clean, faults = read_clean(folder), read_faults(folder)
    say(f"read {len(faults)} planted faults in {len(clean)} clean notes")
    planted = of_faults(clean, faults, folder)
    held = of_held(held_files(folder))
    say("read the annotated notes held back")
    return {**held, **planted}


# --- planted faults


def flagged(note: Note, pack: Path | None = None) -> frozenset[str]:
    """Return the rules that find something in a note, by a site's pack or for its own payer."""
    settings = engine.Settings(pack=pack)
    record = engine.judged(engine.read_visit(note, settings), settings)
    return frozenset(finding.rule for finding in record.findings)


def of_faults(clean: Mapping[str, Note], faults: Iterable[Fault], corpus: Path = Path()) -> Figures:
    """Count over all changed notes and the clean ones, for each rule that something is planted for.

    A flag is right where the change was planted for the rule, or is said to be a fault for it too.
    """
    by_note = {name: (flagged(note), frozenset[str]()) for name, note in clean.items()}
    faults = tuple(faults)
    for fault in faults:
        if fault.clean not in clean:
            message = f"{fault.name}: there is no clean note of that name"
            raise InputError(message)
        expected = fault.also | {fault.rule}
        note = fault.planted(clean[fault.clean])
        by_note[fault.name] = flagged(note, pack_of(corpus, fault)), expected
    return {
        rule: _planted([f for f in faults if f.rule == rule], rule, by_note)
        for rule in sorted({fault.rule for fault in faults})
    }


def _planted(
    own: list[Fault], rule: str, by_note: Mapping[str, tuple[frozenset[str], frozenset[str]]]
) -> RuleFigures:
    told = {name: rule in expected for name, (flags, expected) in by_note.items() if rule in flags}
    missed = tuple(fault.name for fault in own if fault.name not in told)
    return RuleFigures(
        measured_on=PLANTED,
        faults=len(own),
        found=len(own) - len(missed),
        told=len(told),
        right=sum(told.values()),
        missed=missed,
        wrong=tuple(name for name, right in told.items() if not right),
    )


# --- annotated notes


@dataclass(slots=True)
class _Tally:
    """What one rule did on the annotated notes it applies to."""

    flags: Counter[str]
    """How often it flagged, by what the annotation says of its element."""
    chances: Counter[str]
    """How often it applied, in the same way."""


def of_held(files: Iterable[Path]) -> Figures:
    """Count for each rule of an element what it flags in annotated notes, whoever pays."""
    tallies = {r.code: _Tally(Counter(), Counter()) for r in RULES if r.element}
    for file in files:
        gold = {n["id"]: n["elements"] for n in _lines(file)}
        for note in read_sources([file]):
            if isinstance(note, Refused):
                raise InputError(note.message)
            _count(tallies, note, gold[note.note_id])
    return {code: _held(code, tally) for code, tally in tallies.items()}


def _lines(file: Path) -> list[Mapping[str, Any]]:
    return [json.loads(x) for x in file.read_text(encoding="utf-8").split("\n") if x.strip()]


def _count(tallies: Mapping[str, _Tally], note: Note, gold: Mapping[str, str]) -> None:
    visit = engine.read_visit(note)
    for rule in RULES:
        if rule.element and rule.when(visit):
            standing = gold[rule.element]
            tallies[rule.code].chances[standing] += 1
            tallies[rule.code].flags[standing] += any(True for _ in rule.check(visit))


def _held(code: str, tally: _Tally) -> RuleFigures:
    sought = HALF if code in _HALVES else LACKING
    fitting = {HALF, LACKING} if code in _HALVES else {LACKING}
    right = sum(tally.flags[standing] for standing in fitting)
    return RuleFigures(
        measured_on=HELD,
        faults=tally.chances[sought],
        found=tally.flags[sought],
        told=right + tally.flags[SHOWN],
        right=right,
    )
