"""Each of the 19 elements is asked for by a rule, as strongly as the payer in force asks for it."""

import pytest

from auditor.model import ELEMENTS, Goal, Severity, Span
from auditor.rules.registry import RULES
from stated import LOOKED, hits, made

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

TEXT = "97530 x 20 min: car transfers. 97110 x 10 min: LAQ. LTG: walk more"
FACTS = {
    "text": TEXT,
    "times": (("97530 x 20 min", "duration", 20, "97530"),),
    "activities": (("car transfers", "gait", "97530"), ("LAQ", "exercise", "97110")),
    "codes": (("97530", "97530"), ("97110", "97110")),
    "claim": "97530-GP=1 97110-GP=1",
    "discipline": "PT",
    "goals": (Goal(Span(51, 65), "long", measurable=False, functional=True, timeframe=False),),
    "kind": "daily",
}

# element, rule, Medicare, a commercial payer
MISSING = [
    ("date_of_service", "DOC101", ERROR, ERROR),
    ("provider_signature", "DOC105", WARNING, WARNING),
    ("activity_described", "WRK101", ERROR, ERROR),
    ("functional_purpose", "WRK104", WARNING, WARNING),
    ("goal", "GOA101", INFO, INFO),
    ("goal_measurable", "GOA103", WARNING, WARNING),
    ("timed_minutes", "TIM103", WARNING, WARNING),
    ("start_stop_times", "TIM106", None, None),
    ("total_treatment_time", "TIM101", ERROR, WARNING),
    ("assist_level", "WRK106", WARNING, WARNING),
    ("one_on_one", "WRK203", INFO, INFO),
    ("skilled_intervention", "WRK201", ERROR, ERROR),
    ("patient_response", "NEC101", INFO, INFO),
    ("progress", "NEC103", INFO, INFO),
    ("functional_deficit", "NEC105", INFO, INFO),
    ("necessity_rationale", "NEC107", INFO, INFO),
    ("plan", "NEC110", INFO, INFO),
    ("code_distinction", "WRK107", WARNING, WARNING),
]
PLANNED = [
    ("goal", "GOA102", WARNING),
    ("progress", "NEC104", WARNING),
    ("functional_deficit", "NEC106", WARNING),
    ("necessity_rationale", "NEC108", WARNING),
    ("plan", "NEC111", WARNING),
]
HALF = [
    ("functional_purpose", "WRK105", INFO),
    ("timed_minutes", "TIM104", WARNING),
    ("skilled_intervention", "WRK202", WARNING),
    ("patient_response", "NEC102", INFO),
    ("necessity_rationale", "NEC109", INFO),
]


def test_every_element_has_a_rule_that_asks_for_it():
    assert {rule.element for rule in RULES} >= set(ELEMENTS)


@pytest.mark.parametrize(("element", "code", "medicare", "commercial"), MISSING)
def test_a_missing_element_is_found_where_it_was_looked_for(element, code, medicare, commercial):
    visit = made(**FACTS, shown={element: "missing"})
    found = hits(code, visit)
    assert [h.looked_in for h in found] == [LOOKED]
    assert RULES.find(code).severity(visit) is medicare
    assert RULES.find(code).severity(made(**FACTS, payer="commercial")) is commercial


@pytest.mark.parametrize(("element", "code"), [m[:2] for m in MISSING])
@pytest.mark.parametrize("status", ["present", "na"])
def test_what_is_shown_or_cannot_be_asked_is_not_found_missing(element, code, status):
    assert hits(code, made(**FACTS, shown={element: status})) == []


@pytest.mark.parametrize(("element", "code", "severity"), PLANNED)
def test_an_evaluation_or_progress_report_is_asked_more_than_a_day(element, code, severity):
    visit = made(**{**FACTS, "kind": "progress"}, shown={element: "missing"})
    assert len(hits(code, visit)) == 1
    assert RULES.find(code).severity(visit) is severity
    assert hits(code, made(**FACTS, shown={element: "missing"})) == []


@pytest.mark.parametrize(("element", "code", "severity"), HALF)
def test_what_is_half_shown_weighs_less_than_what_is_missing(element, code, severity):
    visit = made(**FACTS, shown={element: "partial"})
    assert len(hits(code, visit)) == 1
    assert RULES.find(code).severity(visit) is severity
    assert hits(code, made(**FACTS, shown={element: "present"})) == []


def test_a_note_of_no_therapy_is_asked_nothing():
    visit = made("CT of the abdomen, no acute findings.", shown=dict.fromkeys(ELEMENTS, "missing"))
    asked = [rule.code for rule in RULES if rule.element and rule.when(visit)]
    assert asked == []
