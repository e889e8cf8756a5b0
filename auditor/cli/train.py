"""``auditor train``: the classifiers anew from an annotated corpus."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options

NAME = "train"
NEEDS_ARGS = False
EXAMPLES = ("auditor train", "auditor train --corpus our-notes --out our-model --quick")


def command(
    *,
    corpus: options.Corpus = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="The model's folder; if not given, its own."),
    ] = None,
    measure: Annotated[
        bool, typer.Option("--measure/--no-measure", help="Measure first on authors held out.")
    ] = True,
    quick: options.Quick = False,
    jobs: options.Jobs = None,
) -> None:
    """Train the classifiers from annotated notes.

    The same notes give the same model, byte for byte.
    """
    from auditor.cli.work import teach  # noqa: PLC0415 - loads scikit-learn

    raise typer.Exit(teach.train(corpus, out, measured=measure, quick=quick, jobs=jobs))
