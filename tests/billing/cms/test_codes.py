"""Which codes an import keeps: therapy's, all, or those that are named."""

import pytest

from auditor.billing.cms.codes import codes_in, therapy_codes
from auditor.errors import ConfigError


def test_therapys_are_our_own_and_those_paired_with_them():
    kept = therapy_codes()
    assert {"97530", "97010", "98975"} <= kept  # we tell of them
    assert {"92521", "93798"} <= kept  # they stand in pairs only
    assert "00100" not in kept


ASKED = {
    "nothing": ("", therapy_codes()),
    "therapy": (" Therapy ", therapy_codes()),
    "all": ("ALL", None),
    "named": ("97530, , g0283,", frozenset({"97530", "G0283"})),
    "therapy-and-more": ("therapy,00100", therapy_codes() | {"00100"}),
}


@pytest.mark.parametrize(("words", "kept"), ASKED.values(), ids=ASKED)
def test_the_codes_that_are_asked_for(words, kept):
    assert codes_in(words) == kept


@pytest.mark.parametrize("words", ["97530,9753O1", "97530,all", "physio"])
def test_a_word_that_is_no_code_is_refused(words):
    with pytest.raises(ConfigError, match=r"--codes: .* is no procedure code"):
        codes_in(words)
