"""Three hand-made audits that fill every part of a report."""

from auditor.model import (
    Activity,
    Assist,
    AssistLevel,
    Element,
    ElementStatus,
    Goal,
    Label,
    Severity,
    Span,
    Status,
    Time,
    TimeKind,
    UnitCount,
    When,
)
from auditor.record import Outcomes
from report.records import COUNTING_UNITS, Place, finding, missing, record, shown, units

ASSISTANT = (
    '97530 x 22 min: sit<>stand from 17" chair, CGA, to rise from toilet. '
    "97110 x 16 min: LAQ 3x10.\nGoal: rise from toilet mod I in 3 wks. J.D., PTA"
)


def assistant_note():
    """A draft by an assistant: one error at words, one at none, a warning and an info."""
    at = Place(ASSISTANT)
    stand, laq = at('sit<>stand from 17" chair'), at("LAQ 3x10")
    purpose, goal = at("to rise from toilet"), at("rise from toilet mod I in 3 wks")
    return record(
        ASSISTANT,
        note_id="A-17",
        source="exports/march.jsonl:17",
        discipline="PT",
        kind="daily",
        date_of_service="2026-03-04",
        author_credential="PTA",
        activities=(
            Activity(
                stand,
                Label.FUNCTIONAL,
                0.97,
                Status.PERFORMED,
                because=("sit<>stand", "to rise from toilet"),
                code="97530",
                minutes=22,
                assistance=(AssistLevel.CONTACT_GUARD,),
                purpose=purpose,
            ),
            Activity(laq, Label.EXERCISE, 0.99, Status.PERFORMED, code="97110", minutes=16),
        ),
        times=(
            Time(at("97530 x 22 min"), TimeKind.DURATION, minutes=22, code="97530"),
            Time(at("97110 x 16 min"), TimeKind.DURATION, minutes=16, code="97110"),
        ),
        assistance=(
            Assist(at("CGA"), AssistLevel.CONTACT_GUARD, persons=1),
            Assist(at("mod I"), AssistLevel.MODIFIED_INDEPENDENT, When.GOAL),
        ),
        goals=(Goal(goal, "short", measurable=True, functional=True, timeframe=True),),
        elements={
            "activity_described": shown(stand),
            "functional_purpose": shown(purpose),
            "goal": shown(goal),
            "goal_measurable": shown(goal),
            "timed_minutes": shown(at("97530 x 22 min"), at("97110 x 16 min")),
            "assist_level": shown(at("CGA")),
            "provider_signature": Element(ElementStatus.PARTIAL, evidence=(at("J.D., PTA"),)),
            "one_on_one": missing("objective", "assessment"),
            "total_treatment_time": missing("objective"),
            "start_stop_times": missing("objective"),
            "patient_response": missing("objective", "assessment"),
            "plan": missing("plan"),
            "necessity_rationale": missing("assessment", "plan"),
        },
        units=units(
            {"97530": 2, "97110": 1},
            billed={"97530": 2},
            other=UnitCount(2, {"97530": 1, "97110": 1}),
        ),
        findings=(
            finding(
                "ELM112",
                Severity.WARNING,
                name="no-direct-contact",
                message="One-on-one contact is not stated",
                ask="Was the patient treated one on one for the timed minutes, and who was there?",
                element="one_on_one",
                looked_in=("objective", "assessment"),
            ),
            finding(
                "TIM101",
                span=at("97530"),
                name="missing-total-time",
                message="Total treatment time is not stated",
                ask="What was the total treatment time in minutes, as the clock showed it?",
                element="total_treatment_time",
                looked_in=("objective",),
            ),
            finding(
                "UNT201",
                Severity.INFO,
                span=at("97110 x 16 min"),
                name="unbilled-minutes",
                message="97110: 1 unit is supported and none is billed",
                ask="Were the 16 minutes of 97110 left off the claim on purpose?",
                source=COUNTING_UNITS,
            ),
            finding(
                "MOD301",
                name="missing-assistant-modifier",
                message="An assistant signed and no line carries CQ",
                ask="Did the assistant furnish more than a tenth of the service?",
                looked_in=("claim",),
                source=COUNTING_UNITS,
            ),
        ),
    )


WHOLE = """DOS 03/06/2026    Time in 9:02 AM  out 9:47 AM   Total treatment time 45 min

S: "I got down to the basement on Sunday but I held on to the wall." R knee 3/10.
O: 97530 (24 min): carried a 10 lb basket up and down 12 steps, one rail, CGA then SBA, \
cues for foot placement, so that she can do her own laundry; half-kneel to the \
washer shelf x 8, Min A once.
   97110 (15 min): NuStep L4 6 min, SLR 2 lb 3x10.
   Direct one-on-one contact for all timed minutes. HR 104 after the stairs, settled within 2 min.
A: Two weeks ago she needed Min A with empty hands; today SBA with a load. Still cannot \
kneel to the washer. Needs skilled grading of load and step height, or she will go on \
wall-walking the basement steps.
   LTG: carry 10 lb up 13 steps with one rail Mod I by 04/10/2026.
P: 2x/wk for 4 wks; next visit stairs with 15 lb. HEP: wall sits.
R. Vantongeren, PT, DPT
"""


