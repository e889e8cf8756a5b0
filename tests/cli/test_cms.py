"""Importing the files that CMS publishes: what is written, what is said, how it ends."""

import json
import sys
import tomllib

import pytest

from auditor.cli.work.counting import counting
from billing.cms import published
from billing.cms.published import AROUND, comma, edit, gpci, mue, packed, ptp, rate, rvu, text
from cli.running import run
from cli.test_progress import on_terminal

NAME = "ccipra-v323r0-f1.txt"
ROWS = [
    AROUND[0],
    edit("97150", "97530", "20000101"),
    edit("97530", "97116", "20190101"),
    AROUND[1],
]
FILES = {
    "ptp": (NAME, text(ptp(ROWS))),
    "mue": ("practitioner-2026q1.csv", comma(mue([["97530", "6", "3 Date", "Clinical: Data"]]))),
    "rvu": ("PPRRVU2025_Oct.csv", comma(rvu([rate("97530")]))),
    "gpci": (
        "GPCI2025.csv",
        comma(gpci([["10112", "AL", "00", "ALABAMA", "1", "0.869", "0.575"]])),
    ),
}


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("table", "file"), FILES.items(), ids=FILES)
def test_each_table_is_imported_to_a_file(tmp_path, table, file):
    path, out = write(tmp_path, *file), tmp_path / "facts.toml"
    ended = run("cms", table, path, "--out", out, "--reviewed-on", "2026-11-22")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("facts.toml: ")
    assert str(tomllib.loads(out.read_text())["reviewed_on"]) == "2026-11-22"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([path.name, out.name])


def test_the_facts_are_written_to_the_terminal_where_no_file_is_named(tmp_path):
    path = write(tmp_path, *FILES["ptp"])
    out = tmp_path / "facts.toml"
    day = ("--reviewed-on", "2026-11-22")
    run("cms", "ptp", path, "--out", out, *day)
    assert run("cms", "ptp", path, *day).out == out.read_text()


def test_the_day_of_review_is_today_if_not_given(tmp_path):
    ended = run("cms", "gpci", write(tmp_path, *FILES["gpci"]))
    assert tomllib.loads(ended.out)["reviewed_on"].year >= 2026


def test_the_import_is_told_for_programs(tmp_path):
    rows = [*ROWS[:2], edit("97530", "97140", "2020"), *ROWS[2:]]
    path = write(tmp_path, NAME, text(ptp(rows)))
    ended = run("cms", "ptp", path, "--out", tmp_path / "o.toml", "--format", "json")
    told = json.loads(ended.out)
    assert told["rows"]["read"] == 5
    assert [(e["file"], e["line"]) for e in told["errors"]] == [(NAME, 9)]
    assert ended.err.count("line 9: its effective date is not of the form 20260401") == 1


def test_rows_in_error_are_said_up_to_a_number(tmp_path):
    rows = [*ROWS, *[edit("97530", "97140", "2020")] * 30]
    ended = run("cms", "ptp", write(tmp_path, NAME, text(ptp(rows))), "--out", tmp_path / "o.toml")
    said = ended.err.splitlines()
    assert len(said) == 21
    assert said[-1] == "auditor: 10 more rows are in error; they were left out too"
    assert ended.code == 0


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(tmp_path):
    bad = write(tmp_path, "ccipra-v323r0-f2.zip", packed({"a.txt": b""})[:-9])
    good = write(tmp_path, *FILES["ptp"])
    ended = run("cms", "ptp", bad, good, "--out", tmp_path / "o.toml")
    assert ended.code == 0
    assert ended.err.startswith("auditor: ccipra-v323r0-f2.zip: is cut short or damaged")


MISUSED = {
    "quarter": (("--quarter", "spring"), "--quarter: is a year and its quarter"),
    "codes": (("--codes", "97530,walking"), "'walking' is no procedure code"),
    "floor": (("--floor", "with"), "--floor: is for gpci, not for ptp"),
    "from": (("--from", "2026-01-01"), "--from: is for rvu, not for ptp"),
    "day": (("--reviewed-on", "yesterday"), "--reviewed-on: must be a date"),
    "setting": (("--setting", "hospital"), "is the practitioner table"),
    "json-without-file": (("--format", "json"), "give --out for the facts"),
    "no-folder": (("--out", "/nowhere/at/all.toml"), "--out: all.toml cannot be written"),
}


@pytest.mark.parametrize(("options", "reason"), MISUSED.values(), ids=MISUSED)
def test_an_option_that_does_not_fit_is_said_in_one_line(tmp_path, options, reason):
    ended = run("cms", "ptp", write(tmp_path, *FILES["ptp"]), *options)
    assert (ended.code, ended.out) == (2, "")
    assert reason in ended.err
    assert ended.err.count("\n") == 1


def test_a_file_is_not_written_over_itself(tmp_path):
    path = write(tmp_path, *FILES["ptp"])
    ended = run("cms", "ptp", path, "--out", path)
    assert ended.code == 2
    assert "is one of the files to read" in ended.err
    assert path.read_bytes() == FILES["ptp"][1]


def test_another_table_is_named(tmp_path):
    ended = run("cms", "ptp", write(tmp_path, *FILES["mue"]))
    assert (ended.code, ended.out) == (2, "")
    assert "looks like limits of units (MUE); use `auditor cms mue`" in ended.err


CODES = {"all": ("all", True), "therapy": ("therapy", False), "own": ("97530,64415", True)}


@pytest.mark.parametrize(("codes", "kept"), CODES.values(), ids=CODES)
def test_codes_are_kept_as_asked(tmp_path, codes, kept):
    path = write(tmp_path, NAME, text(ptp([*ROWS, edit("97530", "64415", "20100101")])))
    assert ('"64415"' in run("cms", "ptp", path, "--codes", codes).out) is kept


def test_no_description_of_a_code_is_ever_written(tmp_path):
    assert published.DESCRIPTION not in run("cms", "rvu", write(tmp_path, *FILES["rvu"])).out


def test_a_bar_counts_where_somebody_watches(monkeypatch):
    screen = on_terminal(monkeypatch)
    with counting("reading rows") as count:
        count.step(20_000)
        count.say("a.txt: is [bad]")
    assert "auditor: a.txt: is [bad]" in screen.getvalue()
    assert "20,000" in screen.getvalue()
    assert sys.stderr is screen
