"""Which modifiers follow from who gave a service, and which may stand together on a line?"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from auditor.billing.shelf import packaged_cites
from auditor.billing.tables import Table, read

DISTINCT_SERVICE = frozenset({"59", "XE", "XP", "XS", "XU"})
"""Modifiers that say two paired services were apart. Source: CMS NCCI Policy Manual, ch. 1."""


class Role(StrEnum):
    """What a credential allows on a claim."""

    THERAPIST = "therapist"
    ASSISTANT = "assistant"
    STUDENT = "student"
    AIDE = "aide"


@dataclass(frozen=True, slots=True)
class Credential:
    """What stands behind a name: ``discipline`` is PT, OT, SLP or ``None`` (a rehab aide)."""

    discipline: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class Discipline:
    """A discipline's modifiers; ``assistant`` is ``None`` where there is none (SLP)."""

    name: str
    modifier: str
    assistant: str | None


def credential_of(written: str) -> Credential | None:
    """Read a credential as it is written: ``PT, DPT, OCS``, ``OTR/L``, ``P.T.A.``, ``student PT``.

    Args:
        written: The words after a clinician's name, without the name.

    Returns:
        Discipline and role; ``None`` where no part is a known credential, or where the known parts
        speak of different ones (``PT/PTA`` on a form to be ticked).
    """
    forms = _forms()
    text = _plain(written)
    if text in forms:
        return forms[text]
    parts = [p.strip() for p in re.split(r"[,;&()]|\band\b", text)]
    found = {c for p in parts for c in _read_part(p, forms)}
    return found.pop() if len(found) == 1 else None


def discipline_modifier(discipline: str) -> str | None:
    """Return GP, GO or GN for PT, OT or SLP; ``None`` for anything else."""
    known = _disciplines().get(discipline.strip().upper())
    return known.modifier if known else None


def assistant_modifier(discipline: str) -> str | None:
    """Return CQ or CO for PT or OT; ``None`` for anything else."""
    known = _disciplines().get(discipline.strip().upper())
    return known.assistant if known else None


def modifiers_due(credential: Credential) -> tuple[str, ...]:
    """Return the modifiers that a line of work done wholly by such a clinician carries.

    Empty for a student, an aide or an unknown discipline: their work alone is not billed.
    """
    known = _disciplines().get(credential.discipline or "")
    if known is None or credential.role in (Role.STUDENT, Role.AIDE):
        return ()
    if credential.role is Role.ASSISTANT and known.assistant:
        return (known.modifier, known.assistant)
    return (known.modifier,)


def discipline_of(modifier: str) -> str | None:
    """Return the discipline that a modifier speaks of: PT for GP and CQ, OT for GO and CO ..."""
    plain = modifier.strip().upper()
    for known in _disciplines().values():
        if plain in (known.modifier, known.assistant):
            return known.name
    return None


def mispaired(modifiers: Iterable[str]) -> tuple[str, ...]:
    """Return the modifiers of one line that may not stand together, in their order.

    Exactly one of GP, GO and GN stands on a line, and CQ only with GP, CO only with GO; what is
    missing is not looked at.

    Source:
        CMS Pub. 100-04, ch. 5, §20.1; the pairing is a claim edit of CMS.
    """
    spoken = [(m, discipline_of(m)) for m in modifiers]
    found = {d for _, d in spoken if d}
    return tuple(m for m, d in spoken if d) if len(found) > 1 else ()


def tells_apart(modifiers: Iterable[str]) -> bool:
    """Say whether a line bears 59 or one of X{EPSU}."""
    return any(m.strip().upper() in DISTINCT_SERVICE for m in modifiers)


def _plain(written: str) -> str:
    return " ".join(written.casefold().replace(".", "").split())


def _read_part(part: str, forms: Mapping[str, Credential]) -> Iterator[Credential]:
    """Yield the credentials in a run of words, the longest form first at each place."""
    words = part.split()
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            form = " ".join(words[at:end])
            if form in forms:
                yield forms[form]
                break
        else:
            end = at + 1
            yield from (forms[piece] for piece in words[at].split("/") if piece in forms)
        at = end


@cache
def _forms() -> Mapping[str, Credential]:
    forms: dict[str, Credential] = {}
    for entry in _table().tables("credential"):
        entry.allow("discipline", "role", "forms")
        discipline = entry.text("discipline", "") or None
        if discipline is not None and discipline not in _disciplines():
            entry.fail(f"{discipline!r} is no discipline of this file")
        role = entry.text("role")
        if role not in set(Role):
            entry.fail(f"role is one of {', '.join(Role)}")
        for form in entry.texts("forms"):
            if form != _plain(form):
                entry.fail(f"{form!r} is not in lower case without full stops")
            if form in forms:
                entry.fail(f"{form!r} is given twice")
            forms[form] = Credential(discipline, Role(role))
    return forms


@cache
def _disciplines() -> Mapping[str, Discipline]:
    known: dict[str, Discipline] = {}
    for entry in _table().tables("discipline"):
        entry.allow("name", "modifier", "assistant_modifier", "source")
        if entry.text("source") not in packaged_cites():
            entry.fail(f"no source has the id {entry.text('source')!r}")
        name = entry.text("name")
        known[name] = Discipline(
            name, entry.text("modifier"), entry.text("assistant_modifier", "") or None
        )
    return known


def _table() -> Table:
    table = read(
        resources.files("auditor").joinpath("data", "credentials.toml"), "credentials.toml"
    )
    table.allow("reviewed_on", "discipline", "credential")
    return table
