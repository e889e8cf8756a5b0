"""What a file holds says of what format it is; its name decides only between plain texts."""

import codecs
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.ingest import Refused, read_sources
from auditor.ingest.formats import Format, Lean, lean_of, not_read, recognise, top_keys
from auditor.ingest.rows import is_plainly_table
from auditor.model import Note

NOTE = (Path(__file__).parent / "samples" / "note.txt").read_bytes()
CORPUS = Path(__file__).parents[2] / "corpus"

FHIR = b'{\n "resourceType": "Bundle", "entry": []}'
OURS = b'{"id": 1, "text": "a"}'
CDA = b'<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3"/>'
TABLE = b"id,note\n1,a\n"

HELD = {
    "rtf": (b"{\\rtf1\\ansi S: sore.}", Format.RTF),
    "rtf-after-blanks": (b"\r\n {\\rtf1 S}", Format.RTF),
    "pdf": (b"%PDF-1.7\n", Format.PDF),
    "pdf-with-mark": (codecs.BOM_UTF8 + b"%PDF-1.4\n", Format.PDF),
    "zip": (b"PK\x03\x04rest", Format.ZIP),
    "empty-zip": (b"PK\x05\x06" + bytes(18), Format.ZIP),
    "gzip": (gzip.compress(b"a"), Format.GZIP),
    "hl7": (b"MSH|^~\\&|A|B\rOBX|1|TX", Format.HL7),
    "hl7-framed": (b"\x0bMSH|^~\\&|A", Format.HL7),
    "hl7-batch": (b"FHS|^~\\&|A\rBHS|", Format.HL7),
    "hl7-other-delimiters": (b"MSH#*~\\&#A#B", Format.HL7),
    "hl7-cut": (b"MSH|", Format.HL7),
    "cda": (CDA, Format.CDA),
    "cda-without-declaration": (CDA.split(b"\n")[1], Format.CDA),
    "cda-utf-16": (CDA.decode().encode("utf-16"), Format.CDA),
    "xml": (b"<?xml version='1.0'?><a/>", Format.CDA),
    "html": (b"<!DOCTYPE html>\n<html><body>S</body>", Format.HTML),
    "xhtml": (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", Format.HTML),
    "mhtml": (
        b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n",
        Format.HTML,
    ),
    "fhir": (FHIR, Format.FHIR),
    "fhir-with-mark": (codecs.BOM_UTF8 + FHIR, Format.FHIR),
    "fhir-list": (b"[" + FHIR + b"]", Format.FHIR),
    "fhir-lines": (b'{"resourceType": "Patient"}\n{"resourceType": "Binary"}\n', Format.FHIR),
    "fhir-key-last": (b'{"text": {"div": "<div>[{"}, "resourceType": "Composition"}', Format.FHIR),
    "fhir-type-far-behind": (
        b'{"content": [{"attachment": {"data": "%s"}}], "resourceType": "DocumentReference"}'
        % (b"QUJD" * 20_000),
        Format.FHIR,
    ),
    "fhir-bundle-type-far-behind": (
        b'{\n "entry": [{"resource": {"content": [{"attachment": {"data": "%s"}}],'
        b' "resourceType": "DocumentReference"}}], "resourceType": "Bundle"}' % (b"QUJD" * 20_000),
        Format.FHIR,
    ),
    "ours-with-a-list-first": (b'{"content": [], "text": "%s"}' % (b"x " * 40_000), Format.JSON),
    "ours": (OURS, Format.JSON),
    "ours-list": (b"[" + OURS + b"]", Format.JSON),
    "ours-that-quotes-fhir": (
        b'{"text": "it said \\"resourceType\\": \\"Bundle\\"", "x": {"resourceType": "Bundle"}}',
        Format.JSON,
    ),
    "text": (NOTE, Format.TEXT),
    "text-brace": (b"{S}: sore", Format.TEXT),
    "text-bracket": (b"[x] gait", Format.TEXT),
    "text-less-than": (b"<5 lb lifted, <a lot> of pain", Format.TEXT),
    "text-bm": (b"BM 2x today, gait 50 ft.", Format.TEXT),
    "text-msh": (b"MSH: no change.", Format.TEXT),
    "text-mime": (b"MIME-Version: 1.0 is not said of notes", Format.TEXT),
    "text-st": (b"ST: swallowing 15 min", Format.TEXT),
    "empty": (b"", Format.TEXT),
}


@pytest.mark.parametrize("lean", [Lean.NOTHING, Lean.TEXT], ids=["no-name", "called-a-text"])
@pytest.mark.parametrize(("raw", "held"), HELD.values(), ids=HELD)
def test_the_content_tells_the_format(raw, held, lean):
    assert recognise(raw, lean) is held
    assert not_read(raw) is None


NAMES = {
    "a.txt": Lean.TEXT,
    "a.jsonl.gz": Lean.LINES,
    "A.TSV": Lean.TABLE,
    "a.json": Lean.JSON,
    "x/y.htm": Lean.HTML,
    "Dr. Ay 3.4": Lean.NOTHING,
    "a.b/c": Lean.NOTHING,
    ".json": Lean.NOTHING,
    "": Lean.NOTHING,
}


@pytest.mark.parametrize(("name", "lean"), NAMES.items(), ids=str)
def test_what_a_name_says(name, lean):
    assert lean_of(name) is lean


BY_NAME = {
    "lines": (b"S: sore.", Lean.LINES, Format.JSON_LINES),
    "lines-of-ours": (OURS, Lean.LINES, Format.JSON_LINES),
    "table": (b"S: sore.", Lean.TABLE, Format.TABLE),
    "table-of-tags": (b"<note>,<id>\na,b\n", Lean.TABLE, Format.TABLE),
    "json": (b"{broken", Lean.JSON, Format.JSON),
    "fragment": (b"<p>S: sore.</p>", Lean.NOTHING, Format.HTML),
    "fragment-in-a-text": (b"<p>S: sore.</p>", Lean.TEXT, Format.TEXT),
    "html": (b"S: sore.", Lean.HTML, Format.HTML),
    "pdf-called-csv": (b"%PDF-1.7", Lean.TABLE, Format.PDF),
}


@pytest.mark.parametrize(("raw", "lean", "held"), BY_NAME.values(), ids=BY_NAME)
def test_the_name_decides_between_plain_texts_only(raw, lean, held):
    assert recognise(raw, lean) is held


PICTURE = "is a picture; a scanned note needs text recognition (OCR) first"
ARCHIVE = "is an archive of another kind than ZIP; unpack it, or make a ZIP of it"
OLD = "is an old Word or Excel file, or one locked with a password; save it as .docx or .xlsx "
NOT_READ = {
    "png": (b"\x89PNG\r\n\x1a\n", PICTURE),
    "jpeg": (b"\xff\xd8\xff\xe0", PICTURE),
    "tiff": (b"II*\0", PICTURE),
    "bitmap": (b"BM\x10\x20\0\0\0\0\0\0", PICTURE),
    "tar": (bytes(257) + b"ustar\0", ARCHIVE),
    "7z": (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    "old-office": (b"\xd0\xcf\x11\xe0", OLD + "without a password"),
    "837": (
        b"ISA*00*          *00*  ~GS*HC*A*B~ST*837*0001~",
        "is a claim file (837); give it with --claims",
    ),
    "835": (b"ISA*00*  ~GS*HP~\nST*835*1~", "is a payer's answer (835); give it with --remits"),
    "270": (
        b"ISA*00*  ~GS*HS~ST*270*1~",
        "is an X12 file, which holds no notes; claim files are given with --claims",
    ),
    "837-headless": (b"ST*837*0001~BHT", "is a claim file (837); give it with --claims"),
    "fhir-xml": (
        b'<Bundle xmlns="http://hl7.org/fhir"><id value="1"/>',
        "is FHIR in XML; export it as FHIR JSON",
    ),
}


@pytest.mark.parametrize(("raw", "why"), NOT_READ.values(), ids=NOT_READ)
def test_what_is_not_read_is_refused_by_name(tmp_path, raw, why):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    assert list(read_sources([path])) == [Refused("a.txt", str(path), f"{path}: {why}")]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), VALUES, max_size=5), st.booleans())
def test_the_keys_of_an_object_are_its_own_and_no_deeper_ones(values, listed):
    written = json.dumps([values, {"later": 1}] if listed else values)
    assert list(top_keys(written)) == list(values)


