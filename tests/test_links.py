"""What belongs together in a note is put together: 30 notes with links made by hand."""

import json
from collections import Counter

import pytest

from auditor import engine
from auditor.ingest.claims import from_json
from auditor.model import Note, Span
from auditor.teaching.matching import paired
from lessons import CORPUS

LINKS = [
    json.loads(line)
    for line in (CORPUS / "links" / "links.jsonl").read_text("utf-8").split("\n")
    if line
]
FLOORS = {"code": 0.78, "minutes": 0.42, "levels": 0.62}
"""The share of marked links that are found, of the activities that are found; see the card."""


@pytest.fixture(scope="module")
def found():
    """How often each link was marked, and found, over all activities that were read."""
    counts = Counter()
    for linked in LINKS:
        lines = (CORPUS / "notes" / linked["file"]).read_text("utf-8").split("\n")
        note = next(n for n in map(json.loads, filter(None, lines)) if n["id"] == linked["id"])
        visit = engine.read_visit(Note("n", note["text"], "n", claim=from_json(note["claim"])))
        marks = [(Span(x["start"], x["start"] + len(x["quote"])), x) for x in linked["links"]]
        read = [(a.span, a) for a in visit.performed()]
        for i, j in paired(marks, read):
            mark, activity = marks[i][1], read[j][1]
            told = {
                "code": activity.code,
                "minutes": activity.minutes,
                "levels": sorted(level.value for level in activity.assistance) or None,
            }
            for kind, answer in told.items():
                truth = sorted(mark[kind]) or None if kind == "levels" else mark[kind]
                counts[kind, "marked"] += truth is not None
                counts[kind, "right"] += truth is not None and answer == truth
                counts[kind, "invented"] += truth is None and answer is not None
                counts[kind, "open"] += truth is None
    return counts


def test_quotes_stand_where_the_links_say():
    for linked in LINKS:
        text = (CORPUS / "notes" / linked["file"]).read_text("utf-8")
        quotes = [json.dumps(x["quote"], ensure_ascii=False)[1:-1] for x in linked["links"]]
        assert all(quote in text for quote in quotes)
    assert len(LINKS) == 30


def test_few_minutes_and_levels_are_given_to_activities_that_have_none(found):
    for kind, most in (("minutes", 0.05), ("levels", 0.02), ("code", 0.3)):
        assert found[kind, "invented"] <= most * found[kind, "open"]


@pytest.mark.parametrize("kind", FLOORS)
def test_most_links_are_found(found, kind):
    assert found[kind, "right"] >= FLOORS[kind] * found[kind, "marked"]
