"""The words around a level tell its moment: bounded in reach, in every kind of note."""

import time

import pytest

from auditor.nlp import clauses
from auditor.nlp.assistance import find_assistance
from auditor.nlp.typed import kept
from marked import read

MOMENTS = {
    # a dictated note tells of its own session in the past tense
    "told-in-the-past-tense": ("Grooming was performed with [[minimal assistance]].", ["current"]),
    "subject-was": ("By the fifth try it was [[minimal assistance]].", ["current"]),
    "bare-was": ("Stairs [[CGA]] (was [[mod A]])", ["current", "baseline"]),
    "was-now": ("Transfers were [[mod A]], now [[CGA]]", ["baseline", "current"]),
    "last-reps": ("Rise from chair x5, the last three with [[supervision]] only", ["current"]),
    "improved-from": ("Improved from [[mod A]] to [[CGA]].", ["baseline", "current"]),
    "faded-in-session": ("Stairs x4, [[mod A fading to CGA]]", ["current"]),
    "brackets-name-the-moment": ("Stairs [[min A]] (at eval)", ["baseline"]),
    "brackets-compare-a-count": ("Rope climb [[SBA]] (2 last wk)", ["current"]),
    "past-in-brackets-ends-there": (
        "Tub tf [[CGA]] (3 reps at SOC), stairs [[SBA]]",
        ["current"] * 2,
    ),
    "score-of-trials-is-no-date": ("Stairs [[SBA]] 4/5", ["current"]),
    "date-behind": ("Bed turn was [[mod A]] 8/19", ["baseline"]),
    "line-of-yesterday": ("Yest: dangled 3 min, [[max A]]", ["baseline"]),
    "line-of-a-date": ("2/27: EOB 2 min [[max A]]", ["baseline"]),
    "line-of-prior": ("Prior: lives alone, drives, [[indep]]", ["baseline"]),
    "before-the-fall": ("Before the fall she was [[independent]].", ["baseline"]),
    "before-treatment": ("Before tx: toilet transfer [[CGA]]", ["current"]),
    "at-admission": ("STATUS ON ADMISSION: Bathing, [[max assist]].", ["baseline"]),
    "has-become": ("[[Mod A]] for the truck has become [[CGA]].", ["baseline", "current"]),
    "history-now": ("PLOF: [[indep]]\nCurrent:\nfeeding [[min A]]", ["baseline", "current"]),
    "history-in-the-present": (
        "HISTORY: Lives alone. He is [[independent]] in bathing.",
        ["current"],
    ),
    "evaluation-heading": ("EVAL (24'): feeding [[min A]], rolling [[mod A]]", ["current"] * 2),
    "numbered-goals": ("STG (2 wks)\n1. Toilet tf [[CGA]]\n2. LB dressing [[mod A]]", ["goal"] * 2),
    "goal-line": ("LTG 6 wk: walk 50 ft; stairs [[SBA]]", ["goal"]),
    "goal-due": ("STG: toilet tf [[SBA]] 3/31", ["goal"]),
    "goal-with-status": ("STG: toilet tf [[SBA]] - not met, [[min A]]", ["goal", "current"]),
    "goal-currently": ("LTG: stairs [[mod I]]. Currently [[CGA]].", ["goal", "current"]),
}


@pytest.mark.parametrize(("marked", "moments"), MOMENTS.values(), ids=MOMENTS)
def test_the_words_around_a_level_tell_its_moment(marked, moments, found_in):
    text, spans = read(marked)
    found = found_in(text, "assistance")
    assert (tuple(a.span for a in found), [a.when.value for a in found]) == (spans, moments)


PIECE = "transfer min A last visit, stairs CGA, was mod A "
TIMES_LONGER = 10
MOST_TIMES_SLOWER = 16
ROUNDS = 3


def test_a_line_ten_times_as_long_takes_about_ten_times_as_long(nlp):
    """Only the words near a level are read: a long line is not read over for each of them."""

    def seconds(text):
        parts = kept(nlp(text), clauses.KEY)
        began = time.process_time()
        find_assistance(text, parts)
        return time.process_time() - began

    short = PIECE * 40
    rounds = [(seconds(short), seconds(short * TIMES_LONGER)) for _ in range(ROUNDS)]
    shortest, longest = (min(times) for times in zip(*rounds, strict=True))
    assert longest < MOST_TIMES_SLOWER * shortest
