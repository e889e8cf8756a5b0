"""Train the classifiers from a corpus and keep them with their figures; twice, the same bytes."""

from dataclasses import dataclass
from pathlib import Path

from auditor.classify import store
from auditor.classify.evaluation import Evaluation
from auditor.classify.steady import steady
from auditor.classify.tables import plain
from auditor.classify.train import SEED, THRESHOLDS, fit_stated, fit_status, fit_work
from auditor.errors import ModelError
from auditor.labelling import Lessons
from auditor.teaching import cards, held, measuring
from auditor.teaching.folders import METRICS, find_corpus, hashes, held_files, model_folder
from auditor.teaching.measuring import Say, silent


@dataclass(frozen=True, slots=True)
class Training:
    """What came of a training; ``evaluation`` is ``None`` where nothing was measured."""

    folder: Path
    notes: int
    authors: int
    clauses: int
    sentences: int
    evaluation: Evaluation | None

    def text(self) -> str:
        """A few plain lines: what was learnt from, how well, and where the model is."""
        lines = [f"{self.folder}: trained from {self.learnt_from()}"]
        if self.evaluation is not None:
            work = self.evaluation.work["classifier"]
            lines.append(
                f"on authors held out: activities found F1 {plain(work.detection.f1)},"
                f" their kind right {plain(work.kind)},"
                f" functional or exercise right {plain(work.functional_or_exercise)}"
            )
            lines.append(f"all figures: {self.folder / METRICS} and {self.folder / cards.CARD}")
        return "\n".join(lines) + "\n"

    def learnt_from(self) -> str:
        """How much was learnt from, in words."""
        return (
            f"{self.notes} notes by {self.authors} authors"
            f" ({self.clauses:,} clauses, {self.sentences:,} sentences)"
        )


def train(
    corpus: Path | None = None,
    out: Path | None = None,
    say: Say = silent,
    *,
    quick: bool = False,
    measured: bool = True,
    jobs: int | None = None,
) -> Training:
    """Measure on authors held out, then learn from all of them, and save.

    Args:
        corpus: The folder of annotated notes; ``None`` for our own.
        out: The folder of the model; ``None`` for its place in a checkout.
        say: Told what is being done, a line at a time.
        quick: Measure with three groups of authors held out instead of each on its own.
        measured: Whether to measure at all.
        jobs: How many processes measure at once; ``None`` for one a processor.

    Raises:
        InputError: The corpus cannot be read, or nobody says where the model goes.
        ModelError: The model cannot be written there.
    """
    folder = model_folder(out)
    source = find_corpus(corpus)
    lessons = measuring.read(source, say)
    evaluation = measuring.of_lessons(lessons, say, quick=quick, jobs=jobs) if measured else None
    training = Training(
        folder=folder,
        notes=lessons.notes,
        authors=len({sentence.author for sentence in lessons.sentences}),
        clauses=len(lessons.clauses),
        sentences=len(lessons.sentences),
        evaluation=evaluation,
    )
    say("learning from all authors")
    _save(training, lessons, hashes(source))
    files = held_files(source) if measured else []
    held.refresh(folder, files)
    if files:
        say("read the notes held back")
    say(f"wrote {folder}")
    return training


def _save(training: Training, lessons: Lessons, corpus: dict[str, str]) -> None:
    clauses, sentences = lessons.clauses, lessons.sentences
    whose = {sentence.author for sentence in sentences}
    with measuring.enough(), steady():
        work = fit_work(
            [c.view for c in clauses],
            [c.label for c in clauses],
            [c.author if c.author in whose else "" for c in clauses],
        )
        stated = fit_stated([s.view for s in sentences], [s.kinds for s in sentences])
        status = fit_status(
            [a.view for a in lessons.statuses], [a.status for a in lessons.statuses]
        )
    parts = {"work": work, "stated": stated, "status": status}
    folder, metrics = training.folder, training.folder / METRICS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        metrics.unlink(missing_ok=True)
        if training.evaluation is not None:
            metrics.write_text(training.evaluation.json(), encoding="utf-8", newline="\n")
        store.save(
            folder,
            {name: part.linear for name, part in parts.items()},
            {name: part.pipeline for name, part in parts.items()},
            thresholds=THRESHOLDS,
            corpus=corpus,
            counts={
                "notes": training.notes,
                "clauses": training.clauses,
                "sentences": training.sentences,
                "activities": len(lessons.statuses),
            },
            seed=SEED,
            extra=[metrics] if training.evaluation is not None else [],
        )
        card = folder / cards.CARD
        cards.write(card, cards.of_model(training.learnt_from(), training.evaluation))
    except OSError as error:
        message = f"{folder} cannot be written ({error.strerror}); name another folder (--out)"
        raise ModelError(message) from None
