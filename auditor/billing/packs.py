"""What does a payer ask of a note and its claim on a given day?"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from auditor.billing.claim_facts import ClaimFacts, read_claim_facts
from auditor.billing.facts import (
    Cap,
    CodeRow,
    Demand,
    Method,
    PairRow,
    cap_code,
    pair_table,
    visit_caps,
)
from auditor.billing.reading import (
    read_caps,
    read_codes,
    read_demands,
    read_method,
    read_pair_tables,
    read_pairs,
    read_sources,
)
from auditor.billing.shelf import (
    BASELINE,
    FLAGS,
    PACK_KEYS,
    known_as,
    packaged,
    packaged_cites,
    plain,
    shared,
)
from auditor.billing.tables import Table, close, meant, nearest, read
from auditor.errors import PackError
from auditor.model import Demands

DEFAULT_PAYER = "medicare"


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """All facts of one payer, of every period, with what it inherits already in it."""

    id: str
    name: str
    payer: str
    reviewed_on: str
    dated_through: str
    method: Method
    demands: tuple[Demand, ...]
    codes: tuple[CodeRow, ...]
    pairs: tuple[PairRow, ...]
    caps: tuple[Cap, ...]
    mue: bool
    """Whether Medicare's medically unlikely edits limit the units."""
    claims: ClaimFacts
    """What holds of lines of a claim, whoever pays."""
    identity: str = ""
    """The id, and the first 12 hex digits of the sha256 of all the rest."""


def demands_for(payer: str | None, date_of_service: str | None = None) -> Demands:
    """Return what a payer asks on a day.

    Args:
        payer: A payer's name, id or alias; case, spaces and punctuation do not matter. ``None``
            is Medicare.
        date_of_service: ISO date; ``None`` is the day the pack was reviewed. Days after the
            pack's ``dated_through`` do not fail: the latest facts stand, and ``dated_through``
            says that they may have changed.

    Returns:
        The demands and facts that hold on the day; a code's ``max_units`` is ``None`` where no
        limit is held for it. Equal arguments give the same value: nobody may write into it.

    Raises:
        PackError: No pack is held for the payer. The message names the nearest, never the payer
            itself: that may have been read out of a note.
        ValueError: ``date_of_service`` is not an ISO date.
    """
    return demands_of(pack_for(payer), date_of_service)


@lru_cache(maxsize=1024)
def demands_of(pack: Pack, date_of_service: str | None = None) -> Demands:
    """Return what a pack asks on a day, as ``demands_for`` does; for a site's own pack.

    Raises:
        ValueError: ``date_of_service`` is not an ISO date.
    """
    day = pack.reviewed_on if date_of_service is None else _iso(date_of_service)
    cites = {d.name: d.cite for d in pack.demands if d.period.covers(day)}
    return Demands(
        pack=pack.identity,
        payer=pack.payer,
        unit_method=pack.method.name,
        required=frozenset(cites),
        codes={
            row.fact.code: cap_code(row, pack.caps, day, mue=pack.mue)
            for row in pack.codes
            if row.period.covers(day)
        },
        pairs=pair_table(pack.pairs, day),
        visit_caps=visit_caps(pack.codes, pack.caps, day),
        modifiers=pack.claims.modifiers,
        other_days=pack.claims.other_days(pack.codes, day),
        cites={**cites, "unit_method": pack.method.cite},
        as_of=pack.reviewed_on,
        dated_through=pack.dated_through,
    )


def payers() -> tuple[str, ...]:
    """Return the names of the payers that packs are held for, in order."""
    return tuple(sorted(packaged()))


def pack_for(payer: str | None) -> Pack:
    """Return the pack of a payer by name, id or alias; ``None`` is Medicare.

    Raises:
        PackError: No pack is held for the payer, or a packaged file is wrong.
    """
    known = known_as()
    written = plain((payer or "").strip() or DEFAULT_PAYER)
    name = known.get(written)
    if name is None:
        hint = meant(known[n] for n in close(written, known)) or f"known are {', '.join(payers())}"
        message = f"no pack is held for this payer; {hint}"
        raise PackError(message)
    return _pack(name)


def load_pack(path: Path) -> Pack:
    """Load a site's own pack; it may extend a packaged one and bring sources of its own.

    Raises:
        PackError: The file cannot be read, or an entry in it is wrong.
    """
    return _build(read(path, str(path)))


@cache
def _pack(name: str) -> Pack:
    return _build(packaged()[name])


@cache
def _claim_facts() -> ClaimFacts:
    return read_claim_facts(shared("code_facts"), shared("modifiers"), packaged_cites())


def _build(leaf: Table) -> Pack:
    demands: dict[str, tuple[Demand, ...]] = {}
    pairs: list[PairRow] = []
    caps: list[Cap] = []
    flags = dict.fromkeys(FLAGS, False)
    method: Method | None = None
    for table in _lineage(leaf):
        table.allow(*PACK_KEYS)
        cites = {**packaged_cites(), **read_sources(table)}
        own = read_demands(table, cites)
        demands |= {d.name: tuple(o for o in own if o.name == d.name) for d in own}
        pairs += read_pairs(table, cites)
        caps += read_caps(table, cites)
        flags = {f: table.flag(f, default=flags[f]) for f in FLAGS}
        method = read_method(table, cites) or method
    if method is None:
        leaf.fail("unit_method is missing")
    if flags["medicare_pairs"]:
        pairs += read_pair_tables(shared("pairs"), packaged_cites())
    claims = _claim_facts()
    pack = Pack(
        id=leaf.text("id"),
        name=leaf.text("name"),
        payer=leaf.text("payer"),
        reviewed_on=leaf.day("reviewed_on", needed=True),
        dated_through=leaf.day("dated_through", needed=True),
        method=method,
        demands=tuple(d for name in sorted(demands) for d in demands[name]),
        codes=claims.added_to(read_codes(shared("codes"), packaged_cites())),
        pairs=tuple(pairs),
        caps=tuple(caps),
        mue=flags["medicare_mue"],
        claims=claims,
    )
    content = json.dumps(asdict(pack), sort_keys=True, default=sorted)
    return replace(pack, identity=f"{pack.id}@{hashlib.sha256(content.encode()).hexdigest()[:12]}")


def _lineage(leaf: Table) -> Iterator[Table]:
    """Yield the pack's tables, the one that extends nothing first."""
    line, table = [leaf], leaf
    while parent := table.text("extends", ""):
        known = {**packaged(), BASELINE: shared(BASELINE)}
        if parent not in known:
            table.fail(f"extends no pack that is held; {nearest(parent, known)}")
        table = known[parent]
        if table in line:
            leaf.fail("extends itself")
        line.append(table)
    return reversed(line)


def _iso(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        message = "date_of_service is not an ISO date (YYYY-MM-DD)"
        raise ValueError(message) from None
