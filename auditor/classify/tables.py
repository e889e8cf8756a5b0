"""Show an evaluation as plain tables, none wider than 100 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.classify.calibration import Calibration
    from auditor.classify.evaluation import Compared, Evaluation
    from auditor.classify.figures import Figure

_SHORT = 4
"""Letters of a label that head a column of the confusion table."""
_NOTHING = "-"
_SAME = 1e-9


def text(evaluation: Evaluation) -> str:
    """The whole evaluation, a paragraph or table to each question."""
    parts = [
        _opening(evaluation),
        _ways(evaluation),
        _compared("Kinds of work", "kind", evaluation.kinds),
        _confusion(evaluation),
        _calibrated("Is there an activity: probability against truth", evaluation.finds),
        _calibrated("Which kind, where one was found: probability against truth", evaluation.names),
        _finding_at(evaluation),
        _naming_at(evaluation),
        _authors(evaluation),
        _alike(evaluation),
        _compared(
            "What sentences state (the classifier alone; reading also looks at known phrases)",
            "statement",
            evaluation.statements,
        ),
        _standings(evaluation),
        *_strangers(evaluation),
    ]
    return "\n\n".join(parts) + "\n"


def grid(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table: the first column to the left, the others to the right."""
    lines = [tuple(headings), *map(tuple, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(headings))]
    return [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]


def plain(figure: Figure) -> str:
    """A value in two places."""
    return _NOTHING if figure.value is None else f"{figure.value:.2f}"


def ranged(figure: Figure) -> str:
    """A value with its interval: ``0.81 [0.77, 0.85]``."""
    if figure.value is None:
        return _NOTHING
    return f"{figure.value:.2f} [{figure.low:.2f}, {figure.high:.2f}]"


def _opening(e: Evaluation) -> str:
    held = (
        "each author held out in turn"
        if all(len(fold) == 1 for fold in e.folds)
        else "authors held out in groups: " + "; ".join(" ".join(fold) for fold in e.folds)
    )
    return (
        f"{e.notes} notes, {e.clauses:,} clauses, {e.sentences:,} sentences,"
        f" {len(e.authors)} authors;\n{held}. In brackets: 95 % intervals, from drawing"
        " whole notes again.\nWith few authors they say little of how the next author will differ:"
        " see the table by author."
    )


def _ways(e: Evaluation) -> str:
    ways = list(e.work)
    rows = [
        ("clauses answered rightly", *(ranged(w.accuracy) for w in e.work.values())),
        ("macro-F1 of the kinds", *(ranged(w.macro_f1) for w in e.work.values())),
        ("any activity: precision", *(ranged(w.detection.precision) for w in e.work.values())),
        ("any activity: recall", *(ranged(w.detection.recall) for w in e.work.values())),
        ("any activity: F1", *(ranged(w.detection.f1) for w in e.work.values())),
        ("right kind, of those found *", *(ranged(w.kind) for w in e.work.values())),
        (
            "  of functional and exercise",
            *(ranged(w.functional_or_exercise) for w in e.work.values()),
        ),
        ("found and right kind, of all", *(ranged(w.found_and_named) for w in e.work.values())),
        ("answered unclear, of those found", *(ranged(w.unclear) for w in e.work.values())),
    ]
    title = (
        f"Which clauses name an activity, and of which kind (unclear below {e.thresholds.kind:.2f})"
    )
    note = "* the majority finds none; its kinds are counted as if it had found all"
    return _titled(title, [*grid(("", *ways), rows), note])


def _compared(
    title: str, what: str, scores: Mapping[str, Compared], *, beside: str = "keywords"
) -> str:
    rows = [
        (
            name,
            str(s.classifier.true),
            str(s.classifier.given),
            str(s.classifier.right),
            plain(s.classifier.precision),
            plain(s.classifier.recall),
            ranged(s.classifier.f1),
            ranged(s.baseline.f1),
        )
        for name, s in scores.items()
    ]
    headings = (what, "marked", "given", "right", "P", "R", "F1", f"F1 of {beside}")
    return _titled(title, grid(headings, rows))


