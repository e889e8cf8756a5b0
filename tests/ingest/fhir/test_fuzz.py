"""Whatever is done to a FHIR file: notes, refusals, the defined error; never words of a note."""

import base64
import copy
import html
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.ingest.extracted import Extracted, note_of
from auditor.ingest.refused import Refused
from ingest.fhir.making import items_of

SAMPLES = Path(__file__).parents[1] / "samples" / "fhir"
CANARY = "Zebedee Quux"
"""Words set in every note, narrative, name, title and display of the samples."""

WRONG = st.one_of(
    st.sampled_from([None, True, 0, -1, 1.5, 10**30, "", " ", "\ud800", "\0", [], {}, [[]], [{}]]),
    st.sampled_from([CANARY, [CANARY], {"reference": "#x"}, {CANARY: CANARY}, f"<div>{CANARY}"]),
    st.sampled_from(["Bundle", "Composition", "DocumentReference", "2026-02-30", "Patient/pat-1"]),
    st.sampled_from([f"urn:uuid:{CANARY}", "active", "entered-in-error", "replaces", "text/html"]),
)


def marked(value, key=""):
    """Put the canary's words wherever a sample has words of its own."""
    if isinstance(value, dict):
        return {k: marked(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [marked(v, key) for v in value]
    if key == "data":
        return base64.b64encode(base64.b64decode(value) + CANARY.encode()).decode()
    if key == "div":
        return value.replace("</div>", f"<p>{html.escape(CANARY)}</p></div>")
    return f"{value} {CANARY}" if key in {"title", "display", "text"} else value


def without_checks(value):
    if isinstance(value, dict):
        return {k: without_checks(v) for k, v in value.items() if k not in {"size", "hash"}}
    return [without_checks(v) for v in value] if isinstance(value, list) else value


def sample(path):
    written = path.read_text(encoding="utf-8")
    if path.suffix == ".ndjson":
        return [json.loads(line) for line in written.splitlines()]
    return json.loads(written)


VALUES = {path.name: without_checks(marked(sample(path))) for path in SAMPLES.glob("*json")}


def places(value, at=()):
    """The way to every value within a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inside:
        yield (*at, key)
        if isinstance(each, dict | list):
            yield from places(each, (*at, key))


PLACES = {name: list(places(value)) for name, value in VALUES.items()}


def changed(value, at, put, how):
    """Return the value with what stands at a place replaced, left out, doubled or nested."""
    value = copy.deepcopy(value)
    holder = value
    for key in at[:-1]:
        if not isinstance(holder, dict | list):
            return value
        holder = holder[key] if _has(holder, key) else None
    if not _has(holder, at[-1]):
        return value
    old = holder[at[-1]]
    if how == "drop":
        del holder[at[-1]]
    else:
        holder[at[-1]] = {"replace": put, "double": [old, old], "nest": {"x": old}}[how]
    return value


def _has(holder, key):
    if isinstance(holder, dict):
        return key in holder
    return isinstance(holder, list) and isinstance(key, int) and key < len(holder)


def inner(raw, place):
    if len(raw) % 2:
        yield place.refuse("cannot be read")
    else:
        yield Extracted(raw.decode("latin-1"), place, values={"date_of_service": "2026-03-04"})


def checked(raw):
    """Read a file; see that what comes is defined, and that no message holds the canary's words."""
    try:
        found = items_of(raw, inner)
    except InputError as error:
        found, messages = [], [str(error)]
    else:
        assert found
        found = [note_of(each) if isinstance(each, Extracted) else each for each in found]
        messages = [each.message for each in found if isinstance(each, Refused)]
    for message in messages:
        assert not any(word in message for word in CANARY.split())
        assert message.startswith("in/a.json:")
        assert len(message.splitlines()) == 1
    return found


def written(name, value):
    if name.endswith(".ndjson") and isinstance(value, list):
        return "\n".join(json.dumps(line) for line in value).encode()
    return json.dumps(value).encode()


@pytest.mark.parametrize("name", VALUES)
def test_the_canary_is_in_the_notes(name):
    [note] = [
        each for each in checked(written(name, VALUES[name])) if not isinstance(each, Refused)
    ]
    assert CANARY in note.text


@settings(max_examples=400)
@given(data=st.data())
def test_values_replaced_dropped_doubled_or_nested(data):
    name = data.draw(st.sampled_from(sorted(VALUES)))
    value = VALUES[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.sampled_from(PLACES[name]))
        how = data.draw(st.sampled_from(["replace", "drop", "double", "nest"]))
        value = changed(value, at, data.draw(WRONG), how)
    checked(written(name, value))


@pytest.mark.parametrize("name", VALUES)
def test_every_single_value_replaced_by_another_type(name):
    for at in PLACES[name]:
        for put in (None, 7, CANARY, [CANARY], {CANARY: [CANARY]}):
            checked(written(name, changed(VALUES[name], at, put, "replace")))


@pytest.mark.parametrize("name", VALUES)
def test_a_file_cut_at_any_byte(name):
    raw = written(name, VALUES[name])
    for end in range(0, len(raw), 3):
        checked(raw[:end])


@settings(max_examples=300)
@given(data=st.data())
def test_bytes_changed(data):
    name = data.draw(st.sampled_from(sorted(VALUES)))
    raw = bytearray(written(name, VALUES[name]))
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    checked(bytes(raw))


@given(st.recursive(WRONG, lambda each: st.lists(each) | st.dictionaries(st.text(), each)))
def test_any_json_value(value):
    checked(json.dumps(value).encode())


@pytest.mark.parametrize("depth", [50, 500, 900, 980, 5000])
def test_deep_values(depth):
    deep = '{"section":[' * depth + "]}" * depth
    note = '{"resourceType":"Composition","id":"c","section":[' + deep + "]}"
    again = '{"resourceType":"Composition","id":"c","x":1,"section":[' + deep + "]}"
    checked(f"[{note},{note},{again}]".encode())
