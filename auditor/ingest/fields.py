"""One note from named values, whatever format they came in: what is checked, what is refused."""

import re
from collections.abc import Mapping

from auditor.errors import InputError
from auditor.ingest import allowed, claims
from auditor.ingest.dates import to_iso
from auditor.ingest.refused import UNPRINTABLE, Place, Refused
from auditor.model import Allowed, Note, Part, ServiceLine

MOST_BYTES = 1_000_000
"""The most one note may hold, in bytes of UTF-8."""

TOO_LARGE = f"the note is over {MOST_BYTES:,} bytes; is it one note? split it into single notes"

_MOST_LETTERS = 200
_BLANK = re.compile(r"[\s\ufeff\u200b-\u200d\u2060]*")
_NUMBERED = frozenset({"id", "patient", "clinician"})
"""Keys that may also be whole numbers, as record systems count."""


def check_text(text: str) -> None:
    """Check that a text can be audited.

    Raises:
        InputError: It is empty, too large, or not text.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        message = "holds bytes or escapes that are no characters; save it as UTF-8 text"
        raise InputError(message) from None
    if size > MOST_BYTES:
        raise InputError(TOO_LARGE)
    if "\0" in text:
        message = "holds NUL characters, so it is not plain text; save it as UTF-8 text"
        raise InputError(message)
    if _BLANK.fullmatch(text):
        message = "the note is empty; give its text or take it out"
        raise InputError(message)


def note_from(
    values: Mapping[str, object],
    place: Place,
    claim: tuple[ServiceLine, ...] | None = None,
    used: tuple[Allowed, ...] | None = None,
    parts: tuple[Part, ...] = (),
) -> Note | Refused:
    """Make a note of the batch format's keys; those it does not know are not read.

    Args:
        values: The keys of ``audit-record.md``; a key that is absent, ``None`` or blank says
            nothing.
        place: Where the values stand; its name is the note's id where they hold none.
        claim: The claim where the format has its own way to write one.
        used: What is used of the year's thresholds, in the same way.
        parts: Where in a document the text was taken from.
    """
    try:
        text = values.get("text")
        if not isinstance(text, str):
            message = '"text" must be a string with the note, ' + (
                f"not {claims.kind(text)}" if "text" in values else "and there is none"
            )
            raise InputError(message)  # noqa: TRY301 (every reason to refuse leaves one way)
        note_id = _word(values, "id")
        check_text(text)
        return Note(
            note_id=note_id or place.name,
            text=text,
            source=place.source,
            discipline=_word(values, "discipline"),
            setting=_word(values, "setting"),
            payer=_word(values, "payer"),
            patient=_word(values, "patient"),
            clinician=_word(values, "clinician"),
            date_of_service=_date(values),
            claim=claims.from_json(values.get("claim")) if claim is None else claim,
            allowed=allowed.from_json(values.get(allowed.KEY)) if used is None else used,
            parts=parts,
            has_own_id=note_id is not None,
        )
    except InputError as error:
        return refuse(values, place, str(error))


def refuse(values: Mapping[str, object], place: Place, reason: str) -> Refused:
    """Refuse a note under its own id where it has one that can be read."""
    try:
        note_id = _word(values, "id")
    except InputError:
        note_id = None
    return place.refuse(reason, note_id=note_id)


def _word(values: Mapping[str, object], key: str) -> str | None:
    value = values.get(key)
    if value is None:
        return None
    if key in _NUMBERED and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        message = f'"{key}" must be a string, not {claims.kind(value)}'
        raise InputError(message)
    value = value.strip()
    if len(value) > _MOST_LETTERS:
        message = f'"{key}" is over {_MOST_LETTERS} characters; only "text" may be long'
        raise InputError(message)
    if UNPRINTABLE.search(value):
        message = f'"{key}" holds a line break or another control character'
        raise InputError(message)
    return value or None


def _date(values: Mapping[str, object]) -> str | None:
    written = _word(values, "date_of_service")
    iso = to_iso(written) if written else None
    if written and not iso:
        message = '"date_of_service" must be a date such as 2026-03-04 or 3/4/2026'
        raise InputError(message)
    return iso
