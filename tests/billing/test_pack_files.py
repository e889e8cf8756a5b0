"""A mistake in a pack never passes: the error names the file, the entry and what is wrong."""

import pickle
import re

import pytest

from auditor.billing import packs, shelf
from auditor.billing.mistakes import mistakes_of
from auditor.billing.packs import load_examples, load_pack, pack_for
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
THRESHOLD = """
[[threshold]]
disciplines = ["PT", "SLP"]
kx_dollars = 2000
source = "trade-knowledge"
mark = "knowledge"
from = 2026-01-01
to = 2026-12-31
"""
QUESTION = """
[[question]]
name = "pain-after"
ask = "What was the pain rating after treatment?"
look_for = ["pain after", "post-tx pain"]
codes = ["97535"]
source = "trade-knowledge"
mark = "knowledge"
"""
EXAMPLE = """
[[example]]
name = "without pain"
text = "97535 x 15 min: buttons."
claim = "97535-GO=1"
date_of_service = 2026-03-04
expects = ["SIT101"]
expects_not = ["TIM101"]
"""
WHOLE = HEAD + METHOD + DEMAND + PAIR + CAP + THRESHOLD + QUESTION + EXAMPLE

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
    "cap of a code that is not held": (
        '["timed"]',
        '["97350"]',
        "cap 4: 97350 is no therapy code known here; did you mean 97530",
    ),
    "cap twice": (CAP, CAP + CAP, "cap 4: the same codes are limited twice for the same days"),
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
    "source of the program's own": (
        METHOD,
        METHOD + '[[source]]\nid = "pfs-2025"\ncite = "b"\n',
        "source 'pfs-2025': is the id of a source that comes with the program; choose another",
    ),
    "source without cite": (
        METHOD,
        METHOD + '[[source]]\nid = "a"\n',
        "source 'a': cite is missing",
    ),
    "source like no other": (
        'name = "goal"\nsource = "trade-knowledge"',
        'name = "goal"\nsource = "zzz"',
        "no source has the id 'zzz'; add a [[source]] with this id and a cite",
    ),
    "pack's days turned round": (
        "extends =",
        "from = 2026-02-01\nto = 2026-01-01\nextends =",
        "to is before from",
    ),
    "known beyond its days": (
        "dated_through = 2026-12-31",
        "dated_through = 2027-01-31\nfrom = 2026-01-01\nto = 2026-12-31",
        "dated_through is after to",
    ),
    "entry before the pack's days": (
        HEAD + METHOD + DEMAND,
        HEAD + "from = 2026-01-01\n" + METHOD + DEMAND + "from = 2025-12-31\n",
        "demand 'goal': lies outside of the days the file holds, from 2026-01-01",
    ),
    "entry after the pack's days": (
        HEAD + METHOD + DEMAND,
        HEAD + "from = 2026-01-01\nto = 2026-12-31\n" + METHOD + DEMAND + "to = 2027-01-01\n",
        "demand 'goal': lies outside of the days the file holds, from 2026-01-01 to 2026-12-31",
    ),
    "inherited mark unknown": (
        "extends =",
        'inherited_mark = "sure"\nextends =',
        "inherited_mark is one of confirmed, data, knowledge",
    ),
    "method without source": (
        'name = "medicare"\nsource = "trade-knowledge"\n',
        'name = "medicare"\n',
        "unit_method: source is missing",
    ),
    "threshold of nobody": ('["PT", "SLP"]', "[]", "disciplines is a list of PT, OT, SLP"),
    "threshold of another": ('["PT", "SLP"]', '["PT", "ST"]', "disciplines is a list of PT, OT"),
    "threshold of nothing": ("kx_dollars = 2000", "", "kx_dollars or review_dollars is missing"),
    "threshold with cents": (
        "kx_dollars = 2000",
        "kx_dollars = 2000.50",
        "kx_dollars is a whole number of 0 or more",
    ),
    "threshold of no year": (
        "from = 2026-01-01\nto = 2026-12-31",
        "from = 2026-01-01",
        "kx_dollars is a year's amount: give from and to",
    ),
    "threshold misspelt": (
        "kx_dollars",
        "kx_dolars",
        "threshold no. 1: unknown key 'kx_dolars'; did you mean kx_dollars",
    ),
    "threshold twice": (
        THRESHOLD,
        THRESHOLD + THRESHOLD.replace(', "SLP"', ""),
        "threshold no. 2: a discipline has two amounts for the same days",
    ),
    "question that asks nothing": (
        "after treatment?",
        "after treatment.",
        "question 'pain-after': ask is one question on one line and ends with \"?\"",
    ),
    "question without words": (
        'look_for = ["pain after", "post-tx pain"]',
        "look_for = []",
        "question 'pain-after': look_for is a list of words or phrases",
    ),
    "question with words of dashes": ('"pain after"', '" - "', "look_for is a list of words"),
    "question of a code that is not held": (
        '["97535"]',
        '["97353"]',
        "question 'pain-after': 97353 is no therapy code known here; did you mean 97",
    ),
    "question of a code like no other": (
        '["97535"]',
        '["J3301"]',
        "J3301 is no therapy code known here; see the codes of `auditor packs show medicare`",
    ),
    "question without source": (
        'codes = ["97535"]\nsource = "trade-knowledge"\n',
        'codes = ["97535"]\n',
        "question 'pain-after': source is missing",
    ),
    "question misspelt": ("look_for", "lookfor", "unknown key 'lookfor'; did you mean look_for"),
    "question twice": (
        QUESTION,
        QUESTION + QUESTION,
        "'pain-after': asked twice for the same days",
    ),
    "example of no rule": (
        'expects = ["SIT101"]\nexpects_not = ["TIM101"]',
        "",
        "example 'without pain': names no rule; give expects or expects_not",
    ),
    "example of both": ('["TIM101"]', '["SIT101"]', "SIT101 is both expected and not"),
    "example without text": ('text = "97535 x 15 min: buttons."', "", "text is missing"),
    "example with a day in quotes": (
        "date_of_service = 2026-03-04",
        'date_of_service = "3/4/2026"',
        "date_of_service is a date, such as",
    ),
    "not TOML": ("[unit_method]", "[unit_method", "not TOML in UTF-8"),
}


