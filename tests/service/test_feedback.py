"""Feedback is checked as the specification has it, and no comment of a user is kept."""

import pytest

from auditor.service import feedback
from auditor.service.limits import NotServedError

CARD = "4e0a3a1e-3283-4575-ab82-028d55fe2719"
AT = "2026-03-04T10:05:31Z"
CODES = frozenset({"not_applicable"})
ISSUED = feedback.Issued()


def entry(**changed):
    values = {"card": CARD, "outcome": "overridden", "outcomeTimestamp": AT}
    return {key: value for key, value in {**values, **changed}.items() if value is not None}


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        (None, ""),
        ({"userComment": "Patient A said no"}, "other"),
        ({"reason": {"code": "not_applicable", "system": "urn:x"}}, "not_applicable"),
        ({"reason": {"code": "Patient A", "system": "urn:x"}}, "other"),
        ({"reason": {"code": ["not_applicable"]}}, "other"),
        ("Patient A", "other"),
    ],
)
def test_a_reason_is_kept_where_it_is_ours(reason, kept):
    (told,) = feedback.read({"feedback": [entry(overrideReason=reason)]}, CODES, ISSUED)
    assert told == feedback.Feedback(card=CARD, outcome="overridden", reason=kept, rule="", at=AT)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"feedback": []},
        {"feedback": {}},
        {"feedback": ["a"]},
        {"feedback": [entry(card=None)]},
        {"feedback": [entry(card="17")]},
        {"feedback": [entry(outcome="ignored")]},
        {"feedback": [entry(outcome=None)]},
        {"feedback": [entry(outcomeTimestamp=None)]},
        {"feedback": [entry(outcomeTimestamp="yesterday")]},
        {"feedback": [entry(outcomeTimestamp="2026-03-04T10:05:31")]},
        {"feedback": [entry(outcomeTimestamp="0001-01-01T00:00:00+14:00")]},
        {"feedback": [entry(), entry(card="17")]},
    ],
)
def test_what_is_wrong_is_refused_whole(values):
    with pytest.raises(NotServedError) as refused:
        feedback.read(values, CODES, ISSUED)
    assert refused.value.status == 400


def test_times_are_kept_in_utc():
    at = "2026-03-04T10:05:31.52+01:00"
    (told,) = feedback.read({"feedback": [entry(outcomeTimestamp=at)]}, CODES, ISSUED)
    assert told.at == "2026-03-04T09:05:31.520000Z"


def test_lines_are_added_to_what_is_there(tmp_path):
    told = feedback.read({"feedback": [entry(), entry(outcome="accepted")]}, CODES, ISSUED)
    feedback.keep(tmp_path / "f.jsonl", told)
    feedback.keep(tmp_path / "f.jsonl", told[:1])
    assert len((tmp_path / "f.jsonl").read_text().splitlines()) == 3


def test_a_cards_rule_is_known_while_it_is_among_the_latest(monkeypatch):
    monkeypatch.setattr(feedback, "MOST_ISSUED", 2)
    issued = feedback.Issued()
    issued.add([(CARD, "TIM101"), ("b", "TIM102")])
    (told,) = feedback.read({"feedback": [entry()]}, CODES, issued)
    assert told.rule == "TIM101"
    issued.add([("c", "TIM103")])
    assert [issued.rule(card) for card in (CARD, "b", "c")] == ["", "TIM102", "TIM103"]
