"""What a batch leaves behind: records, tables, a page, a summary."""

import csv
import json
import re

import pytest

from auditor.cli.work import audit
from auditor.cli.work import page as pages
from auditor.cli.work.page import Page
from auditor.report import csv as csv_report
from auditor.report.totals import totals_of
from cli.running import DRAFT, jsonl, run

FILES = ["findings.csv", "notes.csv", "records.jsonl", "report.html"]
READY = "DOS 03/04/2026. Rode the bus to the clinic.\nJ. Doe, PT"


@pytest.fixture
def batch(tmp_path):
    path = tmp_path / "notes.jsonl"
    path.write_text(jsonl(DRAFT, DRAFT.replace("CGA", "Min A"), READY))
    return path


def test_a_batch_leaves_records_tables_and_a_page(batch, tmp_path):
    out = tmp_path / "out"
    ended = run("audit", batch, "--out", out)
    assert ended.code == 1
    assert sorted(p.name for p in out.iterdir()) == FILES
    assert ended.out.startswith("3 notes, ")
    assert ended.err == (
        f"auditor: written to {out}: report.html, records.jsonl, notes.csv, findings.csv\n"
    )


def test_the_tables_have_a_row_for_each_note_and_finding(batch, tmp_path):
    run("audit", batch, "--out", tmp_path)
    lines = (tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    with (tmp_path / "notes.csv").open(encoding="utf-8-sig", newline="") as table:
        assert [row["note_id"] for row in csv.DictReader(table)] == ["n1", "n2", "n3"]
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as table:
        assert [row["rule"] for row in csv.DictReader(table)] == [
            finding["rule"] for record in records for finding in record["findings"]
        ]


def test_without_a_folder_the_records_go_to_standard_output(batch, tmp_path):
    run("audit", batch, "--out", tmp_path)
    written = (tmp_path / "records.jsonl").read_text(encoding="utf-8")
    assert run("audit", batch).out == written
    assert run("audit", batch, "--format", "jsonl", "--out", tmp_path).out == written
    assert json.loads(run("audit", batch, "--format", "json").out) == [
        json.loads(line) for line in written.splitlines()
    ]


def test_a_summary_or_a_sarif_document_goes_there_if_asked_for(batch):
    assert run("audit", batch, "--format", "text").out.startswith("3 notes, ")
    (sarif,) = json.loads(run("audit", batch, "--format", "sarif").out)["runs"]
    assert len(sarif["results"]) == sum(len(row["findings"]) for row in run("audit", batch).rows)


def test_the_same_batch_gives_the_same_bytes_with_any_number_of_processes(tmp_path):
    batch = tmp_path / "notes.jsonl"
    varied = [DRAFT.replace("x10", f"x{number}") for number in range(40)]
    batch.write_text(jsonl(*varied, READY, "\N{SNOWMAN} " * 500) + "{broken\n" + jsonl(READY))
    for out, jobs in (("one", 1), ("again", 1), ("two", 2)):
        ended = run("audit", batch, "--out", tmp_path / out, "--jobs", jobs)
        assert ended.code == 2
    for name in FILES:
        one, again, two = ((tmp_path / out / name).read_bytes() for out in ("one", "again", "two"))
        assert one == again == two


def test_files_folders_and_standard_input_make_one_batch(batch, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(DRAFT)
    (folder / "b.csv").write_text(f'id,note\nb1,"{READY}"\n')
    rows = run("audit", batch, folder, "-", stdin=DRAFT.encode()).rows
    assert [row["note_id"] for row in rows] == ["n1", "n2", "n3", "a.txt", "b1", "stdin"]


@pytest.mark.parametrize(
    ("select", "gate", "code"),
    [("TIM101", "error", 1), ("DOC101", "info", 0), ("GOA101", "error", 0), ("GOA101", "info", 1)],
)
def test_the_gate_decides_the_exit_code(batch, select, gate, code):
    assert run("audit", batch, "--select", select, "--gate", gate).code == code


def test_what_was_not_audited_weighs_more_than_findings(batch, tmp_path):
    ended = run("audit", batch, tmp_path / "gone.txt")
    assert ended.code == 2
    assert [row["complete"] for row in ended.rows] == [True, True, True, False]


def test_only_its_own_files_of_an_earlier_batch_are_written_over(batch, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("ours")
    (out / "records.jsonl").write_text("old\n")
    run("audit", batch, "--out", out)
    assert (out / "letter.txt").read_text() == "ours"
    assert not (out / "records.jsonl").read_text().startswith("old")


def test_a_batch_that_cannot_begin_leaves_the_earlier_one_alone(batch, tmp_path):
    run("audit", batch, "--out", tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    assert run("audit", tmp_path / "gone.jsonl", "--out", tmp_path / "out").code == 2
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize(
    ("source", "out", "said"),
    [
        ("folder", "folder", "is inside"),
        ("folder", "folder/audit", "is inside"),
        ("folder/records.jsonl", "folder", "would be written over"),
        ("folder/records.jsonl", "folder/records.jsonl", "cannot be written"),
    ],
)
def test_no_output_is_written_where_notes_are_read_from(source, out, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "records.jsonl").write_text(jsonl(DRAFT))
    ended = run("audit", source, "--out", out)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("auditor: --out: ")
    assert said in ended.err
    assert (tmp_path / "folder" / "records.jsonl").read_text() == jsonl(DRAFT)


def test_many_unreadable_notes_are_named_up_to_a_number(tmp_path):
    (tmp_path / "notes.jsonl").write_text("{broken\n" * 500 + jsonl(DRAFT))
    ended = run("audit", tmp_path / "notes.jsonl")
    said = ended.err.splitlines()
    assert (ended.code, len(ended.rows), len(said)) == (2, 501, 21)
    assert said[0].startswith(f"auditor: {tmp_path / 'notes.jsonl'}:1: is not valid JSON")
    assert said[-1] == "auditor: 480 more notes not audited whole; the records say why"


def test_the_page_shows_the_notes_that_need_most_in_the_order_given(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "MOST_SHOWN", 4)
    record = json.loads(run("check", "-", "--format", "json", stdin=DRAFT.encode()).out)
    page = Page()
    needs = [("ready", 90), ("hold", 80), ("cannot_assess", None), ("ready", 20), ("hold", 10)]
    for number, (gate, score) in enumerate(needs, start=1):
        page.add({**record, "note_id": f"n{number}", "gate": gate, "score": score}, DRAFT)
    page.write(tmp_path, totals_of([record] * 5))
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert re.findall(r'"id">(n\d) ', html) == ["n2", "n3", "n4", "n5"]
    assert page.note == " (4 notes that need most)"


def test_a_page_that_cannot_be_written_leaves_no_part_of_it(tmp_path):
    (tmp_path / "report.html").mkdir()
    (tmp_path / "report.html" / "keep").touch()
    with pytest.raises(Exception, match="cannot be written"):
        Page().write(tmp_path, totals_of([]))
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def interrupted(rows, after):
    """What a batch draws from, until Ctrl-C."""

    def draw(*arguments, **options):
        for number, row in enumerate(rows(*arguments, **options)):
            if number == after:
                raise KeyboardInterrupt
            yield row

    return draw


@pytest.mark.parametrize("after", [0, 2])
@pytest.mark.parametrize("output", ["text", "jsonl", "json", "sarif"])
def test_ctrl_c_leaves_what_was_audited(output, after, batch, tmp_path, monkeypatch):
    monkeypatch.setattr(audit, "audit_rows", interrupted(audit.audit_rows, after))
    ended = run("audit", batch, "--format", output, "--out", tmp_path / "out")
    assert ended.code == 130
    assert ended.err.startswith(f"auditor: stopped by Ctrl-C after {after} notes\n")
    assert (tmp_path / "out").exists() is (after > 0)
    whole = {
        "text": lambda: ended.out.startswith("2 notes, "),
        "jsonl": lambda: len(ended.rows) == 2,
        "json": lambda: len(json.loads(ended.out)) == 2,
        "sarif": lambda: ended.out == "",
    }
    assert whole[output]() if after else not ended.out


def test_a_folder_lost_on_the_way_stops_the_batch_with_one_line(batch, tmp_path, monkeypatch):
    def full(_table):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv_report, "notes_csv", full)
    ended = run("audit", batch, "--out", tmp_path / "out")
    assert ended.code == 2
    assert ended.err == (
        f"auditor: --out: {tmp_path / 'out'} cannot be written (No space left on device); "
        "choose another folder\n"
    )