def test_the_whole_pack_is_right(tmp_path):
    path = tmp_path / "site.toml"
    path.write_text(WHOLE, encoding="utf-8")
    assert load_pack(path).name == "site"
    (example,) = load_examples(path)
    assert (example.name, example.expects, example.expects_not) == (
        "without pain",
        ("SIT101",),
        ("TIM101",),
    )


def test_all_mistakes_of_a_file_are_gathered(tmp_path):
    path = tmp_path / "site.toml"
    wrong = WHOLE.replace("reviewed_on", "reviewd_on").replace('"goal"', '"goals"')
    wrong = wrong.replace('per = "visit"', 'per = "week"').replace("treatment?", "treatment")
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(path)
    told = mistakes_of(caught.value)
    assert [line.removeprefix(f"{path}: ").partition(";")[0] for line in told] == [
        "unknown key 'reviewd_on'",
        "demand 'goals': nothing of that name can be demanded",
        "cap 4: per is code or visit",
        "question 'pain-after': ask is one question on one line and ends with \"?\"",
        "reviewed_on is a date that must be given, as in reviewed_on = 2026-01-01",
    ]
    assert str(caught.value) == f"{told[0]} (and 4 more: see `auditor packs check`)"
    assert pickle.loads(pickle.dumps(caught.value)).mistakes == told  # noqa: S301


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

TABLES = {"practitioner": {"source": "a"}, "hospital": {"source": "a", "units": {}}}
LIMITS = {**TABLES, "indicator": 3, "absolute": []}

