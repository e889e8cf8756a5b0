"""The reference pages that come from the code: written, or compared with those in a folder."""

from collections.abc import Mapping
from pathlib import Path

from auditor.cli import streams
from auditor.cli.work import command_docs, rule_docs
from auditor.cli.work.exits import FINDINGS, READY
from auditor.errors import ConfigError


def write(folder: Path) -> int:
    """Write the pages; return the exit code.

    Raises:
        ConfigError: The folder cannot be written to.
    """
    for name, text in _pages().items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            message = f"--dir: {folder} cannot be written ({error.strerror}); choose another folder"
            raise ConfigError(message) from None
        streams.write(f"{folder / name}\n")
    return READY


def check(folder: Path) -> int:
    """List the pages that are not what the code says; return the exit code."""
    stale = [name for name, text in _pages().items() if _standing(folder / name) != text]
    for name in stale:
        streams.write(f"{folder / name}\n")
    if stale:
        streams.say("these pages are stale; run `auditor docs --write`")
    return FINDINGS if stale else READY


def _standing(page: Path) -> str | None:
    try:
        return page.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def _pages() -> Mapping[str, str]:
    return {"rules.md": rule_docs.page(), "commands.md": command_docs.page()}
