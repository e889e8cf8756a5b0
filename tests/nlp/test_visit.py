"""A read note becomes a visit: activities with their code, status, minutes, help and purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import PipelineError
from auditor.model import AssistLevel, Label, StatementKind, Status, When
from auditor.nlp.visit import read_visit


@pytest.fixture(scope="session")
def read(nlp, note_of, by_words):
    def of(text, **known):
        return read_visit(nlp(text), note_of(text, **known), by_words)

    return of


def told(visit, *fields):
    """Chosen facts of each activity behind its words."""
    values = [
        {
            "label": a.label.value,
            "status": a.status.value,
            "code": a.code,
            "minutes": a.minutes,
            "assistance": [level.value for level in a.assistance],
            "purpose": a.purpose and a.purpose.of(visit.text),
        }
        for a in visit.activities
    ]
    words = [a.span.of(visit.text) for a in visit.activities]
    return [(w, *(v[f] for f in fields)) for w, v in zip(words, values, strict=True)]


PHRASES = {
    "plain": ("car transfers", ["car transfers"]),
    "performed": ("Pt performed car transfers", ["car transfers"]),
    "participated": ("Patient participated in car transfers", ["car transfers"]),
    "minutes-behind": ("bike 5 min", ["bike"]),
    "sets-behind": ("clamshells 3x10", ["clamshells"]),
    "list": ("bike 5 min, LAQ; STM to quads", ["bike", "LAQ", "STM to quads"]),
    "help-stays-out": ("car transfers, CGA", ["car transfers"]),
    "nothing-known": ("pt felt fine", []),
}


@pytest.mark.parametrize(("text", "words"), PHRASES.values(), ids=PHRASES)
def test_an_activity_is_the_phrase_that_names_it(text, words, read):
    assert [w for (w,) in told(read(text))] == words


CODES = {
    "headed-lines": (
        "97530 (25 min): car transfers\n97110 (15 min): LAQ",
        [("car transfers", "97530"), ("LAQ", "97110")],
    ),
    "names": (
        "TherAct 15 min: floor recovery\nTherEx 10 min: LAQ",
        [("floor recovery", "97530"), ("LAQ", "97110")],
    ),
    "not-said": ("car transfers, LAQ", [("car transfers", None), ("LAQ", None)]),
}


@pytest.mark.parametrize(("text", "found"), CODES.values(), ids=CODES)
def test_an_activity_has_the_code_the_note_records_it_under(text, found, read):
    assert told(read(text), "code") == found


STATUSES = {
    "done": ("O: car transfers", [("car transfers", "performed")]),
    "planned": ("P: add stairs next visit", [("add stairs next visit", "planned")]),
    "home": ("HEP: wall sits", [("wall sits", "home")]),
    "not-done": ("stairs held today", [("stairs held today", "not_done")]),
}


@pytest.mark.parametrize(("text", "found"), STATUSES.values(), ids=STATUSES)
def test_an_activity_has_its_status(text, found, read):
    assert told(read(text), "status") == found


LINKS = {
    "help-behind": (
        "car transfers, CGA. Stairs, min A",
        "assistance",
        [("car transfers", ["contact_guard"]), ("Stairs", ["minimal"])],
    ),
    "help-within": (
        "car transfers with min A",
        "assistance",
        [("car transfers with min A", ["minimal"])],
    ),
    "help-before-is-not-todays": (
        "car transfers CGA, was mod A last visit",
        "assistance",
        [("car transfers CGA", ["contact_guard"])],
    ),
    "help-of-the-next-one": (
        "LAQ, car transfers SBA",
        "assistance",
        [("LAQ", []), ("car transfers SBA", ["standby"])],
    ),
    "minutes": ("bike 5 min, LAQ", "minutes", [("bike", 5), ("LAQ", None)]),
    "two-minutes-are-none": (
        "bike 5 min fwd 3 min bwd",
        "minutes",
        [("bike 5 min fwd 3 min bwd", None)],
    ),
}


@pytest.mark.parametrize(("text", "field", "found"), LINKS.values(), ids=LINKS)
def test_an_activity_is_linked_to_what_stands_in_its_stretch(text, field, found, read):
    assert told(read(text), field) == found


def test_an_activity_is_linked_to_its_purpose(read):
    visit = read("car transfers, CGA, so pt can ride to dialysis")
    assert told(visit, "purpose") == [("car transfers", "so pt can ride to dialysis")]


def test_a_goal_is_no_activity(read):
    visit = read("O: stairs, CGA\nGoal: stairs mod I in 3 wks")
    assert told(visit, "label") == [("stairs", "functional")]
    assert [g.span.of(visit.text) for g in visit.goals] == ["stairs mod I in 3 wks"]
    assert [a.when for a in visit.assistance] == [When.CURRENT, When.GOAL]


def test_an_activity_says_how_sure_the_classifier_is_and_why(read):
    [activity] = read("car transfers").activities
    assert (activity.label, activity.probability, activity.because) == (
        Label.FUNCTIONAL,
        0.9,
        ("transfer",),
    )


def test_what_the_input_says_comes_before_what_the_note_says(read):
    text = "PT daily note DOS: 3/4/26\ncar transfers"
    plain = read(text)
    given = read(text, discipline="OT", date_of_service="2026-03-05")
    assert (plain.discipline, plain.date_of_service) == ("PT", "2026-03-04")
    assert (given.discipline, given.date_of_service) == ("OT", "2026-03-05")


def test_a_note_that_does_not_say_its_kind_is_a_daily_note(read):
    assert (read("car transfers").kind, read("Discharge summary\nbike").kind) == (
        "daily",
        "discharge",
    )


def test_everything_the_components_keep_is_in_the_visit(read):
    visit = read(
        "PT daily note DOS: 3/4/26  Ins: Medicare\n97530 x 22 min: car transfers, CGA. Seen 1:1.\n"
        "J. Doe, PTA"
    )
    text = visit.text
    assert [m.code for m in visit.code_mentions] == ["97530"]
    assert [t.span.of(text) for t in visit.times] == ["97530 x 22 min"]
    assert [(a.level, a.when) for a in visit.assistance] == [
        (AssistLevel.CONTACT_GUARD, When.CURRENT)
    ]
    assert [s.span.of(text) for s in visit.said(StatementKind.ONE_ON_ONE)] == ["1:1"]
    assert [s.span.of(text) for s in visit.signatures] == ["J. Doe, PTA"]
    assert (visit.author_credential, visit.payer_named) == ("PTA", "Medicare")
    assert [a.status for a in visit.activities] == [Status.PERFORMED]


def test_a_doc_that_was_not_read_is_refused(nlp, note_of, by_words):
    with pytest.raises(PipelineError, match="must run earlier in the pipeline"):
        read_visit(nlp.make_doc("bike"), note_of("bike"), by_words)


# --- laws

PIECES = [
    "S:", "O: ", "P:", "\n", "\n", "\n\n", "97530 x 22 min: ", "TherEx", "car transfers", ", ",
    "LAQ 3x10", ". ", "CGA", "min A to SBA", "was mod A", "Goal: stairs mod I in 3 wks", "1:1",
    "so pt can ride", "10:05-10:43", "Total time 40 min", "DOS: 3/4/26", "J. Doe, PTA", "HEP:",
    " | ", "\t", "held today", "next visit", "[x] ", "\u2022 ", "\u2192", "\u00e9", "\U0001d11e",
    "Code | Min",
]  # fmt: skip
CLINICAL = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def quoted(visit):
    """Everything a visit says of its text: the words, and what they were read as."""
    text = visit.text

    def words(fact):
        return fact.span.of(text).replace("\r\n", "\n").replace("\r", "\n")

    return {
        "activities": [
            (words(a), a.label, a.status, a.code, a.minutes, a.assistance) for a in visit.activities
        ],
        "times": [(words(t), t.kind, t.minutes, t.clock, t.code) for t in visit.times],
        "assistance": [(words(a), a.level, a.when, a.persons) for a in visit.assistance],
        "goals": [(words(g), g.term, g.measurable, g.functional) for g in visit.goals],
        "statements": [(words(s), s.kind, s.weak) for s in visit.statements],
        "codes": [(words(m), m.code, m.units) for m in visit.code_mentions],
        "signatures": [(words(s), s.credential, s.named) for s in visit.signatures],
        "dates": [span.of(text) for span in visit.dates],
        "kind": visit.kind,
    }


@given(st.text(max_size=120) | CLINICAL)
def test_any_text_is_read_and_every_fact_lies_in_it(read, text):
    visit = read(text)
    facts = [*visit.activities, *visit.times, *visit.assistance, *visit.goals, *visit.statements]
    facts += [*visit.code_mentions, *visit.signatures, *visit.sections]
    spans = [f.span for f in facts] + [*visit.dates]
    assert [s for s in spans if not 0 <= s.start < s.end <= len(text)] == []


@given(CLINICAL, st.sampled_from(["\r\n", "\r"]))
def test_the_style_of_line_breaks_does_not_matter(read, text, line_break):
    assert quoted(read(text.replace("\n", line_break))) == quoted(read(text))


@given(CLINICAL, st.sampled_from([" ", "\n", "  \n\n", "\r\n"]))
def test_blanks_behind_the_note_do_not_matter(read, text, blanks):
    assert quoted(read(text.rstrip() + blanks)) == quoted(read(text.rstrip()))
