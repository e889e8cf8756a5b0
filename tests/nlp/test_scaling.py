"""A longer note takes longer in proportion: nothing is read over and over (style guide, P10)."""

import time

import pytest

from auditor.nlp.visit import read_visit

NOTE = """PT daily note  DOS: 03/04/2026  Time in 10:00 Time out 10:45
S: Knee sore, 3/10. Did heel slides at home.
97530 x 22 min: sit<>stand from 17" chair, CGA, so pt can rise from toilet; car transfers min A.
97110 x 16 min: LAQ 3x10, bike 6 min, step-ups 2x10, 1:1 throughout, VC for knee control.
A: Tolerated well, no LOB. Was min A last visit, now CGA. Still unable to climb stairs alone.
Goal: rise from toilet mod I in 3 wks - progressing.
P: cont 2x/wk, add stairs next visit.
J. Doe, PTA
"""
TIMES_LONGER = 10
MOST_TIMES_SLOWER = 14
ROUNDS = 5
LAYOUTS = {"lines": NOTE, "one-line": NOTE.replace("\n", " "), "one-paragraph": NOTE[:-1] + ", "}


@pytest.mark.parametrize("note", LAYOUTS.values(), ids=LAYOUTS)
def test_a_note_ten_times_as_long_takes_about_ten_times_as_long(note, nlp, note_of, by_words):
    """Both in the same run and in time of this process alone, whatever else the machine does."""

    def seconds(text):
        began = time.process_time()
        read_visit(nlp(text), note_of(text), by_words)
        return time.process_time() - began

    rounds = [(seconds(note), seconds(note * TIMES_LONGER)) for _ in range(ROUNDS)]
    short, long = (min(times) for times in zip(*rounds, strict=True))
    assert long < MOST_TIMES_SLOWER * short
