"""A long run of one thing in a note is read once, not again from each of its places."""

import pytest

from auditor import engine

RUNS = {
    "doses": "3x10 ",
    "sets without a blank": "x 1",
    "stars": "*",
    "minutes": "15 min ",
}


@pytest.mark.parametrize("piece", RUNS.values(), ids=RUNS)
def test_a_long_run_is_read_in_time(piece, note_of):
    """By the square of its length, the first two take minutes."""
    text = f"97530 x 15 min: sit to stand, CGA.\n{piece * (60_000 // len(piece))}\n"
    assert engine.audit(note_of(text)).complete
