"""All that can be measured of a corpus: held-back notes read whole, learning anew, the curve."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from auditor.classify.evaluation import Evaluation
from auditor.errors import InputError
from auditor.teaching import curve as curves
from auditor.teaching import measuring, reading
from auditor.teaching.counts import count_activities
from auditor.teaching.curve import Point
from auditor.teaching.folders import HELD, described, find_corpus, held_files
from auditor.teaching.general import ABSENT, NAME, general_reader
from auditor.teaching.measuring import Say, silent
from auditor.teaching.reading import Reading


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured; ``None`` and empty where nothing was asked for, or there was nothing."""

    held: Mapping[str, Reading]
    """The held-back notes by reader: the program, keywords, and a general English pipeline."""
    evaluation: Evaluation | None
    curve: tuple[Point, ...]
    source: str
    """Of which notes the figures are, in a few words."""

    def text(self) -> str:
        """Plain tables, one part after the other."""
        parts = [reading.text(self.held)] if self.held else []
        parts += [curves.text(self.curve)] if self.curve else []
        parts += [self.evaluation.text()] if self.evaluation else []
        return "\n".join(parts)

    def json(self) -> str:
        """The same figures as JSON; equal ones give equal bytes."""
        whole: dict[str, Any] = {"held": reading.as_json(self.held)} if self.held else {}
        if self.curve:
            whole["curve"] = [asdict(point) for point in self.curve]
        if self.evaluation:
            whole |= asdict(self.evaluation)
        return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _held(files: Sequence[Path], say: Say) -> dict[str, Reading]:
    held = {
        "auditor": reading.measure(files, reading.shipped()),
        "keywords": reading.measure(files, reading.keyword_reader()),
    }
    general = general_reader()
    if general is None:
        say(ABSENT)
    else:
        held[NAME] = reading.measure(files, general, count_activities)
    say(f"read the {held['auditor'].notes} notes held back")
    return held


def measure_all(
    corpus: Path | None = None,
    say: Say = silent,
    *,
    refit: bool = True,
    curve: bool = False,
    quick: bool = False,
    jobs: int | None = None,
) -> Measured:
    """Measure what is asked for.

    Args:
        corpus: The folder of annotated notes; ``None`` for our own.
        say: Told what is being done, a line at a time.
        refit: Whether to learn anew with authors held out in turn.
        curve: Whether to learn from ever more authors.
        quick: Hold out three groups of authors instead of eight.
        jobs: How many processes learn at once; ``None`` for one a processor.

    Raises:
        InputError: The corpus cannot be read, or holds no held-back notes and these are asked for.
        ModelError: There is no trained model.
    """
    folder = find_corpus(corpus)
    files = held_files(folder)
    if not files and (curve or not refit):
        message = f"{folder}: no notes held back from learning ({HELD}/*.jsonl); put some there"
        raise InputError(message)
    held: dict[str, Reading] = {}
    if files:
        held = _held(files, say)
    if not refit and not curve:
        return Measured(held, None, (), described(folder))
    lessons = measuring.read(folder, say)
    points = tuple(curves.learning_curve(lessons, files, say)) if curve else ()
    evaluation = measuring.of_lessons(lessons, say, quick=quick, jobs=jobs) if refit else None
    return Measured(held, evaluation, points, described(folder))
