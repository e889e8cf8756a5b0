"""What does one file of payer facts say by itself, and what comes of it laid over others?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol, TypeVar

from auditor.billing.edits import PairRow
from auditor.billing.facts import MARKS, Cap, Demand, Method
from auditor.billing.mistakes import Gathering
from auditor.billing.pair_reading import read_pairs
from auditor.billing.questions import PackExample, QuestionRow, read_examples, read_questions
from auditor.billing.reading import (
    read_caps,
    read_demands,
    read_method,
    read_sources,
)
from auditor.billing.shelf import FLAGS, PACK_KEYS, known_codes, packaged_cites
from auditor.billing.tables import Table
from auditor.billing.thresholds import ThresholdRow, read_thresholds


class _Keyed(Protocol):
    @property
    def key(self) -> object: ...


F = TypeVar("F", bound=_Keyed)


@dataclass(frozen=True, slots=True)
class Layer:
    """The facts of one file, or of several laid over one another."""

    method: Method | None = None
    demands: tuple[Demand, ...] = ()
    pairs: tuple[PairRow, ...] = ()
    caps: tuple[Cap, ...] = ()
    thresholds: tuple[ThresholdRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    flags: Mapping[str, bool] = field(default_factory=dict)
    inherited_mark: str = ""
    """How well it is known that this payer asks what it inherits; empty: as well as there."""
    examples: tuple[PackExample, ...] = ()


def read_layer(table: Table) -> Layer:
    """Read one file, and refuse it for all of its mistakes together.

    Raises:
        PackError: An entry is wrong.
    """
    found = Gathering()
    found.take(partial(table.allow, *PACK_KEYS), None)
    own = found.take(partial(read_sources, table, packaged_cites()), None)
    if own is None:
        found.done()
    cites, codes = {**packaged_cites(), **(own or {})}, known_codes()
    layer = Layer(
        method=found.take(partial(read_method, table, cites), None),
        demands=found.take(partial(read_demands, table, cites), ()),
        pairs=found.take(partial(read_pairs, table, cites), ()),
        caps=found.take(partial(read_caps, table, cites, codes), ()),
        thresholds=found.take(partial(read_thresholds, table, cites), ()),
        questions=found.take(partial(read_questions, table, cites, codes), ()),
        flags=found.take(partial(_flags, table), {}),
        inherited_mark=found.take(partial(_inherited_mark, table), ""),
        examples=found.take(partial(read_examples, table), ()),
    )
    found.done()
    return layer


def _flags(table: Table) -> Mapping[str, bool]:
    return {name: table.flag(name) for name in FLAGS if name in table.values}


def _inherited_mark(table: Table) -> str:
    mark = table.text("inherited_mark", "")
    if mark and mark not in MARKS:
        table.fail(f"inherited_mark is one of {', '.join(MARKS)}")
    return mark


def beside(layers: Sequence[Layer]) -> Layer:
    """Put together the layers of one payer's years: each counts on its own days."""
    return Layer(
        method=next((x.method for x in reversed(layers) if x.method), None),
        demands=tuple(d for x in layers for d in x.demands),
        pairs=tuple(p for x in layers for p in x.pairs),
        caps=tuple(c for x in layers for c in x.caps),
        thresholds=tuple(t for x in layers for t in x.thresholds),
        questions=tuple(q for x in layers for q in x.questions),
        flags={name: on for x in layers for name, on in x.flags.items()},
        inherited_mark=next((x.inherited_mark for x in layers if x.inherited_mark), ""),
    )


def over(below: Layer, own: Layer) -> Layer:
    """Lay a file's own facts over those it inherits: its own replace what has the same key."""
    demands, method = below.demands, below.method
    if own.inherited_mark:
        demands = tuple(replace(d, mark=own.inherited_mark) for d in demands)
        method = method and replace(method, mark=own.inherited_mark)
    return Layer(
        method=own.method or method,
        demands=_over(demands, own.demands),
        pairs=(*below.pairs, *own.pairs),
        caps=_over(below.caps, own.caps),
        thresholds=_over(below.thresholds, own.thresholds),
        questions=_over(below.questions, own.questions),
        flags={**below.flags, **own.flags},
    )


def _over(below: Iterable[F], own: Sequence[F]) -> tuple[F, ...]:
    keys = {fact.key for fact in own}
    return (*(fact for fact in below if fact.key not in keys), *own)
