"""How does a file, with all it extends, become one pack?"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, replace
from functools import cache, partial, reduce
from pathlib import Path

from auditor.billing.claim_facts import ClaimFacts, read_claim_facts
from auditor.billing.edits import EditTable, PairRow
from auditor.billing.facts import Cap, CodeRow, Demand, Method, Period
from auditor.billing.layers import Layer, beside, over, read_layer
from auditor.billing.mistakes import Gathering
from auditor.billing.own_tables import in_place_of, load_pair_tables
from auditor.billing.pair_reading import read_pair_tables
from auditor.billing.questions import QuestionRow
from auditor.billing.reading import read_codes
from auditor.billing.shelf import BASES, packaged, packaged_cites, payer_of, shared
from auditor.billing.tables import Table, nearest
from auditor.billing.thresholds import ThresholdRow


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """All facts of one payer, of every period, with what it inherits already in it."""

    id: str
    name: str
    payer: str
    reviewed_on: str
    dated_from: str
    """First day (ISO) the facts are known to hold; empty where that is left open."""
    dated_through: str
    """Last day (ISO) the facts are known to hold; those of later days stay the last known."""
    days: Period
    """The days the pack is for: a later day is judged by the last of them, if there is a last."""
    method: Method
    demands: tuple[Demand, ...]
    codes: tuple[CodeRow, ...]
    pairs: tuple[PairRow, ...]
    """The payer's own."""
    pair_tables: tuple[EditTable, ...]
    """Medicare's, where the payer applies them."""
    caps: tuple[Cap, ...]
    thresholds: tuple[ThresholdRow, ...]
    questions: tuple[QuestionRow, ...]
    mue: bool
    """Whether Medicare's medically unlikely edits limit the units."""
    claims: ClaimFacts
    """What holds of lines of a claim, whoever pays."""
    extends: str
    """The name of the pack or base it stands on; empty where it stands alone."""
    identity: str = ""
    """The id, and the first 12 hex digits of the sha256 of all the rest."""


@dataclass(frozen=True, slots=True)
class _Head:
    id: str
    name: str
    payer: str
    reviewed_on: str
    dated_from: str
    dated_through: str
    end: str
    extends: str


def build(leaf: Table, folder: Path | None = None) -> Pack:
    """Make a pack of its file, and refuse the file for all of its mistakes together.

    Args:
        leaf: The file.
        folder: Where a site's own tables of code pairs stand; ``None`` for a packaged pack.

    Raises:
        PackError: An entry of the file, or of one it extends, is wrong.
    """
    found = Gathering()
    own = found.take(partial(read_layer, leaf), None)
    lines = found.take(partial(lineage, leaf), ())
    head = found.take(partial(_head, leaf, lines), None)
    below = found.take(partial(_below, lines[:-1]), Layer())
    tables = found.take(partial(_own_tables, leaf, folder), ())
    facts = over(below, own or Layer())
    if facts.method is None and lines and own is not None:
        found.take(partial(leaf.fail, "unit_method is missing; no pack it extends has one"), None)
    found.done()
    if head is None or facts.method is None:  # never: `done` has refused the file
        leaf.fail("cannot be read")
    return _identified(_pack(head, facts, facts.method, tables))


@cache
def medicare_pair_tables() -> tuple[EditTable, ...]:
    """Return Medicare's tables of code pairs, all editions and settings."""
    return read_pair_tables((shared("pairs"), shared("pairs-history")), packaged_cites())


@cache
def _claim_facts() -> ClaimFacts:
    return read_claim_facts(shared("code_facts"), shared("modifiers"), packaged_cites())


def _own_tables(leaf: Table, folder: Path | None) -> tuple[EditTable, ...]:
    """Return the tables of code pairs that a site's own pack names."""
    if "pair_tables" not in leaf.values:
        return ()
    if folder is None:
        leaf.fail("pair_tables is for a site's own pack")
    return load_pair_tables(folder / name for name in leaf.texts("pair_tables"))


def _pack(head: _Head, facts: Layer, method: Method, tables: tuple[EditTable, ...]) -> Pack:
    shipped = medicare_pair_tables() if facts.flags.get("medicare_pairs") else ()
    claims = _claim_facts()
    return Pack(
        id=head.id,
        name=head.name,
        payer=head.payer,
        reviewed_on=head.reviewed_on,
        dated_from=head.dated_from,
        dated_through=head.dated_through,
        days=Period(head.dated_from, head.end),
        method=method,
        demands=tuple(sorted(facts.demands, key=lambda d: (d.name, d.period.start))),
        codes=claims.added_to(read_codes(shared("codes"), packaged_cites())),
        pairs=facts.pairs,
        pair_tables=in_place_of(shipped, tables) if tables else shipped,
        caps=facts.caps,
        thresholds=facts.thresholds,
        questions=facts.questions,
        mue=facts.flags.get("medicare_mue", False),
        claims=claims,
        extends=head.extends,
    )


def _identified(pack: Pack) -> Pack:
    content = json.dumps(_plain(pack), sort_keys=True, default=_plain)
    return replace(pack, identity=f"{pack.id}@{hashlib.sha256(content.encode()).hexdigest()[:12]}")


def _plain(value: object) -> object:
    """Make JSON of what has none: a set's members in order, all others' fields by name.

    ``asdict`` makes the same and copies every value on its way, which takes twice as long.
    """
    if isinstance(value, AbstractSet):
        return sorted(value)
    return {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]


def _below(lines: Sequence[Sequence[Table]]) -> Layer:
    layers = (beside([read_layer(table) for table in line]) for line in lines)
    return reduce(over, layers, Layer())


def _head(leaf: Table, lines: Sequence[Sequence[Table]]) -> _Head:
    found = Gathering()
    end = found.take(partial(leaf.day, "to"), "")
    through = found.take(partial(leaf.day, "dated_through", needed=not end), "") or end
    reviewed = found.take(partial(leaf.day, "reviewed_on", needed=True), "")
    begins = (min(table.start for table in line) for line in reversed(lines))
    head = _Head(
        id=found.take(partial(leaf.text, "id"), ""),
        name=found.take(partial(leaf.text, "name"), ""),
        payer=found.take(partial(payer_of, leaf), ""),
        reviewed_on=reviewed,
        dated_from=next((begin for begin in begins if begin), ""),
        dated_through=through,
        end=end,
        extends=found.take(partial(leaf.text, "extends", ""), ""),
    )
    if end and through > end:
        found.take(partial(leaf.fail, "dated_through is after to"), None)
    found.take(partial(leaf.texts_or_none, "aliases"), ())
    found.done()
    return head


def lineage(leaf: Table) -> tuple[tuple[Table, ...], ...]:
    """Return the pack's files, what extends nothing first; a payer's years stand side by side.

    Raises:
        PackError: The file extends what is not held, or itself.
    """
    return tuple(reversed(tuple(_upwards(leaf))))


def _upwards(leaf: Table) -> Iterator[tuple[Table, ...]]:
    line: tuple[Table, ...] = (leaf,)
    seen = {leaf.where}
    yield line
    while parent := line[0].text("extends", ""):
        known = {**packaged(), **{base: (shared(base),) for base in BASES}}
        if parent not in known:
            hint = nearest(parent, known) or f"known are {', '.join(sorted(known))}"
            line[0].fail(f"extends no pack that is held; {hint}")
        line = known[parent]
        if not seen.isdisjoint(table.where for table in line):
            leaf.fail("extends itself")
        seen |= {table.where for table in line}
        yield line
