"""Train and measure the classifiers, with what is being done told on standard error."""

from pathlib import Path

from auditor import teaching
from auditor.cli import streams
from auditor.cli.options import PageFormat
from auditor.cli.work.exits import READY


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
    jobs: int | None,
) -> int:
    """Measure, and write the figures; return the exit code.

    Raises:
        AuditorError: The corpus cannot be read.
    """
    if output is PageFormat.JSON:
        streams.for_programs()
    else:
        streams.for_people()
    measured = teaching.measure_all(
        corpus, streams.say, refit=not held, curve=curve, quick=quick, jobs=jobs
    )
    streams.write(measured.json() if output is PageFormat.JSON else measured.text())
    return READY
