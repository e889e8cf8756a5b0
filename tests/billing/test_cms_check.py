"""The check against CMS's numbers finds what differs, explains what it can, and says the rest."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "cms_check.py"
PAIRS = "column1,column2,modifier_indicator,deletion_date,rationale"
# Three edits that stand, one that ended, one that never held.
AS_SHIPPED = [
    "97530,97542,1,,x",
    "97530,95851,0,,x",
    "97150,97530,1,,x",
    "97140,97530,1,2019-12-31,x",
    "97530,97161,9,2020-01-01,x",
]
LIMITS = [f"97530,{place},6,3,x" for place in ("practitioner", "outpatient_hospital")]


@pytest.fixture(scope="module")
def check():
    spec = importlib.util.spec_from_file_location("cms_check", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["cms_check"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["cms_check"]


@pytest.fixture
def folder(tmp_path):
    def write(practitioner=AS_SHIPPED, hospital=AS_SHIPPED, limits=LIMITS):
        for place, rows in (("practitioner", practitioner), ("hospital", hospital)):
            name = f"ncci_rehab_2024Q3_{place}.csv"
            (tmp_path / name).write_text("\n".join([PAIRS, *rows]))
        header = "hcpcs,setting,mue,mai,rationale"
        (tmp_path / "mue_rehab_2024Q3.csv").write_text("\n".join([header, *limits]))
        return tmp_path

    return write


def said(differences):
    return {(d.setting, d.one, d.other, d.ours, d.theirs, d.days) for d in differences}


def changed(old, new):
    return [new if row == old else row for row in AS_SHIPPED]


NOW = ("2024-07-01", "2024-09-30", "2026-11-21")
WRONG = {
    "another order": (
        changed("97530,97542,1,,x", "97542,97530,1,,x"),
        ("97530", "97542", "97542 denied, modifier allowed", "97530 denied, modifier allowed", NOW),
    ),
    "another indicator": (
        changed("97530,95851,0,,x", "97530,95851,1,,x"),
        ("97530", "95851", "95851 denied, always", "95851 denied, modifier allowed", NOW),
    ),
    "ended": (
        changed("97530,97542,1,,x", "97530,97542,1,2021-12-31,x"),
        ("97530", "97542", "97542 denied, modifier allowed", "does not apply", NOW),
    ),
    "an edit we do not have": (
        [*AS_SHIPPED, "97530,97110,1,,x"],
        ("97530", "97110", "does not apply", "97110 denied, modifier allowed", NOW),
    ),
    "an end of another year": (
        changed("97140,97530,1,2019-12-31,x", "97140,97530,1,2021-12-31,x"),
        ("97530", "97140", "does not apply", "97530 denied, modifier allowed", ("2021-12-31",)),
    ),
    "another edit in the past": (
        changed("97140,97530,1,2019-12-31,x", "97530,97140,1,2020-09-30,x"),
        (
            *("97530", "97140", "97530 denied, modifier allowed"),
            *("another edit: 97140 denied, modifier allowed", ("2019-01-01", "2019-12-31")),
        ),
    ),
}


@pytest.mark.parametrize(("rows", "expected"), WRONG.values(), ids=WRONG)
def test_what_differs_is_found(check, folder, rows, expected):
    found = said(check.pair_differences(folder(practitioner=rows)))
    assert ("practitioner", *expected) in found
    assert ("hospital", *expected) not in found


def test_what_is_shipped_does_not_contradict_the_file(check, folder):
    """What the file cannot settle, and days of which nothing is held, are all that is left."""
    found = said(check.pair_differences(folder()))
    left = {(ours, theirs.partition(":")[0]) for _, _, _, ours, theirs, _ in found}
    assert left == {
        ("97530 denied, modifier allowed", "perhaps"),
        ("no data", "does not apply"),
    }


@pytest.mark.parametrize(
    ("row", "ours", "theirs"),
    [
        ("97530,practitioner,5,3,x", "6 units", "5 units"),
        ("98940,practitioner,1,3,x", "not held", "1 units"),
    ],
)
def test_a_limit_that_differs_is_found(check, folder, row, ours, theirs):
    found = said(check.mue_differences(folder(limits=[row])))
    assert ("practitioner", row[:5], "", ours, theirs, ()) in found


def run(check, found, *reasons):
    return check.report(found, [check.Reason(why, where) for why, where in reasons], brief=False)


def difference(check, **changed):
    known = {"kind": "pair", "setting": "hospital", "one": "97530", "other": "64415"}
    known |= {"ours": "no data", "theirs": "64415 denied, always", "days": NOW}
    return check.Difference(**(known | changed))


REASONS = {
    "fits": ({"one": ["97530"], "other": ["64*"], "ours": ["no data"]}, True),
    "the codes turned round": ({"one": ["64*"], "other": ["97530"]}, True),
    "one of several": ({"one": ["62*", "64*"]}, True),
    "of every day": ({"days": ["2024-*", "2026-*"]}, True),
    "of one day alone": ({"days": ["2024-*"]}, False),
    "of another kind": ({"kind": ["mue"]}, False),
    "of another setting": ({"setting": ["practitioner"]}, False),
    "of another answer": ({"ours": ["does not apply"]}, False),
    "of another code": ({"one": ["97530"], "other": ["62*"]}, False),
}


@pytest.mark.parametrize(("where", "explained"), REASONS.values(), ids=REASONS)
def test_a_reason_explains_what_fits_all_it_names(check, where, explained):
    assert check.Reason("Because.", where).explains(difference(check)) is explained


def test_every_difference_is_printed_under_its_reason(check, capsys):
    found = [difference(check), difference(check, other="64400", theirs="64400 denied, always")]
    assert run(check, found, ("Nerve blocks.", {"other": ["64*"]})) == 0
    text = capsys.readouterr().out
    assert "2 explained: Nerve blocks." in text
    assert "97530 | ours: no data | theirs: * denied, always\n        * 64415 64400" in text
    assert "2 differences, 0 not explained; 0 idle reasons" in text


def test_a_difference_without_a_reason_counts(check, capsys):
    assert run(check, [difference(check)], ("Limits.", {"kind": ["mue"]})) == 2
    assert "1 differences, 1 not explained; 1 idle reasons" in capsys.readouterr().out


def test_both_settings_are_told_together_where_they_are_alike(check, capsys):
    both = [difference(check, setting=s) for s in ("practitioner", "hospital")]
    run(check, both)
    assert "pair both " in capsys.readouterr().out


@pytest.mark.parametrize("reasons", [1, 0])
def test_the_exit_code_says_whether_all_is_explained(check, folder, monkeypatch, tmp_path, reasons):
    file = tmp_path / "reasons.toml"
    entry = '[[reason]]\nwhy = "All."\nkind = ["pair", "mue"]\n'
    file.write_text(entry if reasons else "reason = []")
    monkeypatch.setattr(check, "REASONS", file)
    assert check.main(folder(), brief=True) == 1 - reasons


def test_the_shipped_reasons_can_be_read(check):
    assert all(reason.why.endswith(".") for reason in check.read_reasons(check.REASONS))
