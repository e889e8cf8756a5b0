"""The packaged rates are whole, and a mistake in a file of rates never passes."""

import re
import tomllib

import pytest

from auditor.billing import packs
from auditor.billing.tables import Table
from auditor.errors import PackError
from auditor.fees import load_localities, load_schedule, schedule_of, terms, years
from auditor.fees.facts import Priced
from auditor.fees.shelf import folder
from auditor.fees.terms import read_terms

HEAD = """
id = "ours-2027"
payer = "medicare"
year = 2027
reviewed_on = 2027-01-05

[[source]]
id = "file"
cite = "The file of the year"
"""
BASIS = 'source = "file"\nmark = "data"\n'
FACTOR = f"""
[[factor]]
dollars = "34.0001"
from = 2027-01-01
to = 2027-12-31
{BASIS}"""
RATES = f"""
[[rates]]
status = "A"
multiple = 5
{BASIS}[rates.rvus]
97530 = "0.44 0.60 0.01"
"""
UNPRICED = f"""
[[rates]]
status = "B"
codes = ["97010"]
{BASIS}"""
PLACE = f"""
[[locality]]
name = "AL"
aliases = ["Alabama"]
gpci = "1 0.869 0.575"
{BASIS}"""
WHOLE = HEAD + FACTOR + RATES + UNPRICED + PLACE


@pytest.fixture
def file(tmp_path):
    return tmp_path / "rates.toml"


def test_a_file_of_ones_own_is_read(file):
    file.write_text(WHOLE)
    held = load_schedule(file)
    assert (held.year, sorted(held.rates)) == (2027, ["97010", "97530"])
    assert str(held.rates["97530"].rvus.total) == "1.05"
    assert held.factors[0].cited.cite == "The file of the year"
    assert load_localities(file)[0].gpci.name == "AL"


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("year = 2027", "yaer = 2027", "unknown key 'yaer'; did you mean year"),
        ("year = 2027", "", "year is missing"),
        ("reviewed_on = 2027-01-05", "", "reviewed_on"),
        (FACTOR, "", "factor is missing"),
        (FACTOR, FACTOR + FACTOR, "two hold on the same days"),
        (FACTOR, FACTOR + FACTOR + 'track = "qp"\n', "two hold on the same days"),
        ('payer = "medicare"', 'payer = "aetna"', "payer is medicare"),
        ('dollars = "34.0001"', "dollars = 34.0001", "dollars is a text"),
        ('dollars = "34.0001"', 'dollars = "0"', "dollars is more than 0"),
        ('dollars = "34.0001"', 'dollars = "-34"', "dollars is a number in quotes"),
        ('dollars = "34.0001"', 'dollars = "34.00001"', "of at most four decimals"),
        ('dollars = "34.0001"', 'dollars = "3400"', "dollars is at most 1000"),
        ("to = 2027-12-31", "to = 2028-12-31", "from and to are days of 2027"),
        ("from = 2027-01-01\nto = 2027-12-31", "from = 2027-06-01\nto = 2027-05-01", "before from"),
        ('source = "file"', 'source = "fiel"', "no source has the id 'fiel'; did you mean file?"),
        ('source = "file"', "", "source is missing"),
        ('mark = "data"', 'mark = "sure"', "mark is one of confirmed, data, knowledge"),
        ('id = "file"', 'id = "file"\nage = 3', "source 'file': unknown key 'age'"),
        ('status = "A"', 'status = "Z"', "no status 'Z' is known"),
        ("multiple = 5", "", "multiple is missing"),
        ("[rates.rvus]", "[rates.rvu]", "unknown key 'rvu'; did you mean rvus?"),
        (RATES, RATES + RATES, "97530 is given twice"),
        ('97530 = "0.44 0.60 0.01"', '9753 = "0.44 0.60 0.01"', "'9753' is not a procedure code"),
        ('"0.44 0.60 0.01"', '"0.44 0.60"', "97530 is 3 numbers parted by blanks"),
        ('"0.44 0.60 0.01"', '"0.44 0.60 x"', "97530 is 3 numbers parted by blanks"),
        ('codes = ["97010"]', 'codes = ["97010"]\nmultiple = 5', "multiple stands only beside"),
        ('codes = ["97010"]', "", "codes is missing"),
        ("multiple = 5", 'multiple = 5\ncodes = ["97110"]', "codes are those without a price"),
        ('gpci = "1 0.869 0.575"', 'gpci = "1 0.869"', "gpci is 3 numbers"),
        ('gpci = "1 0.869 0.575"', 'gpci = "1 0 0.575"', "gpci is three numbers above 0"),
        ('gpci = "1 0.869 0.575"', 'gpci = "1 6 0.575"', "gpci is at most 5"),
        ('aliases = ["Alabama"]', 'aliases = ["al"]', "two localities are called 'al'"),
    ],
)
def test_a_mistake_is_refused_with_file_and_entry(file, was, becomes, said):
    assert was in WHOLE
    file.write_text(WHOLE.replace(was, becomes))
    with pytest.raises(PackError, match=re.escape(said)) as caught:
        load_schedule(file)
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)


