"""Makes audits by hand: visits, findings and records of a text."""

from dataclasses import dataclass, replace

from auditor.model import (
    ELEMENTS,
    Element,
    ElementStatus,
    Note,
    Severity,
    Span,
    UnitCount,
    Units,
    Visit,
)
from auditor.record import AuditRecord, Finding, MadeBy, Outcomes, Source, as_json

MADE_BY = MadeBy(auditor="0.1.0", pack="medicare-2026@1a2b3c4d5e6f", model="sha256:0f1e2d3c4b5a")
TREATMENT_NOTE = Source(
    cite="CMS Pub. 100-02, ch. 15, §220.3.E",
    url="https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/bp102c15.pdf",
)
COUNTING_UNITS = Source(
    cite="CMS Pub. 100-04, ch. 5, §20.2",
    url="https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c05.pdf",
)


@dataclass(frozen=True)
class Place:
    """Finds words in one text."""

    text: str

    def __call__(self, words, nth=0):
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))


def finding(rule, severity=Severity.ERROR, span=None, *, looked_in=(), element=None, **words):
    name = words.pop("name", f"fault-of-{rule.lower()}")
    return Finding(
        rule=rule,
        name=name,
        severity=severity,
        message=words.pop("message", f"Something about {rule} is not shown"),
        ask=words.pop("ask", f"What does the note show about {rule}?"),
        source=words.pop("source", TREATMENT_NOTE),
        element=element,
        span=span,
        looked_in=looked_in,
    )


def record(text="", *, note_id="N-1", source="notes/n1.txt", complete=True, **parts):
    """An audit of a text: ``findings`` and outcomes besides, all else goes into the visit."""
    findings = tuple(parts.pop("findings", ()))
    outcomes = parts.pop("outcomes", None) or Outcomes(
        ran=tuple(sorted({f.rule for f in findings} | {"TIM101", "COD201"})),
        not_applicable={"GRP101": "no group therapy"},
        weights={"TIM101": Severity.ERROR, "COD201": Severity.WARNING}
        | {f.rule: f.severity for f in findings},
    )
    elements = dict.fromkeys(ELEMENTS, Element(ElementStatus.PRESENT)) | parts.pop("elements", {})
    visit = Visit(note=Note(note_id, text, source), elements=elements, **parts)
    return AuditRecord(visit, findings, outcomes, MADE_BY, complete)


def units(by_code, *, billed, minutes=38, total=None, ties=(), other=None):
    count = UnitCount(sum(by_code.values()) if by_code else total, by_code, tuple(ties))
    return Units(
        timed_minutes=minutes,
        minutes_by_code=None,
        methods={"medicare": count, "rule_of_eights": other or count},
        billed=billed,
        payer_method="medicare",
    )


def item(audited):
    """What the batch renderers take: the record's JSON values and the note's text."""
    return as_json(audited), audited.visit.text


def shown(*spans):
    return Element(ElementStatus.PRESENT, evidence=spans)


def missing(*looked_in):
    return Element(ElementStatus.MISSING, looked_in=looked_in)


def renamed(audited, note_id):
    """The same audit under another note id."""
    note = replace(audited.visit.note, note_id=note_id)
    return replace(audited, visit=replace(audited.visit, note=note))
