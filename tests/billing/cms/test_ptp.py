"""Files of code pairs: layouts, dates, indicators, what is known of codes without a row."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.billing.cms.kinds import Kind
from auditor.billing.cms.tally import summary
from auditor.errors import InputError
from billing.cms import published
from billing.cms.published import AROUND, FORMS, edit, packed, ptp, text
from billing.cms.reading_back import answer, load

NAME = "medicare-ncci-2026q4-practitioner-ptp-edits-ccipra-v323r0-f1"
CODES = ("97110", "97116", "97140", "97150", "97530", "95851")
ROWS = [
    edit("97150", "97530", "20000101"),
    edit("97530", "97116", "19960101", "20191231", prior="*"),
    edit("97530", "97116", "20201001", "20201001", modifier="9"),
    edit("97530", "95851", "20100101", modifier="0"),
    edit("97530", "64415", "20100101"),
]


def write(folder, content, name=f"{NAME}.TXT"):
    path = folder / name
    path.write_bytes(content)
    return path


def read(folder, rows, *, wanted=CODES, name=f"{NAME}.TXT", around=AROUND, **asked):
    path = write(folder, text(ptp([around[0], *rows, around[1]])), name)
    return load(Kind.PTP, path, wanted=wanted, **asked)


ANSWERS = {
    "applies": (("97150", "97530", "2026-11-01"), ("97150", "97530", True)),
    "other-order": (("97530", "97150", "2026-11-01"), ("97150", "97530", True)),
    "never-a-modifier": (("97530", "95851", "2026-11-01"), ("97530", "95851", False)),
    "before-it-began": (("97530", "95851", "2009-12-31"), "apart"),
    "on-its-first-day": (("97530", "95851", "2010-01-01"), ("97530", "95851", False)),
    "on-its-last-day": (("97530", "97116", "2019-12-31"), ("97530", "97116", True)),
    "the-day-after": (("97530", "97116", "2020-01-01"), "apart"),
    "indicator-9-never-held": (("97530", "97116", "2020-10-01"), "apart"),
    "no-row": (("97530", "97140", "2026-11-01"), "apart"),
    "before-the-table": (("97530", "97140", "1995-12-31"), "no data"),
    "code-not-asked-for": (("97530", "97035", "2026-11-01"), "no data"),
}


@pytest.mark.parametrize(("asked", "known"), ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("form", FORMS)
def test_each_container_gives_the_same_answers(tmp_path, form, asked, known):
    grid = ptp([AROUND[0], *ROWS, AROUND[1]])
    path = write(tmp_path, FORMS[form](grid), f"{NAME}.{form.replace('-', '.')}")
    _, values = load(Kind.PTP, path, wanted=CODES)
    assert answer(values, *asked) == known


def test_every_row_is_counted_once(tmp_path):
    done, _ = read(tmp_path, ROWS)
    assert summary(done.tallies) == {
        "read": 7,
        "kept": 3,
        "deleted when they began (indicator 9)": 1,
        "of other codes": 3,
        "in error": 0,
    }


def test_the_file_says_where_it_comes_from(tmp_path):
    done, values = read(tmp_path, ROWS)
    (source,) = values["source"]
    assert source["id"] == "ncci-ptp-medicare-practitioner-2026q4"
    assert source["cite"].endswith(f"2026Q4 (effective 2026-10-01), read from {NAME}.TXT")
    assert values["reviewed_on"].isoformat() == "2026-11-22"
    assert {t["setting"] for t in values["table"]} == {"practitioner"}
    assert {t["edition"].isoformat() for t in values["table"]} == {"2026-10-01"}
    assert "7 read; 3 kept" in done.document
    assert "Misuse" not in done.document


def test_medicaids_layout_has_a_column_less(tmp_path):
    grid = ptp([AROUND[0], *ROWS, AROUND[1]], medicaid=True)
    path = write(tmp_path, text(grid), "mcd-2026q4-practitioner-f1.txt")
    _, values = load(Kind.PTP, path, wanted=CODES)
    assert answer(values, "97530", "97116", "2019-12-31") == ("97530", "97116", True)
    assert "Medicaid" in values["source"][0]["cite"]


def test_six_columns_are_enough(tmp_path):
    grid = [row[:6] for row in ptp([AROUND[0], *ROWS, AROUND[1]])]
    _, values = load(Kind.PTP, write(tmp_path, text(grid)), wanted=CODES)
    assert answer(values, "97150", "97530", "2026-11-01") == ("97150", "97530", True)


WRONG = {
    "day-that-is-none": (edit("97530", "97140", "20230230"), "effective date"),
    "no-start": (edit("97530", "97140", "*"), "effective date"),
    "words-for-a-day": (edit("97530", "97140", "20230101", "never"), "deletion date"),
    "indicator": (edit("97530", "97140", "20230101", modifier="2"), "modifier indicator"),
    "no-indicator": (edit("97530", "97140", "20230101", modifier=""), "modifier indicator"),
    "second-code": (edit("97530", "9714?", "20230101"), "procedure codes"),
    "itself": (edit("97530", "97530", "20230101"), "with itself"),
}


@pytest.mark.parametrize(("row", "reason"), WRONG.values(), ids=WRONG)
def test_a_row_in_error_is_listed_and_the_rest_is_read(tmp_path, row, reason):
    done, values = read(tmp_path, [ROWS[0], row, *ROWS[1:]])
    (skipped,) = done.tallies[0].skipped
    assert str(skipped).startswith(f"{NAME}.TXT: line 9: ")
    assert reason in skipped.reason
    assert answer(values, "97150", "97530", "2026-11-01") == ("97150", "97530", True)


@pytest.mark.parametrize("row", [row for row, _ in WRONG.values()], ids=WRONG)
def test_nothing_is_concluded_of_a_code_in_a_row_in_error(tmp_path, row):
    done, values = read(tmp_path, [*ROWS, row])
    assert answer(values, "97530", "97140", "2026-11-01") == "no data"
    assert any("97530" in remark and "in error" in remark for remark in done.remarks)


def test_of_a_text_cut_short_the_last_code_is_not_known(tmp_path):
    content = text(ptp([AROUND[0], *ROWS[:2]]))
    cut = content[: content.rindex(b"\t19960101")]
    done, values = load(Kind.PTP, write(tmp_path, cut), wanted=CODES)
    assert [s.reason for s in done.tallies[0].skipped] == [
        "it has too few cells; download the file again"
    ]
    assert answer(values, "97150", "97530", "2026-11-01") == ("97150", "97530", True)
    assert answer(values, "97530", "97140", "2026-11-01") == "no data"


def test_a_code_beyond_the_files_read_is_not_known(tmp_path):
    around = (AROUND[0], edit("97535", "99999", "20100101"))
    done, values = read(tmp_path, ROWS, wanted=(*CODES, "97542"), around=around)
    assert answer(values, "97530", "97140", "2026-11-01") == "apart"
    assert answer(values, "97530", "97542", "2026-11-01") == "no data"
    assert "not complete for 1 of the codes (97542)" in done.remarks[-1]


def test_that_codes_have_no_edit_is_knowledge_too(tmp_path):
    done, values = read(tmp_path, ROWS, wanted=("97110", "97530"))
    assert done.tallies[0].kept == 0
    assert answer(values, "97530", "97110", "1996-01-01") == "apart"


PARTS = {"neighbours": ("f3", "f4", "apart"), "one-left-out": ("f2", "f4", "no data")}


@pytest.mark.parametrize(("one", "other", "known"), PARTS.values(), ids=PARTS)
def test_between_two_parts_nothing_is_missing_if_they_are_neighbours(tmp_path, one, other, known):
    rows = {one: [edit("97110", "97150", "20000101")], other: [edit("97542", "97150", "20000101")]}
    paths = [
        write(tmp_path, text(ptp(part)), f"ccipra-v323r0-{name}.txt") for name, part in rows.items()
    ]
    _, values = load(Kind.PTP, *paths, wanted=("97110", "97140", "97150", "97530"))
    assert answer(values, "97530", "97140", "2026-11-01") == known


def test_edits_that_meet_give_way_to_the_later(tmp_path):
    rows = [
        edit("97530", "97140", "20100101", modifier="1"),
        edit("97530", "97140", "20200101", "20201231", modifier="0"),
    ]
    done, values = read(tmp_path, rows)
    assert answer(values, "97530", "97140", "2019-12-31") == ("97530", "97140", True)
    assert answer(values, "97530", "97140", "2020-06-30") == ("97530", "97140", False)
    assert answer(values, "97530", "97140", "2021-01-01") == ("97530", "97140", True)
    assert done.remarks[-1].endswith("the one that began later was taken: 97530 with 97140")


@pytest.mark.parametrize("modifiers", ["01", "10"])
def test_of_edits_that_begin_together_the_one_that_allows_nothing_is_taken(tmp_path, modifiers):
    _, values = read(tmp_path, [edit("97530", "97140", "20100101", modifier=m) for m in modifiers])
    assert answer(values, "97530", "97140", "2026-11-01") == ("97530", "97140", False)


def test_edits_that_follow_each_other_are_one(tmp_path):
    rows = [
        edit("97530", "97140", "20100101", "20101231"),
        edit("97530", "97140", "20110101", "20111231"),
        edit("97530", "97140", "20110101", "20111231"),
    ]
    _, values = read(tmp_path, rows)
    assert [str(t["to"]) for t in values["table"] if "pairs" in t] == ["2011-12-31"]


QUARTERS = {
    "version": ("ccipra-v302r0-f1.txt", "2024-07-01"),
    "name": ("practitioner-2025q1.txt", "2025-01-01"),
    "name-turned": ("practitioner-q3-2025.txt", "2025-07-01"),
    "old-version": ("ccipra-v313r1-f1.txt", "2025-10-01"),
}


@pytest.mark.parametrize(("name", "edition"), QUARTERS.values(), ids=QUARTERS)
def test_the_quarter_is_told_by_the_name(tmp_path, name, edition):
    _, values = read(tmp_path, ROWS, name=name)
    assert {str(t["edition"]) for t in values["table"]} == {edition}


def test_the_quarter_is_told_by_a_title(tmp_path):
    grid = ptp([AROUND[0], *ROWS], titles=(published.COPYRIGHT, "Version v322r0"))
    _, values = load(Kind.PTP, write(tmp_path, text(grid), "practitioner.txt"), wanted=CODES)
    assert {str(t["edition"]) for t in values["table"]} == {"2026-07-01"}


def test_a_title_is_no_heading(tmp_path):
    titles = ("Effective October 1", published.COPYRIGHT)
    grid = ptp([AROUND[0], *ROWS, AROUND[1]], titles=titles)
    _, values = load(Kind.PTP, write(tmp_path, text(grid)), wanted=CODES)
    assert answer(values, "97530", "95851", "2026-11-01") == ("97530", "95851", False)


REFUSED = {
    "no-quarter": (("practitioner.txt",), {}, "--quarter"),
    "no-setting": (("table-2026q4.txt",), {}, "--setting"),
    "setting": (("ccioph-v323r0-f1.txt",), {"setting": "practitioner"}, "is the hospital table"),
    "two-settings": (("ccioph-v323r0-f1.txt", "ccipra-v323r0-f1.txt"), {}, "give each by itself"),
    "two-quarters": (("ccipra-v322r0-f1.txt", "ccipra-v323r0-f2.txt"), {}, "2026Q3, 2026Q4"),
    "two-programmes": (
        ("medicaid-2026q4-practitioner.txt", "practitioner-2026q4.txt"),
        {},
        "Medicaid, Medicare",
    ),
}


@pytest.mark.parametrize(("names", "asked", "reason"), REFUSED.values(), ids=REFUSED)
def test_files_that_do_not_belong_together_are_refused(tmp_path, names, asked, reason):
    paths = [write(tmp_path, text(ptp(ROWS)), name) for name in names]
    with pytest.raises(InputError, match=reason):
        load(Kind.PTP, *paths, wanted=CODES, **asked)


def test_a_zip_of_text_and_workbook_is_read_once(tmp_path):
    grid = ptp([AROUND[0], *ROWS, AROUND[1]])
    files = {f"{NAME}.xlsx": published.book(grid), f"{NAME}.TXT": text(grid)}
    done, _ = load(Kind.PTP, write(tmp_path, packed(files), f"{NAME}.zip"), wanted=CODES)
    assert [tally.place for tally in done.tallies] == [f"{NAME}.zip: {NAME}.TXT"]


def test_what_a_zip_holds_once_is_read_beside_what_it_holds_twice(tmp_path):
    first, second = (ptp([edit(code, "97150", "20000101")]) for code in ("97110", "97542"))
    files = {
        "ccipra-v323r0-f1.txt": text(first),
        "CCIPRA-V323R0-F1.XLSX": published.book(first),
        "ccipra-v323r0-f2.xlsx": published.book(second),
    }
    path = write(tmp_path, packed(files), "ccipra-v323r0.zip")
    done, _ = load(Kind.PTP, path, wanted=("97110", "97150", "97542"))
    assert [tally.place.partition(": ")[2] for tally in done.tallies] == [
        "ccipra-v323r0-f1.txt",
        "ccipra-v323r0-f2.xlsx",
    ]


def test_all_codes_are_kept_where_all_are_asked_for(tmp_path):
    _, values = read(tmp_path, ROWS, wanted=None)
    assert answer(values, "97530", "64415", "2026-11-01") == ("97530", "64415", True)


def test_a_long_file_is_read_in_the_memory_of_a_short_one(tmp_path):
    """Only the rows that are kept stay in memory."""
    import tracemalloc

    def peak(count):
        path = tmp_path / f"{NAME}.TXT"
        with path.open("wb") as out:
            out.write(text(ptp([AROUND[0], *ROWS])))
            for number in range(count):
                row = (
                    f"{10_000 + number % 80_000}\t{number % 99_999:05}\t\t20100101\t*\t1\tMisuse\n"
                )
                out.write(row.encode())
        tracemalloc.start()
        done, _ = load(Kind.PTP, path, wanted=CODES)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert done.tallies[0].read == count + len(ROWS) + 1
        return most

    short, long = peak(20_000), peak(200_000)
    # Both have filled the table of codes seen, which holds a fixed number.
    assert long < short + 12_000_000


DAYS = st.sampled_from(["19960101", "20100101", "20191231", "20200101", "20210630", "20260401"])
EDITS = st.lists(
    st.builds(
        edit,
        st.sampled_from(CODES),
        st.sampled_from(CODES),
        DAYS,
        DAYS | st.just("*"),
        modifier=st.sampled_from(["0", "1", "9"]),
    ).filter(lambda row: row[0] != row[1]),
    max_size=12,
)


@given(rows=EDITS, form=st.sampled_from(sorted(FORMS)))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_rows_in_any_container_answer_as_the_rows_do(tmp_path, rows, form):
    seed = edit("97150", "97530", "19960101")
    grid = ptp([AROUND[0], seed, *rows, AROUND[1]])
    path = write(tmp_path, FORMS[form](grid), f"{NAME}.{form}")
    _, values = load(Kind.PTP, path, wanted=CODES)
    for day in ("1996-01-01", "2010-01-01", "2019-12-31", "2020-01-01", "2021-07-01", "2026-12-31"):
        plain = day.replace("-", "")
        for one, other in (("97150", "97530"), ("97530", "97116"), ("95851", "97140")):
            applies = any(
                {row[0], row[1]} == {one, other}
                and row[5] != "9"
                and row[3] <= plain
                and (row[4] == "*" or plain <= row[4])
                for row in (seed, *rows)
            )
            assert (answer(values, one, other, day) != "apart") is applies
