"""A mapping says what columns hold; what is wrong with it is told with both names."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ConfigError, InputError
from auditor.ingest import Refused, mapping_file, read_sources
from auditor.ingest.mapping import ColumnMap, load
from auditor.model import Note, ServiceLine
from ingest.workbooks import workbook


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Load a mapping of the working folder."""
    monkeypatch.chdir(tmp_path)

    def load_text(text):
        (tmp_path / "m.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
        from pathlib import Path

        return load(Path("m.toml"))

    return load_text


FULL = """
format = 1
rows = "grouped"
[columns]
text = "Body"
modifiers = ["Mod 1", "Mod 2"]
"""


def test_a_mapping_is_read(site):
    assert site(FULL) == ColumnMap(
        "m.toml", {"text": ("Body",), "modifiers": ("Mod 1", "Mod 2")}, grouped=True
    )


WRONG = {
    "toml": ("format = ", "is not valid TOML (Invalid value (at end of document)); "),
    "not-utf-8": (b"\xff", "is not UTF-8; save it as UTF-8 text"),
    "no-format": ('[columns]\ntext = "a"', "format must be 1; a mapping of another version"),
    "other-format": ("format = 2", "format must be 1; a mapping of another version"),
    "rows": ('format = 1\nrows = "two"', 'rows must be "one" (a note a row) or "grouped" '),
    "key": ("format = 1\ncolums = 1", "unknown key 'colums'; there are format, rows, columns"),
    "no-columns": ("format = 1", 'must have a table [columns], with text = "'),
    "no-text": ('format = 1\n[columns]\nid = "a"', "columns names none for the notes; give text"),
    "role": (
        'format = 1\n[columns]\ntext = "a"\npatien = "b"',
        "columns: no column is called 'patien'; did you mean 'patient'?",
    ),
    "heading": ("format = 1\n[columns]\ntext = 7", "columns.text must be a heading in quotes"),
    "list": ('format = 1\n[columns]\ntext = ["a"]', "columns.text must be a heading in quotes"),
    "empty-list": (
        'format = 1\n[columns]\ntext = "a"\nmodifiers = []',
        "columns.modifiers must be a heading in quotes",
    ),
}


@pytest.mark.parametrize(("text", "why"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_mapping_is_told(site, text, why):
    with pytest.raises(ConfigError) as caught:
        site(text)
    assert str(caught.value).startswith(f"m.toml: {why}")


def test_a_mapping_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "m.toml")
    assert str(caught.value).startswith(f"{tmp_path}/m.toml: cannot be read (No such file")


MAPPING = ColumnMap(
    "m.toml",
    {"text": ("Blob",), "claim": ("f3",), "units": ("Qty",), "modifiers": ("Mod 1", "Mod 2")},
)
TABLE = [["note", "Blob", "f3", "Qty", "Mod 1", "Mod 2"], ["x", "Gait.", "97530", "2", "GP", "59"]]
CLAIM = (ServiceLine("97530", 2, ("GP", "59")),)


def csv_of(rows):
    return "".join(",".join(row) + "\n" for row in rows).encode()


@pytest.mark.parametrize("make", [csv_of, workbook], ids=["csv", "xlsx"])
def test_only_the_columns_named_are_read(tmp_path, make):
    path = tmp_path / "a"
    path.write_bytes(make(TABLE))
    if make is csv_of:
        path = path.rename(tmp_path / "a.csv")
    where = "row 2" if make is workbook else "2"
    assert list(read_sources([path], mapping=MAPPING)) == [
        Note(f"{path.name}:{where}", "Gait.", f"{path}:{where}", claim=CLAIM)
    ]


@pytest.mark.parametrize(
    ("headings", "columns", "notes"),
    [
        ("Zone,Ref", {"text": ("Zone",)}, ["Gait x 15 min."]),
        ("Zone,Ref", {"text": ("Zone",), "date_of_service": ("Day",)}, None),
        ("Zone", {"text": ("Zone",)}, None),
    ],
    ids=["all-there", "one-not-there", "one-column"],
)
def test_what_has_no_name_is_a_table_where_it_has_the_columns_named(headings, columns, notes):
    raw = f"{headings}\n{'Gait x 15 min.,7' if ',' in headings else 'Gait x 15 min.'}\n"
    read = read_sources(["-"], stdin=BytesIO(raw.encode()), mapping=ColumnMap("m.toml", columns))
    assert [note.text for note in read] == (notes or [raw])


@pytest.mark.parametrize("make", [csv_of, workbook], ids=["csv", "xlsx"])
@pytest.mark.parametrize(
    ("heading", "why"),
    [
        (
            "Other",
            'has no column "Blob", which m.toml names for text; correct the mapping, or make',
        ),
        ("Qty", 'has no column "Blob", which m.toml names for text; correct the mapping, or make'),
    ],
)
def test_a_column_that_a_table_has_not_is_told_with_both_names(tmp_path, make, heading, why):
    path = tmp_path / "a.csv"
    path.write_bytes(make([["note", heading, *TABLE[0][2:]], TABLE[1]]))
    with pytest.raises(InputError) as caught:
        list(read_sources([path], mapping=MAPPING))
    assert str(caught.value).startswith(f"{path}: {why}")


def test_a_heading_that_stands_twice_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"Blob,Blob,f3,Qty,Mod 1,Mod 2\na,b,,,,\n")
    with pytest.raises(InputError) as caught:
        list(read_sources([path], mapping=MAPPING))
    why = 'has more than one column "Blob", which m.toml names for text; give them different '
    assert str(caught.value) == f"{path}: {why}headings"


def test_a_table_of_a_folder_that_does_not_fit_does_not_end_the_batch(tmp_path):
    (tmp_path / "a.csv").write_bytes(csv_of(TABLE))
    (tmp_path / "b.csv").write_bytes(b"note\nx\n")
    (tmp_path / "c.txt").write_bytes(b"Stairs.")
    kinds = [type(item) for item in read_sources([tmp_path], mapping=MAPPING)]
    assert kinds == [Note, Refused, Note]


HEADING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
    lambda h: h.strip() == h
)


@given(HEADING, st.lists(HEADING, min_size=1, max_size=3), st.booleans())
def test_what_is_written_is_read_again(tmp_path_factory, text, modifiers, grouped):
    path = tmp_path_factory.mktemp("m") / "m.toml"
    columns = {"text": (text,), "modifiers": tuple(modifiers)}
    written = mapping_file.written(columns, grouped=grouped, name="m.toml")
    path.write_text(written, encoding="utf-8", newline="\n")
    assert load(path) == ColumnMap("m.toml", columns, grouped=grouped)
