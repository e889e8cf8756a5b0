"""Each of the 19 elements is judged by the facts the annotation guide names, and by no others."""

import pytest
from hypothesis import given

from auditor.elements import MOST_EVIDENCE, elements_of
from auditor.model import (
    ELEMENTS,
    Activity,
    Assist,
    AssistLevel,
    CodeMention,
    Element,
    ElementStatus,
    Goal,
    Label,
    Note,
    Section,
    ServiceLine,
    Signature,
    Span,
    Statement,
    StatementKind,
    Status,
    Time,
    TimeKind,
    Visit,
    When,
)
from strategies import visits

PRESENT, PARTIAL, MISSING, NA = ElementStatus
TIMED = frozenset({"97530", "97110", "97116", "97140"})
HERE, THERE, FAR = Span(0, 5), Span(10, 15), Span(20, 25)
SECTIONS = (Section(Span(0, 18), "objective"), Section(Span(18, 30), "plan"))


def judge(element, *, claim=(), **facts):
    lines = tuple(ServiceLine(code, 1) for code in claim)
    note = Note("N-1", "x" * 30, "a.txt", claim=lines)
    return elements_of(Visit(note=note, sections=SECTIONS, **facts), TIMED)[element]


def found(status, *spans):
    looked = () if status in (PRESENT, NA) else ("objective", "plan")
    return Element(status, spans, looked)


def done(label, span=HERE, *, status=Status.PERFORMED, code=None):
    return Activity(span, label, 0.9, status, code=code)


def said(kind, span=HERE, *, weak=False):
    return {"statements": (Statement(span, kind, weak),)}


def goal(*, measurable=True, span=HERE):
    return Goal(span, "short", measurable=measurable, functional=True, timeframe=True)


def time(kind, span=HERE, *, code=None):
    clocked = kind in (TimeKind.START, TimeKind.STOP)
    return Time(
        span, kind, minutes=None if clocked else 20, clock="10:00" if clocked else None, code=code
    )


def helped(level, span=HERE, when=When.CURRENT):
    return {"assistance": (Assist(span, level, when),)}


START, STOP = time(TimeKind.START), time(TimeKind.STOP, THERE)
DURATION, TOTAL = time(TimeKind.DURATION), time(TimeKind.TOTAL_TREATMENT)
ANOTHER = time(TimeKind.DURATION, THERE)
TIMED_TOTAL = time(TimeKind.TOTAL_TIMED)
FUNCTIONAL, EXERCISE, GAIT = done(Label.FUNCTIONAL), done(Label.EXERCISE), done(Label.GAIT)
UNDER_97530 = done(Label.EXERCISE, THERE, code="97530")
UNDER_97110 = done(Label.EXERCISE, HERE, code="97110")
PLANNED = done(Label.FUNCTIONAL, status=Status.PLANNED)
KIND = StatementKind

