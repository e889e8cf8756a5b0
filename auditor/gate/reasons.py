"""For which reasons may a finding be set aside?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from auditor.billing import tables

FILE = "override_reasons.toml"
CODE = re.compile(r"[a-z][a-z_]*[a-z]")
"""The form of a reason's code: words a person can type after ``--reason``."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its code, what a person picks from a list, and when it is the right one."""

    code: str
    display: str
    meaning: str
    cite: str
    """Whose list it stands on."""


def read(file: Traversable | Path) -> Mapping[str, Reason]:
    """Read a file of reasons.

    Raises:
        PackError: The file is wrong; the message names the entry.
    """
    root = tables.read(file, FILE)
    root.allow("reviewed_on", "source", "reason")
    root.day("reviewed_on", needed=True)
    cites = {source.text("id"): source.text("cite") for source in root.tables("source")}
    found: dict[str, Reason] = {}
    for entry in root.tables("reason"):
        reason = _reason(entry, cites)
        if reason.code in found:
            entry.fail("given twice")
        found[reason.code] = reason
    if not found:
        root.fail("names no reason")
    return found


def _reason(entry: tables.Table, cites: Mapping[str, str]) -> Reason:
    entry.allow("code", "display", "meaning", "source")
    code, source = entry.text("code"), entry.text("source")
    if not CODE.fullmatch(code):
        entry.fail("code is small letters and underscores, such as not_applicable")
    if source not in cites:
        entry.fail(f"no source has the id {source!r}")
    return Reason(code, entry.text("display"), entry.text("meaning"), cites[source])


REASONS: Mapping[str, Reason] = read(files("auditor.data") / FILE)
"""The reasons that ship with the package, by code, in the order to offer them."""
