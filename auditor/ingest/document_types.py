"""Which discipline wrote a document, going by the LOINC code of its type?"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

FILE = "document_types.toml"


def discipline_of(codes: Iterable[str]) -> str | None:
    """Return PT, OT or SLP where the codes speak of one discipline alone; ``None`` otherwise."""
    known = _disciplines()
    found = {known[code] for code in codes if code in known}
    return found.pop() if len(found) == 1 else None


@cache
def _disciplines() -> Mapping[str, str]:
    file = resources.files("auditor").joinpath("data", FILE)
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["document_type"]
    return {entry["code"]: entry["discipline"] for entry in entries}
