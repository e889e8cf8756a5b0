"""What a patient has used of the year's therapy thresholds before the visit, from JSON or cells."""

import re
from collections.abc import Iterator, Mapping

from auditor.errors import InputError
from auditor.ingest.claims import kind
from auditor.model import Allowed

KEY = "allowed_to_date"
_COMBINED = "PT+SLP"
_PARTS: Mapping[str, tuple[str, ...]] = {
    "PT": ("PT",),
    "SLP": ("SLP",),
    "OT": ("OT",),
    _COMBINED: ("PT", "SLP"),
}
"""What may be given, and the disciplines it speaks of; a joint amount stands under the first."""
CELLS: Mapping[str, str] = {
    "allowed_pt": "PT",
    "allowed_slp": "SLP",
    "allowed_ot": "OT",
    "allowed_pt_slp": _COMBINED,
}
"""The columns of a table that hold an amount."""
_MOST_DOLLARS = 1_000_000
_CELL = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")


def from_json(value: object) -> tuple[Allowed, ...]:
    """Read ``{"PT": 2395.10, "SLP": 0, "OT": 0}``; ``None`` says nothing.

    Dollars allowed since 1 January of the year of the visit, before it. ``"PT+SLP"`` may stand for
    the two together, as they share a threshold. What is not named is not known.

    Raises:
        InputError: It is no such object; the message names the key, never the amount.
    """
    if value is None:
        return ()
    if not isinstance(value, dict):
        message = f'"{KEY}" must be an object such as {{"PT": 2395.10}}, not {kind(value)}'
        raise InputError(message)
    return _joined({key: _dollars(key, given) for key, given in value.items() if given is not None})


def from_cells(cells: Mapping[str, str]) -> tuple[Allowed, ...]:
    """Read a table's cells, by the roles of ``CELLS``; an empty cell says nothing.

    Raises:
        InputError: A cell holds no amount; the message names the column's role.
    """
    amounts: dict[str, float] = {}
    for role, part in CELLS.items():
        written = cells.get(role, "").strip()
        if not written:
            continue
        found = _CELL.fullmatch(written)
        if not found:
            message = f'"{role}" must be an amount of dollars such as 2395.10'
            raise InputError(message)
        amounts[part] = _dollars(part, float(found[1].replace(",", "")))
    return _joined(amounts)


def _dollars(key: str, value: object) -> float:
    part = key.strip().upper()
    if part not in _PARTS:
        message = f'"{KEY}" knows {", ".join(_PARTS)}, and has another key'
        raise InputError(message)
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f'"{KEY}.{part}" must be a number such as 2395.10, not {kind(value)}'
        raise InputError(message)
    if not 0 <= value < _MOST_DOLLARS:  # nor is what is no number at all
        message = f'"{KEY}.{part}" must be an amount of dollars from 0 to under {_MOST_DOLLARS:,}'
        raise InputError(message)
    return float(value)


def _joined(amounts: Mapping[str, float]) -> tuple[Allowed, ...]:
    by_part = {key.strip().upper(): dollars for key, dollars in amounts.items()}
    if len(by_part) < len(amounts):
        message = f'"{KEY}" names a discipline twice'
        raise InputError(message)
    if _COMBINED in by_part and {"PT", "SLP"} & set(by_part):
        message = f'"{KEY}" gives {_COMBINED} and one of the two besides; give the one or the other'
        raise InputError(message)
    return tuple(_split(by_part))


def _split(amounts: Mapping[str, float]) -> Iterator[Allowed]:
    for part, disciplines in _PARTS.items():
        if part in amounts:
            first, *others = disciplines
            yield Allowed(first, amounts[part])
            yield from (Allowed(other, 0.0) for other in others)
