"""How does a pack's TOML become facts, and what makes an entry wrong?"""

from collections.abc import Collection, Mapping
from functools import partial

from auditor.billing.entries import cite as _cite
from auditor.billing.entries import code as _code
from auditor.billing.entries import known_code
from auditor.billing.entries import mark as _mark
from auditor.billing.entries import once as _once
from auditor.billing.entries import period as _period
from auditor.billing.facts import (
    DEMANDS,
    PER_CODE,
    PER_VISIT,
    TIMED,
    Cap,
    CodeRow,
    Demand,
    Method,
)
from auditor.billing.limits import read_limits
from auditor.billing.mistakes import each, refuse
from auditor.billing.sharing import METHODS
from auditor.billing.tables import Table, nearest
from auditor.model import CodeFact, Label


def read_sources(table: Table, held: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Read ``source`` entries: citation by id, none of which is ``held`` already."""
    cites: dict[str, str] = {}
    for entry in table.tables("source"):
        entry.allow("id", "cite", "url")
        if not entry.text("url", "https://").startswith("https://"):
            entry.fail("url starts with https://")
        name = _once(entry, "id", cites)
        if name in (held or {}):
            entry.fail("is the id of a source that comes with the program; choose another")
        cites[name] = entry.text("cite")
    return cites


def read_codes(table: Table, cites: Mapping[str, str]) -> tuple[CodeRow, ...]:
    """Read ``code`` entries; the file's ``mue`` says source, days and kind of every ``mue``."""
    limits = read_limits(table, cites)
    rows: dict[str, CodeRow] = {}
    for entry in table.tables("code"):
        entry.allow("code", "name", "timed", "one_on_one", "work", "mue", "source", "from", "to")
        code = _code(entry, _once(entry, "code", rows))
        work = entry.texts("work")
        if unknown := [w for w in work if w not in set(Label)]:
            entry.fail(f"no label of work is called {', '.join(unknown)}")
        units = entry.number("mue")
        rows[code] = CodeRow(
            fact=CodeFact(
                code=code,
                name=entry.text("name"),
                timed=entry.flag("timed"),
                one_on_one=entry.flag("one_on_one"),
                work=work,
            ),
            cite=_cite(entry, cites),
            period=_period(entry),
            mue=limits.practitioner(code, units),
            hospital_mue=limits.hospital(code, units),
        )
    limits.check(table, {code for code, row in rows.items() if row.mue is not None})
    return tuple(rows[c] for c in sorted(rows))


def read_demands(table: Table, cites: Mapping[str, str]) -> tuple[Demand, ...]:
    """Read ``demand`` entries; one name may stand several times for days that do not meet."""
    entries = table.tables("demand")
    demands = each(entries, partial(_demand, cites=cites))
    refuse(
        f"{entry.where}: demanded twice for the same days; part them with from and to"
        for n, (entry, own) in enumerate(zip(entries, demands, strict=True))
        if any(own.name == d.name and own.period.overlaps(d.period) for d in demands[:n])
    )
    return tuple(sorted(demands, key=lambda d: (d.name, d.period.start)))


def _demand(entry: Table, cites: Mapping[str, str]) -> Demand:
    entry.allow("name", "source", "mark", "from", "to")
    name = entry.text("name")
    if name not in DEMANDS:
        hint = nearest(name, DEMANDS) or f"known are {', '.join(sorted(DEMANDS))}"
        entry.fail(f"nothing of that name can be demanded; {hint}")
    return Demand(name, _cite(entry, cites), _mark(entry), _period(entry))


def read_method(table: Table, cites: Mapping[str, str]) -> Method | None:
    """Read ``unit_method``; ``None`` where the file leaves it to the pack it extends."""
    entry = table.table("unit_method")
    if entry is None:
        return None
    entry.allow("name", "source", "mark")
    name = entry.text("name")
    if name not in METHODS:
        entry.fail(f"{name!r} is none of {', '.join(METHODS)}")
    return Method(name, _cite(entry, cites), _mark(entry))


def read_caps(table: Table, cites: Mapping[str, str], known: Collection[str]) -> tuple[Cap, ...]:
    """Read ``cap`` entries; ``known`` are the codes there are."""
    entries = table.tables("cap")
    caps = each(entries, partial(_cap, cites=cites, known=known))
    refuse(
        f"{entry.where}: the same codes are limited twice for the same days"
        for n, (entry, own) in enumerate(zip(entries, caps, strict=True))
        if any(own.key == c.key and own.period.overlaps(c.period) for c in caps[:n])
    )
    return caps


def _cap(entry: Table, cites: Mapping[str, str], known: Collection[str]) -> Cap:
    entry.allow("max_units", "per", "codes", "source", "mark", "from", "to")
    most, per, codes = entry.needed_number("max_units"), entry.text("per"), entry.texts("codes")
    if per not in (PER_CODE, PER_VISIT):
        entry.fail("per is code or visit")
    if not codes or (len(codes) > 1 and TIMED in codes):
        entry.fail(f"codes is a list of codes, or [{TIMED!r}] alone")
    for code in codes:
        if code != TIMED:
            known_code(entry, code, known)
    return Cap(codes, most, per, _cite(entry, cites), _mark(entry), _period(entry))
