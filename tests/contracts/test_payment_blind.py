"""No rate, fee or payer's name changes what an audit finds.

Rates lie in ``data/fees`` for the command `auditor fees` alone. The one dollar figure of the packs
is a year's threshold: it decides whether a modifier is due, not whether a service was needed.
"""

import ast
import os
import random
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import auditor
from auditor import engine
from auditor.fees import Asking, quote, schedule_of, shelf, terms, years
from auditor.ingest import read_claim, read_sources
from auditor.record import as_json, dumps

PACKAGE = Path(auditor.__file__).parent
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
FEES = PACKAGE / "data" / "fees"
PACKS = sorted((PACKAGE / "data" / "packs").rglob("*.toml"))
JUDGES = sorted(
    [
        *(PACKAGE / "rules").glob("*.py"),
        *(PACKAGE / f"{name}.py" for name in ("elements", "engine", "record")),
    ]
)
MONEY_KEY = re.compile(
    r"fees?|rates?|prices?|amounts?|allowed|allowable|paid|payments?|rvus?|conversion|gpci|dollars?"
    r"|charge[sd]?|cost|review_dollars"
)
MONEY = re.compile(
    r"\$\s?\d|\b\d[\d,.]*\s?(?:dollars|usd)\b|\brvus?\b|conversion factor", re.IGNORECASE
)
THRESHOLD, THRESHOLD_KEYS = "threshold", {"dollars", "review_dollars"}


def without_thresholds(values):
    """A pack's values but the dollars of its thresholds; these must stand where they are."""
    return {
        key: [{k: v for k, v in t.items() if k not in THRESHOLD_KEYS} for t in value]
        if key == THRESHOLD
        else value
        for key, value in values.items()
    }


def keys_and_texts(values):
    """Every key and every text of nested tables."""
    if isinstance(values, dict):
        for key, value in values.items():
            yield key, None
            yield from keys_and_texts(value)
    elif isinstance(values, list):
        for value in values:
            yield from keys_and_texts(value)
    elif isinstance(values, str):
        yield None, values


@pytest.mark.parametrize("path", PACKS, ids=lambda p: p.stem)
def test_a_pack_holds_no_money_but_thresholds(path):
    values = without_thresholds(tomllib.loads(path.read_text(encoding="utf-8")))
    found = list(keys_and_texts(values))
    assert [key for key, _ in found if key and MONEY_KEY.fullmatch(key)] == []
    assert [text for _, text in found if text and MONEY.search(text)] == []


@pytest.mark.parametrize(
    "pack",
    [
        "[[demand]]\nname = 'a'\ndollars = 3000",
        "[[code]]\ncode = '97530'\nrvus = '0.44 0.62 0.01'",
        "[[cap]]\nsource = 'more than $ 120 a visit'",
        "[[threshold]]\nrate = 35",
        "dollars = 3000",
    ],
)
def test_money_in_a_pack_would_be_seen(pack):
    found = list(keys_and_texts(without_thresholds(tomllib.loads(pack))))
    assert any(
        (key and MONEY_KEY.fullmatch(key)) or (text and MONEY.search(text)) for key, text in found
    )


@pytest.mark.parametrize("path", JUDGES, ids=lambda p: p.stem)
def test_what_judges_a_note_knows_no_money(path):
    assert MONEY.findall(path.read_text(encoding="utf-8")) == []


# ------------------------------------------------ the rates themselves


def is_fees(path):
    """Whether a module is part of the one command that may ask for rates."""
    place = path.relative_to(PACKAGE)
    return place.parts[0] == "fees" or (place.parts[0] == "cli" and place.stem.startswith("fees"))


OTHERS = sorted(path for path in PACKAGE.rglob("*.py") if not is_fees(path))


