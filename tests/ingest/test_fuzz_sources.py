"""Whatever bytes come, in whatever file: notes, refusals or one clear error, and no note quoted."""

import gzip
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.ingest import Refused, read_sources
from auditor.ingest.mapping import ColumnMap
from auditor.model import Note
from ingest.workbooks import workbook

CANARY = "Zebedee"
ROWS = [
    ["id", "patient", "dos", "section", "note", "cpt", "units", "mod"],
    ["1", CANARY, "3/4/2026", "S", f"{CANARY} was sore.", "97530", "2", "GP"],
    ["1", CANARY, "3/4/2026", "O", f"{CANARY} walked.", "97110", "1", ""],
    ["2", CANARY, "3/5/2026", "", f'{CANARY} "rested".', "97110", "1", "59"],
]
TABLE = "".join(
    ",".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row) + "\r\n" for row in ROWS
)


def zipped(members, method=8):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return out.getvalue()


BOOK = workbook(ROWS)
SAMPLES = {
    "csv": TABLE.encode(),
    "jsonl": f'{{"text": "{CANARY}"}}\n{{"text": "{CANARY} b", "claim": []}}\n'.encode(),
    "json": f'[{{"text": "{CANARY}"}}, {{"text": "{CANARY}"}}]'.encode(),
    "txt": f"S: {CANARY} sore.\r\nO: gait.\r\n".encode(),
    "gz": gzip.compress(TABLE.encode()),
    "zip": zipped({"a.csv": TABLE, "b/c.txt": CANARY, "d.zip": zipped({"e.jsonl": "{}"})}),
    "stored": zipped({"a.csv": TABLE, "b.txt": CANARY}, 0),
    "xlsx": BOOK,
    "book-in-a-zip": zipped({"a.xlsx": BOOK}),
}
NAMES = ["a.txt", "a", "a.csv", "a.jsonl", "a.json", "a.xlsx", "a.zip", "a.gz", "a.csv.gz"]
MAPPING = ColumnMap("m.toml", {"text": ("note",), "id": ("id",), "patient": ("patient",)})
MAPPINGS = [None, MAPPING, ColumnMap("m.toml", MAPPING.columns, grouped=True)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


def check(path, mapping):
    try:
        items = list(read_sources([path], mapping=mapping))
    except InputError as error:
        items = [Refused("", "", str(error))]
    for item in items:
        assert isinstance(item, Note | Refused)
        if isinstance(item, Refused):
            assert CANARY not in item.message
            assert len(item.message.splitlines()) == 1
            assert item.message.startswith(str(path))


@st.composite
def mutated(draw):
    raw = bytearray(draw(st.sampled_from(list(SAMPLES.values()))))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(raw) - 1)))
        how = draw(st.sampled_from(["set", "cut", "drop", "add", "twice"]))
        if how == "set" and raw:
            raw[at] = draw(st.integers(0, 255))
        elif how == "cut":
            del raw[at:]
        elif how == "drop":
            del raw[at : at + draw(st.integers(1, 40))]
        elif how == "add":
            raw[at:at] = draw(st.binary(max_size=8))
        else:
            raw[at:at] = raw[at : at + 60]
    return bytes(raw)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(raw=mutated(), name=st.sampled_from(NAMES), mapping=st.sampled_from(MAPPINGS))
def test_broken_files_of_every_kind(folder, raw, name, mapping):
    path = folder / name
    path.write_bytes(raw)
    check(path, mapping)


PARTS = [p for p in zipfile.ZipFile(io.BytesIO(BOOK)).namelist() if p.endswith((".xml", ".rels"))]


@st.composite
def broken_book(draw):
    """A workbook whose own XML is broken, packed as it should be."""
    target = draw(st.sampled_from(PARTS))
    members = {}
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        for name in archive.namelist():
            body = archive.read(name)
            if name == target:
                at = draw(st.integers(0, len(body)))
                end = draw(st.integers(at, min(len(body), at + 30)))
                put = draw(
                    st.sampled_from(
                        [b"", b"0", b"-1", b"99999999999", b'"', b"<", b"&#0;", b"\xff"]
                    )
                    | st.binary(max_size=6)
                )
                body = body[:at] + put + body[end:]
            members[name] = body
    return zipped(members)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(raw=broken_book())
def test_workbooks_broken_inside(folder, raw):
    path = folder / "b.xlsx"
    path.write_bytes(raw)
    check(path, None)


@settings(max_examples=200)
@given(raw=st.binary(max_size=400), name=st.sampled_from(NAMES))
def test_any_bytes(folder, raw, name):
    path = folder / name
    path.write_bytes(raw)
    check(path, None)
