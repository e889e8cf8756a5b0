"""What the options say of a note, put beside its text."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from auditor.cli.options import About
from auditor.cli.work.days import iso_day
from auditor.errors import ConfigError, InputError
from auditor.ingest import Refused, read_claim
from auditor.model import DISCIPLINES, Note


def described(items: Iterable[Note | Refused], about: About) -> Iterator[Note | Refused]:
    """Give the notes with what the options say of them; that goes before what the input says.

    Raises:
        ConfigError: An option cannot be read, or a claim is given for more than one note.
    """
    return _replaced(items, _fields(about), alone=about.claim is not None)


def _replaced(
    items: Iterable[Note | Refused], fields: dict[str, Any], *, alone: bool
) -> Iterator[Note | Refused]:
    for position, item in enumerate(items):
        if position and alone:
            message = "--claim: is the claim of one note, and more are given; check them one by one"
            raise ConfigError(message)
        yield replace(item, **fields) if isinstance(item, Note) else item


def _fields(about: About) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if about.claim is not None:
        try:
            fields["claim"] = read_claim(about.claim)
        except InputError as error:
            message = f"--claim: {error}"
            raise ConfigError(message) from None
    if about.discipline is not None:
        if about.discipline.upper() not in DISCIPLINES:
            message = f"--discipline: must be one of {', '.join(DISCIPLINES)}"
            raise ConfigError(message)
        fields["discipline"] = about.discipline.upper()
    if about.date is not None:
        fields["date_of_service"] = iso_day("--date", about.date)
    return fields
