"""What is said of a denial, and of a note read for it, from top to bottom?"""

from collections.abc import Collection, Iterable, Iterator

from auditor.denials import wording as say
from auditor.denials.codes import Denial
from auditor.denials.facts import Cite, DenialMap, Paper, Reason, Remark, Remedy
from auditor.denials.lines import Block, Fact, Line, Part, Rows, heading, item, plain, quoted, sub
from auditor.denials.lines import title as opening
from auditor.denials.outline import is_medicares
from auditor.denials.review import Question, Review, Shown, once
from auditor.record import as_json, units_json
from auditor.report.units import units_line
from auditor.report.words import ELEMENT_NAMES, why_not_assessed
from auditor.rules.registry import RULES

MINUTES = "timed_minutes"


def about(denial: Denial, held: DenialMap) -> Iterator[Block]:
    """Tell what is held of a denial, whatever the note."""
    yield from _named(denial)
    for reason in denial.reasons:
        yield from _reason(reason, denial, held)
    if any(reason.remedy is Remedy.APPEAL for reason in denial.reasons):
        yield from appeals(held)


def _named(denial: Denial) -> Iterator[Line]:
    yield opening(Fact(denial.written))
    if denial.remark:
        yield plain(denial.remark.meaning, " ", _known(denial.remark.cite))
        codes = ", ".join(reason.code for reason in denial.reasons)
        yield plain(say.SEVERAL, Fact(codes))
    if denial.group:
        yield plain(Fact(denial.group.code), say.COLON, denial.group.meaning)


def _reason(reason: Reason, denial: Denial, held: DenialMap) -> Iterator[Line]:
    if len(denial.reasons) > 1:
        yield heading(Fact(reason.code))
    yield plain(reason.meaning, " ", say.REMEDIES[reason.remedy])
    yield plain(say.SOURCE, _cited(reason.cite))
    if not reason.denies:
        return
    if not reason.foreseeable:
        yield plain(say.UNFORESEEN)
    if reason.elements:
        yield heading(say.ELEMENTS)
    for name in reason.elements:
        decides = (say.DECISIVE,) if name in reason.decisive else ()
        yield item(ELEMENT_NAMES[name], *decides)
    yield from _rules(reason)
    yield from _elsewhere(held.papers[name] for name in reason.papers)
    if not denial.remark:
        yield from _hints(held.remarks_of(reason.code))


def _elsewhere(papers: Iterable[Paper]) -> Iterator[Line]:
    yield heading(say.ELSEWHERE)
    for paper in papers:
        yield item(paper.words, " ", _known(paper.cite))


def _hints(remarks: Collection[Remark]) -> Iterator[Line]:
    if remarks:
        yield heading(say.HINTS)
    for remark in remarks:
        yield item(Fact(remark.code), say.COLON, remark.meaning)


def _rules(reason: Reason) -> Iterator[Line]:
    yield heading(say.RULES)
    spoken = [rule for rule in RULES if rule.code in reason.speaking]
    for rule in spoken:
        decides = (say.DECISIVE,) if rule.code in reason.decisive_rules else ()
        yield item(Fact(rule.code), " ", rule.title, *decides)
    if not spoken:
        yield item(say.NO_RULE)


def _known(cite: Cite) -> Fact:
    return Fact(f"({_cited(cite).text})")


def _cited(cite: Cite) -> Fact:
    return Fact(f"{cite.cite}; {say.KNOWN_BY[cite.mark]}")


def appeals(held: DenialMap) -> Iterator[Block]:
    """Give Medicare's levels of appeal as a small table."""
    yield heading(say.APPEALS)
    levels = held.appeals.levels
    yield Rows(
        say.APPEAL_HEADS,
        tuple((x.name, x.decided_by, f"{x.days}{say.DAYS}", x.counted_from) for x in levels),
    )
    yield plain(say.SOURCE, _cited(held.appeals.cite))


