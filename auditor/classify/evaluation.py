"""What an evaluation found, as values; shown as plain tables or as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from auditor.classify import tables
from auditor.classify.calibration import Calibration
from auditor.classify.classifier import Thresholds
from auditor.classify.figures import Figure, Score


@dataclass(frozen=True, slots=True)
class Work:
    """One way of answering which clauses name an activity, and of which kind."""

    accuracy: Figure
    """Clauses answered rightly, ``none`` among the answers."""
    macro_f1: Figure
    """The plain average of F1 over the kinds of work, ``none`` left out."""
    detection: Score
    """Any activity against none."""
    kind: Figure
    """Of the activities found, those given their kind; ``unclear`` counts as wrong."""
    found_and_named: Figure
    """Of all activities, those found and given their kind."""
    functional_or_exercise: Figure
    """Of the activities found, the same of those that are functional or exercise."""
    unclear: Figure
    """Of all clauses found, those answered ``unclear``."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What would happen at one threshold below which the kind is ``unclear``."""

    threshold: float
    covered: Figure
    """Of the activities found, those given a kind."""
    right: Figure
    """Of those given a kind, the right ones."""
    next_count: int
    """Answers between this threshold and the next."""
    next_right: float | None
    """The share of them that is right: what raising the threshold would throw away."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What would happen at one threshold from which a clause is taken to name an activity.

    F1 of any activity against none, where the vocabulary knows a phrase of the clause and where
    it knows none.
    """

    threshold: float
    known: Figure
    unknown: Figure


@dataclass(frozen=True, slots=True)
class Author:
    """One author's notes, answered without having learnt from them."""

    notes: int
    clauses: int
    activities: int
    detection: Figure
    """F1 of any activity against none."""
    kind: Figure
    functional_or_exercise: Figure


@dataclass(frozen=True, slots=True)
class Alike:
    """Clauses worded like one of an author learnt from, and the figures on the others."""

    clauses: int
    activities: int
    detection_others: Score
    kind_others: Figure


@dataclass(frozen=True, slots=True)
class Strangers:
    """Records that are no therapy notes, by authors who marked no statement in any.

    They are learnt from, but counted here only: no therapist's note is like them.
    """

    notes: int
    clauses: int
    activities: int
    """Clauses that do name an activity, planned or past as a rule."""
    found: int
    right: int
    quiet: Figure
    """The share of records in which nothing was found that is not marked."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How well one label is found, beside what is known without learning."""

    classifier: Score
    baseline: Score
    """Of the vocabulary's phrases alone; for a status, of the plain rules of wording."""


@dataclass(frozen=True, slots=True)
class Standings:
    """How well it is told whether an activity was done, planned, for home, past or not done."""

    accuracy: Mapping[str, Figure]
    """By way of answering: ``classifier``, ``rules``, ``majority``."""
    taken_for_performed: Mapping[str, Figure]
    """Of the activities not performed, those answered ``performed``."""
    each: Mapping[str, Compared]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What held-out authors' notes show of the classifiers.

    All figures but those of strangers are of authors who state something in their notes.
    """

    folds: tuple[tuple[str, ...], ...]
    notes: int
    clauses: int
    sentences: int
    thresholds: Thresholds
    stated_at: Mapping[str, float]
    work: Mapping[str, Work]
    """By way of answering: ``classifier``, ``keywords``, ``majority``."""
    kinds: Mapping[str, Compared]
    """By kind of work, ``none`` among them."""
    confusion: Mapping[str, Mapping[str, int]]
    """True label to answer to count; ``unclear`` is an answer."""
    finds: Calibration
    """Of the probability that a clause names an activity."""
    names: Calibration
    """Of the probability of its kind, where there is an activity and it was found."""
    finding_at: tuple[Finding, ...]
    naming_at: tuple[Naming, ...]
    authors: Mapping[str, Author]
    alike: Alike
    strangers: Strangers | None
    """``None`` where every author states something."""
    statements: Mapping[str, Compared]
    """By kind of statement; ``<kind>~`` for weak wording."""
    standings: Standings

    def text(self) -> str:
        """Plain tables, none wider than 100 columns."""
        return tables.text(self)

    def json(self) -> str:
        """The same figures as JSON; equal evaluations give equal bytes."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"
