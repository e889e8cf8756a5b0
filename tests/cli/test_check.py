"""What a therapist sees of a draft."""

import json

import jsonschema
import pytest

from auditor.record import json_schema
from cli.running import DRAFT, jsonl, run


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    return path


def findings(shown):
    """The lines that open a finding."""
    opened = ("error: ", "warning: ", "info: ")
    return [line for line in shown.splitlines() if line.startswith(opened)]


def test_three_findings_are_shown_the_heaviest_first(draft):
    ended = run("check", draft)
    assert ended.code == 1
    assert findings(ended.out)[0] == "error: Total treatment time is not stated"
    assert len(findings(ended.out)) == 3
    assert ended.out.endswith("more: add --all\n")
    assert ended.err == ""


def test_all_shows_every_finding_of_the_record(draft):
    record = json.loads(run("check", draft, "--format", "json").out)
    assert len(findings(run("check", draft, "--all").out)) == len(record["findings"]) > 3


def test_a_note_without_findings_says_that_nothing_more_is_needed(draft):
    ended = run("check", draft, "--select", "DOC101")
    assert ended.code == 0
    assert "Nothing more needed" in ended.out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--ignore", "TIM"), 0),
        (("--ignore", "TIM", "--gate", "info"), 1),
        (("--select", "missing-total-time"), 1),
        (("--select", "DOC,GOA101", "--gate", "warning"), 0),
        (("--select", "DOC", "--select", "goa101", "--gate", "info"), 1),
    ],
    ids=str,
)
def test_the_exit_code_says_whether_findings_reach_the_gate(draft, options, code):
    assert run("check", draft, *options).code == code


def test_the_gate_changes_the_exit_code_and_not_the_record(draft):
    options = ("check", draft, "--ignore", "TIM", "--format", "json")
    assert run(*options).out == run(*options, "--gate", "info").out


def test_a_claim_discipline_and_date_of_the_options_are_audited(draft):
    about = ("--claim", "97530-GP=2 97110-GP=1", "--discipline", "ot", "--date", "3/5/2026")
    record = json.loads(run("check", draft, "--format", "json", *about).out)
    assert record["units"]["billed"] == {"97110": 1, "97530": 2}
    assert record["note"]["discipline"] == "OT"
    assert record["note"]["date_of_service"] == "2026-03-05"


def test_a_payer_of_the_options_is_the_one_of_notes_that_name_none(draft):
    record = json.loads(run("check", draft, "--format", "json", "--payer", "Aetna").out)
    assert record["units"]["payer_method"] == "rule_of_eights"


@pytest.mark.parametrize("arguments", [("-",), ()], ids=["dash", "nothing"])
def test_a_piped_draft_is_read(arguments):
    assert run("check", *arguments, stdin=DRAFT.encode()).out.startswith("stdin: hold")


def test_who_types_a_note_is_told_how_to_end_it():
    ended = run("check", "-")
    assert ended.err.startswith("auditor: type or paste the note")


def test_without_any_note_it_says_what_to_give():
    ended = run("check")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "auditor: no notes were named; give files, folders, or - for standard input\n"
    )


def test_drafts_are_shown_one_after_the_other(draft, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(DRAFT)
    shown = run("check", draft, other, "--select", "DOC101").out
    assert [block.partition(":")[0] for block in shown.split("\n\n")[::2]] == [
        "draft.txt",
        "other.txt",
    ]


def test_an_unreadable_draft_does_not_keep_the_next_one_back(draft, tmp_path):
    ended = run("check", tmp_path / "gone.txt", draft)
    assert ended.code == 2
    assert ended.out.startswith("draft.txt: hold")
    assert ended.err.startswith(f"auditor: {tmp_path / 'gone.txt'}: there is no such file")


def test_json_holds_one_record_and_no_more(draft):
    ended = run("check", draft, draft, "--format", "json")
    assert (ended.code, ended.out) == (2, "")
    assert "use --format jsonl" in ended.err


def test_jsonl_holds_a_record_a_note_that_the_schema_accepts(draft, tmp_path):
    ended = run("check", draft, tmp_path / "gone.txt", "--format", "jsonl")
    assert [row["complete"] for row in ended.rows] == [True, False]
    for row in ended.rows:
        jsonschema.validate(row, json_schema())


def test_sarif_names_the_rules_that_found_something(draft):
    run_of = json.loads(run("check", draft, "--format", "sarif").out)["runs"][0]
    assert "TIM101" in {result["ruleId"] for result in run_of["results"]}


@pytest.mark.parametrize(
    ("options", "is_coloured"), [((), False), (("--color",), True), (("--no-color",), False)]
)
def test_colour_is_for_terminals_unless_asked_for(draft, options, is_coloured):
    assert ("\x1b[" in run("check", draft, *options).out) is is_coloured


def test_a_claim_is_of_one_note():
    ended = run("check", "-", "--claim", "97530=1", stdin=jsonl(DRAFT, DRAFT).encode())
    assert ended.code == 2
    assert ended.err.startswith("auditor: --claim: is the claim of one note")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--claim", "97530", '--claim: "claim" has a code without units'),
        ("--discipline", "MD", "--discipline: must be one of PT, OT, SLP"),
        ("--date", "March", "--date: must be a date such as"),
        ("--payer", "medicar", "--payer: no pack is held for this payer; did you mean medicare"),
        ("--select", "TIM999", "no rule 'TIM999'; did you mean"),
    ],
)
def test_an_option_that_cannot_be_understood_is_named(draft, option, value, said):
    ended = run("check", draft, option, value)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"auditor: {said}")
    assert ended.err.count("\n") == 1


def test_the_settings_file_is_read_and_options_go_before_it(draft, tmp_path, monkeypatch):
    (tmp_path / "auditor.toml").write_text('ignore = ["TIM"]\ngate = "info"\npayer = "aetna"\n')
    monkeypatch.chdir(tmp_path)
    assert run("check", draft).code == 1
    assert run("check", draft, "--gate", "error").code == 0
    record = json.loads(run("check", draft, "--format", "json").out)
    assert record["made_by"]["pack"].startswith("aetna")
    record = json.loads(run("check", draft, "--format", "json", "--payer", "medicare").out)
    assert record["made_by"]["pack"].startswith("medicare")


def test_a_payer_given_as_an_option_goes_before_the_sites_own_pack(draft, tmp_path):
    (tmp_path / "our.toml").write_text(
        'id = "ours-1"\nname = "ours"\npayer = "Ours"\nextends = "aetna"\n'
        "reviewed_on = 2026-01-01\ndated_through = 2026-12-31\n"
    )
    (tmp_path / "site.toml").write_text('pack = "our.toml"\n')
    options = ("check", draft, "--format", "json", "--config", tmp_path / "site.toml")
    assert json.loads(run(*options).out)["made_by"]["pack"].startswith("ours-1@")
    record = json.loads(run(*options, "--payer", "medicare").out)
    assert record["made_by"]["pack"].startswith("medicare-2026@")
