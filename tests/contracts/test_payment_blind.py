"""No rate, fee or payer's name changes what an audit finds: there is no money anywhere near it."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import auditor
from auditor import engine

PACKAGE = Path(auditor.__file__).parent
PACKS = sorted((PACKAGE / "data" / "packs").rglob("*.toml"))
JUDGES = sorted([*(PACKAGE / "rules").glob("*.py"), PACKAGE / "elements.py", PACKAGE / "engine.py"])
MONEY_KEY = re.compile(
    r"fees?|rates?|prices?|amounts?|allowed|allowable|paid|payments?|rvus?|conversion|gpci|dollars?"
    r"|charge[sd]?|cost"
)
MONEY = re.compile(
    r"\$\s?\d|\b\d[\d,.]*\s?(?:dollars|usd)\b|\brvus?\b|conversion factor", re.IGNORECASE
)


def keys(values):
    """Every key of nested tables."""
    if isinstance(values, dict):
        for key, value in values.items():
            yield key
            yield from keys(value)
    elif isinstance(values, list):
        for value in values:
            yield from keys(value)


@pytest.mark.parametrize("path", PACKS, ids=lambda p: p.stem)
def test_a_pack_holds_no_money(path):
    text = path.read_text(encoding="utf-8")
    assert [key for key in keys(tomllib.loads(text)) if MONEY_KEY.fullmatch(key)] == []
    assert MONEY.findall(text) == []


@pytest.mark.parametrize("path", JUDGES, ids=lambda p: p.stem)
def test_what_judges_a_note_knows_no_money(path):
    assert MONEY.findall(path.read_text(encoding="utf-8")) == []


def test_another_payers_name_with_the_same_demands_changes_no_finding(corpus_records):
    visits = [record.visit for record in corpus_records.values()]
    renamed = [
        replace(v, demands=replace(v.demands, payer="Another Payer", pack="another-2026@0"))
        for v in visits
    ]
    findings = {v.note.note_id: engine.run_rules(v) for v in visits}
    assert {v.note.note_id: engine.run_rules(v) for v in renamed} == findings


def test_both_more_and_fewer_units_than_the_minutes_support_are_found(note_of):
    text = "PT daily note DOS: 3/4/26\n97530 x {} min: car transfers, CGA.\nJ. Doe, PT"
    over = engine.audit(note_of(text.format(10), claim="97530-GP=3"))
    under = engine.audit(note_of(text.format(50), claim="97530-GP=1"))
    right = engine.audit(note_of(text.format(23), claim="97530-GP=2"))
    units = [{f.rule for f in r.findings if f.rule.startswith("UNI")} for r in (over, under, right)]
    assert [bool(found) for found in units] == [True, True, False]
    assert units[0].isdisjoint(units[1])