CASES = {
    # who and when
    "date_of_service": {
        "written": ({"dates": (HERE,)}, found(PRESENT, HERE)),
        "written-twice": ({"dates": (HERE, THERE)}, found(PRESENT, HERE, THERE)),
        "two-compete": (
            {"dates": (HERE, THERE), "dates_compete": True},
            found(PARTIAL, HERE, THERE),
        ),
        "input-alone-is-not-the-note": ({"date_of_service": "2026-03-04"}, found(MISSING)),
    },
    "provider_signature": {
        "name-and-credential": (
            {"signatures": (Signature(HERE, "PT", named=True),)},
            found(PRESENT, HERE),
        ),
        "no-name": ({"signatures": (Signature(HERE, "PT", named=False),)}, found(MISSING)),
        "no-credential": ({"signatures": (Signature(HERE, None, named=True),)}, found(MISSING)),
        "none": ({}, found(MISSING)),
    },
    # what was done
    "activity_described": {
        "work": ({"activities": (EXERCISE,)}, found(PRESENT, HERE)),
        "kind-unclear-is-described": ({"activities": (done(Label.UNCLEAR),)}, found(PRESENT, HERE)),
        "vague-is-not": ({"activities": (done(Label.VAGUE),)}, found(MISSING)),
        "vague-beside-exercise": (
            {"activities": (EXERCISE, done(Label.VAGUE, THERE))},
            found(PARTIAL, HERE),
        ),
        "vague-beside-a-task": (
            {"activities": (FUNCTIONAL, done(Label.VAGUE, THERE))},
            found(PRESENT, HERE),
        ),
        "testing-is-not": ({"activities": (done(Label.TESTING),)}, found(MISSING)),
        "education-is-not": ({"activities": (done(Label.EDUCATION),)}, found(MISSING)),
        "planned-is-not": ({"activities": (PLANNED,)}, found(MISSING)),
        "only-97530-counts-where-told-apart": (
            {"activities": (UNDER_97110, UNDER_97530)},
            found(PRESENT, THERE),
        ),
        "vague-under-97530": (
            {"activities": (UNDER_97110, done(Label.VAGUE, THERE, code="97530"))},
            found(MISSING),
        ),
    },
    "activity_functional": {
        "functional": ({"activities": (FUNCTIONAL,)}, found(PRESENT, HERE)),
        "selfcare": ({"activities": (done(Label.SELFCARE),)}, found(PRESENT, HERE)),
        "gait-only": ({"activities": (GAIT,)}, found(PARTIAL, HERE)),
        "exercise-only": ({"activities": (EXERCISE,)}, found(MISSING)),
        "vague-only": ({"activities": (done(Label.VAGUE),)}, found(MISSING)),
        "planned-only": ({"activities": (PLANNED,)}, found(MISSING)),
        "home-only": (
            {"activities": (done(Label.FUNCTIONAL, status=Status.HOME),)},
            found(MISSING),
        ),
    },
    "functional_purpose": {
        "stated": (said(KIND.PURPOSE), found(PRESENT, HERE)),
        "boilerplate": (said(KIND.PURPOSE, weak=True), found(PARTIAL, HERE)),
        "self-evident-task": ({"activities": (FUNCTIONAL,)}, found(PARTIAL, HERE)),
        "exercise-has-none": ({"activities": (EXERCISE,)}, found(MISSING)),
    },
    "goal": {
        "stated": ({"goals": (goal(),)}, found(PRESENT, HERE)),
        "none": ({}, found(MISSING)),
    },
    "goal_measurable": {
        "measurable": (
            {"goals": (goal(measurable=False), goal(span=THERE))},
            found(PRESENT, THERE),
        ),
        "not-measurable": ({"goals": (goal(measurable=False),)}, found(MISSING)),
        "no-goal": ({}, found(NA)),
    },
    "assist_level": {
        "today": (helped(AssistLevel.CONTACT_GUARD), found(PRESENT, HERE)),
        "independent-is-a-level": (helped(AssistLevel.INDEPENDENT), found(PRESENT, HERE)),
        "before": (helped(AssistLevel.MINIMAL, when=When.BASELINE), found(MISSING)),
        "as-a-goal": (helped(AssistLevel.MINIMAL, when=When.GOAL), found(MISSING)),
    },
    # times
    "timed_minutes": {
        "timed-total": ({"times": (TIMED_TOTAL,)}, found(PRESENT, HERE)),
        "of-a-timed-code": (
            {"times": (time(TimeKind.DURATION, code="97530"),)},
            found(PRESENT, HERE),
        ),
        "of-an-untimed-code": (
            {"times": (time(TimeKind.DURATION, code="97010"),)},
            found(MISSING),
        ),
        "session-total-one-timed-code": (
            {"times": (TOTAL,), "claim": ("97530",)},
            found(PARTIAL, HERE),
        ),
        "session-total-one-timed-and-one-untimed-code": (
            {"times": (TOTAL,), "claim": ("97530", "97010")},
            found(PARTIAL, HERE),
        ),
        "session-total-two-timed-codes": (
            {"times": (TOTAL,), "claim": ("97530", "97110")},
            found(MISSING),
        ),
        "session-total-no-claim": ({"times": (TOTAL,)}, found(MISSING)),
        "of-every-activity-no-claim": (
            {"times": (DURATION,), "activities": (EXERCISE,)},
            found(MISSING),
        ),
        "a-block-for-each-code": (
            {"times": (DURATION, ANOTHER), "claim": ("97530", "97110")},
            found(PRESENT, HERE, THERE),
        ),
        "one-block-for-two-codes": (
            {"times": (DURATION,), "claim": ("97530", "97110")},
            found(MISSING),
        ),
        "clock-alone": ({"times": (START, STOP)}, found(MISSING)),
    },
    "start_stop_times": {
        "both": ({"times": (START, STOP)}, found(PRESENT, HERE, THERE)),
        "start-alone": ({"times": (START,)}, found(PARTIAL, HERE)),
        "stop-alone": ({"times": (STOP,)}, found(PARTIAL, THERE)),
        "minutes-alone": ({"times": (TOTAL,)}, found(MISSING)),
    },
    "total_treatment_time": {
        "stated": ({"times": (TOTAL,)}, found(PRESENT, HERE)),
        "timed-total-is-not-it": ({"times": (TIMED_TOTAL,)}, found(MISSING)),
        "clock-is-not-it": ({"times": (START, STOP)}, found(MISSING)),
        "parts-are-not-it": ({"times": (DURATION,)}, found(MISSING)),
    },
    # what is said
    "one_on_one": {
        "stated": (said(KIND.ONE_ON_ONE), found(PRESENT, HERE)),
        "co-treatment": (said(KIND.ONE_ON_ONE, weak=True), found(PARTIAL, HERE)),
        "group": (said(KIND.GROUP), found(MISSING)),
    },
    "skilled_intervention": {
        "stated": (said(KIND.SKILLED), found(PRESENT, HERE)),
        "weak": (said(KIND.SKILLED, weak=True), found(PARTIAL, HERE)),
        "none": ({}, found(MISSING)),
    },
    "patient_response": {
        "stated": (said(KIND.RESPONSE), found(PRESENT, HERE)),
        "none": (said(KIND.REST), found(MISSING)),
    },
    "progress": {
        "stated": (said(KIND.PROGRESS), found(PRESENT, HERE)),
        "weak": (said(KIND.PROGRESS, weak=True), found(PARTIAL, HERE)),
        "none": ({"kind": "daily"}, found(MISSING)),
        "evaluation": ({"kind": "evaluation", **said(KIND.PROGRESS)}, found(NA)),
    },
    "functional_deficit": {
        "stated": (said(KIND.DEFICIT), found(PRESENT, HERE)),
        "weak": (said(KIND.DEFICIT, weak=True), found(PARTIAL, HERE)),
        "min-assist": (helped(AssistLevel.MINIMAL), found(PARTIAL, HERE)),
        "contact-guard": (helped(AssistLevel.CONTACT_GUARD), found(MISSING)),
        "heavy-help-before": (helped(AssistLevel.MAXIMAL, when=When.BASELINE), found(MISSING)),
    },
    "necessity_rationale": {
        "stated": (said(KIND.NECESSITY), found(PRESENT, HERE)),
        "boilerplate": (said(KIND.NECESSITY, weak=True), found(PARTIAL, HERE)),
        "discharge": ({"kind": "discharge"}, found(NA)),
        "evaluation": ({"kind": "evaluation"}, found(MISSING)),
    },
    "plan": {
        "stated": (said(KIND.PLAN), found(PRESENT, HERE)),
        "see-next-week": (said(KIND.PLAN, weak=True), found(PARTIAL, HERE)),
        "none": ({}, found(MISSING)),
    },
    "code_distinction": {
        "kept-apart": (
            {
                "claim": ("97530", "97110"),
                "times": (
                    time(TimeKind.DURATION, HERE, code="97530"),
                    time(TimeKind.DURATION, THERE, code="97110"),
                ),
                "activities": (done(Label.FUNCTIONAL, FAR, code="97530"), UNDER_97110),
            },
            found(PRESENT, HERE, THERE),
        ),
        "minutes-apart-work-vague": (
            {
                "claim": ("97530", "97110"),
                "times": (
                    time(TimeKind.DURATION, HERE, code="97530"),
                    time(TimeKind.DURATION, THERE, code="97110"),
                ),
                "activities": (done(Label.VAGUE, code="97530"),),
            },
            found(MISSING),
        ),
        "work-apart-minutes-not": (
            {
                "claim": ("97530", "97110"),
                "activities": (done(Label.FUNCTIONAL, FAR, code="97530"), UNDER_97110),
            },
            found(MISSING),
        ),
        "minutes-by-blocks-of-work": (
            {
                "claim": ("97530", "97110"),
                "times": (DURATION, ANOTHER),
                "activities": (FUNCTIONAL,),
            },
            found(PRESENT, HERE, THERE),
        ),
        "named-in-the-note-alone": (
            {"code_mentions": (CodeMention(HERE, "97530"), CodeMention(THERE, "97140"))},
            found(MISSING),
        ),
        "97530-alone": ({"claim": ("97530",)}, found(NA)),
        "97530-and-an-untimed-code": ({"claim": ("97530", "97010")}, found(NA)),
        "without-97530": ({"claim": ("97110", "97116")}, found(NA)),
    },
}
TABLE = [
    pytest.param(element, *case, id=f"{element}-{name}")
    for element, cases in CASES.items()
    for name, case in cases.items()
]


