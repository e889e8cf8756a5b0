"""Locality indices: headings with a year, the floor of work, names that no two places share."""

import pytest

from auditor import fees
from auditor.billing.cms.kinds import Kind
from auditor.errors import InputError
from billing.cms import published
from billing.cms.published import FORMS, GPCI_HEADINGS, gpci, text
from billing.cms.reading_back import load

ROWS = [
    ["10112", "AL", "00", "ALABAMA", "1.000", "0.869", "0.575"],
    ["02102", "AK", "01", "ALASKA*", "1.500", "1.081", "0.592"],
    ["01182", "CA", "18", "LOS ANGELES-LONG BEACH-ANAHEIM", "1.042", "1.194", "0.690"],
    ["01112", "CA", "75", "REST OF STATE", "1.000", "1.090", "0.600"],
    ["09102", "FL", "99", "REST OF STATE", "1.000", "0.950", "1.300"],
    ["Note: * the work index of 1.5 is law in Alaska", "", "", "", "", "", ""],
]
PLACES = {
    "AL-00": (["AL", "ALABAMA"], "1.000 0.869 0.575"),
    "AK-01": (["AK", "ALASKA"], "1.500 1.081 0.592"),
    "CA-18": (["LOS ANGELES-LONG BEACH-ANAHEIM"], "1.042 1.194 0.690"),
    "CA-75": ([], "1.000 1.090 0.600"),
    "FL-99": (["FL"], "1.000 0.950 1.300"),
}


def write(folder, content, name="GPCI2025.csv"):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_each_container_gives_the_same_places(tmp_path, form):
    _, values = load(Kind.GPCI, write(tmp_path, FORMS[form](gpci(ROWS))))
    assert {p["name"]: (p["aliases"], p["gpci"]) for p in values["locality"]} == PLACES
    (source,) = values["source"]
    assert source["id"] == "gpci-2025"
    assert "work with the floor of 1" in source["cite"]


def both():
    headings = [*GPCI_HEADINGS[:4], "2026 PW GPCI (without 1.0 Floor)"]
    headings += [f"2026 {part}" for part in ("PW GPCI (with 1.0 Floor)", "PE GPCI", "MP GPCI")]
    return gpci([[*row[:4], "0.980", *row[4:]] for row in ROWS[:1]], headings)


FLOORS = {"with": "1.000 0.869 0.575", "without": "0.980 0.869 0.575"}


@pytest.mark.parametrize(("floor", "indices"), FLOORS.items(), ids=FLOORS)
def test_of_two_columns_of_work_the_one_asked_for_is_taken(tmp_path, floor, indices):
    done, values = load(Kind.GPCI, write(tmp_path, text(both())), floor=floor)
    assert [place["gpci"] for place in values["locality"]] == [indices]
    assert values["source"][0]["id"] == "gpci-2026"
    assert f"work is {floor} the floor" in done.remarks[0]


def test_of_two_columns_of_work_none_is_guessed(tmp_path):
    with pytest.raises(InputError, match="say --floor with or without"):
        load(Kind.GPCI, write(tmp_path, text(both())))


def test_of_one_column_of_work_without_a_word_of_the_floor_none_is_said(tmp_path):
    headings = [h.replace(" (with 1.0 Floor)", "") for h in GPCI_HEADINGS]
    path = write(tmp_path, text(gpci(ROWS, headings)))
    for floor in (None, "with"):
        done, values = load(Kind.GPCI, path, floor=floor)
        assert [place["gpci"] for place in values["locality"]] == [i for _, i in PLACES.values()]
        assert "floor" not in values["source"][0]["cite"]
        assert done.remarks == ("no heading tells of a floor",)


WRONG = {
    "no-number": (["10112", "AL", "00", "ALABAMA", "n/a", "0.869", "0.575"], "above 0"),
    "nought": (["10112", "AL", "00", "ALABAMA", "1", "0", "0.575"], "above 0"),
    "no-state": (["10112", "", "00", "ALABAMA", "1", "0.869", "0.575"], "state or locality"),
    "twice": (ROWS[1], "stand above already"),
}


@pytest.mark.parametrize(("row", "reason"), WRONG.values(), ids=WRONG)
def test_a_row_in_error_is_listed_and_the_rest_is_read(tmp_path, row, reason):
    done, values = load(Kind.GPCI, write(tmp_path, text(gpci([ROWS[1], row, ROWS[2]]))))
    assert [(s.line, reason in s.reason) for s in done.tallies[0].skipped] == [(5, True)]
    assert [place["name"] for place in values["locality"]] == ["AK-01", "CA-18"]


def test_a_missing_column_is_named(tmp_path):
    grid = [row[:6] for row in gpci(ROWS)]
    with pytest.raises(InputError, match="a column is missing"):
        load(Kind.GPCI, write(tmp_path, text(grid)))


def test_a_name_in_latin_letters_is_kept(tmp_path):
    row = ["09302", "PR", "20", "CATA\u00d1O", "1.000", "1.007", "0.990"]
    grid = gpci([row])
    _, values = load(Kind.GPCI, write(tmp_path, published.comma(grid, encoding="latin-1")))
    assert values["locality"][0]["aliases"] == ["PR", "CATA\u00d1O"]


def test_fees_can_read_the_file(tmp_path):
    done, _ = load(Kind.GPCI, write(tmp_path, text(gpci(ROWS))))
    places = fees.load_localities(write(tmp_path, done.document.encode(), "gpci.toml"))
    assert [place.gpci.name for place in places] == list(PLACES)
