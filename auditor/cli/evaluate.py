"""``auditor evaluate``: how well the classifiers read notes of authors they did not learn from."""

import typer

from auditor.cli import options
from auditor.cli.options import PageFormat

NAME = "evaluate"
NEEDS_ARGS = False
EXAMPLES = ("auditor evaluate", "auditor evaluate --corpus our-notes --format json")


def command(
    *,
    corpus: options.Corpus = None,
    quick: options.Quick = False,
    jobs: options.Jobs = None,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Measure how well the classifiers read.

    Each author's notes are held out in turn; simple baselines stand beside.
    """
    from auditor.cli.work import teach  # noqa: PLC0415 - loads scikit-learn

    raise typer.Exit(teach.evaluate(corpus, output=output, quick=quick, jobs=jobs))
