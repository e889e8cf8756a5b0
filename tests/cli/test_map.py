"""``auditor map`` proposes, asks, writes once, shows no value unasked; the mapping is then used."""

import tomllib

import pytest

from auditor.cli import streams
from cli.running import run
from ingest.exports import EXPORTS
from ingest.workbooks import workbook

EXPORT = EXPORTS["clinic-words"]
LINES = EXPORTS["a-row-a-service-line"]


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Work in a folder with two exports."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "e.csv").write_text(EXPORT.csv(), encoding="utf-8", newline="")
    (tmp_path / "lines.csv").write_text(LINES.csv(), encoding="utf-8", newline="")
    return tmp_path


def written(folder, name="mapping.toml"):
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EXPORTS)
def test_what_is_proposed_is_written_and_reads_every_note(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    export = EXPORTS[name]
    (tmp_path / "e.csv").write_text(export.csv(), encoding="utf-8", newline="")
    ended = run("map", "e.csv", "--yes")
    assert ended.code == 0
    read = run("audit", "e.csv", "--mapping", "mapping.toml")
    notes = 3 if export.grouped else len(export.rows)
    assert [row["complete"] for row in read.rows] == [True] * notes
    noun = "note" if notes == 1 else "notes"
    assert ended.err == f"auditor: mapping.toml is written; with it {notes} {noun} can be read\n"
    assert written(tmp_path)["rows"] == ("grouped" if export.grouped else "one")


def test_a_workbook_is_mapped_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    about = [["This export"], ["of March"]]
    (tmp_path / "e.xlsx").write_bytes(workbook(about, [EXPORT.headings, *EXPORT.rows]))
    assert run("map", "e.xlsx", "--yes").code == 0
    rows = run("audit", "e.xlsx", "--mapping", "mapping.toml").rows
    assert [row["source"] for row in rows] == [f"e.xlsx:sheet 2, row {i}" for i in range(2, 8)]


def test_no_value_is_shown_unless_asked_for(site):
    values = {value for row in EXPORT.rows for value in row if len(value) > 2}
    plain, asked = run("map", "e.csv"), run("map", "e.csv", "--values")
    assert [v for v in values if v in plain.out + plain.err] == []
    assert "Medicare Part B" in asked.out
    assert (plain.code, list(site.glob("*.toml"))) == (2, [])


def test_without_a_terminal_nothing_is_written_unless_told(site):
    ended = run("map", "e.csv", stdin=b"")
    assert ended.err == "auditor: nothing is written; give --yes to write this to mapping.toml\n"
    assert (ended.code, list(site.glob("*.toml"))) == (2, [])


def test_an_earlier_mapping_is_kept_unless_forced(site):
    (site / "mapping.toml").write_text("ours")
    ended = run("map", "e.csv", "--yes")
    how = "give another name, or --force to overwrite it"
    assert ended.err == f"auditor: --out: mapping.toml is there already; {how}\n"
    assert ended.code == 2
    assert (site / "mapping.toml").read_text() == "ours"
    assert run("map", "e.csv", "--yes", "--force").code == 0
    assert run("map", "e.csv", "--yes", "--out", "other.toml").code == 0
    assert written(site) == written(site, "other.toml")


def test_options_go_before_what_is_proposed(site):
    options = ["--set", "text=client mrn", "--set", "payer=", "--set", "modifiers=Mod 2,8"]
    ended = run("map", "e.csv", "--yes", "--rows", "grouped", *options)
    assert "note text        Client MRN      sure      you said so" in ended.out
    found = written(site)
    assert found["rows"] == "grouped"
    assert found["columns"]["text"] == "Client MRN"
    assert found["columns"]["modifiers"] == ["Mod 2", "Mod 1"]
    assert "payer" not in found["columns"]


WRONG = {
    "role": (["--set", "txt=Note"], 'write it as in --set text="Note Body"; did you mean text?'),
    "no-equals": (["--set", "text"], 'write it as in --set text="Note Body"; did you mean text?'),
    "heading": (["--set", "text=Nowhere"], "the file has no column 'Nowhere' for text"),
    "number": (["--set", "text=99"], "the file has no column '99' for text"),
}


@pytest.mark.parametrize(("options", "why"), WRONG.values(), ids=WRONG)
def test_a_wrong_option_is_told(site, options, why):
    ended = run("map", "e.csv", "--yes", *options)
    assert (ended.code, ended.err) == (2, f"auditor: --set: {why}\n")
    assert list(site.glob("*.toml")) == []


def test_without_a_column_for_the_notes_nothing_is_written(site):
    ended = run("map", "e.csv", "--yes", "--set", "text=")
    assert (ended.code, list(site.glob("*.toml"))) == (2, [])
    assert "no column is named for the notes' text, so nothing is written" in ended.err


@pytest.fixture
def typed(monkeypatch):
    monkeypatch.setattr(streams, "is_terminal", lambda _: True)
    return lambda *answers: "".join(f"{answer}\n" for answer in answers).encode()


def test_on_a_terminal_each_column_is_confirmed_or_changed(site, typed):
    answers = typed("", "99", "-", "3", "", "", "", "", "", "", "y")
    ended = run("map", "e.csv", stdin=answers)
    assert ended.code == 0
    found = written(site)
    assert found["rows"] == "grouped"
    assert found["columns"] == {
        "text": "Chart Entry",
        "patient": "Client DOB",
        "date_of_service": "Svc Dt",
        "clinician": "Rendering Prov",
        "claim": "Proc Cd",
        "units": "Qty",
        "modifiers": ["Mod 1", "Mod 2"],
        "payer": "Fin Class",
    }
    assert "There is no such column; give its heading or its number." in ended.err


def test_an_unknown_payer_is_left_out_since_no_note_could_be_judged_by_it(site):
    ended = run("map", "lines.csv", "--yes")
    assert "left out, payer: of 1 payer in Insurance, 1 are none that a pack is held" in ended.out
    assert "payer" not in written(site)["columns"]


def test_what_was_left_out_and_then_named_is_left_out_no_more(site):
    (site / "e.csv").write_text(f'Words,Svc,U\n"{"sit to stand x10, CGA; " * 9}",97530,1\n')
    assert "left out, codes: Svc" in run("map", "e.csv").out
    both = ("--set", "claim=Svc", "--set", "units=U")
    assert "left out" in run("map", "e.csv", *both[:2]).out
    assert "left out" not in run("map", "e.csv", *both).out


def test_the_mapping_may_stand_in_the_settings_beside_which_its_path_is_read(site, monkeypatch):
    (site / "sub").mkdir()
    run("map", "lines.csv", "--yes", "--out", "sub/m.toml")
    (site / "auditor.toml").write_text('mapping = "sub/m.toml"\n')
    monkeypatch.chdir(site / "sub")
    rows = run("audit", "../lines.csv").rows
    assert [row["units"]["billed"] for row in rows] == [{"97530": 2, "97110": 1}] * 3


@pytest.mark.parametrize("command", ["audit", "check", "hook"])
@pytest.mark.usefixtures("site")
def test_a_mapping_that_does_not_fit_is_one_clear_line(command):
    run("map", "e.csv", "--yes")
    ended = run(command, "lines.csv", "--mapping", "mapping.toml")
    why = 'has no column "Chart Entry", which mapping.toml names for text'
    assert ended.code == 2
    assert ended.err.startswith(f"auditor: lines.csv: {why}")


def test_hook_reads_one_row_by_a_mapping(site):
    run("map", "e.csv", "--yes")
    one = "\r\n".join(EXPORT.csv().split("\r\n")[:1]) + "\r\n"
    row = EXPORT.csv().partition("\r\n")[2]
    (site / "one.csv").write_text(one + row[: row.index("D102")], encoding="utf-8", newline="")
    ended = run("hook", "one.csv", "--mapping", "mapping.toml")
    assert [(r["note_id"], r["complete"]) for r in ended.rows] == [("D101", True)]


@pytest.mark.usefixtures("site")
def test_a_mapping_that_is_not_there_is_told():
    ended = run("audit", "e.csv", "--mapping", "no.toml")
    why = "--mapping: there is no mapping file no.toml; check its path"
    assert (ended.code, ended.err) == (2, f"auditor: {why}\n")


def test_a_file_that_is_no_table_is_told(site):
    (site / "n.txt").write_text("Zebedee walked.\nThen rested.\n")
    ended = run("map", "n.txt")
    why = "is no table; columns are mapped of CSV and Excel (.xlsx) files"
    assert (ended.code, ended.out, ended.err) == (2, "", f"auditor: n.txt: {why}\n")
