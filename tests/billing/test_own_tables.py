"""A site's own tables of code pairs stand in place of ours, setting by setting."""

import pytest

from auditor.billing import packs
from auditor.billing.cms.kinds import Kind
from auditor.billing.edits import EditTable, PairRow, pair_table
from auditor.billing.facts import Period
from auditor.billing.own_tables import in_place_of
from auditor.errors import PackError
from auditor.model import CodePair
from billing.cms.published import AROUND, edit, ptp, text
from billing.cms.reading_back import load

ROWS = [edit("97150", "97530", "20000101"), edit("97530", "97110", "20260401", modifier="0")]
HEAD = 'id = "site"\nname = "site"\npayer = "Site"\nextends = "medicare"\n'
HEAD += "reviewed_on = 2026-11-22\ndated_through = 2026-12-31\n"


def imported(folder, name, rows=ROWS):
    path = folder / f"{name}-v321r0-f1.txt"
    path.write_bytes(text(ptp([AROUND[0], *rows, AROUND[1]])))
    done, _ = load(Kind.PTP, path, wanted=("97110", "97150", "97530", "97140", "97161"))
    out = folder / f"{name}.toml"
    out.write_text(done.document)
    return out.name


def site(folder, *names):
    path = folder / "site.toml"
    path.write_text(f"{HEAD}pair_tables = {list(names)}\n")
    return packs.load_pack(path)


ANSWERS = {
    "own": (("97530", "97110"), "2026-05-01", None, "applies"),
    "own-before-it-began": (("97530", "97110"), "2026-03-31", None, "does not apply"),
    "own-long-ago": (("97140", "97161"), "2015-01-01", None, "does not apply"),
    "ours-is-gone": (("97530", "97750"), "2026-05-01", None, "no data"),
    "other-setting-is-ours": (("97530", "97750"), "2026-05-01", "outpatient hospital", "applies"),
    "other-setting-knows-no-own": (
        ("97530", "97110"),
        "2026-05-01",
        "outpatient hospital",
        "does not apply",
    ),
}


@pytest.mark.parametrize(("codes", "day", "setting", "state"), ANSWERS.values(), ids=ANSWERS)
def test_imported_tables_answer_for_their_setting(tmp_path, codes, day, setting, state):
    pack = site(tmp_path, imported(tmp_path, "ccipra"))
    assert str(packs.demands_of(pack, day, setting).pairs.answer(*codes).state) == state


def test_both_settings_can_be_imported(tmp_path):
    names = [imported(tmp_path, "ccipra"), imported(tmp_path, "ccioph", ROWS[:1])]
    pack = site(tmp_path, *names)
    states = {
        setting: str(
            packs.demands_of(pack, "2026-05-01", setting).pairs.answer("97110", "97530").state
        )
        for setting in (None, "outpatient hospital")
    }
    assert states == {None: "applies", "outpatient hospital": "does not apply"}


def edits(setting, first):
    period = Period("2026-01-01")
    pair = PairRow(CodePair(first, "97542", modifier_allowed=True), "a", period)
    return EditTable("2026-01-01", "a", period, (pair,), setting=setting)


HELD = {
    "one of two": (["practitioner"], {"practitioner": "own", "hospital": "ours"}),
    "the other": (["hospital"], {"practitioner": "ours", "hospital": "own"}),
    "both": (["practitioner", "hospital"], {"practitioner": "own", "hospital": "own"}),
    "one of both settings": ([""], {"practitioner": "own", "hospital": "own"}),
}


OURS = {"practitioner": "97530", "hospital": "97112", "": "97530"}


@pytest.mark.parametrize("shipped", [[""], ["practitioner", "hospital"]], ids=["whole", "parted"])
@pytest.mark.parametrize(("own", "expected"), HELD.values(), ids=HELD)
def test_only_the_settings_that_own_tables_tell_of_are_taken_from_them(shipped, own, expected):
    held = in_place_of([edits(s, OURS[s]) for s in shipped], [edits(s, "97110") for s in own])
    for setting, whose in expected.items():
        first = "97110" if whose == "own" else OURS[setting if setting in shipped else ""]
        assert [*pair_table((), held, "2026-03-04", setting).pairs] == [(first, "97542")]


def test_the_age_of_an_imported_table_is_said(tmp_path):
    pack = site(tmp_path, imported(tmp_path, "ccipra"))
    answer = packs.demands_of(pack, "2026-11-01").pairs.answer("97150", "97530")
    assert answer.table == "practitioner table of 2026-04-01, 7 months before this date"


MISTAKES = {
    "missing": ("none.toml", "cannot be read"),
    "itself": ("site.toml", "unknown key"),
}


@pytest.mark.parametrize(("name", "reason"), MISTAKES.values(), ids=MISTAKES)
def test_a_table_that_is_none_is_refused(tmp_path, name, reason):
    with pytest.raises(PackError, match=reason):
        site(tmp_path, name)


def test_one_setting_is_not_told_twice(tmp_path):
    names = [imported(tmp_path, "ccipra"), imported(tmp_path, "practitioner")]
    with pytest.raises(PackError, match="complete_for stands in another table"):
        site(tmp_path, *names)
