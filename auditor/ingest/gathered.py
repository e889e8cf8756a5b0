"""Which rows of a table are one note, and what that note is."""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from auditor.errors import InputError
from auditor.ingest import allowed
from auditor.ingest.columns import Roles
from auditor.ingest.entries import Entry, claim_of, joined, under
from auditor.ingest.fields import note_from, refuse
from auditor.ingest.mapping import ColumnMap
from auditor.ingest.refused import Refused
from auditor.model import Note, Part, ServiceLine

MOST_OPEN_NOTES = 1000
MOST_OPEN_LETTERS = 16_000_000
"""What is held of notes whose further rows may still come, where a mapping says rows belong
together; in a sorted table these come at once, and none is lost."""

MOST_ROWS = 1000
"""The most rows that are one note without a mapping."""

_SAME = ("id", "patient", "date_of_service", "clinician", "payer", "discipline", "setting")
_TOO_FAR = (
    f"belongs to a note whose other rows stand more than {MOST_OPEN_NOTES:,} notes above, so it is "
    "not read; sort the table by note"
)
_ORDERED = ("section", "sequence")

_Key = tuple[str, ...]


def notes(
    entries: Iterable[Entry | Refused], roles: Roles, mapping: ColumnMap | None
) -> Iterator[Note | Refused]:
    """Make notes of the rows of a table.

    Without a mapping, rows are put together only where they stand one below the other, say the
    same of patient, day and all else, and either repeat one text for further service lines or
    give further sections.

    Args:
        entries: The rows.
        roles: In which columns each role stands.
        mapping: What the site says of its tables.
    """
    if mapping and mapping.grouped:
        groups = _by_key(entries)
    elif not mapping and _may_be_many(roles):
        groups = _neighbours(entries)
    else:
        groups = (e if isinstance(e, Refused) else [e] for e in entries)
    for group in groups:
        yield group if isinstance(group, Refused) else note_of_rows(group)


def _may_be_many(roles: Roles) -> bool:
    named = "id" in roles or ("patient" in roles and "date_of_service" in roles)
    return named and any(role in roles for role in ("claim", *_ORDERED))


def _key(entry: Entry) -> _Key | None:
    if own := entry.cell("id"):
        return (own,)
    patient, day = entry.cell("patient"), entry.cell("date_of_service")
    return (patient, day, entry.cell("clinician")) if patient and day else None


# --- rows one below the other


def _neighbours(entries: Iterable[Entry | Refused]) -> Iterator[list[Entry] | Refused]:
    group: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Refused):
            if group:
                yield group
            group = []
            yield entry
        elif group and _goes_on(group, entry):
            group.append(entry)
        else:
            if group:
                yield group
            group = [entry]
    if group:
        yield group


def _goes_on(group: Sequence[Entry], entry: Entry) -> bool:
    first = group[0]
    if len(group) >= MOST_ROWS or _key(entry) is None:
        return False
    if any(first.cell(role) != entry.cell(role) for role in _SAME):
        return False
    if _place_in_note(entry) != ("", ""):
        return _place_in_note(entry) not in map(_place_in_note, group) or _is_service(first, entry)
    return _is_service(first, entry)


def _is_service(first: Entry, entry: Entry) -> bool:
    repeats = entry.text == first.text or not entry.text.strip()
    return repeats and bool(entry.cell("claim"))


def _place_in_note(entry: Entry) -> tuple[str, str]:
    return entry.cell("section"), entry.cell("sequence")


# --- rows of one note wherever they stand


def _by_key(entries: Iterable[Entry | Refused]) -> Iterator[list[Entry] | Refused]:
    held: OrderedDict[_Key, list[Entry]] = OrderedDict()
    closed: set[int] = set()
    letters = 0
    for entry in entries:
        key = None if isinstance(entry, Refused) else _key(entry)
        if isinstance(entry, Refused):
            yield entry
        elif key is None:
            yield [entry]
        elif hash(key) in closed:
            yield entry.place.refuse(_TOO_FAR, note_id=entry.cell("id") or None)
        else:
            held.setdefault(key, []).append(entry)
            held.move_to_end(key)
            letters += len(entry.text)
        while len(held) > MOST_OPEN_NOTES or (letters > MOST_OPEN_LETTERS and held):
            oldest, group = held.popitem(last=False)
            closed.add(hash(oldest))
            letters -= sum(len(e.text) for e in group)
            yield group
    yield from held.values()


# --- the note of some rows


def note_of_rows(group: Sequence[Entry]) -> Note | Refused:
    """Make the one note that rows give."""
    values = _values(group)
    place = group[0].place
    try:
        _check_alike(group)
        text, parts = _text(group)
        claim = _claim(group)
        used = allowed.from_cells(values)
    except InputError as error:
        return refuse(values, place, str(error))
    return note_from({**values, "text": text}, place, claim, used, parts)


def _values(group: Sequence[Entry]) -> Mapping[str, str]:
    """Return the first cell of each role that says something."""
    roles = group[0].cells
    return {role: next((e.cells[role] for e in group if e.cell(role)), "") for role in roles}


def _check_alike(group: Sequence[Entry]) -> None:
    for role in ("patient", "date_of_service"):
        if len({e.cell(role) for e in group} - {""}) > 1:
            message = (
                f'the rows of this note differ in "{role}" ({group[0].where} to '
                f"{group[-1].where}); give each note an id of its own"
            )
            raise InputError(message)


def _text(group: Sequence[Entry]) -> tuple[str, tuple[Part, ...]]:
    written = [entry for entry in group if entry.text.strip()] or group[:1]
    if len({entry.text for entry in written}) == 1:
        return written[0].text, written[0].parts
    pieces: dict[tuple[str, str], str] = {}
    for entry in sorted(written, key=_order(written)):
        pieces.setdefault((entry.cell("section"), entry.text), entry.where)
    headed: list[tuple[str, str]] = []
    before = ""
    for (section, text), where in pieces.items():
        headed.append((under(section, text) if section not in {"", before} else text, where))
        before = section
    return joined(headed)


def _order(written: Sequence[Entry]) -> Callable[[Entry], int]:
    """Sort by the numbers of the lines or sections where all have one, else not at all."""
    if all(re.fullmatch(r"[0-9]{1,9}", entry.cell("sequence")) for entry in written):
        return lambda entry: int(entry.cell("sequence"))
    return lambda _: 0


def _claim(group: Sequence[Entry]) -> tuple[ServiceLine, ...]:
    """Join the rows' claims; one that each section repeats counts once.

    Raises:
        InputError: A claim cannot be read.
    """
    each = [claim_of(entry) for entry in group if entry.cell("claim")]
    is_sectioned = len({e.text for e in group if e.text.strip()}) > 1
    if is_sectioned and len(set(each)) == 1:
        return each[0]
    return tuple(chain.from_iterable(each))