@pytest.mark.parametrize(("element", "facts", "judged"), TABLE)
def test_an_element_is_judged_by_its_facts(element, facts, judged):
    assert judge(element, **facts) == judged


def test_the_table_above_holds_every_element():
    assert sorted(CASES) == sorted(ELEMENTS)


def test_evidence_is_given_once_in_order_and_not_without_end():
    spans = [Span(i, i + 1) for i in (9, 3, 3, 1, 7, 5, 11)]
    shown = judge("activity_described", activities=tuple(done(Label.MANUAL, s) for s in spans))
    assert MOST_EVIDENCE == 5
    assert shown.evidence == tuple(Span(i, i + 1) for i in (1, 3, 5, 7, 9))


@given(visits())
def test_every_element_of_any_visit_is_judged_in_order(visit):
    assert tuple(elements_of(visit, TIMED)) == ELEMENTS


@given(visits())
def test_what_is_present_has_evidence_and_what_is_missing_has_none(visit):
    shown = elements_of(visit, TIMED).values()
    assert [bool(e.evidence) for e in shown] == [e.status in (PRESENT, PARTIAL) for e in shown]
    assert [e for e in shown if e.status is NA and e.looked_in] == []


@given(visits())
def test_nobody_is_asked_who_pays(visit):
    from dataclasses import replace

    free = replace(visit, demands=None, units=None, note=replace(visit.note, payer=None))
    assert elements_of(visit, TIMED) == elements_of(free, TIMED)
