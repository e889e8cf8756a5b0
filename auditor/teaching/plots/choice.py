"""Which pictures there are of what was measured, in the order of the page."""

from collections.abc import Iterator, Mapping

from auditor.classify.evaluation import Evaluation
from auditor.report.words import ELEMENT_NAMES
from auditor.teaching.plots import confusion, curve, reliability, scores
from auditor.teaching.plots.picture import Picture
from auditor.teaching.plots.scores import Row
from auditor.teaching.reading import Reading
from auditor.teaching.whole import Measured

NAMES = (
    "held-classes",
    "held-elements",
    "held-confusion",
    "learning-curve",
    "reliability-activity",
    "reliability-kind",
    "classes",
    "confusion",
)
"""Every picture there can be."""
OURS = "auditor"
_HELD = "notes held back from learning"
_IN_TURN = "authors held out in turn"


def pictures(measured: Measured) -> Iterator[Picture]:
    """Draw all that the figures allow."""
    if measured.held:
        yield from _of_held(measured.held)
    if measured.curve:
        yield curve.picture(measured.curve)
    if measured.evaluation:
        yield from reliability.pictures(measured.evaluation)
        yield from _in_turn(measured.evaluation)


def _of_held(held: Mapping[str, Reading]) -> Iterator[Picture]:
    classes = [t for t in held[OURS].found if t.partition(":")[0] == "activity"]
    yield scores.picture(
        "held-classes",
        f"Work performed, by kind: {_HELD}",
        [_row(held, thing, thing.partition(":")[2] or "any activity") for thing in classes],
    )
    elements = [t for name in ELEMENT_NAMES if (t := f"element:{name}") in held[OURS].found]
    knowing = {way: r for way, r in held.items() if any(t in r.found for t in elements)}
    if knowing:
        rows = [_row(knowing, "missing elements", "All together")]
        rows += [_row(knowing, t, ELEMENT_NAMES[t.partition(":")[2]]) for t in elements]
        yield scores.picture("held-elements", f"Missing elements: {_HELD}", rows)
    if held[OURS].confusion:
        yield confusion.picture(
            "held-confusion",
            f"Kinds of the activities found: {_HELD}",
            held[OURS].confusion,
            "Counted are activities performed that were found; those missed are not here.",
        )


def _row(held: Mapping[str, Reading], thing: str, name: str) -> Row:
    return Row(
        name,
        held[OURS].found[thing].marked,
        {way: r.found[thing].f1 for way, r in held.items() if thing in r.found},
    )


def _in_turn(evaluation: Evaluation) -> Iterator[Picture]:
    ways = {"classifier": "auditor", "keywords": "keywords"}
    detection = {name: evaluation.work[way].detection for way, name in ways.items()}
    rows = [
        Row("any activity", detection["auditor"].true, {w: s.f1 for w, s in detection.items()}),
        *(
            Row(
                kind,
                compared.classifier.true,
                {"auditor": compared.classifier.f1, "keywords": compared.baseline.f1},
            )
            for kind, compared in evaluation.kinds.items()
        ),
    ]
    yield scores.picture("classes", f"Clauses, by the kind they name: {_IN_TURN}", rows)
    yield confusion.picture(
        "confusion",
        f"Kinds of clauses: {_IN_TURN}",
        evaluation.confusion,
        "Counted are clauses; none is a clause that names no activity.",
    )
