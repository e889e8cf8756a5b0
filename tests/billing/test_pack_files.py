"""A mistake in a pack never passes: the error names the file, the entry and what is wrong."""

import re

import pytest

from auditor.billing import shelf
from auditor.billing.packs import load_pack, pack_for
from auditor.billing.reading import read_codes
from auditor.billing.tables import Table
from auditor.errors import PackError

HEAD = """
id = "site-2026"
name = "site"
payer = "Our own plan"
extends = "baseline"
reviewed_on = 2026-10-01
dated_through = 2026-12-31
"""
METHOD = """
[unit_method]
name = "medicare"
source = "trade-knowledge"
mark = "knowledge"
"""
DEMAND = """
[[demand]]
name = "goal"
source = "trade-knowledge"
mark = "knowledge"
"""
PAIR = """
[[pair]]
first = "97140"
second = "97530"
modifier_allowed = true
source = "trade-knowledge"
mark = "knowledge"
"""
CAP = """
[[cap]]
max_units = 4
per = "visit"
codes = ["timed"]
source = "trade-knowledge"
mark = "knowledge"
"""
WHOLE = HEAD + METHOD + DEMAND + PAIR + CAP

# What is replaced by what, and what the error says after the file's name.
MISTAKES = {
    "misspelt key": (
        "dated_through",
        "dated_trough",
        "unknown key 'dated_trough'; did you mean dated_through?",
    ),
    "key of no kind": ("extends =", "colour =", "unknown key 'colour'; known are"),
    "misspelt key of an entry": (
        "max_units = 4\nper",
        "max_units = 4\npre",
        "cap 4: unknown key 'pre'; did you mean per?",
    ),
    "date in quotes": ("2026-10-01", '"2026-10-01"', "reviewed_on is a date"),
    "date with a clock": ("2026-10-01", "2026-10-01T10:00:00", "reviewed_on is a date"),
    "date missing": ("reviewed_on = 2026-10-01", "", "reviewed_on is a date"),
    "last date missing": ("dated_through = 2026-12-31", "", "dated_through is a date"),
    "id missing": ('id = "site-2026"', "", "id is missing"),
    "payer empty": ('"Our own plan"', '" "', "payer is a text that is not empty"),
    "payer a number": ('"Our own plan"', "7", "payer is a text that is not empty"),
    "extends nobody": (
        '"baseline"',
        '"baselin"',
        "extends no pack that is held; did you mean base",
    ),
    "no method": (METHOD, "", "unit_method is missing"),
    "method a text": (METHOD, 'unit_method = "medicare"', "unit_method is a table"),
    "method unknown": (
        'name = "medicare"',
        'name = "cms"',
        "unit_method: 'cms' is none of medicare, rule_of_eights",
    ),
    "demand unknown": (
        '"goal"',
        '"goals"',
        "demand 'goals': nothing of that name can be demanded; did you mean goal",
    ),
    "demand twice": (DEMAND, DEMAND + DEMAND, "demand 'goal': demanded twice for the same days"),
    "demand twice, days meeting": (
        DEMAND,
        DEMAND + "to = 2026-01-01\n" + DEMAND + "from = 2026-01-01\n",
        "demand 'goal': demanded twice for the same days",
    ),
    "demand a table": ("[[demand]]", "[demand]", "demand is a list of tables"),
    "source missing": (
        'name = "goal"\nsource = "trade-knowledge"',
        'name = "goal"',
        "demand 'goal': source is missing",
    ),
    "source unknown": (
        'name = "goal"\nsource = "trade-knowledge"',
        'name = "goal"\nsource = "trade-knowlege"',
        "demand 'goal': no source has the id 'trade-knowlege'; did you mean trade-knowledge?",
    ),
    "mark unknown": (
        'second = "97530"\nmodifier_allowed = true\nsource = "trade-knowledge"\nmark = "knowledge"',
        'second = "97530"\nmodifier_allowed = true\nsource = "trade-knowledge"\nmark = "rumour"',
        "pair '97140': mark is one of confirmed, data, knowledge",
    ),
    "days turned round": (
        DEMAND,
        DEMAND + "from = 2026-02-01\nto = 2026-01-01\n",
        "demand 'goal': to is before from",
    ),
    "pair with itself": ('"97530"', '"97140"', "pair '97140': 97140 is paired with itself"),
    "pair of no code": ('"97530"', '"9753"', "pair '97140': '9753' is not a procedure code"),
    "pair twice": (PAIR, PAIR + PAIR, "97140 and 97530 are paired twice for the same days"),
    "flag a text": (
        "modifier_allowed = true",
        'modifier_allowed = "yes"',
        "pair '97140': modifier_allowed is true or false",
    ),
    "flag missing": ("modifier_allowed = true", "", "pair '97140': modifier_allowed is missing"),
    "cap without a number": ("max_units = 4", "", "cap no. 1: max_units is missing"),
    "cap below 0": ("max_units = 4", "max_units = -4", "max_units is a whole number of 0 or more"),
    "cap true": ("max_units = 4", "max_units = true", "max_units is a whole number of 0 or more"),
    "cap per week": ('per = "visit"', 'per = "week"', "cap 4: per is code or visit"),
    "cap of nothing": ('["timed"]', "[]", "cap 4: codes is a list of codes, or ['timed'] alone"),
    "cap of timed and a code": ('["timed"]', '["timed", "97530"]', "codes is a list of codes, or"),
    "cap of no code": ('["timed"]', '["x"]', "cap 4: 'x' is not a procedure code"),
    "cap of one text": ('["timed"]', '"timed"', "cap 4: codes is a list of texts"),
    "cap of numbers": ('["timed"]', "[97530]", "codes is a list of texts that are not empty"),
    "cap naming twice": ('["timed"]', '["97530", "97530"]', "codes names something twice"),
    "cap without codes": ('codes = ["timed"]', "", "cap 4: codes is missing"),
    "source without lock": (
        METHOD,
        METHOD + '[[source]]\nid = "a"\ncite = "b"\nurl = "http://example.org"\n',
        "source 'a': url starts with https://",
    ),
    "source twice": (
        METHOD,
        METHOD + '[[source]]\nid = "a"\ncite = "b"\n[[source]]\nid = "a"\ncite = "c"\n',
        "source 'a': given twice",
    ),
    "not TOML": ("[unit_method]", "[unit_method", "not TOML in UTF-8"),
}


