"""Say of each of the 19 documentation elements whether the note shows it, and by which words.

Pure: facts in, verdicts out. Elements say what the note shows, whoever pays; the conventions are
those of the annotation guide in ``corpus/GUIDE.md``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from auditor.model import (
    ELEMENTS,
    WORK,
    AssistLevel,
    Element,
    ElementStatus,
    Label,
    Span,
    StatementKind,
    Status,
    TimeKind,
    Visit,
    When,
)

PRESENT, PARTIAL = ElementStatus.PRESENT, ElementStatus.PARTIAL
MISSING, NOT_APPLICABLE = ElementStatus.MISSING, ElementStatus.NOT_APPLICABLE
FUNCTIONAL_CODE = "97530"
MINUTES_OF_A_UNIT = 15
FEWEST_MINUTES_OF_A_UNIT = 8
MOST_EVIDENCE = 5
_HEAVY = frozenset(level for level in AssistLevel if level.rank >= AssistLevel.MINIMAL.rank)
_SELF_EVIDENT = frozenset({Label.FUNCTIONAL, Label.SELFCARE})


def elements_of(visit: Visit, timed_codes: Collection[str]) -> Mapping[str, Element]:
    """Judge all 19 elements of a visit.

    Args:
        visit: What the note says.
        timed_codes: The codes that are billed by the quarter of an hour.
    """
    judged = {name: judge(visit) for name, judge in _JUDGES.items()}
    judged["goal_measurable"] = _goal_measurable(visit)
    judged["timed_minutes"] = _timed_minutes(visit, timed_codes)
    judged["code_distinction"] = _code_distinction(visit, timed_codes)
    return {name: judged[name] for name in ELEMENTS}


def _looked_in(visit: Visit) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.kind for s in visit.sections))


def _found(visit: Visit, spans: Iterable[Span], partial: Iterable[Span] = ()) -> Element:
    """Present by the first spans, else partial by the second, else missing and where was looked."""
    sure = tuple(sorted(set(spans)))[:MOST_EVIDENCE]
    if sure:
        return Element(PRESENT, sure)
    half = tuple(sorted(set(partial)))[:MOST_EVIDENCE]
    if half:
        return Element(PARTIAL, half, _looked_in(visit))
    return Element(MISSING, (), _looked_in(visit))


def _stated(kind: StatementKind) -> Callable[[Visit], Element]:
    def judge(visit: Visit) -> Element:
        return _found(
            visit,
            (s.span for s in visit.said(kind)),
            (s.span for s in visit.said(kind, weak=True)),
        )

    return judge


def _date(visit: Visit) -> Element:
    if visit.dates and visit.dates_compete:
        return Element(PARTIAL, visit.dates[:MOST_EVIDENCE], _looked_in(visit))
    return _found(visit, visit.dates)


_STUDENTS = frozenset({"SPT", "SPTA", "OTS", "SOTA", "OTAS"})
"""Who may sign only beside somebody licensed."""


def _signature(visit: Visit) -> Element:
    signed = [s for s in visit.signatures if s.named and s.credential]
    licensed = [s.span for s in signed if s.credential not in _STUDENTS]
    return _found(visit, licensed, [s.span for s in signed if s.credential in _STUDENTS])


def _under_functional_code(visit: Visit) -> bool:
    """Whether the note parts the work under 97530 from the rest."""
    return any(a.code == FUNCTIONAL_CODE and a.status is Status.PERFORMED for a in visit.activities)


def _described(visit: Visit) -> Element:
    done = visit.performed()
    if _under_functional_code(visit):
        done = tuple(a for a in done if a.code == FUNCTIONAL_CODE)
    told = [a.span for a in done if a.label in WORK or a.label is Label.UNCLEAR]
    if visit.performed(Label.VAGUE) and not visit.performed(*_SELF_EVIDENT):
        return _found(visit, (), told)  # exercise told beside "ther act" does not say what that was
    return _found(visit, told)


def _functional(visit: Visit) -> Element:
    return _found(
        visit,
        (a.span for a in visit.performed(Label.FUNCTIONAL, Label.SELFCARE)),
        (a.span for a in visit.performed(Label.GAIT)),
    )


def _purpose(visit: Visit) -> Element:
    half = [s.span for s in visit.said(StatementKind.PURPOSE, weak=True)]
    half += [a.span for a in visit.performed(*_SELF_EVIDENT)]
    return _found(visit, (s.span for s in visit.said(StatementKind.PURPOSE)), half)


def _goal(visit: Visit) -> Element:
    return _found(visit, (g.span for g in visit.goals))


def _goal_measurable(visit: Visit) -> Element:
    if not visit.goals:
        return Element(NOT_APPLICABLE)
    return _found(visit, (g.span for g in visit.goals if g.measurable))


def _timed_minutes(visit: Visit, timed_codes: Collection[str]) -> Element:
    sure = [t.span for t in visit.times if t.kind is TimeKind.TOTAL_TIMED]
    sure += [t.span for t in visit.times if t.kind is TimeKind.DURATION and t.code in timed_codes]
    if sure:
        return _found(visit, sure)
    billed = {line.code for line in visit.note.claim} & set(timed_codes)
    total = [t.span for t in visit.times if t.kind is TimeKind.TOTAL_TREATMENT]
    if len(billed) == 1 and total:
        return Element(PARTIAL, tuple(total[:MOST_EVIDENCE]), _looked_in(visit))
    if apart := _minutes_apart(visit, timed_codes):
        return _found(visit, apart)
    return _found(visit, ())


def _minutes_apart(visit: Visit, timed_codes: Collection[str]) -> tuple[Span, ...]:
    """Give the minutes told for each billed timed code, though not all under the code's name.

    A note that parts its minutes by blocks of work ("MFR 12 min, ... stairs 23 min") keeps the
    codes apart where there are as many blocks of a unit's length as codes, and where their sum
    bears the units billed. Nothing where that cannot be said.
    """
    billed = [line for line in visit.note.claim if line.code in timed_codes]
    codes = {line.code for line in billed}
    told = [
        t
        for t in visit.times
        if t.kind is TimeKind.DURATION
        and t.minutes is not None
        and (t.code in codes or (t.code is None and t.minutes >= FEWEST_MINUTES_OF_A_UNIT))
    ]
    blocks = sum(t.code is None for t in told)
    open_codes = codes - {t.code for t in told}
    units = sum(line.units for line in billed)
    needed = MINUTES_OF_A_UNIT * (units - 1) + FEWEST_MINUTES_OF_A_UNIT
    borne = sum(t.minutes or 0 for t in told) >= needed
    return tuple(t.span for t in told) if codes and borne and blocks >= len(open_codes) else ()


def _start_stop(visit: Visit) -> Element:
    starts = [t.span for t in visit.times if t.kind is TimeKind.START]
    stops = [t.span for t in visit.times if t.kind is TimeKind.STOP]
    if starts and stops:
        return _found(visit, [*starts, *stops])
    return _found(visit, (), [*starts, *stops])


def _total(visit: Visit) -> Element:
    return _found(visit, (t.span for t in visit.times if t.kind is TimeKind.TOTAL_TREATMENT))


def _assist(visit: Visit) -> Element:
    return _found(visit, (a.span for a in visit.assistance if a.when is When.CURRENT))


def _deficit(visit: Visit) -> Element:
    heavy = [a.span for a in visit.assistance if a.when is When.CURRENT and a.level in _HEAVY]
    half = [s.span for s in visit.said(StatementKind.DEFICIT, weak=True)]
    return _found(visit, (s.span for s in visit.said(StatementKind.DEFICIT)), half + heavy)


def _progress(visit: Visit) -> Element:
    if visit.kind == "evaluation":
        return Element(NOT_APPLICABLE)
    return _stated(StatementKind.PROGRESS)(visit)


def _necessity(visit: Visit) -> Element:
    if visit.kind == "discharge":
        return Element(NOT_APPLICABLE)
    return _stated(StatementKind.NECESSITY)(visit)


def _code_distinction(visit: Visit, timed_codes: Collection[str]) -> Element:
    named = {m.code for m in visit.code_mentions} | {c.code for c in visit.note.claim}
    others = (named & set(timed_codes)) - {FUNCTIONAL_CODE}
    if FUNCTIONAL_CODE not in named or not others:
        return Element(NOT_APPLICABLE)
    timed = {t.code: t.span for t in visit.times if t.kind is TimeKind.DURATION and t.code}
    described = [a for a in visit.performed() if a.label is not Label.VAGUE]
    if FUNCTIONAL_CODE in timed and any(c in timed for c in others) and described:
        return _found(visit, timed.values())
    return _found(visit, _minutes_apart(visit, timed_codes) if described else ())


_JUDGES: Mapping[str, Callable[[Visit], Element]] = {
    "date_of_service": _date,
    "provider_signature": _signature,
    "activity_described": _described,
    "activity_functional": _functional,
    "functional_purpose": _purpose,
    "goal": _goal,
    "start_stop_times": _start_stop,
    "total_treatment_time": _total,
    "assist_level": _assist,
    "one_on_one": _stated(StatementKind.ONE_ON_ONE),
    "skilled_intervention": _stated(StatementKind.SKILLED),
    "patient_response": _stated(StatementKind.RESPONSE),
    "progress": _progress,
    "functional_deficit": _deficit,
    "necessity_rationale": _necessity,
    "plan": _stated(StatementKind.PLAN),
}
