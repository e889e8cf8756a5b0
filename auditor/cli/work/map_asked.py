"""What the user says of the columns: by options, and asked on a terminal."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TypeAlias

import typer

from auditor.errors import ConfigError
from auditor.ingest.columns import SOAP, fold
from auditor.ingest.mapping import MANY
from auditor.ingest.proposing import ROLES, Proposal

Columns: TypeAlias = Mapping[str, Sequence[str]]
"""The headings of each role, in the order of ``ROLES``."""

NO_COLUMN = "-"
_OTHER_NAMES = {
    "date": "date_of_service",
    "code": "claim",
    "codes": "claim",
    "note": "text",
    "modifier": "modifiers",
}


def with_settings(proposal: Proposal, settings: Sequence[str]) -> Columns:
    """Return the headings proposed, with those that the options name in their stead.

    Raises:
        ConfigError: An option names a role or a heading there is not.
    """
    headings = proposal.sample.headings
    chosen: dict[str, Sequence[str]] = {
        role: [headings[column].strip() for column in choice.columns]
        for role, choice in proposal.choices.items()
    }
    for setting in settings:
        role, names = _setting(setting, headings)
        chosen[role] = names
        if role == "text" and names:
            chosen = {r: n for r, n in chosen.items() if r not in SOAP}
    return ordered(chosen)


def ordered(chosen: Columns) -> Columns:
    """Return the roles that have a column, in the order they are shown."""
    return {role: chosen[role] for role in ROLES if chosen.get(role)}


def _setting(setting: str, headings: Sequence[str]) -> tuple[str, Sequence[str]]:
    role, parted, written = setting.partition("=")
    role = fold(role)
    role = _OTHER_NAMES.get(role, role)
    if not parted or role not in ROLES:
        near = get_close_matches(role, ROLES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"it may be {', '.join(ROLES)}"
        message = f'--set: write it as in --set text="Note Body"; {hint}'
        raise ConfigError(message)
    if not written.strip():
        return role, ()
    names = named(role, written, headings)
    if names is None:
        message = f"--set: the file has no column {written.strip()!r} for {role}"
        raise ConfigError(message)
    return role, names


def named(role: str, written: str, headings: Sequence[str]) -> Sequence[str] | None:
    """Return the headings somebody means, by name or by number from 1; ``None`` if there are none.

    Args:
        role: What the columns hold; several of it, where it may have several, are parted by commas.
        written: What was written.
        headings: Those of the file.
    """
    parts = written.split(",") if role in MANY and _one(written, headings) is None else [written]
    found = [_one(part, headings) for part in parts]
    names = [name for name in found if name is not None]
    return names if len(names) == len(found) else None


def _one(written: str, headings: Sequence[str]) -> str | None:
    exact = [heading.strip() for heading in headings]
    if (name := written.strip()) in exact:
        return name
    folded = [fold(heading) for heading in headings]
    if name and fold(name) in folded:
        return exact[folded.index(fold(name))]
    if name.isascii() and name.isdigit() and 0 < int(name) <= len(exact):
        return exact[int(name) - 1] or None
    return None


def confirmed(proposal: Proposal, chosen: Columns, *, grouped: bool) -> tuple[Columns, bool]:
    """Ask for each role on the terminal; Enter takes what is proposed."""
    headings = proposal.sample.headings
    typer.echo(
        "\nEnter takes what stands in [brackets]; else give a heading or its number, "
        f"or {NO_COLUMN} for no column.",
        err=True,
    )
    answers: dict[str, Sequence[str]] = {}
    for role in _asked_for(chosen):
        answers[role] = _answer(role, chosen.get(role, ()), headings)
    question = "Are the rows of one id one note?"
    return ordered(answers), typer.confirm(question, default=grouped, err=True)


def _asked_for(chosen: Columns) -> list[str]:
    """The roles to ask for: all that were proposed, and those that most exports have."""
    usual = {"text", "id", "patient", "date_of_service", "clinician", "claim", "units", "payer"}
    if any(part in chosen for part in SOAP):
        usual -= {"text"}
    return [role for role in ROLES if role in chosen or role in usual]


def _answer(role: str, proposed: Sequence[str], headings: Sequence[str]) -> Sequence[str]:
    default = ", ".join(proposed) or NO_COLUMN
    while True:
        given: str = typer.prompt(ROLES[role], default=default, err=True)
        if given.strip() == default:
            return proposed
        if given.strip() == NO_COLUMN:
            return ()
        if (names := named(role, given, headings)) is not None:
            return names
        typer.echo("There is no such column; give its heading or its number.", err=True)
