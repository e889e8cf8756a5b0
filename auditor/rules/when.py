"""When does a rule apply to a visit at all? Named conditions, each with the reason why not."""

from auditor.model import Label, StatementKind, TimeKind, Visit
from auditor.rules import coded
from auditor.rules.claim import billed_codes, fact_of, lines_of
from auditor.rules.core import When
from auditor.rules.once import once
from auditor.rules.shown import judged
from auditor.rules.work import parted

THERAPEUTIC_ACTIVITIES = "97530"


@once
def _codes(visit: Visit) -> set[str]:
    return {*billed_codes(visit), *(m.code for m in visit.code_mentions)}


def _one_on_one(visit: Visit) -> bool:
    facts = (fact_of(visit, code) for code in _codes(visit))
    return any(fact is not None and fact.one_on_one for fact in facts)


def _supported(visit: Visit) -> bool:
    units = visit.units
    if units is None or not units.billed or units.payer_method not in units.methods:
        return False
    return units.methods[units.payer_method].total is not None


def _shared(visit: Visit) -> bool:
    return (
        _supported(visit)
        and visit.units is not None
        and (visit.units.methods[visit.units.payer_method].by_code is not None)
    )


# --- codes and claims

claim_given = When(lambda v: bool(v.note.claim), "no claim came with the note")
codes_billed = When(lambda v: bool(lines_of(v)), "no billed code is known")
codes_known = When(
    lambda v: bool(lines_of(v)) and v.demands is not None and bool(v.demands.codes),
    "no billed code, or no list of codes, is known",
)
codes_named = When(lambda v: bool(_codes(v)), "no procedure code is billed or named")
two_codes_billed = When(lambda v: len(billed_codes(v)) > 1, "fewer than two codes are billed")
one_on_one_code_in_play = When(_one_on_one, "no one-on-one code is billed or named")
therapeutic_activities_in_play = When(
    lambda v: THERAPEUTIC_ACTIVITIES in _codes(v), "97530 is neither billed nor named"
)
work_under_codes = When(parted, "the note records no work under a code")
work_recorded = When(
    lambda v: bool(lines_of(v)) and bool(v.performed()),
    "no billed code is known, or no activity of today was read",
)

# --- units

timed_units_billed = When(
    lambda v: v.units is not None and bool(v.units.billed), "no units of a timed code are billed"
)
units_supported = When(_supported, "billed units, or the timed minutes they need, are not known")
units_shared = When(_shared, "the note does not part its timed minutes by code")

# --- the note's own words

activities_done = When(lambda v: bool(v.performed()), "no activity of today was read")
assistance_said = When(lambda v: len(v.assistance) > 1, "fewer than two levels of help are written")
statements_read = When(lambda v: bool(v.statements), "no statement was read")
response_stated = When(
    lambda v: any(s.kind is StatementKind.RESPONSE for s in v.statements), "no response is stated"
)
plan_stated = When(
    lambda v: any(s.kind is StatementKind.PLAN for s in v.statements), "no plan is stated"
)

# --- what the day's note shows


def _kind_of_plan(visit: Visit) -> bool:
    return visit.kind in coded.PLANS


def _day_by_day(visit: Visit) -> bool:
    return coded.treated(visit) and not _kind_of_plan(visit)


def _therapy(visit: Visit) -> bool:
    return coded.treated(visit) or bool(
        visit.discipline or visit.activities or visit.author_credential
    )


def _uncoded(visit: Visit) -> bool:
    return coded.treated(visit) and not coded.codes_of_day(visit)


def _tasks(visit: Visit) -> bool:
    return bool(visit.performed(Label.FUNCTIONAL, Label.SELFCARE, Label.GAIT))


def _purposeful(visit: Visit) -> bool:
    tasks = bool(visit.performed(Label.FUNCTIONAL, Label.SELFCARE))
    return coded.functional_activities_at_stake(visit) or (_uncoded(visit) and tasks)


def _attended(visit: Visit) -> bool:
    return any(fact.one_on_one for fact in coded.facts_of_day(visit))


def _skill(visit: Visit) -> bool:
    return coded.treated(visit) and (_attended(visit) or not coded.facts_of_day(visit))


def _distinct(visit: Visit) -> bool:
    others = set(coded.timed_codes_of_day(visit)) - {coded.THERAPEUTIC_ACTIVITIES}
    return (
        judged(visit, "code_distinction")
        and coded.functional_activities_at_stake(visit)
        and bool(others)
    )


therapy_note = When(_therapy, "the text is not known to be a therapy note")
day_dated_by_input = When(
    lambda v: _therapy(v) and v.note.date_of_service is not None,
    "the input does not give the date of service",
)
day_not_dated_by_input = When(
    lambda v: _therapy(v) and v.note.date_of_service is None,
    "the input gives the date of service itself",
)
day_and_facts_dated = When(
    lambda v: bool(v.date_of_service and v.demands and v.demands.dated_through),
    "the day, or until when the payer's facts hold, is not known",
)
dates_written = When(lambda v: bool(v.dates), "the note states no date of service")
day_and_dates_known = When(
    lambda v: bool(v.dates) and v.note.date_of_service is not None,
    "the date of service is known from the note or from the input alone",
)
day_treated = When(coded.treated, "no treatment of the day is recorded")
day_note = When(_day_by_day, "not a note of one day's treatment")
plan_note = When(
    lambda v: _kind_of_plan(v) and _therapy(v), "neither an evaluation nor a progress report"
)
progress_note = When(
    lambda v: v.kind == "progress" and judged(v, "progress"), "not a progress report"
)
day_note_with_progress = When(
    lambda v: _day_by_day(v) and judged(v, "progress"), "no earlier level to compare with"
)
day_note_with_need = When(
    lambda v: _day_by_day(v) and judged(v, "necessity_rationale"),
    "no further therapy is asked for",
)
functional_activities_at_stake = When(
    coded.functional_activities_at_stake, "97530 is neither billed nor recorded"
)
work_to_describe = When(
    lambda v: coded.functional_activities_at_stake(v) or _uncoded(v),
    "other codes than 97530 are billed or recorded",
)
purpose_to_state = When(_purposeful, "neither 97530 nor uncoded functional work is recorded")
tasks_done = When(_tasks, "no functional, self-care or walking task was read")
skill_to_show = When(_skill, "no treatment that needs the therapist throughout is recorded")
one_on_one_code_of_day = When(_attended, "no one-on-one code is billed or recorded")
timed_code_of_day = When(
    lambda v: bool(coded.timed_codes_of_day(v)), "no timed code is billed or recorded"
)
no_code_of_day = When(_uncoded, "the codes are known, or nothing was treated")
codes_to_keep_apart = When(_distinct, "97530 stands alone, or is neither billed nor recorded")
goals_stated = When(lambda v: bool(v.goals), "no goal is stated")
times_written = When(lambda v: bool(v.times), "the note holds no times")
minutes_may_be_written = When(
    lambda v: bool(v.times) or bool(_codes(v)), "the note holds neither times nor codes"
)
clock_written = When(
    lambda v: any(t.kind in (TimeKind.START, TimeKind.STOP) for t in v.times),
    "the note holds no clock times",
)
vague_work = When(
    lambda v: bool(v.performed(Label.VAGUE)), "no activity is named in vague words alone"
)