@given(st.text('{}[]":\\,ab ', max_size=60))
def test_looking_for_keys_never_fails(text):
    assert isinstance(top_keys("{" + text), dict)


def test_no_note_of_the_corpus_is_taken_for_anything_else():
    texts = [
        json.loads(line)["text"]
        for folder in ("notes", "held", "samples")
        for path in sorted((CORPUS / folder).glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert len(texts) > 200
    other = [
        text
        for text in texts
        if recognise(text.encode(), Lean.TEXT) is not Format.TEXT
        or not_read(text.encode())
        or is_plainly_table(text.encode())
    ]
    assert other == []


TABLES = {
    "comma": "Note ID,DOS,Note\n1,3/4/2026,Gait.\n2,3/4/2026,Stairs.\n",
    "tab": "patient\ttext\nP1\tGait, stairs.\n",
    "bar-with-quotes": 'date|note\n3/4/2026|"Gait\nStairs"\n',
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_a_table_is_read_as_one_whatever_it_is_called(tmp_path, text):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    tables, texts = ([n.text for n in read_sources([tmp_path / f"a.{e}"])] for e in ("csv", "txt"))
    assert tables == texts
    assert tables[0].startswith("Gait")


NO_TABLES = {
    "prose": "Note, date: 3/4/2026\nPt walked, then rested, then walked.\n",
    "headings-only": "date,note\n",
    "one-row-does-not-fit": "date,note\n3/4/2026,Gait.\nThen rested.\n",
    "no-note-column": "date,minutes\n3/4/2026,15\n",
    "note-alone": "note\nGait.\n",
    "table-inside": "Daily note\ndate,note\n3/4/2026,Gait.\n",
    "quotes-open": 'date,note\n3/4/2026,"Gait.\n',
}


@pytest.mark.parametrize("text", NO_TABLES.values(), ids=NO_TABLES)
def test_a_note_is_never_taken_for_a_table(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert list(read_sources([path])) == [Note("a.txt", text, str(path))]


def test_gzip_needs_no_name(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(gzip.compress(NOTE))
    assert list(read_sources([path])) == [Note("a.txt", NOTE.decode(), str(path))]


def test_gzip_twice_is_refused(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(gzip.compress(NOTE)))
    with pytest.raises(InputError) as caught:
        list(read_sources([path]))
    assert str(caught.value) == f"{path}: is a gzip file inside a gzip file; unpack it once"


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n{"text": "b"}\n')
    items = read_sources([path])
    assert next(items).text == "a"
    path.write_bytes(b'{"text": "a"}\n')
    *_, last = items
    why = "changed while it was read, so what was read of it may be cut; read it again when "
    assert last == Refused("a.jsonl", str(path), f"{path}: {why}nothing writes to it any more")
