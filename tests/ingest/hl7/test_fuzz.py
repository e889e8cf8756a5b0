"""Whatever happens to a file of messages: the defined errors alone, and no word of a note."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.ingest.extracted import Extracted
from auditor.ingest.refused import Refused
from ingest.hl7.writing import document, items_of, message, notes_in, obx, txa

CANARY = "Zebedee Quux"
SAMPLES = Path(__file__).parents[1] / "samples" / "hl7"
NOTE = f"{CANARY} walked 50 ft.\\.br\\97530 x 23 min~CGA \\T\\ cues"
PLAIN = document(NOTE, NOTE, number="D1") + message(
    txa("D2"), obx(f"^TEXT^^A^{CANARY}", "ED"), obx("7", "NM"), "NTE|1||" + CANARY
)
RAW = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.hl7"))} | {
    "plain": PLAIN.encode(),
    "framed": f"\x0b{PLAIN}\x1c\r".encode(),
}


def outcome(raw):
    """Read a file and check what comes of it; return the notes, or none where all is refused."""
    try:
        items = items_of(raw)
    except InputError as error:
        check(str(error))
        return []
    for item in items:
        assert isinstance(item, Extracted | Refused)
        if isinstance(item, Refused):
            check(item.message)
    return notes_in(items)


def check(told):
    assert len(told.splitlines()) == 1
    assert [word for word in CANARY.split() if word in told] == []
    assert told.startswith("a.hl7:")


@pytest.mark.parametrize("name", ["mdm.hl7", "plain", "framed"])
def test_a_file_cut_at_any_byte_never_gives_a_part_of_a_text(name):
    whole = [note.text for note in outcome(RAW[name])]
    for end in range(len(RAW[name])):
        for text in (note.text for note in outcome(RAW[name][:end])):
            # Between two observations nothing shows that others should follow.
            assert any(w == text or w.startswith(f"{text}\n") for w in whole), end


@given(st.data())
def test_bytes_changed_anywhere(data):
    raw = bytearray(RAW[data.draw(st.sampled_from(sorted(RAW)))])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    outcome(bytes(raw))


MARKS = ["|", "^", "~", "\\", "&", "\r", "\n", "\x0b", "\x1c", "\0", "MSH", "OBX|", "\ud800", "\\X"]


@given(st.data())
def test_delimiters_and_names_put_anywhere(data):
    raw = RAW[data.draw(st.sampled_from(sorted(RAW)))].decode()
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw)))
        raw = raw[:at] + data.draw(st.sampled_from(MARKS)) + raw[at:]
    outcome(raw.encode(errors="surrogatepass"))


@given(st.data())
def test_segments_in_any_order_left_out_or_doubled(data):
    segments = RAW[data.draw(st.sampled_from(sorted(RAW)))].split(b"\r")
    chosen = data.draw(st.lists(st.sampled_from(segments), max_size=2 * len(segments)))
    outcome(b"\r".join(chosen))


@given(st.data())
def test_any_field_holding_anything(data):
    segments = [s.split("|") for s in PLAIN.split("\r")]
    fields = data.draw(st.sampled_from([s for s in segments if len(s) > 1]))
    at = data.draw(st.integers(0, len(fields) - 1))
    fields[at] = data.draw(st.text(max_size=30) | st.sampled_from(['""', "^" * 200, "9" * 5000]))
    outcome("\r".join("|".join(s) for s in segments).encode(errors="surrogatepass"))


@given(st.binary(max_size=200))
def test_any_bytes_after_a_header(raw):
    outcome(b"MSH|^~\\&|" + raw)
