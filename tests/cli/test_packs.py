"""Packs listed, shown, compared, checked and tried on a terminal and for programs."""

import json
from pathlib import Path

import pytest

from auditor.billing import packs
from auditor.billing.shelf import PACK_KEYS
from auditor.cli.packs import EXAMPLES
from auditor.cli.work import pack_check
from cli.running import run

ROOT = Path(__file__).parents[2]
SITE = ROOT / "corpus" / "examples" / "site-pack.toml"
WHOLE = SITE.read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path):
    """A copy of the example pack with some words replaced."""
    path = tmp_path / "our-pack.toml"

    def write(*replaced):
        text = WHOLE
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_help_names_every_command_with_examples():
    ended = run("packs", "--help")
    assert ended.code == 0
    assert all(f"  {example}\n" in ended.out for example in EXAMPLES)
    for name in ("list", "show", "diff", "check", "test"):
        assert f"\n  {name} " in ended.out
        own = run("packs", name, "-h")
        assert own.code == 0
        assert f"auditor packs {name}" in own.out
    assert run("packs").code == 2


# ---------------------------------------------------------------- list


def test_list_has_a_line_a_payer_with_its_days():
    heading, *lines = run("packs", "list").out.splitlines()
    assert heading.split() == ["name", "holds", "counts", "units", "by", "reviewed", "payer"]
    assert [line.split()[0] for line in lines] == list(packs.payers())
    (medicare,) = [line for line in lines if line.startswith("medicare ")]
    assert "2019-01-01 to 2026-12-31, 8 packs  8-minute rule" in medicare


def test_list_for_programs_has_every_pack():
    values = {v["name"]: v for v in json.loads(run("packs", "list", "--format", "json").out)}
    assert list(values) == list(packs.payers())
    assert [p["id"] for p in values["medicare"]["packs"]] == [
        f"medicare-{y}" for y in range(2019, 2027)
    ]
    assert values["aetna"]["packs"][0]["unit_method"] == "rule_of_eights"


# ---------------------------------------------------------------- show


def facts(*arguments):
    shown = json.loads(run("packs", "show", *arguments, "--format", "json").out)
    return {(f["kind"], f["name"]): f["says"] for f in shown["facts"]}, shown


def test_show_has_the_facts_of_the_day():
    by_name, shown = facts("medicare", "--on", "3/4/2021")
    assert shown["pack"].startswith("medicare-2021@")
    assert shown["on"] == "2021-03-04"
    assert "$2,110" in by_name["threshold", "KX, PT and SLP"]
    assert by_name["method", "units"] == "8-minute rule"
    assert ("demand", "assistant modifier") in by_name
    assert ("demand", "unit cap") not in by_name
    assert ("code", "98979") not in by_name


def test_show_says_limits_of_both_settings_and_how_strict_they_are():
    by_name, _ = facts("medicare")
    assert by_name["code", "97110"].endswith(
        "at most 6 a day (8 in an outpatient hospital), more only where the record bears it out"
    )
    assert by_name["code", "97161"].endswith("at most 1 a day, whatever the record shows")


@pytest.mark.parametrize("payer", packs.payers())
def test_every_fact_shown_has_its_source(payer):
    _, shown = facts(payer)
    unmarked = {"pair", "code"}
    wrong = [f for f in shown["facts"] if not (f["mark"] or f["kind"] in unmarked)]
    assert wrong == []
    assert [f for f in shown["facts"] if f["kind"] != "pair" and not f["source"]] == []


def test_show_on_a_terminal_gives_each_source_a_number():
    shown = run("packs", "show", "medicare-2024").out
    assert shown.startswith("Medicare Part B on 2024-12-31 (medicare-2024@")
    assert "How units are counted\n  units  8-minute rule [1] (confirmed)\n" in shown
    assert "\nSources\n  [1] CMS Pub. 100-04, ch. 5, §20.2.C\n" in shown
    assert max(len(line) for line in shown.splitlines()) <= 80


@pytest.mark.parametrize("day", ["2018-05-01", "2031-05-01"])
def test_a_day_outside_of_what_is_held_is_said(day):
    ended = run("packs", "show", "medicare", "--on", day)
    assert ended.code == 0
    assert f"{day} lies outside of the days this pack holds" in ended.err
    assert "KX, " not in ended.out


def test_show_reads_a_sites_own_file():
    by_name, shown = facts(SITE)
    assert shown["payer"] == "Medicare Part B, Riverside clinic"
    assert by_name["cap", "97530"] == "at most 4 units of each"
    assert by_name["question", "pain-after"].startswith("What was the pain rating after treatment?")
    assert by_name["code", "97530"].endswith("by time; at most 4 a day")


