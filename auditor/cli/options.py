"""What the commands' options are called, and the values of those that many commands share."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.model import Severity


class Format(StrEnum):
    """How audits are written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"
    FHIR = "fhir"
    CARDS = "cards"


class BatchFormat(StrEnum):
    """How audits of many notes are written: cards are of one."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"
    FHIR = "fhir"


class PageFormat(StrEnum):
    """How a list or a page is written."""

    TEXT = "text"
    JSON = "json"


class OnError(StrEnum):
    """What a note that could not be judged becomes."""

    HOLD = "hold"
    RELEASE = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The shared options as given; ``None`` and empty where they were not."""

    payer: str | None = None
    gate: Severity | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    model: Path | None = None
    jobs: int | None = None
    mapping: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of one note beside its text, as given."""

    claim: str | None = None
    discipline: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideAsked:
    """What is decided of a finding, as given."""

    rule: str
    reason: str
    by: str
    expires: str
    overrides: Path | None = None
    note_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which of a rule's findings is meant, as given."""

    line: int | None = None
    fingerprint: str | None = None
    all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How to write for a reader: ``color`` is ``None`` where the terminal decides."""

    format: Format
    color: bool | None = None
    all: bool = False


Payer = Annotated[
    str | None,
    typer.Option("--payer", metavar="NAME", help="Payer of notes that name none; see `payers`."),
]
Gate = Annotated[
    Severity | None,
    typer.Option("--gate", help="Least severity that makes the exit code 1; error if not given."),
]
HoldingGate = Annotated[
    Severity | None,
    typer.Option("--gate", help="Least severity that holds a note; error if not given."),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help="Run only these: codes, names or families (TIM), by comma.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="RULES", help="Do not run these, given in the same ways."),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="Settings; if not given, the nearest auditor.toml."
    ),
]
Mapping = Annotated[
    Path | None,
    typer.Option(
        "--mapping", metavar="FILE", help="Columns of tables of notes, as `map` wrote them."
    ),
]
Model = Annotated[
    Path | None,
    typer.Option("--model", metavar="DIR", help="Folder of the classifiers to read with."),
]
Color = Annotated[
    bool | None,
    typer.Option("--color/--no-color", help="Colour the text; if not given, on a terminal only."),
]
Claim = Annotated[
    str | None,
    typer.Option("--claim", metavar="LINES", help='What is billed: "97530-GP=2 97110-GP=1".'),
]
Discipline = Annotated[
    str | None, typer.Option("--discipline", metavar="PT|OT|SLP", help="Whose note it is.")
]
Date = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="Date of service: 2026-03-04 or 3/4/2026."),
]
Overrides = Annotated[
    Path | None,
    typer.Option(
        "--overrides",
        metavar="FILE",
        help="Findings set aside; if not given, overrides.jsonl beside auditor.toml.",
    ),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Hold only what these records do not hold yet."
    ),
]
Corpus = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="DIR", help="Annotated notes; if not given, our own."),
]
Quick = Annotated[
    bool, typer.Option("--quick", help="Hold out three groups of authors, not each by itself.")
]
Held = Annotated[
    bool, typer.Option("--held", help="Only read the notes no model learns from; seconds.")
]
Rules = Annotated[
    bool,
    typer.Option("--rules", help="Only count what each rule finds, misses and says wrongly."),
]
Curve = Annotated[bool, typer.Option("--curve", help="Also learn from ever more authors; minutes.")]
Plots = Annotated[
    Path | None,
    typer.Option("--plots", metavar="FOLDER", help="Draw the figures there, with a page of all."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, help="Processes; if not given, one a processor."),
]
OutputFormat = Annotated[Format, typer.Option("--format", help="How the audit is written.")]
ListFormat = Annotated[PageFormat, typer.Option("--format", help="How it is written.")]


def rules(given: Iterable[str] | None) -> tuple[str, ...]:
    """Take apart the lists of an option that may be repeated."""
    return tuple(key.strip() for words in given or () for key in words.split(",") if key.strip())


def examples(*lines: str) -> str:
    """What help shows last: commands to try, each on its line."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])
