"""How do the files of denials become one map, and what makes an entry wrong?"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from auditor.billing import entries
from auditor.billing.tables import Table, nearest, read
from auditor.denials.facts import (
    Appeals,
    Attestation,
    Cite,
    DenialMap,
    Group,
    Level,
    Paper,
    Reason,
    Remark,
    Remedy,
)
from auditor.ingest.claim_files.adjustments import Accepted, accepted
from auditor.model import ELEMENTS
from auditor.rules.registry import RULES

FILE = "denials.toml"
KEYS = ("reviewed_on", "source", "attestation", "asks", "group", "paper", "appeals", "denial")
CITED = ("source", "mark")
DENIAL_KEYS = (
    *("code", "meaning", *CITED, "foreseeable", "remedy", "elements", "decisive"),
    *("rules", "decisive_rules", "papers"),
)
T = TypeVar("T")
Cites = Mapping[str, tuple[str, str]]
"""Citation and address by the id of a source."""


@cache
def denial_map() -> DenialMap:
    """The map that comes with the package.

    Raises:
        PackError: It is wrong; the message names the entry.
    """
    return load(resources.files("auditor").joinpath("data", FILE))


def load(file: Traversable | Path) -> DenialMap:
    """Read a map and check every name in it: rules, elements, papers, reasons, sources.

    Raises:
        PackError: Something is unknown, missing, named twice or of the wrong kind.
    """
    table = read(file, FILE)
    table.allow(*KEYS, "remark")
    cites = _sources(table)
    papers = _keyed(table.tables("paper"), "id", lambda entry: _paper(entry, cites))
    reasons = _keyed(table.tables("denial"), "code", lambda e: _reason(e, cites, papers))
    remarks = _keyed(table.tables("remark"), "code", lambda e: _remark(e, cites, reasons))
    return DenialMap(
        groups=_keyed(table.tables("group"), "code", lambda entry: _group(entry, cites)),
        reasons={**reasons, **{code: _no_denial(reason) for code, reason in accepted().items()}},
        remarks=remarks,
        papers=papers,
        asks=_asks(table.needed_table("asks")),
        appeals=_appeals(table.needed_table("appeals"), cites),
        attestation=_attestation(table.needed_table("attestation"), cites),
        reviewed_on=table.day("reviewed_on", needed=True),
    )


def _keyed(listed: Collection[Table], key: str, make: Callable[[Table], T]) -> Mapping[str, T]:
    made: dict[str, T] = {}
    for entry in listed:
        made[entries.once(entry, key, made)] = make(entry)
    return made


def _sources(table: Table) -> Cites:
    def source(entry: Table) -> tuple[str, str]:
        entry.allow("id", "cite", "url")
        if not entry.text("url", "https://").startswith("https://"):
            entry.fail("url starts with https://")
        return entry.text("cite"), entry.text("url", "")

    return _keyed(table.tables("source"), "id", source)


def _cite(entry: Table, cites: Cites) -> Cite:
    return Cite(*entries.cite(entry, cites), entries.mark(entry))


def _known(
    entry: Table, key: str, names: Collection[str], known: Collection[str]
) -> tuple[str, ...]:
    for name in names:
        if name not in known:
            entry.fail(
                f"{key} names {name!r}, which is not known; {nearest(name, known)}".rstrip("; ")
            )
    return tuple(names)


def _group(entry: Table, cites: Cites) -> Group:
    entry.allow("code", "meaning", *CITED)
    return Group(entry.text("code"), entry.text("meaning"), _cite(entry, cites))


def _paper(entry: Table, cites: Cites) -> Paper:
    entry.allow("id", "words", *CITED)
    return Paper(entry.text("id"), entry.text("words"), _cite(entry, cites))


def _remark(entry: Table, cites: Cites, reasons: Collection[str]) -> Remark:
    entry.allow("code", "meaning", "reasons", *CITED)
    named = _known(entry, "reasons", entry.texts("reasons"), reasons)
    if not named:
        entry.fail("reasons names none")
    return Remark(entry.text("code"), entry.text("meaning"), named, _cite(entry, cites))


def _reason(entry: Table, cites: Cites, papers: Collection[str]) -> Reason:
    entry.allow(*DENIAL_KEYS)
    if entry.text("code") in accepted():
        entry.fail("is no denial, by adjustments.toml; keep one of the two")
    codes = [rule.code for rule in RULES]
    elements = _known(entry, "elements", entry.texts("elements"), ELEMENTS)
    remedies = [remedy.value for remedy in Remedy if remedy is not Remedy.NONE]
    (remedy,) = _known(entry, "remedy", (entry.text("remedy"),), remedies)
    return Reason(
        code=entry.text("code"),
        meaning=entry.text("meaning"),
        denies=True,
        foreseeable=entry.flag("foreseeable", default=True),
        remedy=Remedy(remedy),
        elements=elements,
        decisive=_known(entry, "decisive", entry.texts("decisive"), elements),
        rules=_known(entry, "rules", entry.texts("rules"), codes),
        decisive_rules=_known(entry, "decisive_rules", entry.texts("decisive_rules"), codes),
        papers=_known(entry, "papers", entry.texts("papers"), papers),
        cite=_cite(entry, cites),
    )


def _no_denial(reason: Accepted) -> Reason:
    return Reason(
        code=reason.reason,
        meaning=reason.meaning,
        denies=False,
        foreseeable=False,
        remedy=Remedy.NONE,
        elements=(),
        decisive=(),
        rules=(),
        decisive_rules=(),
        papers=(),
        cite=Cite(reason.cite, reason.url, reason.mark),
    )


def _asks(table: Table) -> Mapping[str, str]:
    table.allow(*ELEMENTS)
    of_element = {rule.code: rule.element for rule in RULES}
    asks = {element: table.text(element) for element in ELEMENTS}
    for element, code in asks.items():
        _known(table, element, (code,), of_element)
        if of_element[code] != element:
            table.fail(f"{element} names {code}, which does not ask for it")
    return asks


def _appeals(table: Table, cites: Cites) -> Appeals:
    table.allow("payer", "level", *CITED)
    return Appeals(
        payer=table.text("payer"),
        levels=tuple(map(_level, table.tables("level"))),
        cite=_cite(table, cites),
    )


def _level(entry: Table) -> Level:
    entry.allow("name", "decided_by", "days", "counted_from")
    days = entry.number("days")
    if not days:
        entry.fail("days is a whole number of 1 or more")
    return Level(entry.text("name"), entry.text("decided_by"), days, entry.text("counted_from"))


def _attestation(table: Table, cites: Cites) -> Attestation:
    table.allow("words", *CITED)
    return Attestation(table.text("words"), _cite(table, cites))
