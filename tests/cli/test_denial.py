"""What a biller sees of a denial."""

import json

import pytest

from auditor.denials.loading import denial_map
from cli.running import DRAFT, jsonl, run

MAP = denial_map()
WEAK = DRAFT.replace("vc for hand placement, ", "").replace("Sore knee after", "Doing")


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    return path


def test_without_a_code_every_code_is_listed():
    ended = run("denial")
    assert (ended.code, ended.err) == (0, "")
    listed = [line.split()[0] for line in ended.out.splitlines() if line.startswith("  ")]
    assert listed == sorted(listed, key=listed.index)
    assert set(listed) == {*MAP.reasons, *MAP.remarks}


def test_the_list_is_there_for_programs():
    rows = json.loads(run("denial", "--format", "json").out)
    assert [row["code"] for row in rows] == list(MAP.reasons)


@pytest.mark.parametrize("code", [*MAP.reasons, *MAP.remarks])
@pytest.mark.parametrize("form", ["text", "json", "md"])
def test_every_code_has_its_page(code, form):
    ended = run("denial", code, "--format", form)
    assert (ended.code, ended.err) == (0, "")
    assert code in ended.out


@pytest.mark.parametrize("code", ["CO-50", "50", "PR-50", "CO50", "co-50"])
def test_a_reason_is_understood_however_it_is_written(code):
    assert "medically necessary" in run("denial", code).out


def test_an_unknown_code_gets_the_nearest():
    ended = run("denial", "CO-500")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("auditor: nothing is held of the code 'CO-500'; did you mean 50")


def test_a_note_is_read_for_a_denial(draft):
    draft.write_text(WEAK)
    ended = run("denial", "CO-50", draft)
    assert (ended.code, ended.err) == (0, "")
    heads = ["The note holds", "The note half holds", "The note lacks", "Not in a treatment note"]
    places = [ended.out.index(head) for head in [*heads, "Appeal outline: CO-50"]]
    assert places == sorted(places)
    assert "“sit<>stand from 17" in ended.out
    assert "An appeal on this note alone is weak." in ended.out
    said = " ".join(ended.out.split())
    assert "New attestations may mend a signature, not minutes or content." in said
    assert "Redetermination" in ended.out


def test_units_that_the_minutes_do_not_support_make_it_weak(draft):
    ended = run("denial", "CO-151", draft, "--claim", "97530-GP=4 97110-GP=1")
    said = " ".join(ended.out.split())
    assert "speak for the denial: More units are billed than the minutes support" in said
    assert "38 timed minutes: 3 units" in said


def test_without_a_claim_it_says_that_the_claim_was_not_looked_into(draft):
    assert "add --claim" in " ".join(run("denial", "4", draft).out.split())
    given = run("denial", "4", draft, "--claim", "97530-GP=2 97110-GP=1").out
    assert "add --claim" not in " ".join(given.split())


def test_markdown_is_the_letter_alone_and_its_writer_is_told_if_it_is_weak(draft):
    draft.write_text(WEAK)
    ended = run("denial", "CO-50", draft, "--format", "md")
    assert ended.code == 0
    assert ended.out.startswith("# Appeal outline: CO-50\n")
    assert "weak" not in ended.out
    assert ended.err.startswith("auditor: An appeal on this note alone is weak.")
    assert "sit\\<\\>stand from 17" in ended.out


def test_json_quotes_words_at_their_offsets(draft):
    values = json.loads(run("denial", "CO-50", draft, "--format", "json").out)
    quotes = [q for kind in ("holds", "half") for item in values[kind] for q in item["quotes"]]
    parts = [part for line in values["outline"] for part in line.get("parts", ())]
    quotes += [part["quote"] for part in parts if "quote" in part]
    assert quotes
    assert all(DRAFT[q["start"] : q["end"]] == q["text"] for q in quotes)
    assert values["weak"] is bool(values["weak_because"])


def test_options_of_the_note_are_read(draft):
    about = ("--date", "3/5/2026", "--discipline", "ot", "--payer", "aetna")
    ended = run("denial", "CO-50", draft, *about)
    assert "Date of service: 2026-03-05" in ended.out
    assert "this payer's letter" in " ".join(ended.out.split())
    assert "Redetermination" not in ended.out


@pytest.mark.parametrize("code", ["59", "CO-45", "PR-1"])
def test_what_is_no_denial_has_nothing_to_appeal(draft, code):
    ended = run("denial", code, draft)
    assert ended.code == 0
    assert "This is no denial" in ended.out
    assert "Appeal outline" not in ended.out


def test_what_no_note_answers_is_said(draft):
    ended = run("denial", "CO-29", draft)
    assert "Nothing in a treatment note answers this denial" in ended.out


@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_a_note_that_cannot_be_audited_exits_2(form):
    ended = run("denial", "CO-50", "-", "--format", form, stdin=b"Dear colleague, thank you.")
    assert ended.code == 2
    assert "Appeal outline" not in ended.out


def test_an_appeal_is_of_one_note():
    ended = run("denial", "CO-50", "-", stdin=jsonl(DRAFT, DRAFT).encode())
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("auditor: NOTE: an appeal is of one note")


def test_a_note_that_is_not_there_is_named(tmp_path):
    ended = run("denial", "CO-50", tmp_path / "gone.txt")
    assert (ended.code, ended.out) == (2, "")
    assert "there is no such file" in ended.err


def test_the_list_has_no_letter():
    ended = run("denial", "--format", "md")
    assert (ended.code, ended.out) == (2, "")
    assert "--format md" in ended.err


def test_a_broken_audit_leaks_no_word(draft, monkeypatch):
    from auditor.denials import review

    def crash(*_):
        raise ValueError(DRAFT)

    monkeypatch.setattr(review, "_against", crash)
    ended = run("denial", "CO-50", draft)
    assert ended.code == 2
    assert "sit" not in ended.err
    assert "ValueError" in ended.err


def test_colour_only_if_asked(draft):
    assert "\x1b[" not in run("denial", "50", draft).out
    assert "\x1b[" in run("denial", "50", draft, "--color").out
