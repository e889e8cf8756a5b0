"""Levels of help are read with their persons and moment; what only looks like help is left out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Span
from auditor.nlp.assistance import find_assistance
from marked import read

LEVELS = {
    "independent": ["I", "Ind", "IND", "Indep", "Independent", "independently", "w/o assist"],
    "modified_independent": ["Mod I", "mod-I", "MOD I", "modified independent"],
    "setup": ["S/U", "set-up A", "setup assist", "setup/clean-up assistance"],
    "supervision": ["S", "(S)", "Sup", "SPV", "supervision", "distant supervision"],
    "standby": ["SBA", "stand-by assist", "standby A", "close supervision", "close SBA"],
    "contact_guard": [
        "CGA",
        "CG",
        "contact guard",
        "Contact Guard Assist",
        "touching assistance",
        "steadying assist",
        "supervision or touching assistance",
    ],
    "minimal": [
        "Min A",
        "MinA",
        "min (A)",
        "MIN A",
        "minimal assist",
        "min. assist",
        "25% assist",
        "min(A)",
        "MIN",
    ],
    "moderate": [
        "Mod A",
        "ModA",
        "moderate assistance",
        "partial/moderate assistance",
        "Mod(A)",
        "mod",
    ],
    "maximal": [
        "Max A",
        "MaxA",
        "maximum assist",
        "substantial/maximal assistance",
        "HOH assist",
        "max",
        "hand over hand",
    ],
    "total": ["Tot A", "total assist", "Total A", "dependent", "100% assist", "dep", "tot"],
}
SCALE = [
    pytest.param(form, level, id=f"{level}-{form}")
    for level, forms in LEVELS.items()
    for form in forms
]


@pytest.mark.parametrize(("form", "level"), SCALE)
def test_every_level_of_the_scale_is_read(form, level, found_in):
    text = f"Toilet transfer {form}"
    found = [(a.span.of(text), a.level.value) for a in found_in(text, "assistance")]
    assert found == [(form, level)]


SCORES = {
    **{f"FIM {n}": level for n, level in zip(range(1, 8), [
        "total", "maximal", "moderate", "minimal", "supervision", "modified_independent",
        "independent",
    ], strict=True)},
    **{f"GG 0{n}": level for n, level in zip(range(1, 7), [
        "total", "maximal", "moderate", "supervision", "setup", "independent",
    ], strict=True)},
}  # fmt: skip


@pytest.mark.parametrize(("score", "level"), SCORES.items(), ids=SCORES)
def test_scores_stand_for_levels(score, level, found_in):
    text = f"Toilet transfer {score}"
    assert [(a.span.of(text), a.level.value) for a in found_in(text, "assistance")] == [
        (score, level)
    ]


RANGES = {
    "min-mod": ("[[min-mod A]]", "moderate"),
    "min/mod": ("[[min/mod A]]", "moderate"),
    "min-to-mod": ("[[min to mod assist]]", "moderate"),
    "arrow": ("[[CGA->SBA]]", "contact_guard"),
    "one-sign-arrow": ("[[CGA→SBA]]", "contact_guard"),
    "lighter-first": ("[[SBA-CGA]]", "contact_guard"),
    "slash": ("[[CGA/min A]]", "minimal"),
    "to": ("[[Min A to CGA]]", "minimal"),
    "progressing-to": ("[[min A progressing to CGA]]", "minimal"),
    "with-persons": ("[[mod A x1 -> min A]] x1", "moderate"),
    "s-to-sba": ("[[S to SBA]]", "standby"),
    "fading-to": ("[[Mod A fading to CGA]]", "moderate"),
    "drifting-to": ("[[Min A drifting to CGA]]", "minimal"),
    "to-mod-i": ("[[SBA -> Mod I]]", "standby"),
    "short-down-to": ("[[Mod down to Min]]", "moderate"),
}


@pytest.mark.parametrize(("marked", "level"), RANGES.values(), ids=RANGES)
def test_a_range_is_one_place_with_the_heavier_level(marked, level, found_in):
    text, spans = read(f"Toilet transfer {marked}")
    found = found_in(text, "assistance")
    assert (tuple(a.span for a in found), [a.level.value for a in found]) == (spans, [level])


APART = {
    "two-stretches": "[[min A]] first 2 reps and [[CGA]] last 3",
    "two-tasks": "supine>sit [[min A]], sit>stand [[CGA]]",
    "then": "[[min A]], then [[CGA]] last 3 reps",
}


@pytest.mark.parametrize("marked", APART.values(), ids=APART)
def test_levels_of_different_stretches_stay_apart(marked, found_in):
    text, spans = read(marked)
    assert tuple(a.span for a in found_in(text, "assistance")) == spans


PERSONS = {
    "none": ("min A", None),
    "x1": ("min A x1", 1),
    "x2": ("min A x2", 2),
    "x-2": ("min A x 2", 2),
    "x-2-persons": ("min A x 2 persons", 2),
    "of-2": ("mod A of 2", 2),
    "plus-2": ("max A +2", 2),
    "bracketed": ("max A (x2)", 2),
    "cga-x1": ("CGA x1", 1),
    "written-onto-it": ("max Ax2", 2),
    "of-a-short-form": ("mod x2", 2),
    "reps-are-no-persons": ("min A x2 reps", None),
    "many-are-reps": ("min A x 10", None),
    "sets-are-no-persons": ("CGA x 3 sets", None),
}


@pytest.mark.parametrize(("words", "persons"), PERSONS.values(), ids=PERSONS)
def test_helpers_are_counted(words, persons, found_in):
    found = found_in(f"Toilet transfer {words}", "assistance")
    assert [a.persons for a in found] == [persons]


NOT_HELP = {
    "minutes": "15 min of transfers",
    "min-cues": "with min VC for hand placement",
    "min-verbal-cues": "min verbal cues",
    "mod-cues": "mod cues for sequencing",
    "max-cues": "max VCs",
    "min-pain": "min pain",
    "minimal-pain": "minimal pain in knee",
    "moderate-edema": "moderate edema",
    "mod-difficulty": "mod difficulty",
    "max-resistance": "max resistance",
    "max-heart-rate": "max HR 120",
    "max-effort": "max effort",
    "without": "ambulated s/ LOB",
    "pronoun": "I walked home",
    "discharge": "D/C next week",
    "not-independent": "not independent with transfers",
    "increase-independence": "to increase independence with ADLs",
    "maximize-independence": "to maximize independence",
    "independent-living": "lives in independent living",
    "independent-with-hep": "independent with HEP",
    "insulin": "insulin dependent",
    "oxygen": "O2 dependent",
    "dependent-edema": "dependent edema",
    "supervised-by-therapist": "supervised by PT",
    "under-supervision": "under the supervision of the PT",
    "total-time": "total time 30 min",
    "total-knee": "total knee replacement",
    "total-reps": "total of 20 reps",
    "individual-minutes": "minutes: IND 40, GRP 20",
    "individual-heading": "IND: stood at counter",
    "hard-of-hearing": "Precautions: falls, HOH, O2 2L",
    "along-a-rope": "rope pull hand over hand x5",
    "cannot-unaided": "Cannot rise from the toilet unaided",
    "supervisor": "J. Doe COTA/L  supv: L. Roe OTR/L",
    "supervisor-in-brackets": "J. Doe PTA (sup. PT Roe)",
    "supervisory-visit": "PT sup. visit due 9/3",
    "supination": "hammer pron/sup x15",
    "test-in-seconds": "TUG (s)  19.4",
    "care-at-home": "needs 24-hour supervision at home",
    "box-not-ticked": "Assist: [ ] Ind [ ] Sup",
    "complexity": "Complexity: [ ] Low [x] Mod [ ] High",
    "stand-by-the-sink": "pt stood by the sink",
}


@pytest.mark.parametrize("text", NOT_HELP.values(), ids=NOT_HELP)
def test_what_only_looks_like_help_is_left_out(text, found_in):
    assert found_in(text, "assistance") == ()


WHEN = {
    "today": ("Toilet transfer [[CGA]] today", ["current"]),
    "plain": ("O: transfers [[min A]]", ["current"]),
    "was": ("Toilet transfer [[CGA]], was [[min A]] last visit", ["current", "baseline"]),
    "previously": ("Sit to stand now [[CGA]], previously [[min A]]", ["current", "baseline"]),
    "on-eval": ("On eval pt required [[max A]]", ["baseline"]),
    "at-ie": ("[[min A]], down from [[mod A]] at IE", ["current", "baseline"]),
    "at-soc": ("At SOC: [[mod A]]; today [[min A]]", ["baseline", "current"]),
    "baseline-today": ("Baseline: [[max A]]. Today: [[mod A]].", ["baseline", "current"]),
    "last-visit-today": ("Last visit: [[min A]]. Today [[CGA]].", ["baseline", "current"]),
    "dated": ("Required [[mod A]] on 3/4, now [[min A]].", ["baseline", "current"]),
    "plof": ("PLOF: [[independent]] with all ADLs", ["baseline"]),
    "history": ("History: [[independent]] prior to fall", ["baseline"]),
    "goal": ("Goal: toilet transfer [[mod I]] in 3 wks", ["goal"]),
    "ltg": ("LTG: Pt will perform toilet transfer with [[SBA]]", ["goal"]),
    "will": ("Pt will transfer [[mod I]] in 2 wks", ["goal"]),
    "plan": ("P: progress to [[SBA]] next visit", ["goal"]),
    "within-a-session": ("[[Min A -> CGA]] as session progressed", ["current"]),
}


@pytest.mark.parametrize(("marked", "moments"), WHEN.values(), ids=WHEN)
def test_the_moment_a_level_speaks_of_is_read(marked, moments, found_in):
    text, spans = read(marked)
    found = found_in(text, "assistance")
    assert (tuple(a.span for a in found), [a.when.value for a in found]) == (spans, moments)


SHORTS = {
    "list-of-tasks": ("UB dress [[Max]]; toileting [[tot]]; roll [[mod]] x1", 3),
    "needs": ("needs [[min]] for back and feet", 1),
    "ticked-in-round-brackets": ("Assist: ( )S (x)[[Min]] ( )Mod", 1),
    "minutes-of-a-task": ("dressing 15 min, transfers 10 min", 0),
    "total-of-a-task": ("transfers total 12 reps", 0),
}


@pytest.mark.parametrize(("marked", "count"), SHORTS.values(), ids=SHORTS)
def test_a_short_form_is_a_level_behind_a_task(marked, count, found_in):
    text, spans = read(marked)
    assert len(spans) == count
    assert tuple(a.span for a in found_in(text, "assistance")) == spans


def test_a_level_inside_a_goal_is_a_goal():
    text, (span,) = read("[[toilet transfer SBA]]")
    assert [a.when.value for a in find_assistance(text, (), [span])] == ["goal"]


PIECES = [
    "min", "mod", "max", "A", "I", "CGA", "SBA", "S", "x2", "to", "->", "/", "assist", "x 10",
    "15 min", "cues", "independent", "\n", ",", "goal:", "was", "é𝄞",
]  # fmt: skip
WORDS = st.lists(
    st.sampled_from(PIECES),
    max_size=14,
)


@given(WORDS, st.sampled_from([" ", ""]))
def test_levels_lie_in_the_text_in_order_and_apart(words, gap):
    text = gap.join(words)
    spans = [a.span for a in find_assistance(text, ())]
    assert spans == sorted(spans)
    assert [s for s in spans if not 0 <= s.start < s.end <= len(text)] == []
    assert [a for a, b in pairwise(spans) if a.overlaps(b)] == []


@given(WORDS, st.integers(1, 30))
def test_levels_do_not_depend_on_where_the_text_stands(words, shift):
    text = " ".join(words)
    here = find_assistance(text, ())
    there = find_assistance("." * (shift - 1) + "\n" + text, ())
    moved = [(Span(a.span.start - shift, a.span.end - shift), a.level) for a in there]
    assert moved == [(a.span, a.level) for a in here]
