"""``python -m auditor.cli.work.hook_child``: one note's judging, where there is no fork."""

import os
import sys

from auditor.cli import streams
from auditor.cli.work.hook import work
from auditor.cli.work.hook_asked import STDIN, HookAsked, Terms
from auditor.cli.work.hook_process import send, stopped_now


def run(written: str) -> None:
    """Judge the note of a request and send the answer where standard output goes."""
    stopped_now()
    into = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    asked = HookAsked.from_json(written)
    is_typed = asked.file == STDIN and streams.is_terminal(sys.stdin)
    work(asked, None, Terms.of(asked, is_typed=is_typed), lambda line: send(into, line))


if __name__ == "__main__":
    run(sys.argv[1])
