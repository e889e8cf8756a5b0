"""The commands as one Markdown page: what ``--help`` says, at one width."""

from collections.abc import Iterator
from typing import Any

import typer.main

from auditor.cli import main

WIDTH = 96
_BEGINNING = """\
# Commands

Written by `auditor docs --write` from the commands themselves; `auditor COMMAND --help` says the
same on a terminal.
"""


def page() -> str:
    """Render the page."""
    return "\n".join((_BEGINNING, *_helps()))


def _helps() -> Iterator[str]:
    group: Any = typer.main.get_command(main.app)
    context = _context(group, main.NAME)
    yield from _fenced(group.get_help(context))
    yield from _of_group(group, context, "##")


def _of_group(group: Any, context: Any, heading: str) -> Iterator[str]:  # noqa: ANN401 - as below
    """Give the help of each command; a command that has commands of its own, a level deeper."""
    for name, command in group.commands.items():
        own = _context(command, name, parent=context)
        yield f"{heading} {own.command_path}\n"
        yield from _fenced(command.get_help(own))
        if hasattr(command, "commands"):
            yield from _of_group(command, own, f"{heading}#")


def _context(command: Any, name: str, **more: Any) -> Any:  # noqa: ANN401 - Typer's own types
    return command.context_class(
        command, info_name=name, terminal_width=WIDTH, **command.context_settings, **more
    )


def _fenced(text: str) -> Iterator[str]:
    lines = (line.rstrip() for line in text.splitlines())
    yield "```text\n" + "\n".join(lines).strip() + "\n```\n"