def reviewed(review: Review, held: DenialMap) -> Iterator[Block]:
    """Tell what a note holds and lacks for a denial, and what no note holds."""
    yield from _named(review.denial)
    for reason in review.denial.reasons:
        yield plain(Fact(reason.code), say.COLON, reason.meaning, " ", say.REMEDIES[reason.remedy])
    if len(review.denial.reasons) > 1:
        yield plain(say.LIKELIEST, Fact(review.denial.likeliest.code), say.ASK_AGAIN)
    if not any(reason.denies for reason in review.denial.reasons):
        return
    if not review.record.complete:
        why = " ".join(why_not_assessed(as_json(review.record)))
        yield plain(say.NOT_AUDITED, Fact(why))
        return
    yield from _standing(review, held)
    yield from _shown(say.HOLDS, review.holds)
    yield from _units(review)
    yield from _shown(say.HALF, review.half)
    yield from _shown(say.LACKS, review.lacks)
    yield from _against(review)
    yield from _ran(review)
    yield from _elsewhere(review.papers)
    yield from appeals(held) if is_medicares(review, held) else iter([plain(say.OTHER_PAYER)])


def _standing(review: Review, held: DenialMap) -> Iterator[Line]:
    yield heading(say.STANDING)
    if not any(reason.elements or reason.speaking for reason in review.denial.reasons):
        yield plain(say.NOTHING_HERE)
        return
    if review.weak:
        yield plain(say.WEAK)
        yield from (item(Fact(why)) for why in why_weak(review))
        attestation = held.attestation
        yield plain(attestation.words, " ", _known(attestation.cite))
    half = [shown for shown in review.half if shown.decisive]
    for shown in half:
        yield item(say.HALF_DECISIVE, ELEMENT_NAMES[shown.element])
    if review.undecided:
        yield plain(say.GIVE_CLAIM)
    elif not (review.weak or half):
        yield plain(say.NOT_WEAK)


def why_weak(review: Review) -> Iterator[str]:
    """Say, each in a sentence, why an appeal on the note alone is weak; nothing where it is not."""
    for why in review.weak:
        if isinstance(why, Shown):
            yield f"{say.WEAK_LACKS}{ELEMENT_NAMES[why.element]}."
        else:
            yield f"{say.WEAK_AGAINST}{why.message} ({why.question.rule})."


def _shown(head: str, shown: Iterable[Shown]) -> Iterator[Line]:
    items = list(shown)
    yield heading(head)
    if not items:
        yield plain(say.NONE)
    for element in items:
        yield item(ELEMENT_NAMES[element.element], *((say.DECISIVE,) if element.decisive else ()))
        yield from (sub(*quoted(quote)) for quote in element.quotes)
        if element.question:
            yield from _asked(element.question)


def _units(review: Review) -> Iterator[Line]:
    """What the minutes support, where the denial turns on minutes."""
    units = review.record.visit.units
    if units and any(MINUTES in reason.elements for reason in review.denial.reasons):
        yield from (item(Fact(said)) for said in (units_line(units_json(units)),) if said)


def _asked(question: Question) -> Iterator[Line]:
    yield sub(Fact(question.ask))
    yield sub(Fact(f"{question.rule}; {question.source.cite}"))


def _against(review: Review) -> Iterator[Line]:
    if not review.against:
        return
    yield heading(say.AGAINST)
    for against in review.against:
        yield item(Fact(f"{against.severity}: {against.message}"))
        yield from (sub(*quoted(quote)) for quote in (against.quote,) if quote)
        yield from _asked(against.question)


def _ran(review: Review) -> Iterator[Line]:
    if review.clear:
        yield plain(say.CLEAR, *_codes(review.clear))
    if review.not_run:
        yield plain(say.NOT_RUN, *_codes(review.not_run))


def _codes(codes: Iterable[str]) -> tuple[Part, ...]:
    return (Fact(", ".join(once(codes))),)
