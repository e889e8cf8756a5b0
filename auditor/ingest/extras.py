"""What documents need beyond text: libraries that may not be installed, and bounds on size."""

import importlib
from types import ModuleType
from typing import BinaryIO

from auditor.ingest.refused import Place

MOST_DOCUMENT_BYTES = 64_000_000
"""The largest document or message taken into memory; tables and JSON lines are read in pieces."""

INSTALL = 'pip install "therapy-note-auditor[documents]"'


def library(name: str, kind: str, place: Place) -> ModuleType:
    """Import what reads a kind of document, when one is met.

    Args:
        name: The module to import.
        kind: What stands here, as in ``a PDF document``.
        place: Where.

    Raises:
        InputError: It is not installed; the message says how to install it.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        reason = f"is {kind}; to read it, install what that needs: {INSTALL}"
        raise place.error(reason) from None


def whole(stream: BinaryIO, place: Place) -> bytes:
    """Return all bytes of a document.

    Raises:
        InputError: There are more than ``MOST_DOCUMENT_BYTES``.
    """
    raw = stream.read(MOST_DOCUMENT_BYTES + 1)
    if len(raw) > MOST_DOCUMENT_BYTES:
        reason = f"is over {MOST_DOCUMENT_BYTES:,} bytes; split it into smaller files"
        raise place.error(reason)
    return raw
