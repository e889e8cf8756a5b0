"""How is the file read of what holds of the schedule in every year?"""

from collections.abc import Mapping

from auditor.billing import entries
from auditor.billing.reading import read_sources
from auditor.billing.tables import Table
from auditor.fees.entries import cited, percent
from auditor.fees.facts import Apart, AssistantShare, Priced, Reduction, Status, TakenOut, Terms

TERMS_KEYS = (
    *("reviewed_on", "source", "status", "reduction", "assistant"),
    "taken_out",
    "apart",
)
Cites = Mapping[str, str]


def read_terms(table: Table) -> Terms:
    """Read the terms of a schedule.

    Raises:
        PackError: An entry is wrong; the message names file, entry and remedy.
    """
    table.allow(*TERMS_KEYS)
    cites = read_sources(table)
    return Terms(
        reviewed_on=table.day("reviewed_on", needed=True),
        statuses=_statuses(table, cites),
        reductions=tuple(_reduction(entry, cites) for entry in table.tables("reduction")),
        assistants=tuple(_assistant(entry, cites) for entry in table.tables("assistant")),
        taken_out=tuple(_taken_out(entry, cites) for entry in table.tables("taken_out")),
        apart=tuple(_apart(entry, cites) for entry in table.tables("apart")),
    )


def _statuses(table: Table, cites: Cites) -> dict[str, Status]:
    statuses: dict[str, Status] = {}
    for entry in table.tables("status"):
        entry.allow("letter", "means", "priced", "source", "mark")
        letter, priced = entry.text("letter"), entry.text("priced")
        if letter in statuses:
            entry.fail(f"letter {letter} is given twice")
        if priced not in set(Priced):
            entry.fail(f"priced is one of {', '.join(Priced)}")
        statuses[letter] = Status(letter, entry.text("means"), Priced(priced), cited(entry, cites))
    return statuses


def _reduction(entry: Table, cites: Cites) -> Reduction:
    entry.allow("indicator", "kept_percent", "from", "to", "source", "mark")
    indicator = entry.needed_number("indicator")
    return Reduction(
        indicator,
        percent(entry, "kept_percent"),
        entries.period(entry, begins=True),
        cited(entry, cites),
    )


def _assistant(entry: Table, cites: Cites) -> AssistantShare:
    entry.allow("paid_percent", "from", "to", "source", "mark")
    return AssistantShare(
        paid=percent(entry, "paid_percent"),
        period=entries.period(entry, begins=True),
        cited=cited(entry, cites),
    )


def _taken_out(entry: Table, cites: Cites) -> TakenOut:
    entry.allow("modifier", "means", "source", "mark")
    return TakenOut(entry.text("modifier"), entry.text("means"), cited(entry, cites))


def _apart(entry: Table, cites: Cites) -> Apart:
    entry.allow("name", "says", "source", "mark")
    return Apart(entry.text("name"), entry.text("says"), cited(entry, cites))
