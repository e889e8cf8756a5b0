"""A claim is read from JSON values and from words; what is no claim is refused by its key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.ingest import read_claim
from auditor.ingest.claims import from_cells, from_json
from auditor.model import ServiceLine

JSON = {
    "none": (None, ()),
    "no-lines": ([], ()),
    "code-and-units": ([{"code": "97530", "units": 2}], (ServiceLine("97530", 2),)),
    "zero-units": ([{"code": "97530", "units": 0}], (ServiceLine("97530", 0),)),
    "modifiers-null": (
        [{"code": "97530", "units": 2, "modifiers": None}],
        (ServiceLine("97530", 2),),
    ),
    "blanks-and-case": (
        [{"code": " g0283 ", "units": 1, "modifiers": ["gp", "", " 59 "]}],
        (ServiceLine("G0283", 1, ("GP", "59")),),
    ),
    "order-and-repeats-kept": (
        [
            {"code": "97530", "units": 1},
            {"code": "97110", "units": 2},
            {"code": "97530", "units": 1},
        ],
        (ServiceLine("97530", 1), ServiceLine("97110", 2), ServiceLine("97530", 1)),
    ),
}


@pytest.mark.parametrize(("claim", "lines"), JSON.values(), ids=JSON)
def test_json_claims_are_read(claim, lines):
    assert from_json(claim) == lines


WHOLE_UNITS = '"claim[0].units" must be a whole number such as 2, not '
A_WORD = ' must be a string such as "97530" or "GP", not '

WRONG_JSON = {
    "a-string": ("CANARY", '"claim" must be a list of objects, not a string'),
    "line-string": (
        ["CANARY"],
        '"claim[0]" must be an object with "code" and "units", not a string',
    ),
    "code-missing": ([{"units": 2}], f'"claim[0].code"{A_WORD}null'),
    "code-number": ([{"code": 97530, "units": 2}], f'"claim[0].code"{A_WORD}a number'),
    "code-empty": (
        [{"code": " ", "units": 2}],
        '"claim[0].code" is empty; give the procedure code, such as "97530"',
    ),
    "code-long": (
        [{"code": "CANARY " * 9, "units": 2}],
        '"claim[0].code" must be a code, not a text',
    ),
    "code-control": (
        [{"code": "97530\n1", "units": 2}],
        '"claim[0].code" must be a code, not a text',
    ),
    "units-missing": ([{"code": "97530"}], f"{WHOLE_UNITS}null"),
    "units-string": ([{"code": "97530", "units": "2"}], f"{WHOLE_UNITS}a string"),
    "units-decimal": ([{"code": "97530", "units": 2.0}], f"{WHOLE_UNITS}a decimal number"),
    "units-true": ([{"code": "97530", "units": True}], f"{WHOLE_UNITS}true or false"),
    "units-negative": (
        [{"code": "97530", "units": -1}],
        '"claim[0].units" must be from 0 to 999',
    ),
    "units-a-charge": (
        [{"code": "97530", "units": 12500}],
        '"claim[0].units" must be from 0 to 999',
    ),
    "modifiers-string": (
        [{"code": "97530", "units": 2, "modifiers": "CANARY"}],
        '"claim[0].modifiers" must be a list such as ["GP"], not a string',
    ),
    "modifier-number": (
        [{"code": "97530", "units": 2, "modifiers": ["GP", 59]}],
        f'"claim[0].modifiers[1]"{A_WORD}a number',
    ),
    "second-line": (
        [{"code": "97530", "units": 2}, {"code": None, "units": 1}],
        f'"claim[1].code"{A_WORD}null',
    ),
}


@pytest.mark.parametrize(("claim", "message"), WRONG_JSON.values(), ids=WRONG_JSON)
def test_wrong_json_claims_are_refused_by_their_key(claim, message):
    with pytest.raises(InputError) as caught:
        from_json(claim)
    assert str(caught.value) == message


TWO = (ServiceLine("97530", 2, ("GP", "CQ")), ServiceLine("97110", 1))

WORDS = {
    "nothing": ("", ()),
    "blank": ("  ", ()),
    "as-on-the-command-line": ("97530-GP-CQ=2 97110=1", TWO),
    "times": ("97530 x2 GP CQ; 97110 x 1", TWO),
    "times-without-blanks": ("97530x2-GP-CQ,97110x1", TWO),
    "modifiers-before": ("97530 GP,CQ x 2 units | 97110 x 1 unit", TWO),
    "colons": ("97530:GP:CQ*2;97110*1", TWO),
    "brackets": ("97530-GP-CQ (2), 97110 (1)", TWO),
    "lines": ("97530 GP CQ \u00d7 2\n97110 \u00d7 1u\n", TWO),
    "lower-case": ("g0283-gp=1", (ServiceLine("G0283", 1, ("GP",)),)),
    "category-three": ("0552t=1", (ServiceLine("0552T", 1),)),
    "digits-as-modifier": ("97530 59 x2", (ServiceLine("97530", 2, ("59",)),)),
    "modifier-that-looks-like-units": ("97530-X2=3", (ServiceLine("97530", 3, ("X2",)),)),
    "many-units": ("97530=12", (ServiceLine("97530", 12),)),
}


@pytest.mark.parametrize(("words", "lines"), WORDS.values(), ids=WORDS)
def test_claims_in_words_are_read(words, lines):
    assert read_claim(words) == lines


HOW = "write each code with its units, as in 97530-GP=2 97110-GP=1"

WRONG_WORDS = {
    "words": ("CANARY was seen", f'"claim" cannot be read; {HOW}'),
    "words-after-a-code": ("97530=2 CANARY", f'"claim" cannot be read; {HOW}'),
    "six-digits": ("975301=2", f'"claim" cannot be read; {HOW}'),
    "negative": ("97530=-2", f'"claim" cannot be read; {HOW}'),
    "decimal": ("97530=2.5", f'"claim" cannot be read; {HOW}'),
    "a-charge": ("97530=12500", f'"claim" cannot be read; {HOW}'),
    "a-whole-text": ("97530=2 " * 2000, f'"claim" cannot be read; {HOW}'),
    "no-units": ("97530 97110=1", f'"claim" has a code without units; {HOW}'),
}


@pytest.mark.parametrize(("words", "message"), WRONG_WORDS.values(), ids=WRONG_WORDS)
def test_what_is_no_claim_in_words_is_refused(words, message):
    with pytest.raises(InputError) as caught:
        read_claim(words)
    assert str(caught.value) == message


CELLS = {
    "one-code": (("97530", "2", None), (ServiceLine("97530", 2),)),
    "excels-decimals": (("97530", "2.0", "GP"), (ServiceLine("97530", 2, ("GP",)),)),
    "modifiers-of-one-code": (("97530", "2", "GP, CQ"), (ServiceLine("97530", 2, ("GP", "CQ")),)),
    "in-step": (("97530;97110", "2;1", "GP CQ;"), TWO),
    "modifiers-at-the-code": (("97530-GP", "2", "CQ"), (ServiceLine("97530", 2, ("GP", "CQ")),)),
    "units-at-the-code-go-first": (("97530-GP-CQ=2 97110=1", "3", None), TWO),
    "no-code": (("", "2", "GP"), ()),
}


@pytest.mark.parametrize(("cells", "lines"), CELLS.values(), ids=CELLS)
def test_claims_in_cells_are_read(cells, lines):
    assert from_cells(*cells) == lines


STEP = "the claim's columns hold different numbers of codes, units and modifiers"

WRONG_CELLS = {
    "units-missing": (("97530", None, "GP"), f'"claim" has a code without units; {HOW}'),
    "units-words": (("97530", "CANARY", None), '"units" must be whole numbers from 0 to 999'),
    "units-negative": (("97530", "-2", None), '"units" must be whole numbers from 0 to 999'),
    "units-half": (("97530", "2.5", None), '"units" must be whole numbers from 0 to 999'),
    "too-few-units": (("97530;97110", "2", None), STEP),
    "too-few-modifiers": (("97530;97110", "2;1", "GP"), STEP),
    "modifier-words": (
        ("97530", "2", "CANARY"),
        '"modifiers" must be of two characters each, such as GP',
    ),
}


@pytest.mark.parametrize(("cells", "message"), WRONG_CELLS.values(), ids=WRONG_CELLS)
def test_cells_that_do_not_fit_together_are_refused(cells, message):
    with pytest.raises(InputError) as caught:
        from_cells(*cells)
    assert str(caught.value) == message


LINES = st.lists(
    st.builds(
        ServiceLine,
        st.from_regex(r"[0-9]{5}|[A-Z][0-9]{4}|[0-9]{4}[A-Z]", fullmatch=True),
        st.integers(0, 999),
        st.lists(st.from_regex(r"[A-Z0-9]{2}", fullmatch=True), max_size=4).map(tuple),
    ),
    max_size=6,
).map(tuple)


@given(LINES)
def test_every_claim_can_be_written_on_the_command_line_and_read_back(lines):
    words = " ".join(f"{'-'.join((s.code, *s.modifiers))}={s.units}" for s in lines)
    assert read_claim(words) == lines
