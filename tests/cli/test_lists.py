"""Rules, payers and the schema, as tables and for programs."""

import json

import pytest

from auditor.billing import packs
from auditor.cli import streams
from auditor.record import json_schema
from auditor.rules.registry import RULES
from cli.running import run


def test_all_rules_are_listed_a_line_each():
    lines = run("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]


@pytest.mark.parametrize(
    ("payer", "severity"), [("medicare", "error"), ("workers-comp", "warning")]
)
def test_the_severity_listed_is_the_one_for_the_payer(payer, severity):
    demanded = "total_treatment_time" in packs.demands_for(payer).required
    (line,) = run("rules", "--select", "TIM101", "--payer", payer).out.splitlines()
    assert demanded is (severity == "error")
    assert line.split()[:3] == ["TIM101", severity, "missing-total-time"]


def test_settings_change_what_is_listed(tmp_path):
    settings = tmp_path / "site.toml"
    settings.write_text(
        'select = ["TIM101", "TIM102"]\n[severity]\nTIM101 = "off"\nTIM102 = "info"\n'
    )
    shown = json.loads(run("rules", "--format", "json", "--config", settings).out)
    assert [rule["severity"] for rule in shown] == ["off", "info"]


def test_ignored_rules_are_not_listed():
    listed = {line.split()[0] for line in run("rules", "--ignore", "TIM,COD101").out.splitlines()}
    assert listed == {r.code for r in RULES if not r.code.startswith("TIM")} - {"COD101"}


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.code)
def test_a_rules_page_says_all_there_is_of_it(rule):
    shown = " ".join(run("rule", rule.name).out.split())
    for part in (rule.code, rule.name, rule.title, rule.why, rule.fix, rule.source.url):
        assert " ".join(part.split()) in shown
    values = json.loads(run("rule", rule.code.lower(), "--format", "json").out)
    assert values["ask"] == rule.fix
    assert [example["text"] for example in values["bad"]] == [e.text for e in rule.bad]


def test_the_nearest_rules_are_named_where_there_is_none():
    ended = run("rule", "missing-total-tme")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("auditor: no rule 'missing-total-tme'; did you mean missing-total")


def test_all_payers_are_listed():
    lines = run("payers").out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == list(packs.payers())
    values = json.loads(run("payers", "--format", "json").out)
    assert [value["name"] for value in values] == list(packs.payers())


def test_the_schema_is_the_records():
    assert json.loads(run("schema").out) == json_schema()


@pytest.mark.parametrize(("columns", "lines"), [(300, 1), (70, 2)])
def test_on_a_narrow_terminal_the_title_has_a_line_of_its_own(columns, lines, monkeypatch):
    monkeypatch.setattr(streams, "terminal_width", lambda: columns)
    shown = run("rules", "--select", "TIM101").out.splitlines()
    assert len(shown) == lines
    assert shown[-1].endswith(RULES.find("TIM101").title)


def test_a_sites_own_pack_is_in_force(tmp_path):
    (tmp_path / "our.toml").write_text(
        'id = "ours-1"\nname = "ours"\npayer = "Ours"\nextends = "aetna"\n'
        "reviewed_on = 2026-01-01\ndated_through = 2026-12-31\n"
    )
    (tmp_path / "site.toml").write_text('pack = "our.toml"\n')
    shown = run("units", "97530=23", "--config", tmp_path / "site.toml").out
    assert shown.startswith("Ours as of 2026-01-01 (no --date given): rule of eights")
