"""Writing and moving files so that a crash leaves each whole, or not there, and never doubled."""

import os
from pathlib import Path

from auditor.gate.journal import sync_folder
from auditor.gate.permissions import FILE

_BINARY = getattr(os, "O_BINARY", 0)


def write(path: Path, content: bytes) -> None:
    """Write a file anew; on disk when this returns.

    Raises:
        OSError: It cannot be written; half of it may be there.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY
    descriptor = os.open(path, flags, FILE)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move(source: Path, target: Path) -> None:
    """Move a file to a name that is free, on one file system; on disk when this returns.

    Raises:
        OSError: It cannot be moved.
    """
    os.rename(source, target)  # noqa: PTH104 - `Path` would wrap it
    sync_folder(target.parent)


def put_over(source: Path, target: Path) -> None:
    """Put a file in the place of another, in one step; on disk when this returns.

    Raises:
        OSError: It cannot be moved.
    """
    os.replace(source, target)  # noqa: PTH105 - `Path` would wrap it
    sync_folder(target.parent)


def remove_empty(folder: Path, until: Path) -> None:
    """Remove a folder and those above it, up to one that stays, as far as they are empty."""
    while folder not in (until, folder.parent):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
