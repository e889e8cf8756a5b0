"""Less common notations of a session's clocks, and clocks that are no session's."""

import pytest


def clocks(start_words, start, stop_words, stop):
    return [(start_words, "start", start, None), (stop_words, "stop", stop, None)]


def one_place(words, start, stop):
    return clocks(words, start, words, stop)


NOTATIONS = {
    # ranges whose first hour is short
    "hours-am-behind": ("Seen from 9 to 10 am", one_place("9 to 10 am", "09:00", "10:00")),
    "hours-one-letter": ("Today 10-11a, gym", one_place("10-11a", "10:00", "11:00")),
    "hour-marked": ("visit 9a-10:05a", one_place("9a-10:05a", "09:00", "10:05")),
    "hour-to-clock": ("gym 10 - 10:45", one_place("10 - 10:45", "10:00", "10:45")),
    "hour-to-afternoon": ("Today 2-2:45", one_place("2-2:45", "14:00", "14:45")),
    "arrow": ("gym 1402 -> 1432", one_place("1402 -> 1432", "14:02", "14:32")),
    "four-digits-behind-a-word": ("attended 10-1145", one_place("10-1145", "10:00", "11:45")),
    "three-digits-behind-a-word": ("seen from 930-1000", one_place("930-1000", "09:30", "10:00")),
    # words of coming and going
    "arr-dep": ("arr 1:15 dep 1:56", clocks("1:15", "13:15", "1:56", "13:56")),
    "arr-done": ("arr 9:40a, done 10:38a", clocks("9:40a", "09:40", "10:38a", "10:38")),
    "water": ("in water 10:05   out 10:47", clocks("10:05", "10:05", "10:47", "10:47")),
    "seen-left": ("seen 10:15 (left 10:53)", clocks("10:15", "10:15", "10:53", "10:53")),
    # the words behind
    "start-behind": ("10:00 start, 10:40 stop", clocks("10:00", "10:00", "10:40", "10:40")),
    "in-behind": ("10:02 in / 11:20 out", clocks("10:02", "10:02", "11:20", "11:20")),
    "water-behind": (
        "2:10p in water / 2:52p out",
        clocks("2:10p", "14:10", "2:52p", "14:52"),
    ),
    "door": (
        "In the door 10:05 AM, out 11:02 AM",
        clocks("10:05 AM", "10:05", "11:02 AM", "11:02"),
    ),
    "with-seconds": ("Start 14:05:00   End 14:50:00", clocks("14:05", "14:05", "14:50", "14:50")),
    "points": ("Clock 7.50 to 8.58.", one_place("7.50 to 8.58", "07:50", "08:58")),
    "points-marked": ("gym 10.10 to 10.54am", one_place("10.10 to 10.54am", "10:10", "10:54")),
    "points-in-out": ("in 10.05 out 10.50", one_place("10.05 out 10.50", "10:05", "10:50")),
    "bare-behind-a-day": ("5/6/2026, 818 to 858.", one_place("818 to 858", "08:18", "08:58")),
    "bare-marked": ("bus task; 9a-916", one_place("9a-916", "09:00", "09:16")),
    # in words
    "words": (
        "I arrived at ten fifteen and left at eleven oh two.",
        clocks("ten fifteen", "10:15", "eleven oh two", "11:02"),
    ),
    "past-and-to": (
        "I arrived at ten past two in the afternoon and left at five minutes to three.",
        clocks("ten past two in the afternoon", "14:10", "five minutes to three", "14:55"),
    ),
    "oclock": (
        "Seen from half past nine until ten o'clock",
        clocks("half past nine", "09:30", "ten o'clock", "10:00"),
    ),
    "quarter": (
        "She was here from a quarter to nine until nine thirty",
        clocks("a quarter to nine", "08:45", "nine thirty", "09:30"),
    ),
    "bare-hour": (
        "He arrived at nine and was seen one on one until nine forty-eight in the morning",
        clocks("nine", "09:00", "nine forty-eight in the morning", "09:48"),
    ),
}


@pytest.mark.parametrize(("text", "times"), NOTATIONS.values(), ids=NOTATIONS)
def test_every_notation_gives_start_and_stop(text, times, read_times):
    assert read_times(text) == times


NO_SESSION = {
    "break": "break 9:15-9:30",
    "lunch": "lunch 12:00-12:30",
    "score": "pain rose from two to four",
    "repetitions": "went from five to ten reps",
    "years": "walked with a rollator to 2022",
    "distance": "done 1000 ft",
    "seen-alone": "seen 12",
    "break-short": "0945-1000 brk",
    "own-time": "1050-1100 word search, own time",
    "check-in": "0915-0930 check-in with the aide",
    "no-treatment": "09:30-09:40 coats and bathroom - not tx",
    "on-time": "72 yo, on-time 10a-1p",
    "dates-with-points": "flare 3.18-5.27",
    "degrees": "flexion 100-145",
    "one-log-line": "1420 declined the gym",
    "clock-of-a-stamp": "Encounter date 06/30/2025 14:12",
    "year-first": "Start 2025-02-24",
    "in-weeks": "in two to three weeks",
    "no-clock-in-words": "arrived at six ninety and left at seven ninety",
    "score-range": "grade 2-4",
    "days": "3-4 days",
}


@pytest.mark.parametrize("text", NO_SESSION.values(), ids=NO_SESSION)
def test_other_numbers_are_no_clocks(text, read_times):
    assert read_times(text) == []


LONE_STARTS = {
    "seen": ("seen 1615", [("1615", "16:15")]),
    "behind-the-date": ("OT ICU  05/02/2026  1105", [("1105", "11:05")]),
    "log-of-blocks": (
        "0900 cooking group\n1000 shelf work\n1315 shaving",
        [("0900", "09:00"), ("1000", "10:00"), ("1315", "13:15")],
    ),
    "log-of-moments": (
        "0910 side walking\n0914 noodle bike\n0921 wall slides",
        [("0910", "09:10")],
    ),
    "stamp-below": ("x" * 200 + " 05/02/2026 16:40", []),
}


@pytest.mark.parametrize(("text", "starts"), LONE_STARTS.values(), ids=LONE_STARTS)
def test_a_clock_alone_can_be_the_start(text, starts, read_times):
    assert [(t[0], t[2]) for t in read_times(text) if t[1] == "start"] == starts
