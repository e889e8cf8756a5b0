"""Audit notes: read, gather the facts, work out units, run the rules, and make the record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from auditor import __version__
from auditor.billing import apart, assistants, packs, units
from auditor.classify import store
from auditor.classify.classifier import Classifier
from auditor.elements import elements_of
from auditor.errors import AuditorError, PackError
from auditor.ingest import Refused
from auditor.model import (
    ClauseClassifier,
    Demands,
    Note,
    ServiceLine,
    Severity,
    Time,
    TimeKind,
    Units,
    Visit,
)
from auditor.nlp.credentials import discipline_of
from auditor.nlp.fold import fold
from auditor.nlp.header import read_header
from auditor.nlp.pipeline import reader
from auditor.nlp.visit import read_visit as read_facts
from auditor.record import AuditRecord, Finding, MadeBy, Outcomes
from auditor.rules.claim import lines_of
from auditor.rules.core import Hit, Rule
from auditor.rules.givers import given_minutes
from auditor.rules.once import keeping
from auditor.rules.paired import lines_of_day
from auditor.rules.registry import RULES

CRASHED = "crashed"
NOT_LISTED = "not selected"
NOTHING_READ = "no therapy treatment was recognised in this text"
SILENT = "the payer in force does not ask for it"


@dataclass(frozen=True, slots=True)
class Settings:
    """How notes are audited; ``severities`` maps a rule's code to its severity or ``None``: off."""

    payer: str | None = None
    pack: Path | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    model: Path | None = None


def settings_of(
    *,
    payer: str | None = None,
    pack: Path | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Mapping[str, str] | None = None,
    model: Path | None = None,
) -> Settings:
    """Make settings, refusing unknown rules and payers before any note is read.

    Raises:
        UnknownRuleError: ``select``, ``ignore`` or ``severities`` name a rule that does not exist.
        PackError: Nobody knows the payer, or the pack is wrong.
    """
    if payer is not None:
        packs.demands_for(payer)
    if pack is not None:
        packs.load_pack(pack)
    changed = {
        code: None if level == "off" else Severity(level)
        for key, level in (severities or {}).items()
        for code in RULES.matching([key])
    }
    return Settings(
        payer=payer,
        pack=pack,
        select=RULES.matching(select),
        ignore=RULES.matching(ignore),
        severities=changed,
        model=model,
    )


@cache
def shipped(folder: Path | None = None) -> Classifier:
    """The classifier of this process, verified and loaded once."""
    return store.load_classifier(folder)


def read_visit(
    note: Note, settings: Settings | None = None, classifier: ClauseClassifier | None = None
) -> Visit:
    """Read a note into a visit with its elements, units and the demands of the payer in force.

    Args:
        note: What is read.
        settings: How; ``None`` for the usual way.
        classifier: Who says what clauses name; ``None`` for the model of the settings.
    """
    settings = settings or Settings()
    own_payer = note.payer
    if settings.payer and not note.payer:
        note = replace(note, payer=settings.payer)
    visit = read_facts(reader()(note.text), note, classifier or shipped(settings.model))
    demands = _demands(visit, settings, own_payer)
    timed = frozenset(code for code, fact in demands.codes.items() if fact.timed)
    visit = replace(visit, demands=demands, elements=elements_of(visit, timed))
    return replace(visit, units=units_of(visit, demands))


def dated(note: Note) -> tuple[str | None, str | None]:
    """Read only the date of service (ISO) and the discipline in a note's text; ``None`` unknown."""
    try:
        header = read_header(fold(note.text), ())
    except Exception:  # noqa: BLE001 - the audit will say so; here the note has no date
        return None, None
    return header.date_of_service, header.discipline