WRONG = {
    "unknown payer": (("show", "medicar"), "no pack is held for this payer; did you mean medicare"),
    "no file": (("show", "none.toml"), "none.toml: cannot be read"),
    "no day": (("show", "medicare", "--on", "soon"), "--on: must be a date"),
    "no day to check": (("check", SITE, "--on", "13/13/2026"), "--on: must be a date"),
    "unknown second": (("diff", "medicare", "zzyzx"), "no pack is held for this payer; known are"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_what_is_asked_wrongly_is_named(arguments, said):
    ended = run("packs", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


# ---------------------------------------------------------------- diff


def test_diff_says_what_was_changed_and_added():
    shown = run("packs", "diff", "medicare-2024", "medicare-2026").out
    assert "  ~ KX, OT: above $2,330 of charges allowed in the year: KX -> above $2,480" in shown
    assert "  + 98985: remote monitoring" in shown
    back = run("packs", "diff", "medicare-2026", "medicare-2024").out
    assert "  - 98985: remote monitoring" in back


def test_diff_of_a_pack_with_itself_is_empty():
    assert run("packs", "diff", "aetna", "aetna").out.endswith("no fact differs\n")
    shown = json.loads(run("packs", "diff", "aetna", "aetna", "--format", "json").out)
    assert shown["changes"] == []


def test_diff_for_programs_has_both_sides():
    shown = json.loads(run("packs", "diff", "medicare", SITE, "--format", "json").out)
    kinds = {(c["change"], (c["after"] or c["before"])["name"]) for c in shown["changes"]}
    assert {("added", "patient response"), ("changed", "97530")} <= kinds


# ---------------------------------------------------------------- check


def test_a_right_pack_is_ok():
    ended = run("packs", "check", SITE, "--on", "2026-12-01")
    assert (ended.code, ended.out) == (0, f"ok: {SITE}\n")


def test_without_a_day_it_is_judged_as_of_today(monkeypatch):
    monkeypatch.setattr(pack_check, "_today", lambda: "2026-12-01")
    assert run("packs", "check", SITE).out == f"ok: {SITE}\n"


def test_every_mistake_of_every_file_is_listed(site, tmp_path):
    wrong = site(("look_for", "lookfor"), ('per = "code"', 'per = "week"'), ("SIT101", "SIT109"))
    other = tmp_path / "none.toml"
    ended = run("packs", "check", wrong, SITE, other, "--on", "2026-12-01")
    assert ended.code == 2
    lines = ended.out.splitlines()
    assert len([line for line in lines if line.startswith(f"wrong: {wrong}: ")]) == 3
    assert f"ok: {SITE}" in lines
    assert lines[-1].startswith(f"wrong: {other}: cannot be read")


def test_rules_and_claims_of_examples_that_do_not_exist_are_named(site):
    wrong = site(("TIM101", "TIM1O1"), ("97530-GP=5", "97530-GP=five"))
    shown = json.loads(run("packs", "check", wrong, "--format", "json").out)
    said = [line.removeprefix(f"{wrong}: ") for line in shown[0]["mistakes"]]
    assert said[0].startswith("example 'nothing said of pain': no rule 'TIM1O1'; did you mean")
    assert said[1].startswith("example 'more units than the clinic takes': \"claim\"")


@pytest.mark.parametrize(
    ("day", "warned"),
    [("2026-12-31", 0), ("2027-01-01", 2), ("2027-11-21", 2), ("2027-11-22", 4)],
)
def test_facts_that_have_grown_old_are_a_warning(day, warned):
    """Those of the pack itself, and those of Medicare's, which it extends."""
    ended = run("packs", "check", SITE, "--on", day)
    assert ended.code == 0
    assert ended.out.count("old: ") == warned


# ---------------------------------------------------------------- test


def test_the_example_pack_passes_its_own_examples():
    ended = run("packs", "test", SITE)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("4 passed, 0 failed\n")


def test_an_example_that_fails_says_why(site):
    wrong = site(('expects = ["UNI113"]', 'expects = ["UNI113", "SIT101", "MOD107"]'))
    ended = run("packs", "test", wrong)
    assert ended.code == 1
    assert "    SIT101 found nothing\n" in ended.out
    assert "    MOD107 found nothing\n" in ended.out
    assert ended.out.endswith("3 passed, 1 failed\n")


def test_a_rule_that_must_not_speak_and_does_fails(site):
    wrong = site(
        ('expects = ["SIT101"]\nexpects_not = ["TIM101"]', 'expects_not = ["sit101", "TIM101"]')
    )
    shown = json.loads(run("packs", "test", wrong, "--format", "json").out)
    assert [v["outcome"] for v in shown] == ["failed", "passed", "passed", "passed"]
    assert shown[0]["why"] == ["SIT101 found something"]
    assert "SIT101" in shown[0]["found"]


def test_examples_none_of_which_can_be_audited_end_in_2(site):
    text = WHOLE[: WHOLE.index("[[example]]")]
    path = site()
    path.write_text(text + '[[example]]\ntext = "Nothing of therapy."\nexpects = ["SIT101"]\n')
    ended = run("packs", "test", path)
    assert ended.code == 2
    assert "no. 1    not run  SIT101\n" in ended.out
    assert ended.out.endswith("0 passed, 0 failed, 1 not run\n")


@pytest.mark.parametrize("made", ["no examples", "wrong"])
def test_a_pack_that_cannot_be_tried_is_refused(made, site):
    path = site()
    text = WHOLE[: WHOLE.index("[[example]]")] if made == "no examples" else "id = "
    path.write_text(text, encoding="utf-8")
    ended = run("packs", "test", path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"auditor: {path}: ")


def test_the_sites_question_is_asked_in_an_audit(tmp_path):
    (tmp_path / "auditor.toml").write_text(
        f'pack = "{SITE.as_posix()}"\n[severity]\nSIT101 = "error"\n'
    )
    note = tmp_path / "note.txt"
    note.write_text("DOS 9/1/2026\n97530 x 15 min: car transfers x4, min A.\nJ. Doe, PT")
    settings = (
        "--config",
        tmp_path / "auditor.toml",
        "--claim",
        "97530-GP=1",
        "--select",
        "SIT101",
    )
    ended = run("check", note, *settings)
    assert ended.code == 1
    assert "What was the pain rating after treatment?" in ended.out
    assert "(Riverside clinic, charting policy 4 (2026))" in " ".join(ended.out.split())


def test_the_page_for_compliance_officers_explains_every_key():
    page = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    unexplained = [key for key in PACK_KEYS if f"`{key}`" not in page and f"[{key}]" not in page]
    assert unexplained == []
