"""``auditor train``: the classifiers anew from an annotated corpus."""

from pathlib import Path
from typing import Annotated

import typer

NAME = "train"
NEEDS_ARGS = False
EXAMPLES = ("auditor train", "auditor train --corpus our-notes --out our-model")


def command(
    *,
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", metavar="DIR", help="Annotated notes; if not given, our own."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where to; if not given, where it is read from."),
    ] = None,
) -> None:
    """Train the classifiers from annotated notes.

    The same notes give the same model.
    """
    from auditor.cli.work import teach  # noqa: PLC0415 - loads scikit-learn

    raise typer.Exit(teach.train(corpus, out))
