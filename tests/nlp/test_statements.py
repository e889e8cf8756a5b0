"""What sentences state: known phrases beside what the classifier thinks of the whole sentence."""

import pytest

from auditor.model import Span, StatementKind
from auditor.nlp import vocab
from auditor.nlp.statements import find_cues, find_statements, stated_at
from marked import read

KINDS = {kind.value: kind for kind in StatementKind}
ENTRIES = [pytest.param(e, id=e.id) for e in vocab.cues()]
SURE, ABSURD = 1.0, 0.0


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_known_phrase_is_found_with_its_kind(entry):
    def found(form):
        text = f"pt was {form} qqq"
        return [(s.kind.value, s.weak) for s in find_cues(text) if s.span.of(text) == form]

    forms = {f: [(entry.cue, False)] for f in entry.forms}
    forms |= {f: [(entry.cue, True)] for f in entry.weak}
    assert {f: found(f) for f in forms} == forms


LONGEST = {
    "boilerplate-around-a-cue": ("[[cues for proper form]]", "skilled", True),
    "co-treatment": ("[[co-treatment]] with OT", "one_on_one", True),
    "group": ("[[group of]] 4", "group", False),
    "capitals": ("[[ONE-ON-ONE]] throughout", "one_on_one", False),
    "hyphens-for-blanks": ("[[rest-breaks]] x2", "rest", False),
    "nwb": ("[[NWB]] R LE", "precaution_nwb", False),
    "aide": ("bike [[by aide]]", "aide", False),
}


@pytest.mark.parametrize(("marked", "kind", "weak"), LONGEST.values(), ids=LONGEST)
def test_the_longest_phrase_at_a_place_counts(marked, kind, weak):
    text, (span,) = read(marked)
    assert [(s.span, s.kind.value, s.weak) for s in find_cues(text)] == [(span, kind, weak)]


DENIED = {
    "not-in-a-group": "not in a group",
    "no-concurrent": "no concurrent treatment",
    "without": "without other patients",
}


@pytest.mark.parametrize("text", DENIED.values(), ids=DENIED)
def test_a_group_that_is_denied_is_none(text):
    assert [s for s in find_cues(text) if s.kind is StatementKind.GROUP] == []


def stated(text, section="objective", **chance):
    chance = {kind.replace("_weak", "~"): p for kind, p in chance.items()}
    found = find_statements(text, [(Span(0, len(text)), section)], [chance])
    return [(s.span.of(text), s.kind.value, s.weak) for s in found]


JUDGED = {
    "sure": ("pt did fine", {"response": SURE}, [("pt did fine", "response", False)]),
    "absurd": ("pt did fine", {"response": ABSURD}, []),
    "sure-but-weak": ("pt is fine", {"response_weak": SURE}, [("pt is fine", "response", True)]),
    "phrase-and-sure": (
        "unable to rise",
        {"deficit": SURE},
        [("unable to rise", "deficit", False)],
    ),
    "phrase-thought-absurd": ("unable to rise", {"deficit": ABSURD}, []),
    "boilerplate-alone": (
        "would benefit from continued therapy",
        {"necessity": ABSURD},
        [("would benefit from continued therapy", "necessity", True)],
    ),
    "boilerplate-thought-plain": (
        "would benefit from continued therapy",
        {"necessity": SURE},
        [("would benefit from continued therapy", "necessity", False)],
    ),
    "certain-phrase-needs-no-classifier": ("seen 1:1", {}, [("1:1", "one_on_one", False)]),
    "certain-kind-by-classifier-alone": (
        "therapist stayed with pt all the time",
        {"one_on_one": SURE},
        [("therapist stayed with pt all the time", "one_on_one", False)],
    ),
    "two-kinds-in-one-sentence": (
        "pt fine",
        {"response": SURE, "progress": SURE},
        [("pt fine", "progress", False), ("pt fine", "response", False)],
    ),
    "nothing": ("LAQ 3x10", {}, []),
}


@pytest.mark.parametrize(("text", "chance", "found"), JUDGED.values(), ids=JUDGED)
def test_phrases_and_classifier_are_weighed(text, chance, found):
    assert stated(text, **chance) == found


