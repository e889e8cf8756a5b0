"""Train and measure the classifiers, with what is done told on standard error."""

from pathlib import Path

from auditor import teaching
from auditor.cli import streams
from auditor.cli.options import PageFormat
from auditor.cli.work.exits import READY


def train(corpus: Path | None, out: Path | None) -> int:
    """Train, and say what came of it; return the exit code.

    Raises:
        AuditorError: The corpus cannot be read, or the model not be written.
    """
    streams.for_people()
    summary = teaching.train(corpus, out, streams.say)
    streams.write(summary.text())
    return READY


def evaluate(corpus: Path | None, *, output: PageFormat) -> int:
    """Measure, and write the figures; return the exit code.

    Raises:
        AuditorError: The corpus cannot be read.
    """
    if output is PageFormat.JSON:
        streams.for_programs()
    else:
        streams.for_people()
    report = teaching.evaluate(corpus, streams.say)
    streams.write(report.json() if output is PageFormat.JSON else report.text())
    return READY
