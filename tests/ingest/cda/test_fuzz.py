"""Whatever happens to a document: the defined errors alone, and no word of a note in them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from auditor.errors import InputError
from auditor.ingest.extracted import Extracted
from auditor.ingest.refused import Refused
from ingest.cda.writing import items_of, section, structured, unstructured

CANARY = "Zebedee Quux"
SAMPLES = Path(__file__).parents[1] / "samples" / "cda"
RICH = structured(
    section(
        f"{CANARY}<br/><list><item>{CANARY}</item></list><table><tr><td>{CANARY}</td><td>23</td>"
        f"</tr></table><footnote>{CANARY}</footnote>",
        CANARY,
        f"<component>{section(CANARY, CANARY)}</component><entry/>",
    ),
    f"<section><title>{CANARY}</title><entry/></section>",
    title=CANARY,
)
RAW = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.xml"))} | {
    "rich": RICH.encode(),
    "unstructured": unstructured(CANARY, mediaType="text/plain").encode(),
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
    return [item for item in items if isinstance(item, Extracted)]


def check(told):
    assert len(told.splitlines()) == 1
    assert [word for word in CANARY.split() if word in told] == []
    assert told.startswith("a.xml:")


@pytest.mark.parametrize("name", ["note.xml", "rich", "unstructured"])
def test_a_document_cut_at_any_byte_gives_nothing(name):
    raw = RAW[name].rstrip()
    assert [end for end in range(len(raw)) if outcome(raw[:end])] == []


@given(st.data())
def test_bytes_changed_anywhere(data):
    raw = bytearray(RAW[data.draw(st.sampled_from(sorted(RAW)))])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    outcome(bytes(raw))


PIECES = [
    "<",
    ">",
    "&",
    "&#0;",
    "&x;",
    "<!DOCTYPE x>",
    "<!--",
    "]]>",
    "<?p?>",
    "<br/>",
    '"',
    "\ud800",
]


@given(st.data())
def test_pieces_of_xml_put_anywhere(data):
    raw = RAW[data.draw(st.sampled_from(sorted(RAW)))].decode()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        raw = raw[:at] + data.draw(st.sampled_from(PIECES)) + raw[at:]
    outcome(raw.encode(errors="surrogatepass"))


@given(st.data())
def test_elements_moved_doubled_renamed_and_taken_out(data):
    root = etree.fromstring(RAW[data.draw(st.sampled_from(sorted(RAW)))])
    for _ in range(data.draw(st.integers(1, 5))):
        elements = list(root.iter(etree.Element))
        chosen = elements[data.draw(st.integers(0, len(elements) - 1))]
        other = elements[data.draw(st.integers(0, len(elements) - 1))]
        change = data.draw(st.sampled_from(["copy", "take out", "rename", "reword"]))
        if change == "copy":
            other.append(etree.fromstring(etree.tostring(chosen)))
        elif change == "take out" and chosen is not root:
            chosen.getparent().remove(chosen)
        elif change == "rename" and chosen is not root:
            chosen.tag = other.tag
        elif change == "reword":
            for key in chosen.attrib:
                chosen.set(key, data.draw(st.sampled_from(["", "9" * 300, "x y", "\u2028", "-1"])))
    outcome(etree.tostring(root))


@given(st.binary(max_size=200))
def test_any_bytes_after_a_declaration(raw):
    outcome(b'<?xml version="1.0"?>' + raw)
