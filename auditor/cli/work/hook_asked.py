"""What ``auditor hook`` is asked and answers: plain values, handed from process to process."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from auditor.cli.options import About, Asked
from auditor.config import Config
from auditor.model import Severity

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class HookAsked:
    """The note and the options as given; ``None`` and empty where they were not."""

    file: str = STDIN
    claim: str | None = None
    discipline: str | None = None
    date: str | None = None
    payer: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    gate: str | None = None
    config: str | None = None
    model: str | None = None
    on_error: str | None = None
    timeout_seconds: float | None = None
    shadow: bool = False
    overrides: str | None = None
    baseline: str | None = None
    via: str | None = None

    @property
    def source(self) -> str:
        """What ``ingest`` calls the input."""
        from auditor.ingest.refused import shown  # noqa: PLC0415 - only where it is needed

        return "stdin" if self.file == STDIN else shown(self.file)

    @property
    def asked(self) -> Asked:
        """The options that all audits share."""
        return Asked(
            payer=self.payer,
            gate=None if self.gate is None else Severity(self.gate),
            select=self.select,
            ignore=self.ignore,
            config=path_of(self.config),
            model=path_of(self.model),
        )

    @property
    def about(self) -> About:
        """What is known of the note beside its text."""
        return About(claim=self.claim, discipline=self.discipline, date=self.date)

    def to_json(self) -> str:
        """Write it for another process."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, written: str) -> Self:
        """Read what ``to_json`` wrote."""
        values: dict[str, Any] = json.loads(written)
        lists = {key: tuple(values[key]) for key in ("select", "ignore")}
        return cls(**{**values, **lists})


def path_of(written: str | None) -> Path | None:
    """The path of an option that may not be given."""
    return None if written is None else Path(written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is in force where a note cannot be judged: enough to answer for one that hangs."""

    gate: str
    on_error: str | None
    shadow: bool
    timeout_seconds: float | None
    """``None`` waits for ever, as for a person who types the note."""

    @classmethod
    def of(cls, hook: HookAsked, *, is_typed: bool = False) -> Self:
        """Those of the options, before the settings are read."""
        usual = Config()
        waits = None if is_typed else usual.timeout_seconds
        return cls(
            gate=hook.gate or usual.gate.value,
            on_error=hook.on_error,
            shadow=hook.shadow,
            timeout_seconds=waits if hook.timeout_seconds is None else hook.timeout_seconds,
        )

    def settled(self, hook: HookAsked, site: Config) -> "Terms":
        """Those of the settings, where no option goes before them."""
        waits = self.timeout_seconds
        if waits is not None and hook.timeout_seconds is None:
            waits = site.timeout_seconds
        return replace(
            self,
            gate=site.gate.value,
            on_error=hook.on_error or site.on_error,
            timeout_seconds=waits,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The answer on one note."""

    row: str
    """The record with its decision, as one line of JSON."""
    code: int
    entry: str
    """The line for the journal."""
    said: str | None = None
    """What is said on standard error."""
