"""``auditor cms``: the tables that CMS publishes, as files that packs and fees can read."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import PageFormat

NAME = "cms"
NEEDS_ARGS = True
EXAMPLES = (
    "auditor cms ptp ccipra-v323r0-f?.zip --setting practitioner --out ptp-2026q4.toml",
    "auditor cms mue MCR_MUE_OutpatientHospital.zip --setting hospital --out mue.toml",
    "auditor cms rvu rvu26d.zip --out rates-2026.toml",
    "auditor cms gpci rvu26d.zip --out gpci-2026.toml",
)


class Table(StrEnum):
    """Which table the files hold."""

    PTP = "ptp"
    MUE = "mue"
    RVU = "rvu"
    GPCI = "gpci"


class Setting(StrEnum):
    """Whose table it is."""

    PRACTITIONER = "practitioner"
    HOSPITAL = "hospital"


class Floor(StrEnum):
    """Whether the index of work is 1 at least."""

    WITH = "with"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The options as given; ``None`` where they were not."""

    setting: str | None = None
    codes: str = ""
    quarter: str | None = None
    floor: str | None = None
    since: str | None = None
    reviewed: str | None = None
    out: Path | None = None


def command(
    table: Annotated[Table, typer.Argument(help="Code pairs, unit limits, values or places.")],
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="As downloaded: zip, txt, csv, xlsx.")
    ],
    *,
    setting: Annotated[
        Setting | None,
        typer.Option("--setting", help="Whose table, where the files do not tell it."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="TOML to write; if not given, to the terminal."),
    ] = None,
    codes: Annotated[
        str,
        typer.Option("--codes", metavar="CODES", help="Keep therapy, all, or codes by comma."),
    ] = "therapy",
    quarter: Annotated[
        str | None,
        typer.Option("--quarter", metavar="2026Q4", help="Where the files do not tell it."),
    ] = None,
    floor: Annotated[
        Floor | None, typer.Option("--floor", help="Work index, where gpci has two columns.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="First day of rvu's conversion factors."),
    ] = None,
    reviewed: Annotated[
        str | None,
        typer.Option("--reviewed-on", metavar="DATE", help="Day of review; if not given, today."),
    ] = None,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Turn the files that CMS publishes into facts for packs and fees.

    Download them yourself: CMS asks you to accept the licence of the CPT codes. Nothing is sent,
    and no description of a code is kept, only numbers. What the file holds is told by its headings.

    Exit codes: 0 something was read, 2 nothing could be.
    """
    from auditor.cli.work import cms  # noqa: PLC0415 - help should not wait for it

    given = Given(
        setting=setting,
        codes=codes,
        quarter=quarter,
        floor=floor,
        since=since,
        reviewed=reviewed,
        out=out,
    )
    raise typer.Exit(cms.cms(table, files, given, output=output))
