"""The figures of the held-back notes as tables of the model's card."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.classify.figures import Figure
from auditor.classify.tables import ranged
from auditor.report.words import ELEMENT_NAMES

_ACTIVITY, _ELEMENT = "activity:", "element:"


def as_markdown(held: Mapping[str, Any], metrics: Mapping[str, Any] | None) -> str:
    """The figures as tables, beside those of the authors held out in turn."""
    return "\n".join(_lines(held, metrics))


def _lines(held: Mapping[str, Any], metrics: Mapping[str, Any] | None) -> Iterator[str]:
    ours, keywords = held["auditor"], held["keywords"]
    source = held["source"][:1].upper() + held["source"][1:]
    yield f"{source}: {ours['notes']} notes by {', '.join(ours['authors'])},"
    yield "read whole, beside a plain list of keywords in the place of all that is learnt. F1, in"
    yield "brackets the 95 % interval from drawing notes again. *In turn* is each group of authors"
    yield "held out of learning, as in the figures below: any clause that names an activity counts"
    yield "there, here only work performed. Talk (testing, education, vague) is no work here."
    yield ""
    yield from _row("Kind of work", "marked", "held back", "keywords", "in turn")
    yield from _row(*["---"] * 5)
    for thing, found in ours["found"].items():
        if thing == "activity" or thing.startswith(_ACTIVITY):
            kind = thing.removeprefix(_ACTIVITY)
            yield from _row(
                "any activity" if kind == "activity" else kind,
                str(found["marked"]),
                _f1(found),
                _f1(keywords["found"].get(thing)),
                _in_turn(kind, metrics),
            )
    yield from _row(
        "kind right, of those found",
        "",
        _shown(ours["shares"].get("class")),
        _shown(keywords["shares"].get("class")),
        _shown(metrics["work"]["classifier"]["kind"] if metrics else None),
    )
    yield ""
    yield "Elements that are missing; authors held out in turn are not asked for them."
    yield ""
    yield from _row("Missing element", "marked", "held back", "keywords")
    yield from _row(*["---"] * 4)
    names = {f"{_ELEMENT}{element}": name for element, name in ELEMENT_NAMES.items()}
    for thing, name in {"missing elements": "all together", **names}.items():
        if thing in ours["found"]:
            found, theirs = ours["found"][thing], keywords["found"].get(thing)
            yield from _row(name, str(found["marked"]), _f1(found), _f1(theirs))


def _in_turn(kind: str, metrics: Mapping[str, Any] | None) -> str:
    if metrics is None:
        return "-"
    if kind == "activity":
        return _f1(metrics["work"]["classifier"]["detection"])
    return _f1(metrics["kinds"].get(kind, {}).get("classifier"))


def _f1(found: Mapping[str, Any] | None) -> str:
    return _shown(found["f1"] if found else None)


def _shown(figure: Mapping[str, Any] | None) -> str:
    return ranged(Figure(**figure)) if figure else "-"


def _row(*cells: str) -> Iterator[str]:
    yield f"| {' | '.join(cells)} |"