def reaches(text):
    """Ways in which a module's code names the fee files or their package; prose does not count."""
    tree = ast.parse(text)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("auditor.fees"))
        elif isinstance(node, ast.ImportFrom):
            names = {node.module or "", *(f"{node.module}.{a.name}" for a in node.names)}
            yield from (name for name in names if name.startswith("auditor.fees"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_path = re.search(r"(?:^|[/\\.])fees(?:$|[/\\.])", node.value)
            if is_path and id(node) not in prose:
                yield node.value


@pytest.mark.parametrize("path", OTHERS, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_else_reaches_for_the_rates(path):
    assert list(reaches(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    [
        "from auditor import fees",
        "from auditor.fees import quote",
        "import auditor.fees.shelf",
        "folder.joinpath('data', 'fees')",
        "open('auditor/data/fees/medicare-2025.toml')",
        "import_module('auditor.fees')",
    ],
)
def test_a_reach_for_the_rates_would_be_seen(code):
    assert list(reaches(code))


def swapped(text, chance):
    """The same fee file with every rate times a factor of its own, and other percentages."""

    def scaled(found):
        return f"{float(found[0]) * chance.uniform(0.1, 3):.2f}"

    lines = []
    for line in text.splitlines():
        if re.match(r'dollars = "|gpci = "|[0-9A-Z]\d{3}[0-9A-Z] = "', line):
            key, _, rest = line.partition(" = ")
            shown = re.sub(r"\d+(?:\.\d+)?", scaled, rest.partition("#")[0])
            lines.append(f"{key} = {shown}")
        elif re.match(r"\w+_percent = ", line):
            lines.append(f"{line.partition(' = ')[0]} = {chance.randint(1, 99)}")
        else:
            lines.append(line)
    return "\n".join(lines)


def with_permuted_factors(texts, chance):
    """The conversion factors of all years dealt out anew among the files."""
    factor = re.compile(r'(?m)^dollars = "([\d.]+)"')
    pool = [value for text in texts.values() for value in factor.findall(text)]
    dealt = chance.sample(pool, len(pool))
    return {
        name: factor.sub(lambda _: f'dollars = "{dealt.pop()}"', text)
        for name, text in texts.items()
    }


@pytest.fixture
def loader_at(monkeypatch):
    """Points the one loader of fee files at another folder."""

    def point(folder):
        monkeypatch.setattr(shelf, "folder", lambda: folder)
        for kept in (shelf.terms, shelf._packaged):
            kept.cache_clear()

    yield point
    for kept in (shelf.terms, shelf._packaged):
        kept.cache_clear()


def sample_notes():
    """The sample notes, each with a claim: its own, or one that bills the commonest codes."""
    notes = [n for n in read_sources([SAMPLES / "notes.jsonl"]) if hasattr(n, "claim")]
    billed = read_claim("97530-GP=2 97110-GP-CQ=1 97140-59=1 97161=1")
    return [n if n.claim else replace(n, claim=billed) for n in notes]


def records(notes):
    return [dumps(as_json(engine.audit(note))).encode() for note in notes]


def day_in(year):
    lines = read_claim("97530-GP=4 97110-GP-CQ=1")
    return quote(lines, Asking(schedule_of(year), terms())).dollars


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_swapping_every_rate_changes_no_record(seed, tmp_path, loader_at):
    chance = random.Random(seed)  # noqa: S311 - not a secret
    notes = sample_notes()
    assert len(notes) > 3
    priced = [year for year in years() if schedule_of(year).rates]
    before, dollars = records(notes), [day_in(year) for year in priced]
    texts = {p.name: p.read_text(encoding="utf-8") for p in FEES.glob("*.toml")}
    texts = {n: swapped(t, chance) for n, t in with_permuted_factors(texts, chance).items()}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    loader_at(tmp_path)
    changed = [day_in(year) for year in priced]
    assert all(a != b for a, b in zip(changed, dollars, strict=True)), "the swap must bite"
    assert records(notes) == before


def test_without_any_rates_records_are_the_same(tmp_path, loader_at):
    notes = sample_notes()
    before = records(notes)
    loader_at(tmp_path)
    assert years() == ()
    assert records(notes) == before


CHECKING = """
import sys
from auditor.cli.main import main
code = main(sys.argv[1:])
print(*sorted(m for m in sys.modules if "fees" in m.split(".")), sep="\\n", file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", SAMPLES / "draft.txt", "--claim", "97530-GP=2 97110-GP=1", "--format", "json"),
        ("check", SAMPLES / "draft.txt", "--claim", "97530-GP=2"),
        ("audit", SAMPLES / "notes.jsonl", "--jobs", "1"),
        ("hook", SAMPLES / "draft.txt", "--claim", "97530-GP=2"),
        ("rules",),
    ],
    ids=lambda a: f"{a[0]}-{len(a)}",
)
def test_no_command_that_judges_loads_what_knows_rates(arguments, tmp_path):
    """`cli.fees` parses options for its own command; what it would load stays unloaded."""
    made = subprocess.run(
        [sys.executable, "-c", CHECKING, *map(str, arguments)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PACKAGE.parent)},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert made.returncode in {0, 1}, made.stderr
    loaded = [w for w in made.stderr.decode().split() if w.startswith("auditor.")]
    assert loaded == ["auditor.cli.fees"]


# ------------------------------------------------ other ways money could speak


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
