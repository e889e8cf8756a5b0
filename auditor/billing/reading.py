"""How does a pack's TOML become facts, and what makes an entry wrong?"""

from collections.abc import Mapping

from auditor.billing.entries import cite as _cite
from auditor.billing.entries import code as _code
from auditor.billing.entries import mark as _mark
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
from auditor.billing.sharing import METHODS
from auditor.billing.tables import Table, nearest
from auditor.model import CodeFact, Label


def read_sources(table: Table) -> Mapping[str, str]:
    """Read ``source`` entries: citation by id."""
    cites: dict[str, str] = {}
    for entry in table.tables("source"):
        entry.allow("id", "cite", "url")
        if not entry.text("url", "https://").startswith("https://"):
            entry.fail("url starts with https://")
        cites[_once(entry, "id", cites)] = entry.text("cite")
    return cites


def read_codes(table: Table, cites: Mapping[str, str]) -> tuple[CodeRow, ...]:
    """Read ``code`` entries; the file's ``mue`` says source and days of every ``mue`` in them."""
    mue = table.table("mue")
    if mue is None:
        table.fail("mue is missing")
    mue.allow("source", "from", "to")
    mue_cite, mue_period = _cite(mue, cites), _period(mue)
    rows: dict[str, CodeRow] = {}
    for entry in table.tables("code"):
        entry.allow("code", "name", "timed", "one_on_one", "work", "mue", "source", "from", "to")
        code = _code(entry, _once(entry, "code", rows))
        work = entry.texts("work")
        if unknown := [w for w in work if w not in set(Label)]:
            entry.fail(f"no label of work is called {', '.join(unknown)}")
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
            mue=entry.number("mue"),
            mue_cite=mue_cite,
            mue_period=mue_period,
        )
    return tuple(rows[c] for c in sorted(rows))


def read_demands(table: Table, cites: Mapping[str, str]) -> tuple[Demand, ...]:
    """Read ``demand`` entries; one name may stand several times for days that do not meet."""
    demands: list[Demand] = []
    for entry in table.tables("demand"):
        entry.allow("name", "source", "mark", "from", "to")
        name, period = entry.text("name"), _period(entry)
        if name not in DEMANDS:
            entry.fail(f"nothing of that name can be demanded; {nearest(name, DEMANDS)}")
        if any(d.name == name and d.period.overlaps(period) for d in demands):
            entry.fail("demanded twice for the same days")
        demands.append(Demand(name, _cite(entry, cites), _mark(entry), period))
    return tuple(sorted(demands, key=lambda d: (d.name, d.period.start)))


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


def read_caps(table: Table, cites: Mapping[str, str]) -> tuple[Cap, ...]:
    """Read ``cap`` entries."""
    caps: list[Cap] = []
    for entry in table.tables("cap"):
        entry.allow("max_units", "per", "codes", "source", "mark", "from", "to")
        _mark(entry)
        most, per, codes = entry.number("max_units"), entry.text("per"), entry.texts("codes")
        if most is None:
            entry.fail("max_units is missing")
        if per not in (PER_CODE, PER_VISIT):
            entry.fail("per is code or visit")
        named = tuple(_code(entry, c) for c in codes if c != TIMED)
        if not codes or (named and TIMED in codes):
            entry.fail(f"codes is a list of codes, or [{TIMED!r}] alone")
        caps.append(Cap(codes, most, per, _cite(entry, cites), _period(entry)))
    return tuple(caps)


def _once(table: Table, key: str, seen: Mapping[str, object]) -> str:
    name = table.text(key)
    if name in seen:
        table.fail("given twice")
    return name
