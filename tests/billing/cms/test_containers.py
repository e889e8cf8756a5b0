"""Downloads that are damaged, hostile, of the wrong kind or not a table at all."""

import io
import zipfile
from itertools import permutations

import pytest

from auditor.billing.cms import containers
from auditor.billing.cms.asking import MOST_NAMED, Asking, few
from auditor.billing.cms.importing import imported
from auditor.billing.cms.kinds import Kind
from auditor.billing.cms.tally import MOST_LISTED, Tally
from auditor.errors import InputError
from billing.cms import published
from billing.cms.published import book, comma, edit, gpci, mue, packed, ptp, rate, rvu, text
from billing.cms.reading_back import load

PTP = text(ptp([edit("97150", "97530", "20000101")]))
NAME = "ccipra-v323r0-f1"


def write(folder, content, name=f"{NAME}.zip"):
    path = folder / name
    path.write_bytes(content)
    return path


def locked():
    raw = bytearray(packed({"a.txt": PTP}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + place] |= 1
    return bytes(raw)


def spoilt():
    raw = packed({"a.txt": PTP * 50})
    middle = raw.index(b"a.txt") + 40
    return raw[:middle] + bytes(20) + raw[middle + 20 :]


BAD = {
    "cut-zip": (packed({"a.txt": PTP})[:-30], "cut short or damaged; download it again"),
    "spoilt-zip": (spoilt(), "cut short or damaged; download it again"),
    "locked-zip": (locked(), "locked with a password"),
    "empty-zip": (packed({}), "holds no table of code pairs"),
    "zip-of-a-page": (packed({"a.pdf": b"%PDF-1.7 x"}), "holds no table of code pairs"),
    "zip-in-a-zip": (packed({"a.zip": packed({"a.txt": PTP})}), "unpack it first"),
    "page": (b"%PDF-1.7", "is a PDF document; take the .txt"),
    "old-workbook": (b"\xd0\xcf\x11\xe0 and more", "old Excel or Word file"),
    "gzip": (b"\x1f\x8b and more", "is a gzip file; unpack it"),
    "bytes": (b"\x00\x01\x02\x03", "is no text"),
    "nothing": (b"", "holds no table of code pairs"),
    "other-text": (b"one,two\n1,2\n", "holds no table of code pairs"),
    "quote-without-end": (b'Column 1,Column 2,Effective,Deletion\n"97530,', "line 2"),
    "cut-workbook": (book(ptp([]))[:-40], "cut short or damaged"),
    "spoilt-workbook": (packed({"xl/workbook.xml": b"<no>"}), "the workbook is damaged"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(tmp_path, content, reason):
    with pytest.raises(InputError) as refused:
        load(Kind.PTP, write(tmp_path, content))
    message = str(refused.value)
    assert message.startswith((f"{NAME}.zip: ", "the zip: "))
    assert reason in message
    assert "\n" not in message


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load(Kind.PTP, tmp_path / "none.zip")


TABLES = {
    Kind.PTP: PTP,
    Kind.MUE: comma(mue([["97530", "6", "3 Date", ""]])),
    Kind.RVU: comma(rvu([rate("97530")])),
    Kind.GPCI: comma(gpci([["10112", "AL", "00", "ALABAMA", "1", "0.869", "0.575"]])),
}


@pytest.mark.parametrize(("wanted", "given"), list(permutations(Kind, 2)))
def test_a_table_of_another_kind_is_named(tmp_path, wanted, given):
    path = write(tmp_path, TABLES[given], "practitioner-2025q4-f1.csv")
    with pytest.raises(InputError, match=f"use `auditor cms {given}`"):
        load(wanted, path)


@pytest.mark.parametrize("kind", [Kind.MUE, Kind.GPCI])
def test_of_two_tables_that_are_whole_in_themselves_none_is_taken(tmp_path, kind):
    paths = [write(tmp_path, TABLES[kind], f"practitioner-2025q{n}.csv") for n in (3, 4)]
    with pytest.raises(InputError, match=r"^2 tables of .* were found; give one file"):
        load(kind, *paths)


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (Kind.PTP, edit("97150", "97530", "20000101")),
        (Kind.MUE, ["97530", "6", "3 Date", ""]),
        (Kind.RVU, rate("97530")),
    ],
)
def test_every_row_is_told_as_it_is_read(tmp_path, monkeypatch, kind, row):
    monkeypatch.setattr(f"auditor.billing.cms.{kind}.ROWS_A_STEP", 10)
    make = {Kind.PTP: ptp, Kind.MUE: mue, Kind.RVU: rvu}[kind]
    path = write(tmp_path, comma(make([row] * 23)), "practitioner-2025q4-PPRRVU2025_Oct.csv")
    steps = []
    imported(kind, [path], Asking(reviewed_on="2026-11-22"), steps.append, lambda _: None)
    assert steps == [10, 10, 3]


def test_only_the_first_rows_in_error_are_kept_and_all_are_counted():
    tally = Tally("a.csv")
    for line in range(MOST_LISTED + 5):
        tally.skip(line, "no code")
    assert (tally.wrong, len(tally.skipped)) == (MOST_LISTED + 5, MOST_LISTED)
    assert tally.skipped[-1].line == MOST_LISTED - 1


def test_of_many_names_the_first_stand_and_the_others_are_counted():
    names = [f"{n:05}" for n in range(MOST_NAMED + 3)]
    assert few(names) == f"{', '.join(names[:MOST_NAMED])} and 3 more"
    assert few(names[:MOST_NAMED]) == ", ".join(names[:MOST_NAMED])


@pytest.mark.parametrize("kind", Kind)
def test_each_table_is_found_in_a_zip_of_all(tmp_path, kind):
    files = {f"{k}-practitioner-2025q4-PPRRVU2025_Oct.csv": TABLES[k] for k in Kind}
    done, _ = load(kind, write(tmp_path, packed(files), "all.zip"))
    assert [tally.place for tally in done.tallies] == [
        f"all.zip: {kind}-practitioner-2025q4-PPRRVU2025_Oct.csv"
    ]


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "MOST_BYTES", 10_000)
    path = write(tmp_path, packed({"a.txt": b"0" * 20_000}))
    with pytest.raises(InputError, match="20,000 bytes, more than CMS publishes"):
        load(Kind.PTP, path)


