"""What the auditor says asks; it never suggests a number or a body part that is not in the note."""

import re
from itertools import combinations

import pytest

from auditor import engine
from auditor.billing.units import billable_units
from auditor.model import AssistLevel, TimeKind
from auditor.record import units_json
from auditor.rules.registry import RULES
from marked import read

NUMBER = re.compile(r"\d+")
PROCEDURE_CODE = re.compile(r"\b(?:9[0-9]{4}|G0[0-9]{3})\b")
BODY_PART = re.compile(
    r"\b(?:knees?|shoulders?|hips?|ankles?|wrists?|elbows?|fingers?|thumbs?|spine|lumbar|cervical"
    r"|neck|trunk|arms?|foot|toes?|quads?|hamstrings?|glutes?|rotator cuff|scapulae?)\b",
    re.IGNORECASE,
)
MOST_UNITS = 40
OUR_WORDS = {level.value for level in AssistLevel} | {"supported", "statements", "activities"}
THRESHOLDS = {
    next(m for m in range(1, 15 * MOST_UNITS) if billable_units(m) == n) for n in range(1, 30)
}
"""The minutes at which a payer counts one unit more: the manual's numbers, no clinical fact."""


def numbers(value):
    """Every number in JSON values."""
    if isinstance(value, dict):
        return {n for k, v in value.items() for n in numbers(k) | numbers(v)}
    if isinstance(value, list):
        return {n for v in value for n in numbers(v)}
    return {int(n) for n in NUMBER.findall(str(value))}


def known_numbers(visit):
    """Numbers of the note, the claim and the day, and what adding and counting make of them."""
    note = visit.note
    known = numbers([note.text, note.date_of_service, [f"{s.code} {s.units}" for s in note.claim]])
    known |= THRESHOLDS
    known |= numbers([m.code for m in visit.code_mentions] + [t.code for t in visit.times])
    known |= numbers([m for line in note.claim for m in line.modifiers])
    known |= set(range(1 + max(len(visit.activities), len(visit.statements), len(visit.times))))
    known |= numbers(units_json(visit.units)) if visit.units else set()
    known |= set(((visit.units and visit.units.minutes_by_code) or {}).values())
    minutes = [t.minutes for t in visit.times if t.minutes is not None]
    durations = [t.minutes for t in visit.times if t.kind is TimeKind.DURATION and t.minutes]
    known |= {sum(minutes), sum(durations)}
    known |= {sum(part) for r in range(2, 5) for part in combinations(durations, r)}
    units = [line.units for line in note.claim]
    known |= {sum(part) for r in range(2, len(units) + 1) for part in combinations(units, r)}
    if visit.demands:
        pairs = visit.demands.pairs
        known |= {cap.max_units for cap in visit.demands.visit_caps}
        known |= numbers([visit.demands.dated_from, visit.demands.dated_through])
        known |= numbers([pairs.table, *(p.table for p in pairs.pairs.values())])
        known |= _of_payer(visit.demands)
    known |= numbers([line.date_of_service for line in note.claim])
    known |= {int(sum(a.dollars for a in part)) for part in _parts(note.allowed)}
    clocks = [60 * int(t.clock[:2]) + int(t.clock[3:]) for t in visit.times if t.clock]
    return known | {abs(a - b) for a, b in combinations(clocks, 2)}


def _of_payer(demands):
    """The payer's limits, its amounts of the year, and codes with the days they stand."""
    amounts = {a for t in demands.thresholds for a in (t.dollars, t.review_dollars)}
    days = [[d.first, d.last, list(d.now)] for d in demands.other_days.values()]
    codes = [[*fact.needs, *fact.instead, *fact.levels] for fact in demands.codes.values()]
    caps = {fact.max_units for fact in demands.codes.values() if fact.max_units is not None}
    return amounts | caps | numbers(days) | numbers(codes)


def _parts(allowed):
    return [part for r in range(1, len(allowed) + 1) for part in combinations(allowed, r)]


@pytest.fixture(scope="session")
def told(corpus_records, visit_of):
    """Every finding on the corpus and on the rules' own examples, with its visit."""
    visits = [record.visit for record in corpus_records.values()]
    visits += [
        e.asked(
            visit_of(
                read(e.text)[0],
                claim=e.claim,
                discipline=e.discipline,
                payer=e.payer,
                date_of_service=e.date_of_service,
                allowed=e.allowed,
            )
        )
        for rule in RULES
        for e in rule.bad
    ]
    return [(visit, finding) for visit in visits for finding in engine.run_rules(visit)[0]]


def test_no_question_holds_a_number(told):
    asked = {finding.ask for _, finding in told}
    assert asked
    assert [a for a in asked if NUMBER.search(PROCEDURE_CODE.sub("", a))] == []


def test_no_message_holds_a_number_that_is_not_of_the_note(told):
    titles = {rule.code: rule.title for rule in RULES}
    foreign = {
        (finding.rule, finding.message)
        for visit, finding in told
        for number in numbers(finding.message.removeprefix(titles[finding.rule]))
        if number not in known_numbers(visit)
    }
    assert foreign == set()


def test_nothing_told_holds_a_body_part_that_is_not_of_the_note(told):
    foreign = {
        (finding.rule, part)
        for visit, finding in told
        for part in BODY_PART.findall(f"{finding.message} {finding.ask}")
        if part.lower() not in visit.text.lower()
    }
    assert foreign == set()


def test_every_question_is_a_question_and_no_message_is(told):
    wrong = {f.rule for _, f in told if not f.ask.endswith("?") or f.message.endswith("?")}
    assert wrong == set()


def test_every_finding_names_the_document_it_stands_on(told):
    sources = {rule.code: rule.source for rule in RULES}
    assert [f for _, f in told if f.source != sources[f.rule]] == []


def test_no_message_quotes_the_notes_prose(told):
    """A detail tells codes and counts; the words at fault are pointed at, not repeated."""
    titles = {rule.code: rule.title for rule in RULES}
    long_words = [
        (f.rule, word)
        for visit, f in told
        for word in re.findall(r"[A-Za-z]{9,}", f.message.removeprefix(titles[f.rule]))
        if word in visit.text and word not in OUR_WORDS
    ]
    assert long_words == []