CODE_MISTAKES = {
    "code twice": ({"mue": LIMITS, "code": [CODE, CODE]}, "code '97530': given twice"),
    "work of no label": (
        {"mue": LIMITS, "code": [{**CODE, "work": ["tasks"]}]},
        "code '97530': no label of work is called tasks",
    ),
    "not a code": (
        {"mue": LIMITS, "code": [{**CODE, "code": "97 530"}]},
        "'97 530' is not a procedure code",
    ),
    "no source of limits": ({"code": [CODE]}, "mue is missing"),
    "no hospital's limits": (
        {"mue": {**LIMITS, "hospital": {"source": "a"}}, "code": [CODE]},
        "units is missing",
    ),
    "no practitioner's limits": (
        {"mue": {"hospital": {}, "indicator": 3, "absolute": []}, "code": [CODE]},
        "practitioner is missing",
    ),
    "unknown key of a setting's limits": (
        {"mue": {**LIMITS, "practitioner": {"source": "a", "units": {}}}, "code": [CODE]},
        "mue: practitioner: unknown key 'units'",
    ),
    "unknown key of the hospital's limits": (
        {"mue": {**LIMITS, "hospital": {"source": "a", "units": {}, "unit": 3}}, "code": [CODE]},
        "mue: hospital: unknown key 'unit'; did you mean units?",
    ),
    "limit of no kind": (
        {"mue": {**LIMITS, "indicator": 4}, "code": [CODE]},
        "indicator is 1, 2 or 3",
    ),
    "absolute limit of no code": (
        {"mue": {**LIMITS, "absolute": ["97350"]}, "code": [CODE]},
        "mue: no code 97350 with a limit is held; did you mean 97530?",
    ),
    "hospital's limit below 0": (
        {
            "mue": {**LIMITS, "hospital": {"source": "a", "units": {"97530": -1}}},
            "code": [CODE],
        },
        "97530 is a whole number of 0 or more",
    ),
    "entries of texts": ({"mue": LIMITS, "code": ["97530"]}, "code is a list of tables"),
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
    assert pack_for(None).codes
    monkeypatch.setattr(shelf, "_folder", lambda: tmp_path)

    def put(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        (tmp_path / "notes.txt").write_text("not a pack", encoding="utf-8")

    caches = (shelf.packaged, shelf.known_as, shelf.by_id, packs._packaged)
    for cached in caches:
        cached.cache_clear()
    yield put
    for cached in caches:
        cached.cache_clear()


ALIASED = WHOLE.replace("extends =", 'aliases = ["ours"]\nextends =')


def test_two_packs_of_one_name_are_refused(shelved):
    shelved(a=ALIASED, b=ALIASED)
    said = r"b\.toml: 'site' is the name of another pack of the same days, a\.toml; part their days"
    with pytest.raises(PackError, match=said):
        shelf.packaged()


def dated(begin, end, number=1):
    own = ALIASED.replace("site-2026", f"site-{number}").replace("dated_through = 2026-12-31\n", "")
    own = own[: own.index("[[threshold]]")]
    return own.replace("reviewed_on", f"from = {begin}\nto = {end}\nreviewed_on", 1)


DAYS = {
    "one day shared": ("2025-01-01", "2025-12-31", "2025-12-31", "2026-12-31", True),
    "one within another": ("2025-01-01", "2026-12-31", "2025-03-01", "2025-04-01", True),
    "the same days": ("2025-01-01", "2025-12-31", "2025-01-01", "2025-12-31", True),
    "one after another": ("2025-01-01", "2025-12-31", "2026-01-01", "2026-12-31", False),
    "a gap between": ("2024-01-01", "2024-12-31", "2026-01-01", "2026-12-31", False),
}


@pytest.mark.parametrize(("start", "end", "then", "last", "meet"), DAYS.values(), ids=DAYS)
def test_packs_of_one_name_share_no_day(shelved, start, end, then, last, meet):  # noqa: PLR0917
    shelved(a=dated(start, end), b=dated(then, last, 2))
    if meet:
        with pytest.raises(PackError, match="of the same days"):
            shelf.packaged()
    else:
        assert [t.start for t in shelf.packaged()["site"]] == [start, then]


def test_a_day_between_two_packs_is_judged_by_the_earlier_and_told(shelved):
    shelved(a=dated("2024-01-01", "2024-12-31"), b=dated("2026-01-01", "2026-12-31", 2))
    demands = packs.demands_for("ours", "2025-05-05")
    assert demands.pack.startswith("site-1@")
    assert demands.dated_through == "2024-12-31"


def test_two_packs_of_one_id_are_refused(shelved):
    shelved(a=dated("2024-01-01", "2024-12-31"), b=dated("2026-01-01", "2026-12-31"))
    with pytest.raises(PackError, match=r"b\.toml: its id is that of a\.toml too; choose another"):
        packs.pack_called("site-1")


def test_two_payers_of_one_alias_are_refused(shelved):
    shelved(a=ALIASED, b=ALIASED.replace('"site"', '"b"').replace("site-2026", "b-2026"))
    with pytest.raises(PackError, match=r"b\.toml: 'our[a-z]*' also names 'site'"):
        shelf.known_as()


def test_pack_that_extends_itself_is_refused(shelved):
    shelved(a=ALIASED.replace('"baseline"', '"site"'))
    with pytest.raises(PackError, match="extends itself"):
        pack_for("ours")