def test_an_unknown_key_beside_the_places_is_refused(file):
    file.write_text(WHOLE.replace("year = 2027", "yaer = 2027"))
    with pytest.raises(PackError, match="unknown key 'yaer'; did you mean year"):
        load_localities(file)


@pytest.mark.parametrize(
    "entry", ["status", "reduction", "assistant", "taken_out", "apart", "source"]
)
def test_an_unknown_key_among_the_terms_is_refused(entry):
    written = folder().joinpath("medicare.toml").read_text(encoding="utf-8")
    held = tomllib.loads(written)
    read_terms(Table("terms.toml", held, "", ""))
    held[entry][-1]["colour"] = "blue"
    with pytest.raises(PackError, match=r"terms\.toml: .*unknown key 'colour'"):
        read_terms(Table("terms.toml", held, "", ""))


@pytest.mark.parametrize("text", ["", HEAD, "[[locality]"])
def test_a_file_without_places_is_refused_as_one(file, text):
    file.write_text(text)
    with pytest.raises(PackError, match=r"locality is missing|not TOML"):
        load_localities(file)


def test_a_file_that_is_not_there_is_refused(file):
    with pytest.raises(PackError, match=r"rates\.toml: cannot be read"):
        load_schedule(file)


# ------------------------------------------------ what comes with the package


def test_the_years_are_held():
    assert years() == tuple(range(2019, 2027))


@pytest.mark.parametrize("year", years())
def test_a_years_file_is_of_that_year(year):
    held = schedule_of(year)
    assert (held.year, held.id, held.payer) == (year, f"medicare-{year}", "medicare")
    covered = sorted((f.period.start, f.period.end) for f in held.factors if f.track != "qp")
    assert (covered[0][0], covered[-1][1]) == (f"{year}-01-01", f"{year}-12-31")


@pytest.mark.parametrize("year", range(2020, 2026))
def test_every_code_of_the_packs_is_held_where_the_file_has_it(year):
    """The codes that the years' files have not are those that came later, and one of a device."""
    known = set(packs.demands_for("medicare", f"{year}-06-30").codes)
    missing = known - set(schedule_of(year).rates)
    assert missing <= {"97037", "97550", "97551", "97552", "98978"} | {
        code for code in known if code.startswith(("9897", "9898"))
    }


def test_only_statuses_that_price_have_rvus():
    statuses = terms().statuses
    assert {s.letter for s in statuses.values() if s.priced is Priced.HERE} == {"A", "R", "T"}
    for year in years():
        for rate in schedule_of(year).rates.values():
            has_price = rate.rvus is not None or rate.total is not None
            assert has_price is (statuses[rate.status].priced is Priced.HERE)


def test_nothing_but_fee_files_lies_in_the_folder():
    names = {file.name for file in folder().iterdir()}
    assert names == {"medicare.toml", *(f"medicare-{year}.toml" for year in years())}


def test_2026_holds_no_more_codes_than_were_found_in_public():
    assert set(schedule_of(2026).rates) == {"97110", "97112", "97140", "97530"}
