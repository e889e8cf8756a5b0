"""What is set aside is kept whole, counts until its last day, and matches its own finding alone."""

import json
import multiprocessing
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ConfigError
from auditor.gate import overrides
from auditor.gate.overrides import Override, excuse_of, put, read
from gate.records import MARK, finding, record

ASIDE = Override(
    note_id="A-17",
    date_of_service="2026-03-04",
    rule="TIM101",
    fingerprint=MARK,
    reason="other",
    by="billing",
    since="2026-03-10",
    expires="2026-04-10",
)
WORDS = st.text(min_size=1, max_size=6)


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "overrides.jsonl"


MATCHES = {
    "the-finding": (record(finding()), True),
    "elsewhere-in-the-note": (record(finding(line=9)), True),
    "other-words": (record(finding(fingerprint="f" * 16)), False),
    "other-rule": (record(finding("TIM102")), False),
    "other-note": (record(finding(), note_id="A-18"), False),
    "other-day": (record(finding(), day="2026-03-05"), False),
    "no-day": (record(finding(), day=None), False),
}


@pytest.mark.parametrize(("made", "matches"), MATCHES.values(), ids=MATCHES)
def test_it_speaks_of_its_own_finding_alone(made, matches):
    excuse = excuse_of([ASIDE], lambda: "2026-04-01")
    why = "other, by billing, until 2026-04-10" if matches else None
    assert excuse(made, made["findings"][0]) == why


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2026-03-10", True), ("2026-04-10", True), ("2026-04-11", False), ("2027-01-01", False)],
)
def test_it_counts_to_its_last_day(day, counts):
    made = record(finding())
    assert (excuse_of([ASIDE], lambda: day)(made, made["findings"][0]) is not None) is counts


@pytest.mark.parametrize("note_id", ["stdin", "stdin:3", "stdin#2"])
def test_a_note_without_a_name_is_never_excused(note_id):
    made = record(finding(), note_id=note_id)
    excuse = excuse_of([replace(ASIDE, note_id=note_id)], lambda: "2026-04-01")
    assert excuse(made, made["findings"][0]) is None


def test_a_file_that_is_not_there_holds_none(kept):
    assert read(kept) == ()


@given(
    st.lists(
        st.builds(
            replace, st.just(ASIDE), note_id=WORDS, rule=WORDS, by=WORDS, reason=st.just("other")
        ),
        max_size=5,
    )
)
def test_what_was_put_is_read_and_the_last_of_each_counts(tmp_path_factory, made):
    kept = tmp_path_factory.mktemp("kept") / "overrides.jsonl"
    for one in made:
        put(kept, [one])
    last = {one.known: one for one in made}
    assert {one.known: one for one in read(kept)} == last
    assert len(read(kept)) == len(last)


def test_one_in_place_of_another_is_counted(kept):
    assert put(kept, [ASIDE]) == 0
    assert put(kept, [replace(ASIDE, reason="not_applicable")]) == 1
    assert [one.reason for one in read(kept)] == ["not_applicable"]


LINE = asdict(ASIDE)
WRONG = {
    "cut-off": ('{"note_id": "A-', "is not a whole JSON object; mend or delete the line"),
    "list": ("[]", "is not a whole JSON object; mend or delete the line"),
    "no-reason": (
        json.dumps({k: v for k, v in LINE.items() if k != "reason"}),
        "has no 'reason'; mend or delete the line",
    ),
    "strange-key": (
        json.dumps(LINE | {"text": "x"}),
        "has a key 'text' that no override has; delete it",
    ),
    "number": (json.dumps(LINE | {"rule": 101}), "'rule' must be a text in quotes"),
    "no-day": (
        json.dumps(LINE | {"expires": "April"}),
        "'expires' must be a day such as 2026-03-04",
    ),
    "american-day": (
        json.dumps(LINE | {"since": "3/4/2026"}),
        "'since' must be a day such as 2026-03-04",
    ),
    "for-ever": (
        json.dumps(LINE | {"expires": "9999-12-31"}),
        "'expires' must be within 366 days of 'since'",
    ),
}


@pytest.mark.parametrize(("line", "what"), WRONG.values(), ids=WRONG)
def test_a_wrong_line_is_named_and_nothing_is_written(kept, line, what):
    kept.write_text(json.dumps(LINE) + "\n\n" + line + "\n")
    before = kept.read_bytes()
    with pytest.raises(ConfigError) as caught:
        read(kept)
    assert str(caught.value) == f"{kept}:3: {what}"
    with pytest.raises(ConfigError):
        put(kept, [ASIDE])
    assert kept.read_bytes() == before


def test_a_full_disk_leaves_the_file_as_it_was(kept, monkeypatch):
    put(kept, [ASIDE])

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(overrides.os, "fsync", full)
    with pytest.raises(ConfigError, match="cannot be written \\(No space left on device\\)"):
        put(kept, [replace(ASIDE, rule="TIM102")])
    assert read(kept) == (ASIDE,)
    assert sorted(path.name for path in kept.parent.iterdir()) == [
        ".overrides.jsonl.lock",
        "overrides.jsonl",
    ]


def _put_many(kept, name):
    for number in range(20):
        put(kept, [replace(ASIDE, note_id=f"{name}-{number}")])


def test_those_who_write_at_once_lose_nothing(kept):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_put_many, args=(kept, name)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(read(kept)) == 60
