"""Every form of every entry of the vocabulary is found by the pipeline, with what it stands for."""

import pytest

from auditor.nlp import vocab

CARRIERS = {"sentence": "Patient did {} today.", "line": "- {} x10", "list": "bike, {}, rest"}


def each(entries):
    return [pytest.param(entry, id=entry.id) for entry in entries if entry.forms]


def in_carriers(forms, read):
    """What is read of each form in each carrier, to be compared in one go."""
    return {c.format(f): read(c.format(f), f) for f in forms for c in CARRIERS.values()}


def expected(forms, value):
    return {c.format(f): (f, value) for f in forms for c in CARRIERS.values()}


@pytest.mark.parametrize("entry", each(vocab.activities()))
def test_every_written_form_of_an_activity_is_found_with_its_id(known_in, entry):
    def read(text, form):
        at = text.index(form)
        return next(((f, i) for f, i, start in known_in(text) if (start, f) == (at, form)), None)

    assert in_carriers(entry.forms, read) == expected(entry.forms, entry.id)


@pytest.mark.parametrize("entry", each(vocab.activities()))
def test_capitals_make_no_difference_to_an_activity(known_in, entry):
    shouted = {f: f.upper() for f in entry.forms if "/" not in f}
    found = {f: known_in(big) for f, big in shouted.items()}
    assert found == {f: [(big, entry.id, 0)] for f, big in shouted.items()}


@pytest.mark.parametrize("entry", each(vocab.assistance()))
def test_every_written_form_of_assistance_is_found_with_its_level(found_in, entry):
    carrier = "Toilet transfer {}, 5 reps"

    def read(form):
        text = carrier.format(form)
        return [(a.span.of(text), a.level.value) for a in found_in(text, "assistance")]

    assert {f: read(f) for f in entry.forms} == {f: [(f, entry.cue)] for f in entry.forms}


@pytest.mark.parametrize("entry", each(vocab.codes()))
def test_every_certain_name_of_a_code_is_found_with_its_code(found_in, entry):
    def read(text, _):
        found = [(m.span.of(text), m.code) for m in found_in(text, "code")]
        return found[0] if len(found) == 1 else found

    assert in_carriers(entry.forms, read) == expected(entry.forms, entry.id)


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.id) for e in vocab.codes() if e.weak])
def test_a_weak_name_of_a_code_counts_at_the_head_of_a_line_with_minutes(found_in, entry):
    def read(form):
        text = f"{form} 20 min: see flowsheet"
        return [(m.span.of(text), m.code) for m in found_in(text, "code")]

    assert {f: read(f) for f in entry.weak} == {f: [(f, entry.id)] for f in entry.weak}


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.id) for e in vocab.codes() if e.weak])
def test_a_weak_name_of_a_code_is_an_ordinary_word_elsewhere(found_in, entry):
    found = {f: found_in(f"pt said {f} went fine at home", "code") for f in entry.weak}
    assert found == dict.fromkeys(entry.weak, ())


@pytest.mark.parametrize(
    "section", [pytest.param(s, id=f"{s.kind}-{s.scope}") for s in vocab.headings()]
)
def test_every_heading_opens_its_section(found_in, section):
    headings = [h for h in section.headings if not h[-1].isdigit()]

    def read(heading):
        text = f"zzz\n{heading}: qqq"
        last = found_in(text, "section")[-1]
        return (last.span.of(text), last.kind)

    found = {h: read(h) for h in headings}
    assert found == {h: (f"{h}: qqq", section.kind) for h in headings}
