"""How are imported limits of units written, so that a pack can hold them as caps?"""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from auditor.billing.cms import toml
from auditor.billing.cms.mue import INDICATORS, MueTable
from auditor.billing.cms.provenance import Provenance
from auditor.billing.cms.versions import Quarter

_Alike: TypeAlias = tuple[int, int, str]
"""Limit, adjudication indicator (0 where the table has none) and CMS's reason."""


def mue_toml(table: MueTable, quarter: Quarter, setting: str, provenance: Provenance) -> str:
    """Return the file: a source and one cap for all codes alike in limit, indicator and reason."""
    identity = f"ncci-mue-{table.program}-{setting}-{quarter}".lower()
    called = f"CMS NCCI medically unlikely edits of {table.program}, {setting} table"
    cite = f"{called}, {quarter} (effective {quarter.start}), {provenance.read_from}"
    alike: dict[_Alike, list[str]] = defaultdict(list)
    for limit in table.limits:
        alike[limit.max_units, limit.indicator or 0, limit.rationale].append(limit.code)
    common = (f"source = {toml.text(identity)}", 'mark = "data"', f"from = {quarter.start}")
    return "\n".join(
        (
            provenance.head(f"Limits of units of {table.program}'s {setting} table of {quarter}."),
            toml.source(identity, cite),
            *(_cap(key, alike[key], common) for key in sorted(alike)),
        )
    )


def _cap(key: _Alike, codes: Sequence[str], common: Sequence[str]) -> str:
    units, indicator, rationale = key
    said = [f"A limit {INDICATORS[indicator]} (MAI {indicator})."] if indicator else []
    said += [f"CMS's reason: {rationale}."] if rationale else []
    entry = toml.entry(
        "cap",
        f"max_units = {units}",
        'per = "code"',
        f"codes = {toml.texts(codes)}",
        *common,
    )
    return "\n".join((toml.comment(" ".join(said)), entry)) if said else entry