def _demands(visit: Visit, settings: Settings, own_payer: str | None) -> Demands:
    """Those of the input's payer, else the setting's, else the note's if known, else Medicare.

    A site's own pack goes before all of these, but for notes whose input names another payer.
    """
    day, setting = visit.date_of_service, visit.note.setting
    if settings.pack is not None:
        pack = packs.load_pack(settings.pack)
        if own_payer is None or packs.speaks_for(pack, own_payer):
            return packs.demands_of(pack, day, setting)
    if visit.note.payer or settings.payer:
        return packs.demands_for(visit.note.payer or settings.payer, day, setting)
    try:
        return packs.demands_for(visit.payer_named, day, setting)
    except PackError:
        return packs.demands_for(None, day, setting)


def units_of(visit: Visit, demands: Demands) -> Units:
    """Work out the units of a visit as read, and whose they are."""
    lines = _lines(visit)
    billed: dict[str, int] = {}
    for line in lines:
        billed[line.code] = billed.get(line.code, 0) + line.units
    by_code = units.timed_only(minutes_by_code(visit), demands.codes)
    stated = [t.minutes for t in visit.times if t.kind is TimeKind.TOTAL_TIMED]
    worked_out = units.work_out(
        by_code or None,
        stated[0] if stated else None,
        units.timed_only(billed, demands.codes),
        demands.unit_method,
    )
    timed = [line for line in lines if line.code in worked_out.billed]
    signed = {discipline_of(s.credential) for s in visit.signatures}
    disciplines = apart.disciplines_of_codes(timed, signed)
    worked_out = apart.counted_apart(worked_out, disciplines)
    day = visit.date_of_service or demands.as_of
    asked = assistants.assistant_units(given_minutes(visit), worked_out, demands.codes, day)
    return replace(worked_out, assistants=asked)


def _lines(visit: Visit) -> tuple[ServiceLine, ...]:
    """Those of the visit's day; of a note that itself speaks of two days, all."""
    of_two_days = visit.note.date_of_service is None and visit.dates_compete
    return lines_of(visit) if of_two_days else lines_of_day(visit)


def minutes_by_code(visit: Visit) -> dict[str, int]:
    """Add up the durations tied to each code; a stated sum of a code counts instead of its parts.

    Where several durations stand for one code, the reading that a stated total confirms is taken;
    else the largest counts alone only where it is called a total or is just the sum of the others.
    """
    parts: dict[str, list[Time]] = {}
    for time in visit.times:
        if time.kind is TimeKind.DURATION and time.code and time.minutes is not None:
            parts.setdefault(time.code, []).append(time)
    sums = {code: sum(t.minutes or 0 for t in times) for code, times in parts.items()}
    most = {code: max(t.minutes or 0 for t in times) for code, times in parts.items()}
    stated = {
        t.minutes for t in visit.times if t.kind in (TimeKind.TOTAL_TIMED, TimeKind.TOTAL_TREATMENT)
    }
    if sum(sums.values()) in stated:
        return sums
    if sum(most.values()) in stated:
        return most
    return {
        code: most[code] if _summed(visit.text, times, most[code], sums[code]) else sums[code]
        for code, times in parts.items()
    }


def _summed(text: str, times: Sequence[Time], most: int, together: int) -> bool:
    """Whether the largest of a code's durations is the sum of the others."""
    called = any("total" in t.span.of(text).lower() for t in times)
    return len(times) > 1 and (called or 2 * most == together)


def audit(note: Note, settings: Settings | None = None) -> AuditRecord:
    """Audit one note; what goes wrong inside makes an incomplete record, never an exception.

    Raises:
        ModelError: There is no trained model to read with.
    """
    settings = settings or Settings()
    model = shipped(settings.model)
    try:
        visit = read_visit(note, settings)
    except AuditorError as error:
        return _not_audited(note, str(error), model.fingerprint)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not lose the batch, nor leak
        return _not_audited(note, f"reading failed ({type(error).__name__})", model.fingerprint)
    if not recognised(visit):
        return replace(_not_audited(note, NOTHING_READ, model.fingerprint), visit=visit)
    return judged(visit, settings)


