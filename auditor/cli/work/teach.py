"""Train and measure the classifiers, with what is being done told on standard error."""

from pathlib import Path

from auditor import teaching
from auditor.cli import streams
from auditor.cli.options import PageFormat
from auditor.cli.work.exits import READY
from auditor.report.words import plural
from auditor.teaching import plots as drawing
from auditor.teaching import rule_figures


def train(
    corpus: Path | None, out: Path | None, *, measured: bool, quick: bool, jobs: int | None
) -> int:
    """Train, and say what came of it; return the exit code.

    Raises:
        AuditorError: The corpus cannot be read, or the model not be written.
    """
    streams.for_people()
    training = teaching.train(corpus, out, streams.say, measured=measured, quick=quick, jobs=jobs)
    streams.write(training.text())
    return READY


def evaluate(
    corpus: Path | None,
    *,
    output: PageFormat,
    held: bool,
    curve: bool,
    quick: bool,
    plots: Path | None,
    jobs: int | None,
) -> int:
    """Measure, write the figures, and draw them where asked for; return the exit code.

    Raises:
        AuditorError: The corpus cannot be read, or the folder of plots not be written to.
    """
    _for(output)
    if plots is not None:
        drawing.prepare(plots)
    measured = teaching.measure_all(
        corpus, streams.say, refit=not held, curve=curve, quick=quick, jobs=jobs
    )
    streams.write(measured.json() if output is PageFormat.JSON else measured.text())
    if plots is not None:
        count = drawing.write(plots, measured)
        streams.say(f"drew {plural(count, 'picture')}; open {plots / drawing.PAGE}")
    return READY


def evaluate_rules(corpus: Path | None, *, output: PageFormat) -> int:
    """Measure the rules, and write the figures; return the exit code.

    Raises:
        AuditorError: The corpus cannot be read.
    """
    _for(output)
    figures = teaching.measure_rules(corpus, streams.say)
    as_json = output is PageFormat.JSON
    streams.write(rule_figures.dumps(figures) if as_json else rule_figures.as_text(figures))
    return READY


def _for(output: PageFormat) -> None:
    if output is PageFormat.JSON:
        streams.for_programs()
    else:
        streams.for_people()
