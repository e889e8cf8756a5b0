"""What was billed with a note, and where does the note name it?"""

from collections.abc import Iterable, Sequence

from auditor.model import Activity, AssistantUnits, CodeFact, ServiceLine, Span, Visit
from auditor.rules.core import Hit
from auditor.rules.once import once

CLAIM = "claim"
"""Where was looked when words of the claim, not of the note, are at fault."""


@once
def lines_of(visit: Visit) -> tuple[ServiceLine, ...]:
    """Return the claim's lines; without a claim, the codes the note itself gives units of."""
    if visit.note.claim:
        return visit.note.claim
    lines: dict[str, ServiceLine] = {}
    for mention in visit.code_mentions:
        if mention.units is not None:
            line = ServiceLine(mention.code, mention.units, mention.modifiers)
            lines.setdefault(mention.code, line)
    return tuple(lines.values())


@once
def billed_codes(visit: Visit) -> tuple[str, ...]:
    """Return the codes billed, each once, in the order of the claim."""
    return tuple(dict.fromkeys(line.code for line in lines_of(visit)))


def fact_of(visit: Visit, code: str) -> CodeFact | None:
    """Return what the pack in force knows of a code; ``None`` where it knows nothing."""
    return visit.demands.codes.get(code) if visit.demands else None


def asked_of_assistants(visit: Visit) -> AssistantUnits | None:
    """Return what the assistant's modifiers ask of the claim; ``None`` where nothing is known."""
    return visit.units.assistants if visit.units else None


def named_at(visit: Visit, code: str) -> Span | None:
    """Return where the note names a code first; ``None`` where it does not."""
    return next((m.span for m in visit.code_mentions if m.code == code), None)


def minutes_at(visit: Visit, code: str) -> Span | None:
    """Return where the note gives a code minutes of its own first; ``None`` where it does not."""
    return next((t.span for t in visit.times if t.code == code and t.minutes is not None), None)


def hit_at(span: Span | None, detail: str) -> Hit:
    """Point at words of the note, or where there are none at the claim."""
    return Hit(span, () if span else (CLAIM,), detail)


def first_of(code: str, found: Sequence[Activity], work: Sequence[Activity]) -> Hit:
    """Point at the first of what was found under a code, and count."""
    return Hit(found[0].span, detail=f"{code}, {len(found)} of {len(work)} recorded")


def said(line: ServiceLine) -> str:
    """Write a line's code with its modifiers, as on the claim."""
    return "-".join((line.code, *line.modifiers))


def at_line(visit: Visit, line: ServiceLine, detail: str) -> Hit:
    """Point at the line's code where the note names it, else at the claim."""
    return hit_at(named_at(visit, line.code), detail)


def listed(codes: Iterable[str]) -> str:
    """Write codes one after the other, each once."""
    return ", ".join(dict.fromkeys(codes))