def _standings(e: Evaluation) -> str:
    ways = list(e.standings.accuracy)
    rows = [
        ("answered rightly", *(ranged(f) for f in e.standings.accuracy.values())),
        (
            "not performed, taken for performed",
            *(ranged(f) for f in e.standings.taken_for_performed.values()),
        ),
    ]
    each = _compared("", "status", e.standings.each, beside="rules").split("\n", 2)[2]
    title = "Whether a marked activity was done, planned, for home, past or not done"
    return _titled(title, [*grid(("", *ways), rows), "", each])


def _confusion(e: Evaluation) -> str:
    answers = list(next(iter(e.confusion.values())))
    rows = [(true, *(str(n or ".") for n in row.values())) for true, row in e.confusion.items()]
    lines = grid(("marked", *(a[:_SHORT] for a in answers)), rows)
    return _titled("Confusion (rows: marked; columns: answered)", lines)


def _calibrated(title: str, calibration: Calibration) -> str:
    rows = [
        (f"{b.low:.1f} - {b.high:.1f}", str(b.count), f"{b.said:.2f}", f"{b.was:.2f}")
        for b in calibration.bins
        if b.said is not None and b.was is not None
    ]
    lines = grid(("probability", "answers", "said", "was so"), rows)
    return _titled(f"{title} (ECE {ranged(calibration.error)})", lines)


def _finding_at(e: Evaluation) -> str:
    rows = [
        (
            f"{f.threshold:.2f}",
            ranged(f.known) + _stated_at(f.threshold, e.thresholds.known),
            ranged(f.unknown) + _stated_at(f.threshold, e.thresholds.unknown),
        )
        for f in e.finding_at
    ]
    headings = ("threshold", "F1 where a phrase is known  ", "F1 where none is known  ")
    title = "From which probability a clause is taken to name an activity (* stated)"
    return _titled(title, grid(headings, rows))


def _naming_at(e: Evaluation) -> str:
    rows = [
        (
            f"{n.threshold:.2f}" + _stated_at(n.threshold, e.thresholds.kind),
            ranged(n.covered),
            ranged(n.right),
            str(n.next_count),
            _NOTHING if n.next_right is None else f"{n.next_right:.2f}",
        )
        for n in e.naming_at
    ]
    headings = ("threshold", "given a kind", "right among them", "up to the next", "right there")
    title = "Below which probability the kind is unclear (* stated)"
    return _titled(title, grid(headings, rows))


def _stated_at(threshold: float, stated: float) -> str:
    return " *" if abs(threshold - stated) < _SAME else "  "


def _authors(e: Evaluation) -> str:
    rows = [
        (
            name,
            str(a.notes),
            str(a.clauses),
            str(a.activities),
            ranged(a.detection),
            ranged(a.kind),
            ranged(a.functional_or_exercise),
        )
        for name, a in e.authors.items()
    ]
    headings = ("author", "notes", "clauses", "work", "any activity F1", "right kind", "func./ex.")
    return _titled("By author, held out", grid(headings, rows))


def _alike(e: Evaluation) -> str:
    activities = sum(a.activities for a in e.authors.values())
    kind = f"right kind of those found {ranged(e.alike.kind_others)}"
    counted = f"{e.alike.clauses:,} of {e.clauses:,} clauses ({e.alike.activities:,} of the"
    counted += f" {activities:,} that name an activity) have nearly"
    return _titled(
        "Worded alike across the split",
        [
            counted,
            "the words of a clause by an author learnt from, short phrases mostly. On the others:",
            f"any activity F1 {ranged(e.alike.detection_others.f1)}, {kind}.",
        ],
    )


def _strangers(e: Evaluation) -> list[str]:
    if e.strangers is None:
        return []
    s = e.strangers
    counted = f"{s.notes} records, {s.clauses:,} clauses: {s.activities} name an activity;"
    return [
        _titled(
            "Records that are no therapy notes (counted nowhere above), held out too",
            [
                f"{counted} {s.found} were taken to, {s.right} of them rightly.",
                f"Records in which nothing was found that is not there: {ranged(s.quiet)}.",
            ],
        )
    ]


def _titled(title: str, lines: Sequence[str]) -> str:
    return "\n".join([title, "-" * len(title), *lines])
