"""Documents and messages reach their readers, what they carry is read, and each becomes a note."""

import io
import sys
import types
import zipfile

import pytest

from auditor.errors import InputError
from auditor.ingest import Refused, carried, read_sources
from auditor.ingest.extracted import Extracted
from auditor.ingest.refused import Place
from auditor.model import Note, Part

PLACE = Place("s", "n")


def docx():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document2.xml", "x")
    return out.getvalue()


CDA = b"<?xml version='1.0'?><ClinicalDocument xmlns='urn:hl7-org:v3'/>"
DOCUMENTS = {
    "documents.rtf": b"{\\rtf1 S}",
    "documents.pdf": b"%PDF-1.7",
    "documents.html": b"<html><p>S</p></html>",
    "documents.docx": docx(),
}
MESSAGES = {"fhir": b'{"resourceType": "Bundle"}', "hl7": b"MSH|^~\\&|", "cda": CDA}


@pytest.fixture
def fake(monkeypatch):
    """Put a module in the place of ours."""

    def put(name, **members):
        module = types.ModuleType(f"auditor.ingest.{name}")
        for key, value in members.items():
            setattr(module, key, value)
        monkeypatch.setitem(sys.modules, f"auditor.ingest.{name}", module)

    put("splitting", split=lambda whole: iter([whole]))
    return put


def two(stream, place):
    assert stream.read(2)
    yield Extracted("a", place.inside("1"), (Part(0, "page 1"),), {"patient": "P"})
    yield place.inside("2").refuse("holds only an image")


@pytest.mark.parametrize(("name", "raw"), DOCUMENTS.items(), ids=DOCUMENTS)
def test_a_document_is_read_by_its_reader(tmp_path, fake, name, raw):
    fake(name, read=two)
    (tmp_path / "a.bin").write_bytes(raw)
    source = f"{tmp_path}/a.bin"
    assert list(read_sources([source])) == [
        Note("a.bin:1", "a", f"{source}:1", patient="P", parts=(Part(0, "page 1"),)),
        Refused("a.bin:2", f"{source}:2", f"{source}:2: holds only an image"),
    ]


def halves(whole):
    at = len(whole.text) // 2
    yield Extracted(whole.text[:at], whole.place.inside("note 1"))
    yield Extracted(whole.text[at:], whole.place.inside("note 2"))


def test_documents_and_texts_are_split_and_tables_are_not(tmp_path, fake):
    fake("documents.rtf", read=lambda stream, place: [Extracted(stream.read().decode()[7:], place)])
    fake("splitting", split=halves)
    (tmp_path / "a.txt").write_bytes(b"abcd")
    (tmp_path / "b.rtf").write_bytes(b"{\\rtf1 efgh")
    (tmp_path / "c.csv").write_bytes(b"note\nijkl\n")
    (tmp_path / "d.json").write_bytes(b'{"text": "mnop"}')
    assert [n.text for n in read_sources([tmp_path])] == ["ab", "cd", "ef", "gh", "ijkl", "mnop"]


@pytest.mark.parametrize(("name", "raw"), MESSAGES.items(), ids=MESSAGES)
def test_messages_are_read_whole_with_what_they_carry(tmp_path, fake, name, raw):
    def read(stream, place, inner):
        assert stream.read() == raw
        yield from inner(b"S: sore.", place.inside("OBX 1"))

    fake(name, read=read)
    fake("splitting", split=halves)
    (tmp_path / "a.bin").write_bytes(raw)
    source = f"{tmp_path}/a.bin"
    assert list(read_sources([source])) == [Note("a.bin:OBX 1", "S: sore.", f"{source}:OBX 1")]


@pytest.mark.parametrize(("name", "raw"), DOCUMENTS.items(), ids=DOCUMENTS)
def test_a_document_in_a_message_is_read_by_its_reader(fake, name, raw):
    fake(name, read=two)
    first, second = carried.inner(raw, PLACE)
    assert (first.text, second.message) == ("a", "s:2: holds only an image")


def test_messages_in_one_another_end_at_the_third(fake):
    def read(stream, place, inner):
        yield from inner(stream.read(), place.inside("in"))

    fake("cda", read=read)
    [refused] = carried.inner(CDA, PLACE)
    assert refused.message == "s:in:in: stands in 3 documents, one in the other; take it out"


REFUSED_INSIDE = {
    "zip": (b"PK\x05\x06" + bytes(18), "is a ZIP, which is not read inside a message; give it by "),
    "fhir": (MESSAGES["fhir"], "is FHIR, which is not read inside a message; give it by itself"),
    "hl7": (MESSAGES["hl7"], "is an HL7 message, which is not read inside a message; give it by "),
    "gzip": (b"\x1f\x8b", "is a gzip file, which is not read inside a message; give it by itself"),
    "picture": (b"\xff\xd8\xff", "is a picture; a scanned note needs text recognition (OCR) first"),
}


@pytest.mark.parametrize(("raw", "why"), REFUSED_INSIDE.values(), ids=REFUSED_INSIDE)
def test_what_a_message_should_not_carry_is_refused(raw, why):
    [refused] = carried.inner(raw, PLACE)
    assert refused.message.startswith(f"s: {why}")


TEXTS = ["S: sore.", '{"text": "a"}', "id,note\n1,a\n", "Pt\u2019s knee \u2265 5"]


@pytest.mark.parametrize("text", TEXTS)
def test_what_looks_like_our_formats_is_a_text_in_a_message(text):
    assert list(carried.inner(text.encode(), PLACE)) == [Extracted(text, PLACE)]


def test_a_damaged_zip_in_a_message_is_an_error():
    with pytest.raises(InputError, match=r"^s: is a damaged or incomplete ZIP"):
        list(carried.inner(b"PK\x03\x04x", PLACE))
