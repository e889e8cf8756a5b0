"""A note's text cut at the borders of what was found in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.record import as_json
from auditor.report.segments import LEGEND, Mark, legend, marks, segments
from auditor.report.words import sorted_findings
from report.samples import all_three, assistant_note, hostile_note, whole_note


def mark(start, end, kind="activity", style="functional", tag="t"):
    return Mark(start, end, kind, style, tag)


def cut(text, *found):
    return [(s.text, " ".join(s.styles), [m.tag for m in s.ending]) for s in segments(text, found)]


def found_in(audited):
    record = as_json(audited)
    return marks(record, sorted_findings(record), "n1f")


def test_a_text_without_marks_is_one_piece():
    assert cut("abc") == [("abc", "", [])]
    assert cut("") == []


def test_nested_marks_keep_the_inner_ground():
    outer, inner = mark(0, 6, style="exercise", tag="out"), mark(2, 4, tag="in")

    assert cut("abcdef", outer, inner) == [
        ("ab", "exercise", []),
        ("cd", "functional", ["in"]),
        ("ef", "exercise", ["out"]),
    ]


def test_overlapping_marks_share_their_middle():
    left, right = mark(0, 4, tag="l"), mark(2, 6, "time", "time", "r")

    assert cut("abcdefg", left, right) == [
        ("ab", "functional", []),
        ("cd", "functional time", ["l"]),
        ("ef", "time", ["r"]),
        ("g", "", []),
    ]


def test_an_activity_shows_through_a_goal_and_the_gravest_finding_wins():
    goal, act = mark(0, 4, "goal", "goal", "g"), mark(0, 6, tag="a")
    info = mark(0, 2, "finding", "info", "I")
    error = mark(0, 6, "finding", "error", "E")

    assert cut("abcdef", goal, act, info, error) == [
        ("ab", "error functional", ["I"]),
        ("cd", "error functional", ["g"]),
        ("ef", "error functional", ["E", "a"]),
    ]


def test_marks_that_end_together_name_the_inner_first():
    assert cut("abcd", mark(0, 4, tag="out"), mark(2, 4, tag="in"))[-1][2] == ["in", "out"]


def test_a_mark_of_no_words_marks_nothing():
    assert cut("abcd", mark(2, 2)) == [("abcd", "", [])]


SPANS = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)
KINDS = st.sampled_from(
    [
        ("activity", "functional"),
        ("goal", "goal"),
        ("time", "time"),
        ("assist", "assist"),
        ("finding", "error"),
        ("finding", "info"),
    ]
)


@settings(deadline=None)
@given(st.lists(st.tuples(SPANS, KINDS), max_size=8))
def test_pieces_make_up_the_text_and_every_mark_ends_once(given_marks):
    text = "abcdefghijkl"
    found = [Mark(*span, *kind, f"t{n}") for n, (span, kind) in enumerate(given_marks)]
    pieces = list(segments(text, found))
    place = 0
    for piece in pieces:
        covering = {m.kind for m in found if m.start <= place < m.end}
        grounds = {"ground" if k in {"goal", "activity"} else k for k in covering}
        assert len(piece.styles) == len(grounds)
        place += len(piece.text)

    assert "".join(p.text for p in pieces) == text
    assert sorted(m.tag for p in pieces for m in p.ending) == sorted(
        m.tag for m in found if m.start < m.end
    )


def test_marks_say_what_was_read():
    said = {(m.kind, m.tag) for m in found_in(whole_note())}

    assert said == {
        ("activity", "functional 97530"),
        ("activity", "exercise 97110"),
        ("activity", "functional (planned)"),
        ("activity", "exercise (home)"),
        ("time", "start"),
        ("time", "stop"),
        ("time", "total treatment"),
        ("time", ""),
        ("assist", "contact guard"),
        ("assist", "standby"),
        ("assist", "minimal"),
        ("assist", "minimal (baseline)"),
        ("assist", "modified independent (goal)"),
        ("goal", "long-term goal"),
    }


def test_findings_point_at_their_place_on_the_page():
    assert {m.tag: m.target for m in found_in(assistant_note()) if m.target} == {
        "TIM101": "n1f1",
        "UNT201": "n1f4",
    }


def test_the_legend_explains_what_is_marked_and_nothing_else():
    assert [style for style, _ in legend(found_in(hostile_note()))] == [
        "other",
        "vague",
        "assist",
        "error",
        "warning",
        "info",
    ]
    every = [m for audited in all_three() for m in found_in(audited)]
    assert {style for m in every for style in m.style.split()} <= set(LEGEND)
