"""What could an appeal say in the note's own words, and where is a blank left to be filled in?

Every part is a quotation, fixed wording, or a fact of the record: nothing clinical is ours, and
nothing is concluded that the note does not say.
"""

from collections.abc import Iterator

from auditor.denials import wording as say
from auditor.denials.facts import DenialMap
from auditor.denials.lines import Block, Fact, Line, Part, box, heading, item, plain, quoted, sub
from auditor.denials.lines import title as opening
from auditor.denials.review import Review, Shown, once, quotes_of
from auditor.model import WORK, Activity, ServiceLine
from auditor.report.words import ELEMENT_NAMES
from auditor.rules.registry import RULES

TOLD_WITH_WORK = frozenset({"activity_described", "activity_functional", "functional_purpose"})
"""Elements that the activities with their purposes tell."""


def outline(review: Review, held: DenialMap) -> Iterator[Block]:
    """Give the outline of an appeal; nothing where the reason is no denial or nothing was read."""
    if not review.record.complete or not any(r.denies for r in review.denial.reasons):
        return
    yield opening(say.OUTLINE, Fact(review.denial.written))
    yield plain(say.HOW_TO_USE)
    yield from _subject(review)
    yield from _work(review)
    yield from _steps(review)
    yield from _authority(review, held)
    yield heading(say.ENCLOSED)
    yield box(say.THIS_NOTE)
    yield from (box(paper.words) for paper in review.papers)
    yield plain(say.SIGNED)


def _subject(review: Review) -> Iterator[Line]:
    denial, visit = review.denial, review.record.visit
    named = say.OFTEN_WITH if denial.remark else say.DENIED_FOR
    for reason in denial.reasons:
        yield item(named, Fact(reason.code), say.COLON, reason.meaning)
    if denial.group:
        yield item(say.WHO_PAYS, Fact(denial.group.code), say.COLON, denial.group.meaning)
    if denial.remark:
        yield item(say.REMARKED, Fact(denial.remark.code), say.COLON, denial.remark.meaning)
    yield item(say.DAY, Fact(visit.date_of_service) if visit.date_of_service else say.NO_DAY)
    lines = [Fact(_billed(line)) for line in visit.note.claim]
    yield item(say.BILLED, *(_joined(lines) if lines else (say.NO_CLAIM,)))


def _billed(line: ServiceLine) -> str:
    return f"{'-'.join((line.code, *line.modifiers))} x{line.units}"


def _joined(facts: list[Fact]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for fact in facts:
        parts += [say.AND, fact] if parts else [fact]
    return tuple(parts)


def _work(review: Review) -> Iterator[Line]:
    """Each activity of this session with what it was for, as the note itself ties the two."""
    if not _asks(review, "activity_described"):
        return
    yield heading(say.DONE)
    done = [a for a in review.record.visit.performed() if a.label in WORK]
    if not done:
        yield item(say.ACTIVITY, say.BLANK)
    for activity in done:
        yield from _activity(review, activity)


def _activity(review: Review, activity: Activity) -> Iterator[Line]:
    for quote in quotes_of(review.record, (activity.span,)):
        under = (say.UNDER, Fact(activity.code)) if activity.code else ()
        yield item(say.ACTIVITY, *quoted(quote), *under)
        purpose = quotes_of(review.record, (activity.purpose,) if activity.purpose else ())
        if purpose:
            yield sub(say.PURPOSE, *quoted(purpose[0]))
        elif _asks(review, "functional_purpose"):
            yield sub(say.PURPOSE, say.BLANK)


def _asks(review: Review, element: str) -> bool:
    return any(element in reason.elements for reason in review.denial.reasons)


def _steps(review: Review) -> Iterator[Line]:
    """The other elements in the order of the map, each with all that shows it, or a blank."""
    names = once(e for reason in review.denial.reasons for e in reason.elements)
    shown = {s.element: s for s in (*review.holds, *review.half, *review.lacks)}
    told = [shown[name] for name in names if name in shown and name not in TOLD_WITH_WORK]
    if not told:
        return
    is_chain = _asks(review, "skilled_intervention")
    yield heading(say.CHAIN if is_chain else say.FOR_OTHERS)
    if is_chain:
        yield plain(say.TIES)
    for step in told:
        yield from _step(step, is_half=step in review.half)


def _step(step: Shown, *, is_half: bool) -> Iterator[Line]:
    name = ELEMENT_NAMES[step.element]
    if not step.quotes:
        yield item(name, say.COLON, say.BLANK)
    for quote in step.quotes:
        yield item(name, say.COLON, *((say.IN_PART,) if is_half else ()), *quoted(quote))


def _authority(review: Review, held: DenialMap) -> Iterator[Line]:
    """The documents behind what the note holds: of the rules that ask for it."""
    rules = [RULES.find(held.asks[shown.element]) for shown in (*review.holds, *review.half)]
    cites = once(f"{rule.source.cite}, {rule.source.url}" for rule in rules)
    yield heading(say.AUTHORITY)
    yield from (item(cite) for cite in cites or (say.NO_AUTHORITY,))
    if cites and not is_medicares(review, held):
        yield plain(say.MEDICARES)


def is_medicares(review: Review, held: DenialMap) -> bool:
    """Whether the payer in force is the one whose appeals are held."""
    demands = review.record.visit.demands
    return demands is not None and demands.payer == held.appeals.payer
