"""Answer one note with one record, whatever happens, as ``auditor hook`` does."""

import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path

from auditor.cli import streams
from auditor.cli.work import hook_process
from auditor.cli.work.hook_asked import STDIN, HookAsked, Judged, Terms
from auditor.cli.work.hook_lines import Lines
from auditor.cli.work.hook_process import Forked, Send, Spawned, Started
from auditor.gate.memory import bound_memory

CHILD = "auditor.cli.work.hook_child"


def hook(asked: HookAsked, *, log: Path | None = None) -> int:
    """Write exactly one record on standard output and return the exit code.

    Args:
        asked: The note and how to judge it.
        log: The journal to add a line to, without a word of the note.
    """
    began = time.monotonic()
    streams.for_programs()
    try:
        judged = _answered(asked, None)
    except OSError as error:
        why = f"no process could be made for it ({error.strerror})"
        judged = _given_up(asked, why, Terms.of(asked))
    except Exception as error:  # noqa: BLE001 - the caller waits for an answer all the same
        judged = _given_up(asked, streams.internal(error), Terms.of(asked))
    if judged.said is not None:
        streams.say(judged.said)
    streams.write(judged.row)
    streams.flush()
    if log is not None:
        _write_log(log, judged.entry, round(1000 * (time.monotonic() - began)))
    return judged.code


def misused(why: str) -> int:
    """Answer options that cannot be understood; return the exit code."""
    from auditor.cli.work.hook_answer import not_judged  # noqa: PLC0415 - only where it is needed

    streams.for_programs()
    asked = HookAsked(file="options")
    judged = not_judged(asked, why, Terms.of(asked))
    streams.say(why)
    streams.write(judged.row)
    return judged.code


def _answered(asked: HookAsked, raw: bytes | None) -> Judged:
    """Have a process of its own judge the note; answer for it where it does not.

    Args:
        asked: The note and how to judge it.
        raw: What standard input held, where it was read already.
    """
    is_typed = asked.file == STDIN and raw is None and streams.is_terminal(sys.stdin)
    terms = Terms.of(asked, is_typed=is_typed)
    began = time.monotonic()
    with ExitStack() as guard:
        with hook_process.stopped_later():
            process = _start(asked, raw, terms, is_typed=is_typed)
            guard.enter_context(hook_process.ended_with_us(process))
        lines = Lines(process.output)
        while True:
            waits = terms.timeout_seconds
            line = lines.next(None if waits is None else began + waits - time.monotonic())
            if not line:
                break
            values = json.loads(line)
            if "row" in values:
                return Judged(**values)
            terms = Terms(**values)
    why = f"no answer after {waits:g} seconds" if line is None else process.ended()
    return _given_up(asked, why, terms)


def _given_up(asked: HookAsked, why: str, terms: Terms) -> Judged:
    from auditor.cli.work.hook_answer import not_judged  # noqa: PLC0415 - only where it is needed

    return not_judged(asked, f"{asked.source}: the judging was given up: {why}", terms)


def _start(asked: HookAsked, raw: bytes | None, terms: Terms, *, is_typed: bool) -> Started:
    if not hook_process.can_fork():
        return Spawned(CHILD, asked.to_json(), raw)

    def task(send: Send) -> None:
        work(asked, raw, terms, send)

    return Forked(task, seconds=terms.timeout_seconds, own_group=not is_typed)


def work(asked: HookAsked, raw: bytes | None, terms: Terms, send: Send) -> None:
    """Judge the note and send the terms, as soon as they are known, and the answer."""
    bound_memory()

    def tell(settled: Terms) -> None:
        hook_process.give_up_after(settled.timeout_seconds)
        send(_line(asdict(settled)))

    send(_line(asdict(_judged(asked, raw, terms, tell))))


def _judged(
    asked: HookAsked, raw: bytes | None, terms: Terms, tell: Callable[[Terms], None]
) -> Judged:
    if asked.via is not None:
        from auditor.cli.work.hook_via import elsewhere  # noqa: PLC0415 - loads no NLP

        judged, raw = elsewhere(asked, raw, terms, tell)
        if judged is not None:
            return judged
    from auditor.cli.work.hook_judge import judge  # noqa: PLC0415 - loads the NLP

    return judge(asked, raw, terms, tell)


def _line(values: dict[str, object]) -> bytes:
    return json.dumps(values).encode() + b"\n"


def _write_log(path: Path, line: str, milliseconds: int) -> None:
    """Add to the journal; where that fails the verdict stands, and it is said."""
    from auditor.gate.journal import Journal, entry_of  # noqa: PLC0415 - where it is asked for

    entry = entry_of(line.encode())
    if entry is None:
        return
    try:
        Journal(path).append(replace(entry, time="", milliseconds=milliseconds))
    except OSError as error:
        streams.say(f"--log: {path} cannot be written ({error.strerror}); the verdict stands")
