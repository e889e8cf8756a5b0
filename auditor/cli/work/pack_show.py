"""A pack's facts on one day, and what two packs have otherwise."""

from collections.abc import Iterator, Sequence
from typing import Any

from auditor.billing.facts import Period
from auditor.billing.packs import Pack
from auditor.cli import streams
from auditor.cli.options import PageFormat
from auditor.cli.work.days import iso_day
from auditor.cli.work.pack_facts import (
    CAP,
    CODE,
    DEMAND,
    METHOD,
    PAIR,
    QUESTION,
    THRESHOLD,
    Change,
    Fact,
    changes,
    day_of,
    facts_of,
)
from auditor.cli.work.packs import GAP, pack_of, write
from auditor.cli.work.values import write_json
from auditor.report.columns import cells, padded, wrapped

HEADINGS = {
    METHOD: "How units are counted",
    DEMAND: "Asked of note and claim",
    THRESHOLD: "Amounts of the year",
    CAP: "Limits of the payer's own",
    QUESTION: "Questions of the site",
    PAIR: "Codes not paid together",
    CODE: "Codes",
}
"""The kinds of facts in the order they are shown."""
SIGNS = {"added": "+", "removed": "-", "changed": "~"}
WIDEST_NAME = 24


def show(name: str, on: str | None, *, output: PageFormat) -> int:
    """Write every fact in force on a day; return the exit code.

    Raises:
        AuditorError: There is no such pack, it is wrong, or the day is none.
    """
    given = iso_day("--on", on)
    pack = pack_of(name, given)
    facts, day = facts_of(pack, given), day_of(pack, given)
    if output is PageFormat.JSON:
        return write_json({**_head(pack, day), "facts": [_values(fact) for fact in facts]})
    streams.for_people()
    if not Period(pack.dated_from, pack.dated_through).covers(day):
        streams.say(
            f"{day} lies outside of the days this pack holds, "
            f"{pack.dated_from} to {pack.dated_through}: these are the nearest facts"
        )
    return write(_page(pack, day, facts, streams.width()))


def _head(pack: Pack, day: str) -> dict[str, str]:
    return {
        "name": pack.name,
        "payer": pack.payer,
        "pack": pack.identity,
        "on": day,
        "from": pack.dated_from,
        "to": pack.dated_through,
        "reviewed_on": pack.reviewed_on,
    }


def _values(fact: Fact) -> dict[str, str | None]:
    return {
        "kind": fact.kind,
        "name": fact.name,
        "says": fact.says,
        "source": fact.cite or None,
        "mark": fact.mark or None,
        "from": fact.period.start or None,
        "to": fact.period.end or None,
    }


def _page(pack: Pack, day: str, facts: Sequence[Fact], width: int) -> Iterator[str]:
    yield f"{pack.payer} on {day} ({pack.identity})"
    holds = f"holds {pack.dated_from} to {pack.dated_through}; reviewed {pack.reviewed_on}"
    yield from wrapped(f"{holds}; numbers in brackets: sources, below", width=width)
    cites = {cite: n for n, cite in enumerate(dict.fromkeys(f.cite for f in facts if f.cite), 1)}
    for kind, heading in HEADINGS.items():
        if of_kind := [fact for fact in facts if fact.kind == kind]:
            yield ""
            yield heading
            yield from _facts(of_kind, cites, width)
    yield ""
    yield "Sources"
    for cite, number in cites.items():
        yield from wrapped(cite, width=width, indent=_number(number), hanging=" " * 6)


def _facts(facts: Sequence[Fact], cites: dict[str, int], width: int) -> Iterator[str]:
    room = min(max(cells(fact.name) for fact in facts), WIDEST_NAME)
    for fact in facts:
        note = ", ".join(part for part in (fact.mark, _days(fact.period)) if part)
        says = f"{fact.says} [{cites[fact.cite]}]" if fact.cite else fact.says
        says += f" ({note})" if note else ""
        lines = wrapped(says, width=width, indent=GAP + " " * room + GAP)
        if cells(fact.name) > room:
            yield from wrapped(fact.name, width=width, indent=GAP)
        else:
            lines[0] = GAP + padded(fact.name, room) + lines[0][room + len(GAP) :]
        yield from lines


def _number(number: int) -> str:
    return f"{f'[{number}]':>5} "


def _days(period: Period) -> str:
    """Say since and until when a fact holds, where it is not open."""
    since = f"from {period.start}" if period.start else ""
    until = f"until {period.end}" if period.end else ""
    return " ".join(part for part in (since, until) if part)


def diff(one: str, other: str, *, output: PageFormat) -> int:
    """Write what the second pack has otherwise; return the exit code.

    Raises:
        AuditorError: One of the packs does not exist, or is wrong.
    """
    before, after = pack_of(one, None), pack_of(other, None)
    found = changes(facts_of(before, None), facts_of(after, None))
    if output is PageFormat.JSON:
        return write_json(
            {
                "before": _head(before, day_of(before, None)),
                "after": _head(after, day_of(after, None)),
                "changes": [_changed(change) for change in found],
            }
        )
    streams.for_people()
    heads = [f"{pack.identity} on {day_of(pack, None)}" for pack in (before, after)]
    return write(_changes(heads, found, streams.width()))


def _kind(change: Change) -> str:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def _changed(change: Change) -> dict[str, Any]:
    return {
        "change": _kind(change),
        "before": None if change.before is None else _values(change.before),
        "after": None if change.after is None else _values(change.after),
    }


def _changes(heads: Sequence[str], found: Sequence[Change], width: int) -> Iterator[str]:
    yield from (f"- {heads[0]}", f"+ {heads[1]}")
    if not found:
        yield "no fact differs"
    for kind, heading in HEADINGS.items():
        if of_kind := [change for change in found if change.fact.kind == kind]:
            yield ""
            yield heading
            for change in of_kind:
                said = f"{SIGNS[_kind(change)]} {change.fact.name}: {_said(change)}"
                yield from wrapped(said, width=width, indent=GAP, hanging=GAP * 3)


def _said(change: Change) -> str:
    if change.before is None or change.after is None:
        return change.fact.says
    was, now = change.before, change.after
    if was.says != now.says:
        return f"{was.says} -> {now.says}"
    if was.cite != now.cite:
        return f"{now.says}; source: {was.cite} -> {now.cite}"
    return f"{now.says}; {was.mark} -> {now.mark}"
