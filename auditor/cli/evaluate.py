"""``auditor evaluate``: how well notes of authors nothing was learnt from are read."""

import typer

from auditor.cli import options
from auditor.cli.options import PageFormat

NAME = "evaluate"
NEEDS_ARGS = False
EXAMPLES = (
    "auditor evaluate --held",
    "auditor evaluate --rules",
    "auditor evaluate",
    "auditor evaluate --corpus our-notes --format json",
)


def command(
    *,
    corpus: options.Corpus = None,
    held: options.Held = False,
    rules: options.Rules = False,
    curve: options.Curve = False,
    quick: options.Quick = False,
    jobs: options.Jobs = None,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Measure how well notes are read.

    First the notes held back from all learning are read whole, beside a plain list of keywords.
    Then the classifiers learn anew with groups of authors held out in turn. With --rules each
    rule is measured instead: on faults planted in clean notes, or on the notes held back.
    """
    from auditor.cli.work import teach  # noqa: PLC0415 - loads scikit-learn

    if rules:
        raise typer.Exit(teach.evaluate_rules(corpus, output=output))
    raise typer.Exit(
        teach.evaluate(corpus, output=output, held=held, curve=curve, quick=quick, jobs=jobs)
    )
