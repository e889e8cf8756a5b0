"""Reads bytes as a claim or remittance file of a given name."""

from auditor.ingest import Refused
from auditor.ingest.claim_files import read_claims, read_remittances
from auditor.ingest.refused import Place


def claims_of(folder, raw, name="a", mapping=None):
    """Write and read a claim file; return all that comes of it."""
    return list(read_claims(_written(folder, raw, name), Place(name, name), mapping))


def answers_of(folder, raw, name="a"):
    """Write and read a remittance file; return all that comes of it."""
    return list(read_remittances(_written(folder, raw, name), Place(name, name)))


def _written(folder, raw, name):
    path = folder / name
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return path


def lines_of(items):
    """Return what was read."""
    return [item for item in items if not isinstance(item, Refused)]


def messages_of(items):
    """Return what was refused, in words."""
    return [item.message for item in items if isinstance(item, Refused)]
