"""With a baseline only what is new holds, and a file that is none is named."""

import json

import pytest

from auditor.errors import ConfigError
from auditor.gate.baseline import excuse_of, read
from gate.records import finding, record

OLD = record(finding(), finding("COD201", fingerprint="1" * 16))
OTHER = record(finding("TIM102"), note_id='Ä "18"')


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "records.jsonl"
    lines = (json.dumps(made, ensure_ascii=False, sort_keys=True) for made in (OLD, OTHER))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


CASES = {
    "old": (OLD, True),
    "of-another-note": (record(finding("TIM102")), False),
    "new-words": (record(finding(fingerprint="2" * 16)), False),
    "other-visit": (record(finding(), day="2026-03-11"), False),
    "quoted-name": (OTHER, True),
}


@pytest.mark.parametrize("only", [True, False], ids=["one-note", "all"])
@pytest.mark.parametrize(("made", "is_old"), CASES.values(), ids=CASES)
def test_what_was_found_before_is_excused(file, made, is_old, only):
    excuse = excuse_of(read(file, note_id=made["note_id"] if only else None))
    assert excuse(made, made["findings"][0]) == ("in the baseline" if is_old else None)


def test_only_the_lines_of_the_note_are_taken_apart(file):
    file.write_text('{"A-18": nonsense}\n' + json.dumps(OLD) + "\n")
    assert len(read(file, note_id="A-17")) == 2
    with pytest.raises(ConfigError, match=r"records\.jsonl:1: is not a whole JSON object"):
        read(file)


@pytest.mark.parametrize("note_id", [None, "A-99"])
def test_a_line_that_is_cut_off_is_named(file, note_id):
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(ConfigError, match=r"records\.jsonl:2: is not a whole JSON object"):
        read(file, note_id=note_id)


@pytest.mark.parametrize("line", ["{}", '{"findings": [3]}', '{"findings": 3}'])
def test_what_is_no_record_is_named(file, line):
    file.write_text(line + "\n")
    with pytest.raises(ConfigError, match=r"records\.jsonl:1: is no record"):
        read(file)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "gone.jsonl")
