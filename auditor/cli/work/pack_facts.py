"""What does a pack say on one day, a line a fact, each with its source?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from auditor.billing import packs
from auditor.billing.facts import PER_CODE, TIMED, Cap, CodeRow, Mue, Period
from auditor.billing.packs import Pack
from auditor.billing.questions import QuestionRow
from auditor.billing.thresholds import KX, ThresholdRow
from auditor.model import CodeFact, PairTable
from auditor.report.words import METHOD_NAMES, spaced

METHOD, DEMAND, THRESHOLD, CAP = "method", "demand", "threshold", "cap"
QUESTION, PAIR, CODE = "question", "pair", "code"
"""The kinds of facts."""
_STRICT = {
    1: "on a line",
    2: "whatever the record shows",
    3: "more only where the record bears it out",
}


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact in force: of which kind, called what, what it says, and on what authority."""

    kind: str
    name: str
    says: str
    cite: str
    mark: str = ""
    """How well it is known; empty where the kind of fact has no mark."""
    period: Period = ALWAYS


def facts_of(pack: Pack, day: str | None) -> tuple[Fact, ...]:
    """Return every fact of a pack that is in force on an ISO day; ``None``: as ``demands_of``."""
    demands = packs.demands_of(pack, day)
    at = day_of(pack, day)
    within = pack.days.nearest(at)
    return (
        Fact(METHOD, "units", METHOD_NAMES[pack.method.name], pack.method.cite, pack.method.mark),
        *(
            Fact(DEMAND, spaced(d.name), "asked", d.cite, d.mark, d.period)
            for d in pack.demands
            if d.period.covers(within)
        ),
        *(_threshold(t) for t in pack.thresholds if t.period.covers(at)),
        *(_cap(c) for c in pack.caps if c.period.covers(within)),
        *(_question(q) for q in pack.questions if q.period.covers(within)),
        *_pairs(demands.pairs),
        *(
            _code(row, demands.codes[row.fact.code], within, mue=pack.mue)
            for row in pack.codes
            if row.period.covers(within)
        ),
    )


def day_of(pack: Pack, day: str | None) -> str:
    """Return the day a pack is looked at: the one given, else when reviewed, or its last."""
    return day or pack.days.nearest(pack.reviewed_on)


def _threshold(row: ThresholdRow) -> Fact:
    who = f"{'KX' if row.kind == KX else 'records'}, {' and '.join(row.disciplines)}"
    says = "KX" if row.kind == KX else "the payer may ask for the records"
    amount = f"above ${row.dollars:,} of charges allowed in the year: {says}"
    return Fact(THRESHOLD, who, amount, row.cite, row.mark, row.period)


def _cap(cap: Cap) -> Fact:
    what = "timed codes" if cap.codes == (TIMED,) else ", ".join(cap.codes)
    says = f"at most {cap.max_units} units {'of each' if cap.per == PER_CODE else 'in all a visit'}"
    return Fact(CAP, what, says, cap.cite, cap.mark, cap.period)


def _question(row: QuestionRow) -> Fact:
    question = row.question
    of_codes = f"; with codes {', '.join(sorted(question.codes))}" if question.codes else ""
    says = f"{question.ask} (looks for: {'; '.join(question.look_for)}{of_codes})"
    return Fact(QUESTION, question.name, says, question.cite, row.mark, row.period)


def _pairs(table: PairTable) -> Iterator[Fact]:
    """One fact for each first code and each answer to whether a modifier may lift the edit."""
    denied: dict[tuple[str, bool, str], list[str]] = {}
    for pair in table.pairs.values():
        # the table without its age, which is another on every day and no change of the facts
        said_by = pair.table or table.table.partition(",")[0]
        denied.setdefault((pair.first, pair.modifier_allowed, said_by), []).append(pair.second)
    for (first, allowed, said_by), others in sorted(denied.items()):
        how = "unless told apart" if allowed else "always"
        says = f"denied {how}: {', '.join(sorted(others))}"
        yield Fact(PAIR, f"with {first}", says, said_by)


def _code(row: CodeRow, fact: CodeFact, day: str, *, mue: bool) -> Fact:
    own = fact.max_units is not None and fact.max_units_indicator is None
    limit = row.mue if mue and row.mue and row.mue.period.covers(day) and not own else None
    parts = [fact.name, "by time" if fact.timed else "not by time"]
    if own:
        parts.append(f"at most {fact.max_units} a day")
    if limit is not None:
        parts.append(_limit(limit, row.hospital_mue))
    cites = dict.fromkeys((row.cite, *((limit.cite,) if limit else ())))
    return Fact(CODE, fact.code, "; ".join(parts), "; ".join(cites), "", row.period)


def _limit(limit: Mue, hospital: Mue | None) -> str:
    if hospital is not None and hospital.units != limit.units:
        units = f"{limit.units} a day ({hospital.units} in an outpatient hospital)"
    else:
        units = f"{limit.units} a day"
    return f"at most {units}, {_STRICT[limit.indicator]}"


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that one pack has and another has not, or has otherwise."""

    before: Fact | None
    after: Fact | None

    @property
    def fact(self) -> Fact:
        """The fact that is talked of: as it is now, or as it was."""
        found = self.after or self.before
        if found is None:
            message = "a change is of something"
            raise ValueError(message)
        return found


def changes(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[Change, ...]:
    """Return what was added, removed and changed, in order of kind; days alone are no change."""
    old, new = _by_name(before), _by_name(after)
    found = (Change(old.get(key), new.get(key)) for key in dict.fromkeys((*old, *new)))
    return tuple(c for c in found if _undated(c.before) != _undated(c.after))


def _by_name(facts: Iterable[Fact]) -> dict[tuple[str, str, str], Fact]:
    """By kind and name; pairs of one first code also by whether a modifier is allowed."""
    return {(f.kind, f.name, f.says.partition(":")[0] if f.kind == PAIR else ""): f for f in facts}


def _undated(fact: Fact | None) -> Fact | None:
    return fact and replace(fact, period=ALWAYS)
