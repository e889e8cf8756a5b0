"""How does a site's gate decide, by its settings and what a command was asked?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.config import Config
from auditor.errors import ConfigError
from auditor.gate import baseline, overrides
from auditor.gate.decision import Decision, Excuse, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class GateAsked:
    """The options of the gate as given; ``None`` where the settings speak."""

    on_error: Decision | None = None
    is_shadow: bool = False
    overrides: Path | None = None
    baseline: Path | None = None


def overrides_file(asked: Path | None, config: Config, folder: Path | None) -> Path | None:
    """Where a site's overrides are kept.

    Args:
        asked: The option; it goes before the settings.
        config: The settings.
        folder: The folder of ``auditor.toml``, where they are kept if neither says otherwise;
            ``None`` where there is no such file.
    """
    usual = None if folder is None else folder / overrides.FILE_NAME
    return asked or config.overrides or usual


def policy_of(
    config: Config, asked: GateAsked, folder: Path | None, *, note_id: str | None = None
) -> Policy:
    """Make the policy.

    Args:
        config: The settings, with the options that are not the gate's own put over them.
        asked: The gate's own options.
        folder: The folder of ``auditor.toml``; ``None`` where there is none.
        note_id: The only note that will be judged; ``None`` for any.

    Raises:
        ConfigError: The overrides or the baseline cannot be read.
    """
    on_error = asked.on_error
    if on_error is None and config.on_error is not None:
        on_error = Decision(config.on_error)
    return Policy(
        gate=config.gate,
        on_error=on_error,
        is_shadow=asked.is_shadow,
        excuses=tuple(_excuses(config, asked, folder, note_id)),
        may_release=config.may_release,
    )


def _excuses(
    config: Config, asked: GateAsked, folder: Path | None, note_id: str | None
) -> Iterator[Excuse]:
    if asked.overrides is not None and not asked.overrides.is_file():
        message = f"--overrides: there is no file {asked.overrides}; check its path"
        raise ConfigError(message)
    if kept := overrides_file(asked.overrides, config, folder):
        yield overrides.excuse_of(overrides.read(kept), overrides.today)
    if asked.baseline is not None:
        yield baseline.excuse_of(baseline.read(asked.baseline, note_id=note_id))
