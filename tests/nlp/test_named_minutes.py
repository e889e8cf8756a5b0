"""Bare minutes are read where their name tells what they are; other bare numbers are not."""

import pytest

NAMED = {
    "modes": (
        "Indiv 22   Conc 18   Group 0   Co-tx 0",
        [("Indiv 22", 22), ("Conc 18", 18)],
    ),
    "modes-with-unit": ("IND 26m / CONC 12m", [("IND 26m", 26), ("CONC 12m", 12)]),
    "evaluation": ("Total visit 57 min. Minutes: eval 32, tx 25", [("eval 32", 32), ("tx 25", 25)]),
    "modality": ("quad sets, ice 15.", [("ice 15", 15)]),
    "modality-after": ("Game Ready 15 after", [("Game Ready 15", 15)]),
    "maneuver": ("Total 44 min: eval 30, CRM 14", [("eval 30", 30), ("CRM 14", 14)]),
    "machines": ("bike 10, NuStep L5 x8.", [("bike 10", 10), ("NuStep L5 x8", 8)]),
    "glued-names": ("TE22 NMR8 TA14", [("TE22", 22), ("NMR8", 8), ("TA14", 14)]),
    "label-of-each": (
        "97530 farm tasks\nMinutes: 22\n97112 balance\nMinutes: 8",
        [("Minutes: 22", 22), ("Minutes: 8", 8)],
    ),
}
NOT_NAMED = {
    "one-mode-alone": "group 4 went well",
    "score-at-evaluation": "Berg 45 (eval 38)",
    "one-glued-name": "MT2 joint",
    "machine-level": "bike L4",
    "date-of-evaluation": "eval 4/22",
    "settings": "ice 2 layers",
    "repetitions": "traction 10 lb",
}


WORK_BEHIND_MINUTES = {
    "feet": "150 ft x3 with SPC",
    "hyphen": "4-corner stepping",
    "inches": '6" step-ups',
    "share": "50% of the way",
}


@pytest.mark.parametrize("work", WORK_BEHIND_MINUTES.values(), ids=WORK_BEHIND_MINUTES)
def test_numbers_of_the_work_behind_minutes_are_none(work, read_times):
    text = f"97116 Gait training x 10 min: {work}\n97110 Exercise x 18 min: LAQ\nTimed minutes: 28"
    assert [(minutes, code) for _, _, minutes, code in read_times(text)] == [
        (10, "97116"),
        (18, "97110"),
        (28, None),
    ]


@pytest.mark.parametrize(("text", "found"), NAMED.values(), ids=NAMED)
def test_named_minutes_are_durations(text, found, read_times):
    times = [t for t in read_times(text) if t[1] == "duration"]
    assert [(words, minutes) for words, _, minutes, _ in times] == found


@pytest.mark.parametrize("text", NOT_NAMED.values(), ids=NOT_NAMED)
def test_other_bare_numbers_are_not(text, read_times):
    assert read_times(text) == []