def test_a_workbook_in_a_zip_that_unpacks_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    bomb = packed({"xl/workbook.xml": b"0" * 200_000})
    monkeypatch.setattr(containers, "MOST_BYTES", 100_000)
    with pytest.raises(InputError, match="more than CMS publishes"):
        load(Kind.PTP, write(tmp_path, packed({"a.xlsx": bomb})))


def test_a_zip_of_too_many_files_is_refused(tmp_path):
    files = {f"{n}.txt": b"" for n in range(containers.MOST_FILES + 1)}
    with pytest.raises(InputError, match="holds 201 files"):
        load(Kind.PTP, write(tmp_path, packed(files)))


def test_a_size_that_lies_is_found_out(tmp_path):
    raw = bytearray(packed({"a.txt": PTP * 100}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = raw.index(mark) + place
        raw[start : start + 4] = (50).to_bytes(4, "little")
    with pytest.raises(InputError, match="cut short or damaged"):
        load(Kind.PTP, write(tmp_path, bytes(raw)))


def test_names_that_climb_out_of_a_zip_write_nothing(tmp_path):
    inside = tmp_path / "here"
    inside.mkdir()
    path = write(inside, packed({"../../up-f1.txt": PTP, "/root-f1.txt": b"x"}), f"{NAME}.zip")
    done, _ = load(Kind.PTP, path)
    assert [tally.place for tally in done.tallies] == [f"{NAME}.zip: up-f1.txt"]
    assert sorted(tmp_path.rglob("*")) == [inside, path]


def test_a_line_without_end_is_refused(tmp_path):
    content = PTP + b"97530\t" + b"9" * 1_100_000
    with pytest.raises(InputError, match="line 8 is too long"):
        load(Kind.PTP, write(tmp_path, content, f"{NAME}.txt"))


def test_of_several_files_those_that_can_be_read_are(tmp_path):
    good = write(tmp_path, PTP, f"{NAME}.txt")
    bad = write(tmp_path, packed({"a.txt": PTP})[:-30], "ccipra-v323r0-f2.zip")
    said = []
    done, _ = load(Kind.PTP, bad, good, said=said)
    assert said == ["ccipra-v323r0-f2.zip: is cut short or damaged; download it again"]
    assert "# Not read: ccipra-v323r0-f2.zip" in done.document
    with pytest.raises(InputError, match="none of the 2 files could be read"):
        load(Kind.PTP, bad, bad)


def test_a_workbook_is_read_whichever_sheet_the_table_is_on(tmp_path):
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        workbook.add_worksheet("read me").write(0, 0, published.COPYRIGHT)
        sheet = workbook.add_worksheet("edits")
        for number, row in enumerate(ptp([edit("97150", "97530", "20000101")])):
            sheet.write_row(number, 3, row)
    done, _ = load(Kind.PTP, write(tmp_path, out.getvalue(), f"{NAME}.xlsx"))
    assert done.tallies[0].kept == 1


def test_an_empty_workbook_holds_no_table(tmp_path):
    with pytest.raises(InputError, match="holds no table"):
        load(Kind.PTP, write(tmp_path, book([]), f"{NAME}.xlsx"))


def test_zip64_and_stored_files_are_read(tmp_path):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as inner,
    ):
        inner.write(PTP)
    done, _ = load(Kind.PTP, write(tmp_path, out.getvalue()))
    assert done.tallies[0].kept == 1