def whole_note():
    """A note that shows all it needs: nothing is found."""
    at = Place(WHOLE)
    carry = at("carried a 10 lb basket up and down 12 steps")
    kneel, nustep, slr = at("half-kneel to the washer shelf"), at("NuStep L4"), at("SLR 2 lb 3x10")
    purpose = at("so that she can do her own laundry")
    goal = at("carry 10 lb up 13 steps with one rail Mod I by 04/10/2026")
    performed = Status.PERFORMED
    level = AssistLevel
    return record(
        WHOLE,
        note_id="B-03",
        source="exports/march.jsonl:3",
        discipline="PT",
        kind="daily",
        date_of_service="2026-03-06",
        author_credential="PT",
        activities=(
            Activity(
                carry,
                Label.FUNCTIONAL,
                0.98,
                performed,
                because=("basket", "laundry"),
                code="97530",
                assistance=(level.CONTACT_GUARD, level.STANDBY),
                purpose=purpose,
            ),
            Activity(kneel, Label.FUNCTIONAL, 0.93, performed, code="97530"),
            Activity(nustep, Label.EXERCISE, 0.97, performed, code="97110", minutes=6),
            Activity(slr, Label.EXERCISE, 0.99, performed, code="97110"),
            Activity(at("stairs with 15 lb"), Label.FUNCTIONAL, 0.88, Status.PLANNED),
            Activity(at("wall sits"), Label.EXERCISE, 0.95, Status.HOME),
        ),
        times=(
            Time(at("9:02 AM"), TimeKind.START, clock="09:02"),
            Time(at("9:47 AM"), TimeKind.STOP, clock="09:47"),
            Time(at("45 min"), TimeKind.TOTAL_TREATMENT, minutes=45),
            Time(at("97530 (24 min)"), TimeKind.DURATION, minutes=24, code="97530"),
            Time(at("97110 (15 min)"), TimeKind.DURATION, minutes=15, code="97110"),
        ),
        assistance=(
            Assist(at("CGA"), level.CONTACT_GUARD),
            Assist(at("SBA"), level.STANDBY),
            Assist(at("Min A"), level.MINIMAL),
            Assist(at("Min A", 1), level.MINIMAL, When.BASELINE),
            Assist(at("Mod I"), level.MODIFIED_INDEPENDENT, When.GOAL),
        ),
        goals=(Goal(goal, "long", measurable=True, functional=True, timeframe=True),),
        elements={
            "date_of_service": shown(at("DOS 03/06/2026")),
            "activity_described": shown(carry, kneel),
            "activity_functional": shown(carry),
            "functional_purpose": shown(purpose),
            "goal": shown(goal),
            "goal_measurable": shown(goal),
            "timed_minutes": shown(at("97530 (24 min)"), at("97110 (15 min)")),
            "start_stop_times": shown(at("9:02 AM"), at("9:47 AM")),
            "total_treatment_time": shown(at("Total treatment time 45 min")),
            "assist_level": shown(at("CGA"), at("SBA")),
            "one_on_one": shown(at("Direct one-on-one contact for all timed minutes")),
            "skilled_intervention": shown(at("cues for foot placement")),
            "patient_response": shown(at("HR 104 after the stairs, settled within 2 min")),
            "progress": shown(at("Two weeks ago she needed Min A with empty hands")),
            "functional_deficit": shown(at("Still cannot kneel to the washer")),
            "necessity_rationale": shown(at("Needs skilled grading of load and step height")),
            "plan": shown(at("2x/wk for 4 wks")),
            "provider_signature": shown(at("R. Vantongeren, PT, DPT")),
        },
        units=units({"97530": 2, "97110": 1}, billed={"97530": 2, "97110": 1}, minutes=39),
        outcomes=Outcomes(
            ran=("COD201", "ELM112", "TIM101", "UNT201"),
            not_applicable={
                "GRP101": "no group therapy is recorded",
                "MOD301": "no assistant signed",
            },
            weights={"COD201": Severity.ERROR, "TIM101": Severity.ERROR},
        ),
    )


HOSTILE = (
    'Pt said: <script>alert("x")</script> & "it\'s fine"\r\n'
    "\tTherAct\t2 units\t🧑‍🦽 家で sit to stand\tMin A of 2\r\n"
    "TherEx: HEP review </div>\x1b[31m\u202e and <b>bold</b>"
)


def hostile_note():
    """An unfinished audit of a note full of what breaks renderers."""
    at = Place(HOSTILE)
    theract = at("TherAct\t2 units")
    return record(
        HOSTILE,
        note_id='C <9> & "co"',
        source="=exports/märz 1.jsonl:9",
        complete=False,
        discipline="OT",
        activities=(
            Activity(theract, Label.VAGUE, 0.81, Status.PERFORMED, code="97530"),
            Activity(at("家で sit to stand"), Label.UNCLEAR, 0.44, Status.PERFORMED),
            Activity(at("HEP review"), Label.EDUCATION, 0.9, Status.PERFORMED),
        ),
        assistance=(Assist(at("Min A of 2"), AssistLevel.MINIMAL, persons=2),),
        elements={
            "activity_described": Element(ElementStatus.PARTIAL, evidence=(theract,)),
            "activity_functional": missing("objective"),
            "plan": missing("plan"),
            "goal": missing("assessment", "plan"),
            "goal_measurable": Element(ElementStatus.NOT_APPLICABLE),
            "code_distinction": Element(ElementStatus.NOT_APPLICABLE),
        },
        findings=(
            finding(
                "ACT201",
                span=Span(theract.start, at("家で").end),
                name="vague-activity",
                message='"TherAct" names no activity',
                ask="What did the patient do in those minutes, and with which object or task?",
                element="activity_described",
            ),
            finding("ACT202", Severity.WARNING, span=at("家で sit to stand"), name="unclear-work"),
            finding("FMT101", Severity.INFO, span=Span(at("fine").start, at("TherAct").end)),
        ),
        outcomes=Outcomes(
            ran=("ACT201", "ACT202", "FMT101"), skipped={"UNT201": "no pack knows this payer"}
        ),
    )


def all_three():
    return [assistant_note(), whole_note(), hostile_note()]
