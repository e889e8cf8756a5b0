"""Do several rows of a table belong to one note, going by its first rows?"""

from collections import Counter
from collections.abc import Mapping, Sequence

from auditor.ingest.columns import SOAP
from auditor.ingest.sampled import Sample

_LEAST_REPEATED = 0.1


def grouped(sample: Sample, columns: Mapping[str, int]) -> tuple[bool, str]:
    """Say whether rows of a table belong together, and why that seems so.

    Args:
        sample: The beginning of the table.
        columns: In which column each role stands.
    """
    keys, called = _keys(sample, columns)
    if not keys:
        return False, "no column names the note, nor patient and day"
    counts = Counter(key for key in keys if all(key))
    repeated = sum(count for count in counts.values() if count > 1)
    if repeated < _LEAST_REPEATED * len(keys):
        return False, f"{called} seldom or never repeats"
    seen = f"{repeated} of {len(keys)} rows repeat the {called} of another row"
    if "section" in columns or "sequence" in columns or _texts_repeat(sample, columns, keys):
        return True, seen
    return False, f"{seen}, but their texts differ and no column names sections"


def _keys(sample: Sample, columns: Mapping[str, int]) -> tuple[list[tuple[str, ...]], str]:
    if "id" in columns:
        by, called = ["id"], "id"
    elif "patient" in columns and "date_of_service" in columns:
        by, called = ["patient", "date_of_service"], "patient and day"
    else:
        return [], ""
    return [tuple(row[columns[role]].strip() for role in by) for row in sample.rows], called


def _texts_repeat(
    sample: Sample, columns: Mapping[str, int], keys: Sequence[tuple[str, ...]]
) -> bool:
    of_text = [columns[role] for role in ("text", *SOAP) if role in columns]
    texts: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for key, row in zip(keys, sample.rows, strict=True):
        text = tuple(row[column].strip() for column in of_text)
        if all(key) and any(text):
            texts.setdefault(key, set()).add(text)
    return all(len(different) == 1 for different in texts.values())
