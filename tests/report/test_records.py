"""The hand-made audits these tests stand on keep the record's contract."""

import jsonschema
import pytest
from jsonschema import Draft202012Validator

from auditor.record import as_json, json_schema
from report.records import item
from report.samples import all_three


@pytest.mark.parametrize("audited", all_three(), ids=lambda r: r.note_id[:4])
def test_every_hand_made_record_satisfies_the_schema(audited):
    jsonschema.validate(as_json(audited), json_schema(), cls=Draft202012Validator)


@pytest.mark.parametrize("audited", all_three(), ids=lambda r: r.note_id[:4])
def test_every_hand_made_record_quotes_its_text(audited):
    record, text = item(audited)
    quotes = [q for e in record["elements"].values() for q in e["evidence"]]

    assert [text[q["start"] : q["end"]] for q in quotes] == [q["text"] for q in quotes]
