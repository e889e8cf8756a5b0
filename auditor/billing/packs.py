"""What does a payer ask of a note and its claim on a given day?"""

from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from auditor.billing.building import Pack, build
from auditor.billing.edits import pair_table
from auditor.billing.facts import Mue, cap_code, visit_caps
from auditor.billing.layers import read_layer
from auditor.billing.places import HOSPITAL, PRACTITIONER, place_of
from auditor.billing.questions import PackExample
from auditor.billing.shelf import by_id, known_as, packaged, plain
from auditor.billing.tables import Table, close, meant, parse, text_of
from auditor.billing.thresholds import thresholds_on
from auditor.errors import PackError
from auditor.model import Demands

__all__ = [
    "DEFAULT_PAYER",
    "Pack",
    "demands_for",
    "demands_of",
    "load_examples",
    "load_pack",
    "pack_called",
    "pack_for",
    "packs_of",
    "payers",
    "speaks_for",
]

DEFAULT_PAYER = "medicare"


def demands_for(
    payer: str | None, date_of_service: str | None = None, setting: str | None = None
) -> Demands:
    """Return what a payer asks on a day.

    Args:
        payer: A payer's name, id or alias; case, spaces and punctuation do not matter. ``None``
            is Medicare.
        date_of_service: ISO date; ``None`` is the day the latest pack was reviewed. Days before
            the payer's first pack, or after the last one's ``dated_through``, do not fail: the
            nearest facts stand, and ``dated_from`` and ``dated_through`` say so.
        setting: Where the patient was treated, as the note's input names it; what is not known as
            an outpatient hospital, and ``None``, is a practitioner's office.

    Returns:
        The demands and facts that hold on the day; a code's ``max_units`` is ``None`` where no
        limit is held for it. Equal arguments give the same value: nobody may write into it.

    Raises:
        PackError: No pack is held for the payer. The message names the nearest, never the payer
            itself: that may have been read out of a note.
        ValueError: ``date_of_service`` is not an ISO date.
    """
    return demands_of(pack_for(payer, date_of_service), date_of_service, setting)


def demands_of(
    pack: Pack, date_of_service: str | None = None, setting: str | None = None
) -> Demands:
    """Return what a pack asks on a day, as ``demands_for`` does; for a site's own pack.

    Raises:
        ValueError: ``date_of_service`` is not an ISO date.
    """
    return _demands(pack, date_of_service, place_of(setting))


@lru_cache(maxsize=1024)
def _demands(pack: Pack, date_of_service: str | None, place: str) -> Demands:
    given = None if date_of_service is None else _iso(date_of_service)
    day = pack.days.nearest(given or pack.reviewed_on)
    cites = {d.name: d.cite for d in pack.demands if d.period.covers(day)}
    return Demands(
        pack=pack.identity,
        payer=pack.payer,
        unit_method=pack.method.name,
        required=frozenset(cites),
        codes={
            row.fact.code: cap_code(
                row, pack.caps, day, _mue(pack, place, row.mue, row.hospital_mue)
            )
            for row in pack.codes
            if row.period.covers(given or day)
        },
        pairs=pair_table(pack.pairs, pack.pair_tables, given or day, place),
        thresholds=thresholds_on(pack.thresholds, given or day),
        visit_caps=visit_caps(pack.codes, pack.caps, day),
        questions=tuple(q.question for q in pack.questions if q.period.covers(day)),
        modifiers=pack.claims.modifiers,
        other_days=pack.claims.other_days(pack.codes, given or day),
        cites={**cites, "unit_method": pack.method.cite},
        as_of=pack.reviewed_on,
        dated_from=pack.dated_from,
        dated_through=pack.dated_through,
    )


def _mue(pack: Pack, place: str, practitioner: Mue | None, hospital: Mue | None) -> Mue | None:
    tables = {PRACTITIONER: practitioner, HOSPITAL: hospital}
    return tables[place] if pack.mue else None


def payers() -> tuple[str, ...]:
    """Return the names of the payers that packs are held for, in order."""
    return tuple(sorted(packaged()))


def pack_for(payer: str | None, date_of_service: str | None = None) -> Pack:
    """Return a payer's pack of a day by name, id or alias; ``None`` is Medicare.

    Where no pack holds the day it is the nearest; without a day, the latest.

    Raises:
        PackError: No pack is held for the payer, or a packaged file is wrong.
        ValueError: ``date_of_service`` is not an ISO date.
    """
    known = known_as()
    written = plain((payer or "").strip() or DEFAULT_PAYER)
    name = known.get(written)
    if name is None:
        hint = meant(known[n] for n in close(written, known)) or f"known are {', '.join(payers())}"
        message = f"no pack is held for this payer; {hint}"
        raise PackError(message)
    day = None if date_of_service is None else _iso(date_of_service)
    return _built(_of_day(packaged()[name], day))


def pack_called(name: str, date_of_service: str | None = None) -> Pack:
    """Return the very pack of an id, such as ``medicare-2024``; else a payer's of a day.

    Raises:
        PackError: No pack is held of that name, or a packaged file is wrong.
    """
    table = by_id().get(plain(name))
    return pack_for(name, date_of_service) if table is None else _built(table)


def packs_of(name: str) -> tuple[Pack, ...]:
    """Return all packs of one of ``payers()``, in order of their days."""
    return tuple(_built(table) for table in packaged()[name])


def speaks_for(pack: Pack, payer: str) -> bool:
    """Say whether a site's own pack is for a payer: by its own names, or as the payer it extends.

    Args:
        pack: As ``load_pack`` returns it.
        payer: A payer's name as a note's input gives it.
    """
    written = plain(payer)
    own = {plain(name) for name in (pack.name, pack.id, pack.payer)}
    return written in own or (bool(pack.extends) and known_as().get(written) == pack.extends)


def load_pack(path: Path) -> Pack:
    """Load a site's own pack; it may extend a packaged one and bring sources of its own.

    Raises:
        PackError: The file cannot be read, or entries in it are wrong.
    """
    return _loaded(text_of(path, str(path)), str(path))


def load_examples(path: Path) -> tuple[PackExample, ...]:
    """Read the examples in a site's own pack.

    Raises:
        PackError: The file cannot be read, or entries in it are wrong.
    """
    return read_layer(parse(text_of(path, str(path)), str(path)).dated()).examples


@lru_cache(maxsize=8)
def _loaded(text: str, where: str) -> Pack:
    """Build a pack once for as long as its file says the same."""
    return build(parse(text, where).dated(), Path(where).parent)


@cache
def _packaged(where: str) -> Pack:
    return build(next(t for named in packaged().values() for t in named if t.where == where))


def _built(table: Table) -> Pack:
    return _packaged(table.where)


def _of_day(tables: tuple[Table, ...], day: str | None) -> Table:
    """Return the last that began by the day or, before the first, that one; so a gap is told."""
    begun = [table for table in tables if day is None or table.start <= day]
    return begun[-1] if begun else tables[0]


def _iso(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        message = "date_of_service is not an ISO date (YYYY-MM-DD)"
        raise ValueError(message) from None
