"""Runs the command in this process, as the console would, and the notes that its tests read."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from unittest.mock import patch

from auditor.cli.main import main

DRAFT = """\
PT daily note  DOS 03/04/2026
S: Sore knee after stairs at home.
O: 97530 x 23 min: sit<>stand from 17" chair x10, CGA, vc for hand placement, to rise from toilet.
97110 x 15 min: LAQ 3x10, SLR 2x10.
A: Tolerated treatment well.
P: Cont per POC.
J. Doe, PT, DPT
"""
"""A note with one error (no total treatment time) and more than three findings."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self):
        """Standard output read as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def run(*arguments, stdin=None):
    """Run a command; ``stdin`` is bytes piped into it, or ``None`` for a terminal's."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    typed = io.TextIOWrapper(io.BytesIO(stdin or b""), encoding="utf-8")
    typed.isatty = lambda: stdin is None
    with redirect_stdout(out), redirect_stderr(err), patch("sys.stdin", typed):
        code = main([str(argument) for argument in arguments])
        out.flush()
        err.flush()
    return Ended(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())


def jsonl(*notes):
    """Notes as the lines of a batch; a string is the text of a note called by its position."""
    rows = [
        {"id": f"n{i}", "text": note} if isinstance(note, str) else note
        for i, note in enumerate(notes, start=1)
    ]
    return "".join(json.dumps(row) + "\n" for row in rows)
