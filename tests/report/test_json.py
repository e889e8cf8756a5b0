"""Records as JSON and JSON lines."""

import json

from auditor.record import as_json, dumps
from auditor.report.json import lines, one
from report.records import record, renamed
from report.samples import all_three, assistant_note


def test_one_record_is_one_document():
    written = one(assistant_note())

    assert json.loads(written) == as_json(assistant_note())
    assert written.startswith('{\n  "activities": [')
    assert written.endswith("}\n")


def test_a_batch_is_one_record_a_line_with_sorted_keys():
    written = "".join(lines(all_three()))

    assert written == "".join(dumps(as_json(r)) + "\n" for r in all_three())
    assert [json.loads(line)["note_id"] for line in written.split("\n")[:-1]] == [
        r.note_id for r in all_three()
    ]


def test_a_record_and_its_values_are_written_alike():
    assert list(lines(map(as_json, all_three()))) == list(lines(all_three()))


def test_records_are_written_as_they_come():
    asked = []

    def records():
        for audited in all_three():
            asked.append(audited.note_id)
            yield audited

    written = lines(records())
    next(written)
    assert asked == ["A-17"]
    assert len(list(written)) == 2


def test_half_a_character_can_be_written_and_is_read_back():
    written = one(renamed(record("x"), "N\ud83d"), indent=None)

    assert json.loads(written.encode())["note_id"] == "N\ud83d"


def test_the_same_records_are_the_same_bytes():
    assert list(lines(all_three())) == list(lines(all_three()))
