"""What does a note hold, half hold and lack that speaks to a denial, and what is in no note?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.denials.codes import Denial
from auditor.denials.facts import DenialMap, Paper, Reason
from auditor.model import ElementStatus, Severity, Span
from auditor.record import AuditRecord, Finding, LineIndex, Source
from auditor.rules.registry import RULES


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the note, and where they stand."""

    text: str
    """Exactly as received."""
    span: Span
    line: int
    """From 1."""
    where: str | None = None
    """Where in a document that line stands, such as ``page 2``."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a rule asks, by its code, and the document it stands on."""

    rule: str
    ask: str
    source: Source


@dataclass(frozen=True, slots=True)
class Shown:
    """One element: the words that show it, and where they do not suffice, the question left."""

    element: str
    quotes: tuple[Quote, ...] = ()
    question: Question | None = None
    """``None`` where the element is held."""
    decisive: bool = False


@dataclass(frozen=True, slots=True)
class Against:
    """A finding that speaks for the denial: the words at fault, if it points at any."""

    message: str
    severity: Severity
    question: Question
    quote: Quote | None
    decisive: bool


@dataclass(frozen=True, slots=True)
class Review:
    """One note, read for one denial."""

    denial: Denial
    record: AuditRecord
    holds: tuple[Shown, ...]
    half: tuple[Shown, ...]
    lacks: tuple[Shown, ...]
    against: tuple[Against, ...]
    clear: tuple[str, ...]
    """Codes of rules that speak to the denial, ran, and found nothing."""
    not_run: Mapping[str, str]
    """Codes of rules that speak to it and had nothing to go by, with the reason."""
    papers: tuple[Paper, ...]
    """What must come from elsewhere."""

    @property
    def undecided(self) -> bool:
        """Whether a rule that decides had no claim to go by."""
        decisive = self.denial.likeliest.decisive_rules
        return not self.record.visit.note.claim and not self.not_run.keys().isdisjoint(decisive)

    @property
    def weak(self) -> tuple[Shown | Against, ...]:
        """Why an appeal on this note alone is weak: what decides, and is lacking or speaks against.

        Empty where nothing decisive does; that does not make an appeal strong.
        """
        lacking = (shown for shown in self.lacks if shown.decisive)
        return (*lacking, *(against for against in self.against if against.decisive))


def review(record: AuditRecord, denial: Denial, held: DenialMap) -> Review:
    """Read a note's audit for a denial.

    Args:
        record: The audit. One that is not complete has nothing to hold.
        denial: What is asked about; where a remark leads to several reasons, all of them count,
            and the likeliest says what decides.
        held: The map of denials.
    """
    quoting = _Quoting(record)
    elements = once(e for reason in denial.reasons for e in reason.elements)
    judged = record.visit.elements if record.complete else {}
    shown = {
        status: tuple(
            _shown(record, quoting, element, held, decisive=element in denial.likeliest.decisive)
            for element in elements
            if element in judged and judged[element].status is status
        )
        for status in ElementStatus
    }
    speaking = sorted({code for reason in denial.reasons for code in reason.speaking})
    findings = [f for f in record.findings if f.rule in speaking]
    return Review(
        denial=denial,
        record=record,
        holds=shown[ElementStatus.PRESENT],
        half=shown[ElementStatus.PARTIAL],
        lacks=shown[ElementStatus.MISSING],
        against=_against(findings, denial.likeliest, _answered(shown), quoting),
        clear=_clear(record, speaking, _answered(shown)),
        not_run=_not_run(record, speaking),
        papers=tuple(held.papers[p] for p in once(p for r in denial.reasons for p in r.papers)),
    )


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, in the order of first mention."""
    return tuple(dict.fromkeys(names))


class _Quoting:
    """Quotes of one note."""

    def __init__(self, record: AuditRecord) -> None:
        self.text = record.visit.text
        self._note = record.visit.note
        self._lines = LineIndex(self.text)

    def __call__(self, span: Span) -> Quote:
        line, _ = self._lines.of(span.start)
        return Quote(span.of(self.text), span, line, self._note.where(span.start))


def quotes_of(record: AuditRecord, spans: Iterable[Span]) -> tuple[Quote, ...]:
    """Quote some places of a record's note; places without words give none."""
    quoting = _Quoting(record)
    return tuple(quoting(span) for span in spans if span.start < span.end)


def _shown(
    record: AuditRecord, quoting: _Quoting, name: str, held: DenialMap, *, decisive: bool
) -> Shown:
    element = record.visit.elements[name]
    is_held = element.status is ElementStatus.PRESENT
    return Shown(
        element=name,
        quotes=tuple(quoting(span) for span in element.evidence if span.start < span.end),
        question=None if is_held else _question(record, name, held),
        decisive=decisive,
    )


def _question(record: AuditRecord, element: str, held: DenialMap) -> Question:
    """That of the finding about the element, else of the rule that asks for it."""
    found = sorted((f for f in record.findings if f.element == element), key=_weight)
    if found:
        return _asked(found[0])
    rule = RULES.find(held.asks[element])
    return Question(rule.code, rule.fix, rule.source)


def _asked(finding: Finding) -> Question:
    return Question(finding.rule, finding.ask, finding.source)


def _weight(finding: Finding) -> int:
    return len(finding.severity.and_heavier())


def _answered(shown: Mapping[ElementStatus, tuple[Shown, ...]]) -> frozenset[str]:
    """Elements whose findings are told where the element is."""
    told = (*shown[ElementStatus.PARTIAL], *shown[ElementStatus.MISSING])
    return frozenset(item.element for item in told)


def _against(
    findings: Iterable[Finding],
    reason: Reason,
    answered: frozenset[str],
    quoting: _Quoting,
) -> tuple[Against, ...]:
    decisive = reason.decisive_rules
    told = [f for f in findings if f.rule in decisive or f.element not in answered]
    return tuple(
        Against(
            message=finding.message,
            severity=finding.severity,
            question=_asked(finding),
            quote=quoting(finding.span) if finding.span and finding.span.of(quoting.text) else None,
            decisive=finding.rule in decisive,
        )
        for finding in sorted(told, key=lambda f: (f.rule not in decisive, _weight(f)))
    )


def _clear(
    record: AuditRecord, speaking: Iterable[str], answered: frozenset[str]
) -> tuple[str, ...]:
    """Rules that ran and found nothing; those of an element that is not held are not named."""
    found = {finding.rule for finding in record.findings}
    found |= {rule.code for rule in RULES if rule.element in answered}
    ran = set(record.outcomes.ran)
    return tuple(code for code in speaking if code in ran and code not in found)


def _not_run(record: AuditRecord, speaking: Iterable[str]) -> Mapping[str, str]:
    why = {**record.outcomes.not_applicable, **record.outcomes.skipped}
    return {code: why[code] for code in speaking if code in why}
