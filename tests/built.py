"""Visits put together by hand: facts are named by the words of the note they stand on."""

from dataclasses import replace

from auditor.ingest import read_claim
from auditor.model import (
    Activity,
    Assist,
    AssistLevel,
    CodeMention,
    Label,
    Note,
    Section,
    Signature,
    Span,
    Statement,
    StatementKind,
    Status,
    Time,
    TimeKind,
    Visit,
)
from strategies import with_demands

DAY = "2026-03-04"


def at(text, words):
    """The one place of some words in a text."""
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times"
    start = text.index(words)
    return Span(start, start + len(words))


def activity(words, label, code=None, *, sure=0.95, status=Status.PERFORMED, **more):
    """An activity whose place is still words."""
    return Activity(words, Label(label), sure, Status(status), code=code, **more)


def visit(text, *, claim="", payer="medicare", day=DAY, **facts):
    """A visit with demands and units, whose facts are given by their words; a claim also as lines.

    ``activities`` as ``activity(...)``; ``codes`` and ``minutes`` as ``{code: words}``, the minutes
    being the last number of the words; ``said`` as ``(words, kind)`` or ``(words, kind, weak)``.
    """
    placed = [replace(a, span=at(text, a.span)) for a in facts.get("activities", ())]
    lines = read_claim(claim) if isinstance(claim, str) else tuple(claim)
    note = Note("built", text, "built.txt", claim=lines, payer=facts.get("of_payer"))
    made = Visit(
        note=replace(note, allowed=facts.get("allowed", ())),
        discipline=facts.get("discipline"),
        date_of_service=day,
        activities=tuple(sorted(placed, key=lambda a: a.span)),
        code_mentions=tuple(
            CodeMention(at(text, words), code) for code, words in facts.get("codes", {}).items()
        ),
        times=(*_times(text, facts.get("minutes", {})), *_whole(text, facts)),
        statements=tuple(_statement(text, *s) for s in facts.get("said", ())),
        sections=tuple(Section(at(text, w), kind) for w, kind in facts.get("sections", {}).items()),
        signatures=tuple(
            Signature(at(text, words), credential, named=True)
            for words, credential in facts.get("signed", {}).items()
        ),
        assistance=tuple(
            Assist(at(text, words), AssistLevel(level))
            for words, level in facts.get("helped", {}).items()
        ),
    )
    return with_demands(made, payer)


def _times(text, minutes):
    for code, words in minutes.items():
        yield Time(at(text, words), TimeKind.DURATION, minutes=_last_number(words), code=code)


def _whole(text, facts):
    kinds = {"timed": TimeKind.TOTAL_TIMED, "treated": TimeKind.TOTAL_TREATMENT}
    for name, kind in kinds.items():
        if words := facts.get(name):
            yield Time(at(text, words), kind, minutes=_last_number(words))


def _last_number(words):
    return int("".join(c if c.isdigit() else " " for c in words).split()[-1])


def _statement(text, words, kind, weak=False):  # noqa: FBT002
    return Statement(at(text, words), StatementKind(kind), weak=weak)


def found(rule, made):
    """The words of a rule's hits, ``None`` for one at no words; nothing where it does not apply."""
    hits = list(rule.check(made)) if rule.when(made) else []
    return [hit.span.of(made.text) if hit.span else None for hit in hits]


def told(rule, made):
    """What the hits of a rule say beside its title."""
    return [hit.detail for hit in rule.check(made)]
