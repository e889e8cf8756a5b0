"""Times are tied to the code they were spent on, and to no other."""

import pytest

BOTH = ("start", "stop")


def coded(words, minutes, code):
    return (words, "duration", minutes, code)


def spanned(words, start, stop, code):
    return [(words, kind, clock, code) for kind, clock in zip(BOTH, (start, stop), strict=True)]


TIED = {
    "units-then-minutes": (
        "97530 (2 units, 25 min): car transfers",
        [coded("25 min", 25, "97530")],
    ),
    "quantity-then-minutes": ("CHG 97530 QTY 3 MIN 41", [coded("41", 41, "97530")]),
    "minutes-then-clocks": (
        "97535  38 min (0730-0808)",
        [coded("97535  38 min", 38, "97535"), *spanned("0730-0808", "07:30", "08:08", "97535")],
    ),
    "clocks-then-bare-minutes": (
        "97140  0805-0817 (12)  patellar glides",
        [*spanned("0805-0817", "08:05", "08:17", "97140"), coded("12", 12, "97140")],
    ),
    "clocks-minutes-code": (
        "1015-1045 (30 min, 97530)",
        [*spanned("1015-1045", "10:15", "10:45", "97530"), coded("30 min", 30, "97530")],
    ),
    "all-of-it": (
        "0815-0838 = 23 min (all 97530)",
        [*spanned("0815-0838", "08:15", "08:38", "97530"), coded("23 min", 23, "97530")],
    ),
    "session-before-its-parts": (
        "10:00-10:45  97530 x 30 min, 97110 x 15 min",
        [
            *spanned("10:00-10:45", "10:00", "10:45", None),
            coded("97530 x 30 min", 30, "97530"),
            coded("97110 x 15 min", 15, "97110"),
        ],
    ),
    "minutes-before-short-names": (
        "38 min TA / 15 min TE",
        [coded("38 min", 38, "97530"), coded("15 min", 15, "97110")],
    ),
    "name-with-bare-number-and-colon": ("TA 19: dangle legs", [coded("TA 19", 19, "97530")]),
    "minutes-told": (
        "Therapeutic activity took twenty five minutes.",
        [coded("Therapeutic activity took twenty five minutes.", 25, "97530")],
    ),
    "two-in-prose": (
        "15 minutes of therapeutic activity and 12 minutes of gait training",
        [coded("15 minutes", 15, "97530"), coded("12 minutes", 12, "97116")],
    ),
    "at-the-end-of-its-line": (
        "97530 = car transfers, stairs w/ bag, sled push   23 min",
        [coded("23 min", 23, "97530")],
    ),
    "list-below-the-goals": (
        "Goals: stand 5 min\nrocker board, TA 14 GT 12 NMR 11.",
        [coded("TA 14", 14, "97530"), coded("GT 12", 12, "97116"), coded("NMR 11", 11, "97112")],
    ),
    "brackets-before-a-name": (
        "[12] MT: scar roll\n[14] NMR: holds",
        [coded("[12] ", 12, "97140"), coded("[14] ", 14, "97112")],
    ),
    "clocks-of-a-group": (
        "Class 10:00-10:40, 6 pts",
        spanned("10:00-10:40", "10:00", "10:40", "97150"),
    ),
    "group-on-the-line-of-another-code": (
        "10:00-10:40 97530 after group",
        spanned("10:00-10:40", "10:00", "10:40", "97530"),
    ),
    "group-mode": (
        "Indiv 22   Group 28",
        [coded("Indiv 22", 22, None), coded("Group 28", 28, "97150")],
    ),
    "mode-in-the-row-of-a-code": (
        "97530 ThrAct .... IND 18  CONC 0",
        [coded("IND 18", 18, "97530")],
    ),
    "all-of-one-code": ("31 min, all 97530", [coded("31 min", 31, "97530")]),
    "word-of-home-before-a-code": (
        "I did daily movement drills, 12 min 97112",
        [coded("12 min", 12, "97112")],
    ),
    "one-to-one-behind": (
        "97113 = 45 min  1:1 in water",
        [coded("97113 = 45 min", 45, "97113")],
    ),
    "evaluation": (
        "97162 moderate. In 9:00 Out 9:45. Eval 25 min, total 45 min",
        [
            ("9:00", "start", "09:00", None),
            ("9:45", "stop", "09:45", None),
            coded("Eval 25 min", 25, "97162"),
            ("total 45 min", "total_treatment", 45, None),
        ],
    ),
    "table-row": ("97530 | car transfer | 20 min | CGA", [coded("20 min", 20, "97530")]),
}


@pytest.mark.parametrize(("text", "times"), TIED.values(), ids=TIED)
def test_a_time_has_the_code_it_was_spent_on(text, times, read_times):
    assert sorted(read_times(text)) == sorted(times)


UNTIED = {
    "activity-on-a-line-with-minutes": ("97530 x 22 min: bike 6 min", "6 min"),
    "a-code-with-minutes-elsewhere": ("97530 22 min\n97530: car transfers, bike 6 min", "6 min"),
}


@pytest.mark.parametrize(("text", "words"), UNTIED.values(), ids=UNTIED)
def test_the_minutes_of_one_activity_are_not_the_codes(text, words, read_times):
    assert [code for found, _, _, code in read_times(text) if found == words] == [None]
