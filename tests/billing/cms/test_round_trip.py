"""What was imported answers in the program as it stands in CMS's file."""

import pytest

from auditor.billing import edits, pair_reading
from auditor.billing.cms.kinds import Kind
from auditor.billing.reading import read_sources
from auditor.billing.tables import Table
from billing.cms.published import AROUND, edit, ptp, text
from billing.cms.reading_back import answer, load

CODES = ("97110", "97116", "97140", "97150", "97530", "95851")
ROWS = [
    edit("97150", "97530", "20000101"),
    edit("97530", "97116", "19960101", "20191231", prior="*"),
    edit("97530", "97116", "20201001", "20201001", modifier="9"),
    edit("97530", "95851", "20100101", modifier="0"),
]
DAYS = ("1999-12-31", "2000-01-01", "2019-12-31", "2020-01-01", "2020-10-01", "2026-11-01")


@pytest.mark.parametrize("day", DAYS)
def test_imported_pairs_answer_as_the_file_does(tmp_path, day):
    path = tmp_path / "ccipra-v323r0-f1.txt"
    path.write_bytes(text(ptp([AROUND[0], *ROWS, AROUND[1]])))
    _, values = load(Kind.PTP, path, wanted=CODES)
    table = Table("ptp.toml", values)
    held = edits.pair_table((), pair_reading.read_pair_tables((table,), read_sources(table)), day)
    for one, other in ((one, other) for one in CODES for other in CODES if one != other):
        told = held.answer(one, other)
        known = answer(values, one, other, day)
        if told.pair:
            assert known == (told.pair.first, told.pair.second, told.pair.modifier_allowed)
        else:
            assert str(told.state) == {"apart": "does not apply"}.get(known, known)
        assert held.answer(other, one) == told


def test_the_practitioner_table_says_nothing_of_the_hospital(tmp_path):
    path = tmp_path / "ccipra-v323r0-f1.txt"
    path.write_bytes(text(ptp([AROUND[0], *ROWS, AROUND[1]])))
    _, values = load(Kind.PTP, path, wanted=CODES)
    table = Table("ptp.toml", values)
    tables = pair_reading.read_pair_tables((table,), read_sources(table))
    held = edits.pair_table((), tables, "2026-11-01", "hospital")
    assert str(held.answer("97150", "97530").state) == "no data"
    assert str(held.answer("97530", "97110").state) == "no data"
