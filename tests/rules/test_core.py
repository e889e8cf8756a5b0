"""A rule is declared whole or not at all, and is found by its code, its name or its family."""

from types import ModuleType

import pytest

from auditor.errors import UnknownRuleError
from auditor.model import Demands, Note, Severity, Visit
from auditor.record import Source
from auditor.rules.core import Example, Hit, RuleSet, When, rule

ALWAYS = When(lambda _: True, "never said")
SOURCE = Source(cite="CMS Pub. 100-02, ch. 15, §220.3.E", url="https://www.cms.gov/a.pdf")
WHOLE = {
    "code": "TIM101",
    "title": "Total treatment time is not stated",
    "why": "Units cannot be defended without minutes.",
    "fix": "How many minutes did the clock show?",
    "source": SOURCE,
    "when": ALWAYS,
    "bad": ("[[97530]] x 2",),
    "good": ("97530 x 20 min",),
    "required": Severity.ERROR,
}


def declared(name="no_total_time", **parts):
    def check(visit):
        yield Hit(None, looked_in=("body",), detail=visit.note.note_id)

    check.__name__ = name
    return rule(**{**WHOLE, **parts})(check)


def visit(*required):
    demands = Demands("p@0", "P", "medicare", frozenset(required)) if required else None
    return Visit(note=Note("N-1", "text", "a.txt"), demands=demands)


INCOMPLETE = {
    "code-short": ({"code": "TIM1"}, "three letters and three digits"),
    "code-small": ({"code": "tim101"}, "three letters and three digits"),
    "code-with-more": ({"code": "TIM101x"}, "three letters and three digits"),
    "fix-tells": ({"fix": "State the minutes."}, "the fix is a question"),
    "fix-empty": ({"fix": ""}, "the fix is a question"),
    "no-cite": ({"source": Source("", "https://x.org")}, "a source has cite and URL"),
    "no-url": ({"source": Source("CMS", "")}, "a source has cite and URL"),
    "url-not-safe": ({"source": Source("CMS", "http://x.org")}, "a source has cite and URL"),
    "no-bad-example": ({"bad": ()}, "good and bad examples are needed"),
    "no-good-example": ({"good": ()}, "good and bad examples are needed"),
    "demand-unknown": ({"asks": "blood_type"}, "no pack can demand 'blood_type'"),
    "no-title": ({"title": ""}, "title and why are needed"),
    "no-why": ({"why": ""}, "title and why are needed"),
}


@pytest.mark.parametrize(("parts", "problem"), INCOMPLETE.values(), ids=INCOMPLETE)
def test_an_incomplete_declaration_is_refused(parts, problem):
    with pytest.raises(ValueError, match=problem):
        declared(**parts)


def test_a_declaration_holds_everything_about_the_rule():
    made = declared(asks="total_treatment_time", otherwise=Severity.WARNING)
    assert (made.code, made.name, made.title, made.why, made.fix, made.source) == (
        "TIM101",
        "no-total-time",
        WHOLE["title"],
        WHOLE["why"],
        WHOLE["fix"],
        SOURCE,
    )
    assert (made.required, made.otherwise, made.element) == (
        Severity.ERROR,
        Severity.WARNING,
        "total_treatment_time",
    )
    assert (made.bad, made.good) == ((Example("[[97530]] x 2"),), (Example("97530 x 20 min"),))


def test_examples_may_be_notes_with_their_claim():
    note = Example("97530", claim="97530=2", payer="aetna")
    assert declared(bad=[note, "[[97110]]"]).bad == (note, Example("[[97110]]"))


def test_a_demand_that_is_no_element_gives_the_finding_none():
    assert declared(asks="unit_cap").element is None


def test_a_rule_checks_by_the_function_it_was_declared_on():
    assert list(declared().check(visit())) == [Hit(None, ("body",), "N-1")]


def test_a_rule_tells_its_family_by_its_module():
    assert declared().family == "test_core"


SEVERITIES = {
    "asks-nothing": ({}, visit("goal"), Severity.ERROR),
    "asks-nothing-no-demands": ({}, visit(), Severity.ERROR),
    "asked-for": ({"asks": "goal"}, visit("goal"), Severity.ERROR),
    "not-asked-for": (
        {"asks": "goal", "otherwise": Severity.INFO},
        visit("plan"),
        Severity.INFO,
    ),
    "not-asked-for-silent": ({"asks": "goal"}, visit("plan"), None),
    "no-demands-known": ({"asks": "goal", "otherwise": Severity.INFO}, visit(), Severity.INFO),
}


@pytest.mark.parametrize(("parts", "visit", "severity"), SEVERITIES.values(), ids=SEVERITIES)
def test_severity_follows_what_the_payer_asks(parts, visit, severity):
    assert declared(**parts).severity(visit) is severity


def test_a_condition_is_asked_of_the_visit():
    condition = When(lambda v: v.note.note_id == "N-1", "another note")
    assert (condition(visit()), condition(Visit(note=Note("N-2", "", "")))) == (True, False)


# --- sets of rules


def family(*rules):
    module = ModuleType("auditor.rules.made_up")
    for made in rules:
        setattr(module, made.name.replace("-", "_"), made)
    module.SOURCE = SOURCE
    return module


TIM101 = declared()
TIM102 = declared(code="TIM102", name="clock_runs_back")
COD101 = declared(code="COD101", name="exercise_only")
SET = RuleSet.of(family(TIM102, TIM101), family(COD101))

DOUBLES = {
    "code": (TIM101, declared(name="another")),
    "name": (TIM101, declared(code="TIM103")),
}


def test_rules_are_collected_from_modules_in_order_of_code():
    assert (list(SET), len(SET)) == ([COD101, TIM101, TIM102], 3)


@pytest.mark.parametrize("rules", DOUBLES.values(), ids=DOUBLES)
def test_a_code_or_name_given_twice_is_refused(rules):
    with pytest.raises(ValueError, match="rules declared twice"):
        RuleSet(rules)


KEYS = {
    "code": ("TIM101", TIM101),
    "code-small": ("tim102", TIM102),
    "name": ("exercise-only", COD101),
    "name-with-blanks-and-case": (" Exercise-Only ", COD101),
}


@pytest.mark.parametrize(("key", "found"), KEYS.values(), ids=KEYS)
def test_a_rule_is_found_by_code_or_name(key, found):
    assert SET.find(key) is found


UNKNOWN = {
    "near-code": ("TIM110", r"no rule 'TIM110'; did you mean TIM102, TIM101"),
    "near-name": ("exercise-onyl", r"no rule 'exercise-onyl'; did you mean exercise-only"),
    "nothing-near": ("qqqq", r"no rule 'qqqq'; see `auditor rules`"),
}


@pytest.mark.parametrize(("key", "words"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_rule_names_the_nearest(key, words):
    with pytest.raises(UnknownRuleError, match=words):
        SET.find(key)


MATCHING = {
    "none": ([], set()),
    "code": (["TIM101"], {"TIM101"}),
    "name": (["clock-runs-back"], {"TIM102"}),
    "family": (["TIM"], {"TIM101", "TIM102"}),
    "family-small": (["tim"], {"TIM101", "TIM102"}),
    "several": (["COD", "TIM102"], {"COD101", "TIM102"}),
}


@pytest.mark.parametrize(("keys", "codes"), MATCHING.values(), ids=MATCHING)
def test_rules_are_named_by_code_name_or_family(keys, codes):
    assert SET.matching(keys) == codes


def test_a_family_nobody_knows_is_refused():
    with pytest.raises(UnknownRuleError, match="no rule 'XYZ'"):
        SET.matching(["TIM", "XYZ"])
