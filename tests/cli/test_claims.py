"""Claim files beside a batch: every line has a place, and the payer's answers are counted."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.matching import visits as why
from cli.running import DRAFT, jsonl, run
from ingest.claim_files.writing import Claim, Line, professional

EXAMPLES = Path(__file__).parents[2] / "corpus" / "examples"
NOTES, CLAIMS, ANSWERS = (
    EXAMPLES / name for name in ("notes.jsonl", "claims.837", "remittance.835")
)
HEAD = "claim,code,units,modifiers,date,patient\n"


@pytest.fixture
def notes(tmp_path):
    def note(number, **keys):
        beside = {"patient": "SECRET-7", "date_of_service": "2026-03-04", "discipline": "PT"}
        return {"id": f"n{number}", "text": DRAFT, **beside, **keys}

    path = tmp_path / "notes.jsonl"
    path.write_text(jsonl(note(1), note(2, patient="SECRET-8")))
    return path


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "lines.csv"

    def written(*rows):
        path.write_text(HEAD + "".join(f"{row}\n" for row in rows))
        return path

    return written


def table(folder):
    with (folder / "claims.csv").open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.DictReader(rows))


def records(folder):
    rows = (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["note_id"]: record for record in map(json.loads, rows)}


def test_every_line_of_the_example_has_a_place(tmp_path):
    ended = run("audit", NOTES, "--claims", CLAIMS, "--remits", ANSWERS, "--out", tmp_path)
    assert ended.code == 1
    rows = table(tmp_path)
    sent = CLAIMS.read_text().count("LX*")
    assert len([row for row in rows if row["code"]]) == sent
    assert [row["note_id"] for row in rows if not row["code"]] == ["EX-12"]
    assert {row["why_alone"] for row in rows if row["claim"].startswith("P-113")} == {
        why.NO_PATIENT
    }
    assert "26 lines put to 15 notes" in ended.out
    assert "sensitivity" in ended.out
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Flagged and denied" in page
    assert "Denied, and nothing had been flagged\n  EX-09: 97530, CO-197\n" in ended.out
    assert "<li>EX-09: 97530, CO-197</li>" in page


def test_what_was_denied_stands_beside_what_was_flagged(tmp_path):
    run("audit", NOTES, "--claims", CLAIMS, "--remits", ANSWERS, "--out", tmp_path)
    rows = {(r["note_id"], r["code"], r["modifiers"]): r for r in table(tmp_path)}
    exercise = rows["EX-03", "97530", "GP"]
    assert (exercise["rules"], exercise["answer"], exercise["reasons"]) == (
        "COD101",
        "denied",
        "CO-50",
    )
    assert rows["EX-03", "97140", "GP"]["answer"] == "paid"


def test_the_lines_of_the_files_are_what_the_rules_see(notes, lines, tmp_path):
    path = lines("C1,97530,4,GP,2026-03-04,SECRET-7")
    run("audit", notes, "--claims", path, "--out", tmp_path / "out")
    found = records(tmp_path / "out")
    assert "UNI101" in {f["rule"] for f in found["n1"]["findings"]}
    assert found["n2"]["units"]["billed"] == {}


def test_notes_from_standard_input_get_their_lines_too(notes, lines, tmp_path):
    path = lines("C1,97530,4,GP,2026-03-04,SECRET-7")
    run("audit", "-", "--claims", path, "--out", tmp_path / "out", stdin=notes.read_bytes())
    assert "UNI101" in {f["rule"] for f in records(tmp_path / "out")["n1"]["findings"]}


def test_the_date_in_the_text_counts_where_none_stands_beside_it(tmp_path, lines):
    path = tmp_path / "notes.jsonl"
    path.write_text(jsonl({"id": "n1", "text": DRAFT, "patient": "7"}))
    run("audit", path, "--claims", lines("C1,97530,2,GP,2026-03-04,7"), "--out", tmp_path / "out")
    assert [row["note_id"] for row in table(tmp_path / "out")] == ["n1"]


def test_two_jobs_give_the_same_table(tmp_path):
    for jobs in "12":
        run("audit", NOTES, "--claims", CLAIMS, "--out", tmp_path / jobs, "--jobs", jobs)
    assert table(tmp_path / "1") == table(tmp_path / "2")


def test_a_line_without_a_note_fails_even_a_clean_batch(notes, lines):
    ended = run("audit", notes, "--claims", lines("C9,97530,1,GP,2026-03-04,SECRET-9"), "--ignore",
                "TIM101")  # fmt: skip
    assert ended.code == 2  # no line at all was put to a note
    path = lines("C1,97530,2,GP,2026-03-04,SECRET-7", "C9,97530,1,GP,2026-03-04,SECRET-9")
    ended = run("audit", notes, "--claims", path, "--ignore", "TIM101", "--format", "text")
    assert ended.code == 1
    assert "1 line without a note" in ended.out


def test_messages_name_no_patient(notes, lines):
    path = lines(
        "SECRET-C,97530,1,GP,2026-03-04,SECRET-9", "SECRET-C,97530,-1,GP,2026-03-04,SECRET-7"
    )
    ended = run("audit", notes, "--claims", path)
    assert "SECRET" not in ended.err
    assert "lines.csv" in ended.err
    assert ended.code == 2


def test_a_claim_file_that_is_none_stops_before_any_note_is_audited(notes, tmp_path):
    path = tmp_path / "claims.837"
    path.write_text("")
    ended = run("audit", notes, "--claims", path, "--out", tmp_path / "out")
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_each_claim_file_that_is_none_is_named(notes, tmp_path):
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("")
    ended = run("audit", notes, "--claims", tmp_path / "one.csv", "--claims", tmp_path / "two.csv")
    assert ended.code == 2
    assert ended.err.count("is empty") == 2


def test_answers_alone_say_why_nothing_is_judged(notes):
    ended = run("audit", notes, "--remits", ANSWERS)
    assert ended.code == 2
    assert "no line of the claim files was put to a note" in ended.err


def test_a_file_cut_in_a_segment_says_where_and_the_rest_is_judged(tmp_path):
    cut = tmp_path / "cut.837"
    whole = CLAIMS.read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    ended = run("audit", NOTES, "--claims", cut, "--out", tmp_path / "out")
    assert ended.code == 2
    assert "segment" in ended.err
    assert "byte" in ended.err
    assert any(row["note_id"] and row["code"] for row in table(tmp_path / "out"))


def test_lines_that_cannot_be_read_stand_in_the_table_too(notes, lines, tmp_path):
    path = lines(
        *["C1,97530,2,GP,2026-03-04,SECRET-7", *["C1,97530,x,GP,2026-03-04,SECRET-7"] * 12]
    )
    ended = run("audit", notes, "--claims", path, "--out", tmp_path / "out")
    assert "claims.csv names them all" in ended.err
    rows = [row for row in table(tmp_path / "out") if row["source"].startswith(str(path))]
    assert [row["source"].rpartition(":")[2] for row in rows] == [f"row {n}" for n in range(2, 15)]
    assert {row["why_alone"] for row in rows[1:]} == {"the units' column holds no number"}


def test_claims_csv_of_an_earlier_batch_does_not_stay(notes, lines, tmp_path):
    out = tmp_path / "out"
    run("audit", notes, "--claims", lines("C1,97530,2,GP,2026-03-04,SECRET-7"), "--out", out)
    run("audit", notes, "--out", out)
    assert not (out / "claims.csv").exists()


def test_the_headings_of_a_site_are_set_once(notes, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("Acct,Proc,Qty,DOS,MRN\nC1,97530,4,2026-03-04,SECRET-7\n")
    settings = tmp_path / "auditor.toml"
    settings.write_text(
        '[claim_columns]\ncode = "Proc"\nunits = "Qty"\n'
        'date_of_service = "DOS"\nclaim_id = "Acct"\n'
    )
    ended = run("audit", notes, "--claims", path, "--config", settings, "--out", tmp_path / "out")
    assert "1 line put to 1 note" in ended.out
    settings.write_text('[claim_columns]\ncodes = "Proc"\n')
    ended = run("audit", notes, "--claims", path, "--config", settings)
    assert ended.code == 2
    assert "codes" in ended.err


@pytest.mark.parametrize(("frequency", "billed"), [("7", {"97530": 2}), ("8", {})])
def test_a_claim_replaced_or_voided_is_not_billed_too(notes, tmp_path, frequency, billed):
    sent = Claim("C1", (Line("97530", 3, ("GP",)), Line("97110", 1, ("GP",))), record="SECRET-7")
    later = replace(sent, lines=(Line("97530", 2, ("GP",)),), frequency=frequency)
    kept = Claim("C2", (Line("97530", 2, ("GP",)),), record="SECRET-8")
    path = tmp_path / "march.837"
    path.write_bytes(professional([sent, later, kept]))
    ended = run("audit", notes, "--claims", path, "--out", tmp_path / "out")
    assert records(tmp_path / "out")["n1"]["units"]["billed"] == billed
    rows = [row for row in table(tmp_path / "out") if row["code"] and not row["note_id"]]
    assert [row["code"] for row in rows] == ["97530", "97110"]
    assert all(row["why_alone"] for row in rows)
    assert "2 lines replaced or voided by a later claim" in ended.out


def test_a_table_without_a_column_of_modifiers_says_so(notes, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("claim,code,units,date,patient\nC1,97530,1,2026-03-04,SECRET-7\n")
    ended = run("audit", notes, "--claims", path, "--out", tmp_path / "out")
    assert "no claim line has a modifier" in ended.err
    assert ended.code == 1


def test_flagged_is_yes_or_no_where_a_note_was_judged(tmp_path):
    run("audit", NOTES, "--claims", CLAIMS, "--out", tmp_path)
    rows = table(tmp_path)
    assert {r["flagged"] for r in rows if r["gate"]} == {"yes", "no"}
    assert all((r["flagged"] == "yes") == bool(r["rules"]) for r in rows if r["gate"])
    assert {r["flagged"] for r in rows if not r["gate"]} == {""}
