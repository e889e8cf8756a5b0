"""How is it said whose a unit is, and why it bears an assistant's modifier or not?"""

from collections.abc import Iterator

from auditor.billing.assistant_facts import Standard, assistant_facts
from auditor.billing.assistants import JudgedUnit, Way, Why
from auditor.billing.explained import CodeRow, Explained
from auditor.model import ASSISTANT_MODIFIER, DISCIPLINE_MODIFIER, PartedUnits
from auditor.report.unit_steps import joined

EITHER = "CQ/CO"
"""What the assistant's modifier is called where the discipline is not known."""


def modifier_of(day: Explained) -> str:
    """Name the assistant's modifier of the discipline; nothing where there is none (SLP)."""
    discipline = day.pool.discipline
    return EITHER if discipline is None else ASSISTANT_MODIFIER.get(discipline, "")


def cell(row: CodeRow, day: Explained) -> str:
    """Write the modifiers of a code's units for a table: ``GP x2, GP-CQ x1``."""
    plain = DISCIPLINE_MODIFIER.get(day.pool.discipline or "")
    marked = "-".join(filter(None, (plain, modifier_of(day))))
    if not day.assisted or not row.ways:
        return plain or ""
    told = [_lines(parting, plain or "none", marked) for parting in sorted(row.partings)]
    return " or ".join(dict.fromkeys(filter(None, told)))


def _lines(parting: PartedUnits, plain: str, marked: str) -> str:
    """Name the lines; how many units each has only where there are two and it is not one each."""
    parts = [(plain, parting.without), (marked, parting.with_modifier)]
    counted = all(n for _, n in parts) and parting != PartedUnits(1, 1)
    return ", ".join(f"{name} x{n}" if counted else name for name, n in parts if n)


def owners(day: Explained) -> Iterator[str]:
    """Say of each code an assistant worked on whose its units are; nothing without one."""
    if not day.assisted:
        return
    modifier = modifier_of(day)
    if day.standard is None:
        since = assistant_facts().since
        yield f"CQ and CO are asked for since {since}: no line of this day bears one."
        return
    if not modifier:
        yield f"{day.pool.discipline} has no assistant's modifier."
        return
    if "assistant_modifier" not in day.demands.required:
        yield (
            f"{day.demands.payer} is not known here to ask for {modifier}; by Medicare's test it "
            "would stand as follows."
        )
    for row in day.rows:
        yield from _code(row, day.standard, modifier)


def _code(row: CodeRow, standard: Standard, modifier: str) -> Iterator[str]:
    if not (row.given.assistant or row.given.together):
        return
    if row.code in assistant_facts().never:
        yield f"{row.code}: an assistant may not evaluate; {modifier} does not mend that."
    for units, ways in row.ways.items():
        if not units:
            continue
        counted = f", where it gets {units}" if row.fewest != row.most else ""
        told = [_way(way, standard, modifier) for way in ways]
        yield f"{row.code}{counted}: {'; or '.join(told)}."


def _way(way: Way, standard: Standard, modifier: str) -> str:
    """Say of each unit whose it is; equal units are told once."""
    said = [_unit(unit, standard, modifier) for unit in way]
    kinds = list(dict.fromkeys(said))
    counted = [
        f"{said.count(kind)} x {kind}" if said.count(kind) > 1 else f"1 {kind}" for kind in kinds
    ]
    return joined(counted)


def _unit(unit: JudgedUnit, standard: Standard, modifier: str) -> str:
    bears = f"with {modifier}" if unit.marked else f"without {modifier}"
    return f"{bears} ({_reason(unit, standard)})"


def _reason(unit: JudgedUnit, standard: Standard) -> str:
    therapist, assistant = unit.therapist, unit.assistant
    total = therapist + assistant
    share = f"{assistant} of {total} minutes are the assistant's"
    if unit.why is Why.WHOLE:
        whose = "the assistant" if unit.marked else "the therapist"
        return f"all {total} minutes by {whose}"
    if unit.why is Why.TWO_UNITS:
        whose = "the assistant's" if unit.marked else "the therapist's"
        return f"{total} minutes, {whose} of two units left over"
    if unit.why is Why.MIDPOINT:
        return f"the therapist gave {therapist} minutes of it, {standard.therapist_minutes} or more"
    if unit.why is Why.SHORT_TEST:
        return f"by the short test, which asks for {standard.short_test.least(total)} of {total}"
    more = "more than" if unit.why is Why.MORE_THAN_SHARE else "not more than"
    return f"{share}, {more} {standard.more_than_percent}%"
