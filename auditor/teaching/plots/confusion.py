"""Which kinds of work are taken for which: counts, and the share of each row."""

from collections.abc import Iterator, Mapping, Sequence

from auditor.teaching.plots import shapes
from auditor.teaching.plots.picture import Picture

Table = Mapping[str, Mapping[str, int]]
"""Marked kind to kind answered to count."""
_LABEL, _TOP = 104, 54
_WIDE, _HIGH = 58, 38
DARKEST = 0.45
"""How much colour the fullest cell shows: words on it stay easy to read."""
_SEEN = 0.005


def picture(name: str, title: str, table: Table, about: str) -> Picture:
    """A table of counts, each cell the deeper coloured the more of its row it holds.

    Args:
        name: The picture's name.
        title: Its title.
        table: The counts.
        about: What is counted, in a sentence.
    """
    rows = list(table)
    answered = {answer for counts in table.values() for answer, count in counts.items() if count}
    others = sorted({answer for counts in table.values() for answer in counts} - set(rows))
    columns = rows + [answer for answer in others if answer in answered]
    return Picture(
        name=name,
        title=title,
        how=(
            "A row is what was marked, a column what was answered, so the framed cells are right;"
            " each holds the count and, below, its share of the row."
        ),
        said=f"{about} {'. '.join(_said(row, table[row]) for row in rows)}.",
        width=_LABEL + _WIDE * (len(columns) + 1),
        height=_TOP + _HIGH * len(rows) + 4,
        shapes=(
            *_heads(columns),
            *(s for i, r in enumerate(rows) for s in _row(i, r, table[r], columns)),
        ),
    )


def _said(row: str, counts: Mapping[str, int]) -> str:
    whole = sum(counts.values())
    wrong = sorted(((n, a) for a, n in counts.items() if a != row and n), reverse=True)[:2]
    mostly = ", ".join(f"{n:,} as {a}" for n, a in wrong)
    return f"{row}: {counts.get(row, 0):,} of {whole:,} right{f', {mostly}' if mostly else ''}"


def _heads(columns: Sequence[str]) -> Iterator[str]:
    middle = _LABEL + _WIDE * len(columns) / 2
    yield shapes.text(middle, 14, "answered", "bold", shapes.MIDDLE)
    yield shapes.text(0, _TOP - 10, "marked", "bold")
    for number, name in enumerate((*columns, "in all")):
        x = _LABEL + _WIDE * (number + 0.5)
        yield shapes.text(x, _TOP - 10, name, "small", shapes.MIDDLE)


def _row(
    number: int, name: str, counts: Mapping[str, int], columns: Sequence[str]
) -> Iterator[str]:
    top = _TOP + _HIGH * number
    whole = sum(counts.values())
    yield shapes.text(0, top + 23, name)
    for column, answer in enumerate(columns):
        left, count = _LABEL + _WIDE * column, counts.get(answer, 0)
        share = count / whole if whole else 0.0
        if share >= _SEEN:
            yield shapes.rect(left + 1, top + 1, _WIDE - 2, _HIGH - 2, "s0", share=DARKEST * share)
        if answer == name:
            yield shapes.rect(left + 1, top + 1, _WIDE - 2, _HIGH - 2, "right")
        if count:
            middle = left + _WIDE / 2
            yield shapes.text(middle, top + 17, f"{count:,}", "", shapes.MIDDLE)
            yield shapes.text(middle, top + 31, _percent(share), "part", shapes.MIDDLE)
    x = _LABEL + _WIDE * (len(columns) + 0.5)
    yield shapes.text(x, top + 23, f"{whole:,}", "soft", shapes.MIDDLE)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= _SEEN else "< 1 %"
