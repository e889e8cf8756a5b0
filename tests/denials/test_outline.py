"""The outline holds quotations, fixed wording and facts of the record, and nothing else."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import engine
from auditor.denials import wording
from auditor.denials.codes import understood
from auditor.denials.lines import Fact, Line
from auditor.denials.loading import denial_map
from auditor.denials.outline import outline
from auditor.denials.review import Quote, review
from auditor.ingest import read_sources
from auditor.model import Part
from auditor.report.denial import as_markdown, as_text
from auditor.report.paint import Paint
from auditor.report.words import ELEMENT_NAMES
from auditor.rules.registry import RULES

MAP = denial_map()
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
FIXED = {
    value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str)
}
FIXED |= set(ELEMENT_NAMES.values()) | {paper.words for paper in MAP.papers.values()}
FIXED |= {held.meaning for held in (*MAP.reasons.values(), *MAP.remarks.values())}
FIXED |= {group.meaning for group in MAP.groups.values()}
FIXED |= {f"{rule.source.cite}, {rule.source.url}" for rule in RULES} | {" (", ")"}
ASKED = [*MAP.reasons, *MAP.remarks, "CO-50", "PR-50"]
NUMBER = re.compile(r"\d+")
BODY_PART = re.compile(
    r"\b(?:knees?|shoulders?|hips?|ankles?|wrists?|elbows?|fingers?|thumbs?|spine|lumbar|cervical"
    r"|neck|trunk|arms?|foot|feet|toes?|quads?|hamstrings?|glutes?|rotator cuff|scapulae?)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def records(corpus_records):
    """The samples, and every fifth note of the corpus."""
    samples = [engine.audit(note) for note in read_sources([SAMPLES])]
    assert len(samples) > 10
    return [*samples, *list(corpus_records.values())[::5]]


@pytest.fixture(scope="module")
def parts(records):
    """Every part of every outline of every note, with the note's record and the code asked."""
    return [
        (record, asked, part)
        for record in records
        for asked in ASKED
        for block in outline(review(record, understood(asked, MAP), MAP), MAP)
        if isinstance(block, Line)
        for part in block.parts
    ]


def test_every_quotation_is_in_the_note_at_its_place(parts):
    quotes = [(record, part) for record, _, part in parts if isinstance(part, Quote)]
    assert len(quotes) > 1000
    for record, quote in quotes:
        text = record.visit.text
        assert quote.text.strip()
        assert text[quote.span.start : quote.span.end] == quote.text
        before = text[: quote.span.start]
        assert quote.line == 1 + len(re.findall(r"\r\n|\r|\n", before))


def test_every_word_of_our_own_comes_from_the_fixed_list(parts):
    ours = {part for _, _, part in parts if isinstance(part, str)}
    assert ours
    assert ours - FIXED == set()


def known_facts(record, asked, lines):
    """What may be told of a record in passing."""
    visit, denial = record.visit, understood(asked, MAP)
    known = {denial.written, visit.date_of_service, denial.group and denial.group.code}
    known |= {reason.code for reason in denial.reasons}
    known |= {denial.remark and denial.remark.code}
    known |= {f"{'-'.join((s.code, *s.modifiers))} x{s.units}" for s in visit.note.claim}
    known |= {activity.code for activity in visit.activities}
    return known | {f"line {n}" for n in range(1, lines + 1)}


def test_every_fact_is_one_of_the_record(parts):
    for record, asked, part in parts:
        if isinstance(part, Fact):
            lines = len(record.visit.text.splitlines())
            assert part.text in known_facts(record, asked, lines)


def test_no_body_part_is_told_that_is_not_of_the_note(parts):
    for record, _, part in parts:
        said = part.text if isinstance(part, Quote | Fact) else part
        for found in BODY_PART.findall(said):
            assert found.lower() in record.visit.text.lower()


def test_no_number_is_told_that_is_not_of_the_note_or_the_claim(parts):
    """Beside those of citations, of places, and of what Medicare allows for its papers."""
    for record, _, part in parts:
        if isinstance(part, Quote):
            known = record.visit.text
            assert all(number in known for number in NUMBER.findall(part.text))
        elif isinstance(part, str) and part in ELEMENT_NAMES.values():
            assert not NUMBER.search(part)


def test_what_the_note_does_not_say_is_left_blank(note_of):
    record = engine.audit(note_of("97530 x2\nTher act. Tolerated well."))
    blocks = outline(review(record, understood("CO-50", MAP), MAP), MAP)
    said = list(as_markdown(blocks))
    assert f"- Activity: {wording.BLANK}" in said
    assert f"- Goal: {wording.BLANK}" in said
    assert f"- Billed: {wording.NO_CLAIM}" in said
    assert f"- Date of service: {wording.NO_DAY}" in said


@pytest.mark.parametrize("reason", [r for r in MAP.reasons.values() if not r.denies], ids=str)
def test_there_is_no_outline_for_what_is_no_denial(note_of, reason):
    record = engine.audit(note_of("97530 x2: car transfers with min A."))
    assert list(outline(review(record, understood(reason.code, MAP), MAP), MAP)) == []


def test_an_appeal_to_another_payer_is_told_whose_documents_these_are(note_of):
    for payer, is_told in (("aetna", True), ("medicare", False)):
        record = engine.audit(note_of("97530 x 20 min: car transfers with min A.", payer=payer))
        blocks = outline(review(record, understood("50", MAP), MAP), MAP)
        assert (wording.MEDICARES in "\n".join(as_markdown(blocks))) is is_told


@pytest.mark.parametrize(
    ("parts", "said"),
    [((), "line 2"), ((Part(0, "page 1"), Part(12, "page\x1b 2")), "line 2, page\u241b 2")],
    ids=["text", "document"],
)
def test_a_quotation_says_where_its_line_stands(note_of, parts, said):
    note = replace(note_of("Daily note.\n97530 x 20 min: car transfers, min A."), parts=parts)
    held = review(engine.audit(note), understood("50", MAP), MAP)
    shown = "\n".join(as_text(outline(held, MAP), paint=Paint(colour=False), width=500))
    assert f"“car transfers” ({said})" in shown


MARKS = st.text(alphabet='ab *_`[]<>|~#&\\17"', min_size=1, max_size=30)


@given(MARKS)
def test_markdown_prints_a_quotation_as_it_is(text):
    quote = Quote(text, None, 1)
    (line,) = as_markdown([Line("plain", (quote,))])
    printed = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line)
    assert printed == f"“{' '.join(text.split())}”"
    bare = re.sub(r"\\.", "", line)
    assert not re.search(r"[*_`<>|~\[\]]", bare)
