"""The lines of a site's own JSON file, each with its number, and what is wrong with one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError


def objects(path: Path, *, holding: str = "") -> Iterator[tuple[int, dict[str, Any]]]:
    """Read the objects of a file, one a line, with the lines' numbers from 1.

    Args:
        path: The file, in UTF-8.
        holding: Only lines that hold these characters are taken apart.

    Raises:
        ConfigError: The file cannot be read, or a line is not a whole JSON object.
    """
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if stripped := line.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").strip():
                    yield from _object(path, number, stripped, holding.encode())
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check the path"
        raise ConfigError(message) from None


def _object(
    path: Path, number: int, line: bytes, holding: bytes
) -> Iterator[tuple[int, dict[str, Any]]]:
    if holding not in line and line.startswith(b"{") and line.endswith(b"}"):
        return
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise wrong(path, number, "is not a whole JSON object; mend or delete the line")
    yield number, values


def wrong(path: Path, number: int, what: str) -> ConfigError:
    """Return the error that something is wrong with one line."""
    return ConfigError(f"{path}:{number}: {what}")
