"""Visits made by hand of stated facts, each found by its own words, for rules of what is shown."""

from dataclasses import replace

from auditor.billing.packs import demands_for
from auditor.elements import elements_of
from auditor.ingest import read_claim
from auditor.model import (
    ELEMENTS,
    Activity,
    CodeMention,
    Element,
    ElementStatus,
    Label,
    Note,
    Section,
    Span,
    Status,
    Time,
    TimeKind,
    Visit,
)
from auditor.rules.registry import RULES

LOOKED = ("objective", "plan")


def place(text, words):
    """Where the words first stand in the text; an asterisk before them says the last time."""
    plain = words.removeprefix("*")
    start = text.rindex(plain) if words.startswith("*") else text.index(plain)
    return Span(start, start + len(plain))


def time(text, words, kind, value, code=None):
    """A time by its words: a clock where the value is one, minutes else."""
    clock, minutes = (value, None) if isinstance(value, str) else (None, value)
    return Time(place(text, words), TimeKind(kind), minutes=minutes, clock=clock, code=code)


def work(text, words, label, code=None, probability=0.9):
    """An activity that was performed."""
    return Activity(place(text, words), Label(label), probability, Status.PERFORMED, code=code)


def made(
    text="",
    *,
    times=(),
    activities=(),
    codes=(),
    claim="",
    payer=None,
    shown=None,
    sections=(),
    date_of_service=None,
    **facts,
):
    """A visit of the given facts; elements not ``shown`` otherwise are those the facts show."""
    visit = Visit(
        note=Note("N-1", text, "n.txt", claim=read_claim(claim), date_of_service=date_of_service),
        times=tuple(time(text, *t) for t in times),
        activities=tuple(work(text, *a) for a in activities),
        code_mentions=tuple(CodeMention(place(text, words), code) for words, code in codes),
        sections=tuple(Section(place(text, words), kind) for words, kind in sections),
        demands=demands_for(payer),
        **facts,
    )
    timed = {code for code, fact in visit.demands.codes.items() if fact.timed}
    elements = dict(elements_of(visit, timed))
    for name, status in (shown or {}).items():
        assert name in ELEMENTS
        elements[name] = Element(ElementStatus(status), (), LOOKED)
    return replace(visit, elements=elements)


def hits(code, visit):
    """What a rule finds, as it would be reported: nothing where it does not apply."""
    rule = RULES.find(code)
    return list(rule.check(visit)) if rule.when(visit) else []


def words_hit(code, visit):
    """The words at fault; ``None`` where there are none to point at."""
    return [h.span.of(visit.text) if h.span else None for h in hits(code, visit)]
