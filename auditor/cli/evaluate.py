"""``auditor evaluate``: how well the classifiers read notes of authors they did not learn from."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import PageFormat

NAME = "evaluate"
NEEDS_ARGS = False
EXAMPLES = ("auditor evaluate", "auditor evaluate --corpus our-notes --format json")


def command(
    *,
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", metavar="DIR", help="Annotated notes; if not given, our own."),
    ] = None,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Measure how well the classifiers read.

    Each author's notes are held out in turn; simple baselines stand beside.
    """
    from auditor.cli.work import teach  # noqa: PLC0415 - loads scikit-learn

    raise typer.Exit(teach.evaluate(corpus, output=output))