def judged(visit: Visit, settings: Settings) -> AuditRecord:
    """Run the rules over a visit as read, and make its record."""
    findings, outcomes = run_rules(visit, settings)
    pack = visit.demands.pack if visit.demands else ""
    return AuditRecord(
        visit=visit,
        findings=findings,
        outcomes=outcomes,
        made_by=MadeBy(auditor=__version__, pack=pack, model=shipped(settings.model).fingerprint),
        complete=bool(outcomes.ran) and not any(_crashed(w) for w in outcomes.skipped.values()),
    )


def _crashed(why: str) -> bool:
    return why.startswith(CRASHED)


def recognised(visit: Visit) -> bool:
    """Whether anything of a therapy note was found: work, code, time, help, signer or claim.

    Text in which nothing was recognised is not clean, it is not audited.
    """
    return bool(
        visit.activities
        or visit.code_mentions
        or visit.times
        or visit.assistance
        or visit.note.claim
        or any(s.credential for s in visit.signatures)
    )


def run_rules(
    visit: Visit, settings: Settings | None = None
) -> tuple[tuple[Finding, ...], Outcomes]:
    """Run every rule that is selected, applies and is asked for; needs no NLP."""
    settings = settings or Settings()
    findings: list[Finding] = []
    ran: dict[str, Severity] = {}
    idle: dict[str, str] = {}
    skipped: dict[str, str] = {}
    with keeping(visit):
        for rule in RULES:
            severity = _severity(rule, visit, settings)
            if not _listed(rule, settings):
                skipped[rule.code] = NOT_LISTED
            elif severity is None:
                idle[rule.code] = SILENT
            else:
                try:
                    if rule.when(visit):
                        hits = list(rule.check(visit))
                        ran[rule.code] = severity
                        findings += [_finding(rule, hit, severity) for hit in hits]
                    else:
                        idle[rule.code] = rule.when.reason
                except Exception as error:  # noqa: BLE001 - said in the record, not as a finding
                    skipped[rule.code] = f"{CRASHED} ({type(error).__name__})"
    ordered = sorted(findings, key=_place)
    return tuple(ordered), Outcomes(tuple(ran), idle, skipped, ran)


def _listed(rule: Rule, settings: Settings) -> bool:
    selected = not settings.select or rule.code in settings.select
    return selected and rule.code not in settings.ignore


def _severity(rule: Rule, visit: Visit, settings: Settings) -> Severity | None:
    if rule.code in settings.severities:
        return settings.severities[rule.code]
    return rule.severity(visit)


def _finding(rule: Rule, hit: Hit, severity: Severity) -> Finding:
    return Finding(
        rule=rule.code,
        name=rule.name,
        severity=severity,
        message=f"{rule.title}: {hit.detail}" if hit.detail else rule.title,
        ask=hit.ask or rule.fix,
        source=rule.source,
        element=rule.element,
        span=hit.span,
        looked_in=hit.looked_in,
        own=hit.ask,
    )


def _place(finding: Finding) -> tuple[int, int, int, str]:
    """In order of place, those about the whole note last."""
    if finding.span is None:
        return (1, 0, 0, finding.rule)
    return (0, finding.span.start, finding.span.end, finding.rule)


def _not_audited(note: Note, why: str, fingerprint: str) -> AuditRecord:
    return AuditRecord(
        visit=Visit(note=note, discipline=note.discipline, date_of_service=note.date_of_service),
        findings=(),
        outcomes=Outcomes(skipped={rule.code: why for rule in RULES}),
        made_by=MadeBy(auditor=__version__, pack="", model=fingerprint),
        complete=False,
    )


def refused_record(refused: Refused) -> AuditRecord:
    """The record of an input that could not be read: nothing is lost, nothing called clean."""
    note = Note(note_id=refused.note_id, text="", source=refused.source)
    return _not_audited(note, refused.message, "")


def audit_many(
    notes: Iterable[Note | Refused], settings: Settings | None = None
) -> Iterator[AuditRecord]:
    """Audit notes one by one, in order; what could not be read yields an incomplete record."""
    for note in notes:
        yield refused_record(note) if isinstance(note, Refused) else audit(note, settings)