def test_the_whole_pack_is_right(tmp_path):
    path = tmp_path / "site.toml"
    path.write_text(WHOLE, encoding="utf-8")
    assert load_pack(path).name == "site"


@pytest.mark.parametrize(
    ("old", "new", "said"), [pytest.param(*case, id=name) for name, case in MISTAKES.items()]
)
def test_mistake_is_named_with_file_and_entry(tmp_path, old, new, said):
    assert old in WHOLE
    path = tmp_path / "site.toml"
    path.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_pack_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PackError, match=r"none\.toml: cannot be read"):
        load_pack(tmp_path / "none.toml")


def test_pack_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "site.toml"
    path.write_bytes(WHOLE.replace("Our", "Ünser").encode("latin-1"))
    with pytest.raises(PackError, match="not TOML in UTF-8"):
        load_pack(path)


# ---------------------------------------------------------------- the shared files

CITES = {"a": "A document"}
CODE = {
    "code": "97530", "name": "tasks", "timed": True, "one_on_one": True, "work": ["functional"],
    "mue": 6, "source": "a",
}  # fmt: skip

CODE_MISTAKES = {
    "code twice": ({"mue": {"source": "a"}, "code": [CODE, CODE]}, "code '97530': given twice"),
    "work of no label": (
        {"mue": {"source": "a"}, "code": [{**CODE, "work": ["tasks"]}]},
        "code '97530': no label of work is called tasks",
    ),
    "not a code": (
        {"mue": {"source": "a"}, "code": [{**CODE, "code": "97 530"}]},
        "'97 530' is not a procedure code",
    ),
    "no source of limits": ({"code": [CODE]}, "mue is missing"),
    "entries of texts": ({"mue": {"source": "a"}, "code": ["97530"]}, "code is a list of tables"),
}


@pytest.mark.parametrize(
    ("values", "said"), [pytest.param(*case, id=name) for name, case in CODE_MISTAKES.items()]
)
def test_mistake_among_the_codes_is_named(values, said):
    with pytest.raises(
        PackError, match=re.escape(f"codes.toml: {said}").replace("toml:\\ ", "toml:.*")
    ):
        read_codes(Table("codes.toml", values), CITES)


# ---------------------------------------------------------------- the packaged payers


@pytest.fixture
def shelved(tmp_path, monkeypatch):
    """Put files in the place of the packaged payers; the shared files stay."""
    originals = shelf.shared(shelf.BASELINE), shelf.packaged_cites()
    assert all(originals)
    monkeypatch.setattr(shelf, "_folder", lambda: tmp_path)

    def put(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        (tmp_path / "notes.txt").write_text("not a pack", encoding="utf-8")

    caches = (shelf.packaged, shelf.known_as)
    for cached in caches:
        cached.cache_clear()
    yield put
    for cached in caches:
        cached.cache_clear()


ALIASED = WHOLE.replace("extends =", 'aliases = ["ours"]\nextends =')


def test_two_packs_of_one_name_are_refused(shelved):
    shelved(a=ALIASED, b=ALIASED)
    with pytest.raises(PackError, match=r"b\.toml: 'site' is the name of another pack"):
        shelf.packaged()


def test_two_payers_of_one_alias_are_refused(shelved):
    shelved(a=ALIASED, b=ALIASED.replace('"site"', '"b"').replace("site-2026", "b-2026"))
    with pytest.raises(PackError, match=r"b\.toml: 'our[a-z]*' also names 'site'"):
        shelf.known_as()


def test_pack_that_extends_itself_is_refused(shelved):
    shelved(a=ALIASED.replace('"baseline"', '"site"'))
    with pytest.raises(PackError, match="extends itself"):
        pack_for("ours")
