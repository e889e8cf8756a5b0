"""Watch a drop folder and say what becomes of each file, as ``auditor watch`` does."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

from auditor import config
from auditor.cli.options import Asked
from auditor.cli.work.exits import FINDINGS, NOT_AUDITED, READY
from auditor.cli.work.settings import config_of
from auditor.cli.work.watch_line import counted
from auditor.errors import ConfigError
from auditor.gate.decision import Decision
from auditor.gate.dropfolder.crew import Processes
from auditor.gate.dropfolder.hearing import Told
from auditor.gate.dropfolder.opening import Folders, Opened, opened
from auditor.gate.dropfolder.places import Box
from auditor.gate.dropfolder.process import OpenDesk, real_desk
from auditor.gate.dropfolder.ruleset import Ruleset
from auditor.gate.dropfolder.watching import Pace
from auditor.gate.policy import GateAsked

INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The command's own options as given; ``None`` where they were not."""

    dropped: Path
    out: Path
    once: bool = False
    settle_seconds: float = 2.0
    done_suffix: str | None = None
    timeout_seconds: float | None = None
    on_error: str | None = None
    shadow: bool = False
    overrides: Path | None = None
    baseline: Path | None = None


class Stop:
    """Whether the end was asked for, and by what; a second Ctrl-C ends at once."""

    def __init__(self) -> None:
        self.signal: int | None = None

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Take Ctrl-C and SIGTERM meanwhile."""
        before = {number: signal.signal(number, self._take) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def is_asked(self) -> bool:
        """Whether to end."""
        return self.signal is not None

    def _take(self, number: int, _frame: FrameType | None) -> None:
        if self.signal == signal.SIGINT == number:
            raise KeyboardInterrupt
        self.signal = self.signal or number


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def watch(wanted: Wanted, asked: Asked, *, open_desk: OpenDesk = real_desk) -> int:
    """Watch until the end is asked for, or (once) until all is done; return the exit code.

    Args:
        wanted: The command's own options.
        asked: Those that audits share.
        open_desk: Makes what judges, in a process of its own; imported there by name.

    Raises:
        AuditorError: It cannot be watched; the message says why.
    """
    site = config_of(asked)
    ruleset = _ruleset(wanted, asked, site)
    timeout = wanted.timeout_seconds or site.timeout_seconds
    stop = Stop()
    pace = Pace(
        settle_seconds=wanted.settle_seconds,
        by_marker=wanted.done_suffix is not None,
        once=wanted.once,
    )

    def crew() -> Processes:
        hands = Processes(open_desk, ruleset, jobs=site.jobs, timeout_seconds=timeout)
        if not wanted.once:
            hands.warm()
        return hands

    folders = Folders(dropped=wanted.dropped, out=wanted.out, done_suffix=_suffix(wanted))
    with stop.heard(), counted() as shown:
        told = Told(say=shown.say, step=shown.step, is_stopped=stop.is_asked)
        with opened(folders, pace, crew, told, jobs=site.jobs) as ready:
            if not wanted.once:
                shown.say(_begun(wanted))
            ready.watcher.run()
            return _code(ready, wanted, stop)


def _begun(wanted: Wanted) -> str:
    said = f"watching {wanted.dropped}; verdicts go to {wanted.out}"
    return f"{said} (shadow: nothing is held)" if wanted.shadow else said


def _code(ready: Opened, wanted: Wanted, stop: Stop) -> int:
    if stop.signal == signal.SIGINT:
        return INTERRUPTED
    if not wanted.once:
        return READY
    boxes = ready.hearing.boxes
    if boxes[Box.FAILED] or ready.watcher.left:
        return NOT_AUDITED
    return FINDINGS if boxes[Box.HELD] else READY


def _ruleset(wanted: Wanted, asked: Asked, site: config.Config) -> Ruleset:
    folder = config.folder(asked.config, Path.cwd())
    return Ruleset(
        config=replace(
            site,
            pack=_absolute(site.pack),
            overrides=_absolute(site.overrides),
            mapping=_absolute(site.mapping),
        ),
        gate=GateAsked(
            on_error=None if wanted.on_error is None else Decision(wanted.on_error),
            is_shadow=wanted.shadow,
            overrides=_absolute(wanted.overrides),
            baseline=_absolute(wanted.baseline),
        ),
        model=_absolute(asked.model),
        folder=_absolute(folder),
    )


def _absolute(path: Path | None) -> Path | None:
    return None if path is None else path.absolute()


def _suffix(wanted: Wanted) -> str | None:
    suffix = wanted.done_suffix
    if suffix is not None and (not suffix.strip() or "/" in suffix):
        message = "--done-suffix: must be the end of a name, such as .done"
        raise ConfigError(message)
    return suffix
