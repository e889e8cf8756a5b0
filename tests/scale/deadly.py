"""Work in place of the audit, for the tests of the pool; importable by name, and soon loaded."""

import os

from auditor.errors import ModelError

DEADLY = "deadly"


def names(_settings, items):
    """Give each note's id; die of a note that says so."""
    if any(item.text == DEADLY for item in items):
        os._exit(1)
    return [item.note_id for item in items]


def fails(_settings, items):
    """Raise what a missing model raises."""
    message = f"no trained model for {len(items)} notes"
    raise ModelError(message)