PURPOSES = {
    "so-that": "car transfers [[so pt can ride to dialysis]], CGA",
    "so-she-can": "stairs [[so she can reach her bedroom]]",
    "help-her": "lifts [[to help her]], min A",
    "for-her-job": "lifts [[for her job]]; SBA",
    "simulating": "box lift [[simulating his dock work]].",
}


@pytest.mark.parametrize("marked", PURPOSES.values(), ids=PURPOSES)
def test_words_of_purpose_reach_to_the_next_stop(marked):
    text, spans = read(marked)
    kind = StatementKind.PURPOSE
    found = find_statements(text, [(Span(0, len(text)), "objective")], [{}])
    assert tuple(s.span for s in found if s.kind is kind and not s.weak) == spans


ELSEWHERE = ["goals", "plan", "history", "home", "subjective"]


@pytest.mark.parametrize("section", ELSEWHERE)
def test_a_purpose_outside_of_treatment_is_none_of_the_sessions(section):
    found = stated("stairs so she can reach her bedroom", section)
    assert [s for s in found if s[1] == "purpose"] == []


PLANS = {
    "sentence": ("add step-ups", "plan", [("add step-ups", "plan", False)]),
    "see-next-week": ("see next wk", "plan", [("see next wk", "plan", True)]),
    "one-word": ("cont", "plan", []),
    "elsewhere": ("add step-ups", "objective", []),
}


@pytest.mark.parametrize(("text", "section", "found"), PLANS.values(), ids=PLANS)
def test_what_stands_under_plan_is_a_plan(text, section, found):
    assert stated(text, section) == found


WORDED = {
    "was-more": ("5 leaks a week, was 14", "progress"),
    "level-at-eval": ("walks 120 ft, 60 at eval", "progress"),
    "instead-of-two": ("stands with one hand instead of two", "progress"),
    "next-marked": ("nxt: 6 steps", "plan"),
    "will-add": ("will add stairs", "plan"),
    "weekday-before": ("next Mon bus step", "plan"),
    "individual": ("45 min individual", "one_on_one"),
    "face-to-face": ("55 minutes face to face", "one_on_one"),
    "nobody-else": ("not treating anyone else", "one_on_one"),
    "hands-on-all-the-way": ("hand on gait belt the whole way", "one_on_one"),
    "pain-falls": ("pain 6 -> 3", "response"),
    "pain-after": ("pain after: 3", "response"),
}
NOT_WORDED = {
    "as-was": ("rests as indicated and was modified", "progress"),
    "individual-needs": ("fit to individual needs", "one_on_one"),
    "minutes-in-a-split": ("individual 31 / group 24", "one_on_one"),
    "pain-scale": ("pain 6/10", "response"),
}


@pytest.mark.parametrize(("text", "kind"), WORDED.values(), ids=WORDED)
def test_some_wordings_count_whatever_the_classifier_thinks(text, kind):
    assert (text, kind, False) in stated(text)


@pytest.mark.parametrize(("text", "kind"), NOT_WORDED.values(), ids=NOT_WORDED)
def test_words_like_them_do_not(text, kind):
    assert kind not in [found[1] for found in stated(text)]


def test_a_weekday_at_the_end_of_a_note_is_a_plan():
    text = "Mon: walked 20 ft.\nWalked 60 ft today with rolling walker.\nFri: try stairs"
    at = [Span(0, 18), Span(19, 58), Span(59, len(text))]
    found = find_statements(text, [(s, "body") for s in at], [{}] * len(at))
    assert [s.span.of(text) for s in found if s.kind is StatementKind.PLAN] == ["Fri: try stairs"]


@pytest.mark.parametrize("cell", ["22", "none"])
def test_a_lone_cell_states_nothing(cell):
    assert stated(cell, progress=SURE) == []


def test_each_kind_has_a_cut_off_and_weak_wording_one():
    assert stated_at("deficit") < stated_at("skilled") < stated_at("skilled~")


def test_a_phrase_counts_in_its_own_sentence_alone():
    text = "seen 1:1. bike"
    found = find_statements(text, [(Span(0, 9), "body"), (Span(10, 14), "body")], [{}, {}])
    assert [(s.span.of(text), s.kind) for s in found] == [("1:1", StatementKind.ONE_ON_ONE)]


def test_every_kind_is_one_a_record_knows():
    assert {e.cue for e in vocab.cues()} <= set(KINDS)
