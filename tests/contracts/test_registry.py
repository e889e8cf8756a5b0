"""Every rule there is is found, keeps the conventions, and asks without suggesting an answer."""

import ast
import re
from pathlib import Path

import pytest

from auditor import rules
from auditor.model import ELEMENTS
from auditor.rules.core import DEMANDS
from auditor.rules.registry import RULES

FOLDER = Path(rules.__file__).parent
EACH = pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.code)

PROCEDURE_CODE = re.compile(r"\b(?:9[0-9]{4}|G0[0-9]{3})\b")
BODY_PART = re.compile(
    r"\b(?:knees?|shoulders?|hips?|ankles?|wrists?|elbows?|fingers?|thumbs?|spine|lumbar|cervical"
    r"|neck|trunk|legs?|arms?|feet|foot|toes?|quads?|hamstrings?|glutes?|rotator cuff|scapulae?)\b",
    re.IGNORECASE,
)
MORE_MONEY = re.compile(
    r"\b(?:reimburs\w*|revenue|income|profit\w*|maximi[sz]e|pays? more|paid more|higher[- ]paying"
    r"|upcod\w*|optimi[sz]e|better paid|dollars?|fee|fees|rates?|add a unit|bill more)\b|\$",
    re.IGNORECASE,
)


def declared_in(path):
    """The codes of the rules a module declares, read from its source."""
    calls = (
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "rule"
    )
    return [k.value.value for call in calls for k in call.keywords if k.arg == "code"]


def test_every_rule_that_a_module_declares_is_found():
    declared = sorted(code for path in FOLDER.glob("*.py") for code in declared_in(path))
    assert [rule.code for rule in RULES] == declared


def test_a_module_keeps_to_its_family_of_rules():
    families = {r.family: {s.code[:3] for s in RULES if s.family == r.family} for r in RULES}
    assert {family: len(letters) for family, letters in families.items()} == dict.fromkeys(
        families, 1
    )


def test_no_code_and_no_name_is_given_twice():
    assert len({r.code for r in RULES}) == len({r.name for r in RULES}) == len(RULES)


@EACH
def test_a_name_names_the_fault(rule):
    assert re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", rule.name)
    assert not re.match(r"(?:disallow|forbid|require|add|check|fix)-", rule.name)


@EACH
def test_a_title_is_one_short_line_without_full_stop(rule):
    assert rule.title == rule.title.strip()
    assert re.match(r"\"?[A-Z0-9]", rule.title)
    assert not rule.title.endswith((".", "!", "?", ":"))
    assert "\n" not in rule.title
    assert len(rule.title) <= 100


@EACH
def test_a_reason_is_whole_sentences(rule):
    assert rule.why.endswith(".")
    assert "  " not in rule.why


@EACH
def test_a_fix_is_one_question_that_holds_no_answer(rule):
    assert rule.fix.endswith("?")
    assert re.findall(r"\d+", PROCEDURE_CODE.sub("", rule.fix)) == []
    assert BODY_PART.findall(rule.fix) == []


@EACH
def test_no_words_of_a_rule_speak_of_more_money(rule):
    assert MORE_MONEY.findall(f"{rule.title}\n{rule.why}\n{rule.fix}") == []


@EACH
def test_a_rule_stands_on_a_document_that_can_be_opened(rule):
    assert re.fullmatch(r"https://[a-z0-9.-]+/\S*", rule.source.url)
    assert rule.source.cite == rule.source.cite.strip() != ""


@EACH
def test_a_rule_stands_on_a_demand_that_packs_can_make(rule):
    assert rule.asks is None or rule.asks in DEMANDS
    assert rule.element is None or rule.element in ELEMENTS


@EACH
def test_a_rule_that_asks_nothing_has_one_severity(rule):
    assert rule.asks is not None or rule.otherwise is None


@EACH
def test_a_rule_that_does_not_apply_says_why(rule):
    assert rule.when.reason == rule.when.reason.strip() != ""


@EACH
def test_a_rule_has_documentation_of_what_it_points_at(rule):
    assert (rule.check.__doc__ or "").strip().endswith(".")
