"""Is a note's setting one whose facts differ, such as an outpatient hospital?"""

import re
from collections.abc import Mapping
from functools import cache

from auditor.billing.shelf import plain, shared

PRACTITIONER, HOSPITAL = "practitioner", "hospital"
PLACES: Mapping[str, str] = {PRACTITIONER: "practitioner", HOSPITAL: "outpatient hospital"}
"""Whose facts count, each with what Medicare's table of it is called in words."""
_PARTS = re.compile(r"[,;/()|]")


def place_of(setting: str | None) -> str:
    """Return whose facts count in a setting as a note's input names it.

    Any setting that the packaged words do not name is a practitioner's.
    """
    if setting is None:
        return PRACTITIONER
    known = _words()
    parts = (plain(part) for part in (setting, *_PARTS.split(setting)))
    return next((known[part] for part in parts if part in known), PRACTITIONER)


@cache
def _words() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for entry in shared("settings").tables("setting"):
        entry.allow("name", "words")
        name = entry.text("name")
        if name not in PLACES:
            entry.fail(f"name is one of {', '.join(PLACES)}")
        words |= {plain(word): name for word in entry.texts("words")}
    return words
