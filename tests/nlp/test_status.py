"""Done today, planned, for home, in the past or not done: by words, sentence and section."""

import pytest

from auditor.nlp.fold import fold
from auditor.nlp.status import status_of
from marked import read

PERFORMED = {
    "plain": "[[LAQ 3x10]]",
    "objective": "O: [[LAQ 3x10]]",
    "said-so": "Pt performed [[car transfers]] x4",
    "today": "Today: [[car transfers]]",
    "continues": "Pt continues [[LAQ]] 3x10",
    "progressed-by-load": "[[LAQ]] progressed from 2# to 3#",
    "in-the-assessment": "A: pt able to do [[stairs]] w/ CGA",
    "without-loss-of-balance": "[[sit<>stand]] w/o LOB",
    "no-device": "[[Gait]] no AD",
    "no-lob-in-the-next-clause": "[[Transfers]], no LOB",
    "no-rail": "[[Stairs]] with no rail",
    "not-able-to-do-more": "[[Sit<>stand]] x5, not able to do 6th",
    "another-held": "[[LAQ]], SLR, bridges; stairs held",
    "to-go-home": "Practiced [[car transfer]] to go home safely",
    "to-return-home": "[[Stair training]] to return home",
    "simulating-home": "simulated [[home laundry task]]",
    "hold-relax": "[[hold/relax stretching]]",
    "isometric-hold": "isometric [[quad set]] hold 10 sec",
    "between-the-others": "S: no pain. O: [[bike]] 5 min. P: add stairs",
}
PLANNED = {
    "plan": "Plan: [[stair training]]",
    "p": "P: [[add curb training]] next visit",
    "plan-continue": "Plan: cont [[gait training]], progress reps",
    "inline-plan": "S: no pain. O: bike 5 min. P: add [[stairs]]",
    "next-visit": "Next visit [[add step-ups]]",
    "next-visit-behind": "[[Step-ups]] next visit",
    "will-begin": "Will begin [[stair training]] next session",
    "will-progress": "Will progress to [[tandem stance]]",
    "pt-will": "Pt will [[practice car transfers]]",
    "plan-to": "Plan to add [[leg press]] next tx",
    "resume": "Resume [[stairs]] when cleared",
    "goal": "Goals:\n1. [[Transfer mod I]] in 2 wks",
}
HOME = {
    "hep": "HEP: [[wall sits]] 2x10",
    "hep-added": "HEP: added [[wall sits]]",
    "home-program": "Home program: [[clamshells]]",
    "for-hep": "Issued [[bridges]] for HEP",
    "for-home": "[[wall sits]] for home",
    "at-home": "[[Heel slides]] 2x/day at home",
    "at-home-reported": "S: did [[heel slides]] at home",
    "per-day": "S: [[quad sets]] 3x/day",
    "daily": "Continue [[HEP]] daily",
    "hourly": "[[Ankle pumps]] every hour",
    "instructed-for-home": "Instructed in [[ankle pumps]] for home",
}
PAST = {
    "last-visit": "Last visit [[NuStep]] 5 min",
    "last-session": "Pt did [[stairs]] last session",
    "yesterday": "S: [[walked]] 2 miles yesterday",
    "prior-to": "Prior to surgery [[ran 5 miles]]",
    "previously": "Previously [[stairs]] w/ step-to",
    "plof": "PLOF: [[carried laundry]] up stairs",
    "history": "History: [[lifting]] 50 lb at work",
}
NOT_DONE = {
    "not-performed": "[[Gait training]] not performed",
    "held-today": "[[Stairs]] held today d/t dizziness",
    "held-first": "Held [[stairs]] d/t BP",
    "only-that-one-held": "LAQ, SLR; [[stairs]] held",
    "only-that-one-not-attempted": "Gait training 50 ft, [[stairs]] not attempted",
    "refused": "Pt refused [[car transfers]]",
    "declined": "Pt declined [[stairs]]",
    "declined-behind": "CP [[declined]]",
    "deferred": "Deferred [[tub transfers]] today",
    "unable": "Unable to perform [[SLS]]",
    "not-tested": "[[Treadmill]] n/t",
    "did-not-attempt": "Did not attempt [[floor transfer]]",
    "omitted": "[[Leg press]] omitted",
    "no": "No [[manual]] today",
    "no-time": "No time for [[stairs]]",
    "too-painful": "[[SLS]] too painful to attempt",
    "avoided": "Avoided [[squats]]",
    "cancelled": "Cancelled [[pool]] session",
    "discontinued": "Discontinued [[clamshells]]",
}
TABLES = {
    "performed": PERFORMED,
    "planned": PLANNED,
    "home": HOME,
    "past": PAST,
    "not_done": NOT_DONE,
}
CASES = [
    pytest.param(marked, status, id=f"{status}-{name}")
    for status, cases in TABLES.items()
    for name, marked in cases.items()
]


@pytest.fixture(scope="session")
def statuses(found_in):
    """The status of each clause that the marked words of a text stand in."""

    def of(marked, label):
        text, (span,) = read(marked)
        clauses = [c for c in found_in(text, "clause") if c.span.overlaps(span)]
        return [status_of(fold(text), clause, label).value for clause in clauses]

    return of


@pytest.mark.parametrize(("marked", "status"), CASES)
def test_an_activity_has_the_status_its_words_give_it(marked, status, statuses):
    assert statuses(marked, "exercise") == [status]


SOFT = {
    "education-in-a-plan-that-was-given": (
        "P: [[reviewed HEP]] with wife",
        "education",
        "performed",
    ),
    "education-planned": ("P: [[caregiver training]]", "education", "planned"),
    "hep-issued-today": ("Issued [[HEP handout]] today", "education", "performed"),
    "hep-instruction-at-home": ("[[Instructed in HEP]] 2x/day", "education", "performed"),
    "testing-today": ("[[TUG]] 14 s", "testing", "performed"),
    "testing-planned": ("Plan: [[retest TUG]] next visit", "testing", "planned"),
    "testing-in-the-past": ("History: [[TUG]] 20 s", "testing", "past"),
    "testing-not-done": ("[[MMT]] not tested", "testing", "not_done"),
}


@pytest.mark.parametrize(("marked", "label", "status"), SOFT.values(), ids=SOFT)
def test_instruction_for_home_is_given_today(marked, label, status, statuses):
    assert statuses(marked, label) == [status]
