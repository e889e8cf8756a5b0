"""A batch as one HTML page that needs nothing else: figures, every note with its words, no network.

The page is made in pieces. Its head needs the figures of the whole batch, which a ``Tally`` counts
while the notes are audited; then each note's part is rendered and given away as it comes, so that
neither the records nor the texts of a batch are ever held together.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import resources
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from auditor.model import ELEMENTS
from auditor.report import plots, words
from auditor.report.claim_figures import MISSED, ClaimFigures, claim_lines
from auditor.report.columns import one_line, visible
from auditor.report.outcomes import values
from auditor.report.places import check_text, where
from auditor.report.segments import legend, marks, segments
from auditor.report.totals import Totals
from auditor.report.units import compare, method_order, method_words, sharing_words, ways_words
from auditor.report.words import Item

TOP = 10
"""How many findings and elements are drawn; the tables beside the plots hold all."""


def write_html(
    out: TextIO, items: Iterable[Item], totals: Totals, claimed: ClaimFigures | None = None
) -> None:
    """Write the page of a batch.

    Args:
        out: Where to; opened as UTF-8 text.
        items: Each note's record as JSON values, and its text; read once, held one at a time.
        totals: The figures of the whole batch, of which ``items`` may be a part.
        claimed: The figures of its claim lines; ``None`` where no claim files were given.

    Raises:
        InputError: A text is not the one its record was made from.
    """
    out.writelines(page(items, totals, claimed))


def page(
    items: Iterable[Item], totals: Totals, claimed: ClaimFigures | None = None
) -> Iterator[str]:
    """Give the page piece by piece: its head, a piece a note, its foot."""
    style, script = _source("style.css"), _source("page.js")
    yield _template("head").render(
        totals=totals,
        claimed=claimed,
        outcomes=None if claimed is None or claimed.outcomes is None else values(claimed.outcomes),
        style=style,
        script_hash=_hash(script),
        style_hash=_hash(style),
        element_rows=plots.element_bars(totals),
        rule_rows=plots.rule_bars(totals),
        gate_rows=plots.gate_bars(totals),
        unit_rows=plots.unit_bars(totals),
    )
    number = 0
    for number, item in enumerate(items, start=1):
        yield note_part(item, number, opened=totals.notes == 1)
    yield _template("foot").render(totals=totals, shown=number, script=script)


def note_part(item: Item, number: int, *, opened: bool = False) -> str:
    """Render one note's part of the page.

    Args:
        item: The record and the note's text.
        number: The note's position on the page, from 1: the names of its places hold it.
        opened: Whether the note is shown open.
    """
    text = check_text(item)
    record = item[0]
    findings = words.sorted_findings(record)
    found = marks(record, findings, f"n{number}f")
    return _template("note").render(
        r=record,
        text=text,
        number=number,
        opened=opened,
        findings=findings,
        where=partial(where, record),
        counts=words.severity_counts(record),
        not_assessed=words.why_not_assessed(record),
        segments=segments(text, found),
        legend=legend(found),
        elements=[(name, record["elements"][name]) for name in _known(record["elements"])],
        considered=words.considered(record),
        lacking=[n for n, e in record["elements"].items() if e["status"] == "missing"],
        compared=compare(record["units"]),
    )


def _known(elements: Mapping[str, Any]) -> list[str]:
    return [name for name in ELEMENTS if name in elements]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("auditor.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "visible": visible,
        "one_line": one_line,
        "spaced": words.spaced,
        "sharing": sharing_words,
        "ways": ways_words,
        "method": method_words,
        "safe_link": _safe_link,
    }
    environment.globals |= {
        "TOP": TOP,
        "score_range": plots.score_range,
        "ELEMENT_NAMES": words.ELEMENT_NAMES,
        "STATUS_NAMES": words.STATUS_NAMES,
        "GATES": words.GATES,
        "claim_lines": claim_lines,
        "MISSED": MISSED,
        "percent": words.percent,
        "plural": words.plural,
        "method_order": method_order,
    }
    return environment


def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.html.j2")


def _source(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    """The name by which the page's own policy lets one inline style or script in."""
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return f"sha256-{digest}"


def _safe_link(url: str) -> str:
    """A source's address, if it is one of the web; else nothing."""
    return url if url.startswith(("https://", "http://")) else ""
