"""The rules of KX against what is used of the year's threshold, for a payer made by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Allowed, Threshold
from auditor.rules.registry import RULES
from built import told, visit

TEXT = "Car transfers. J. Doe, PT"
HELD = (
    Threshold(frozenset({"PT", "SLP"}), 2410, 3000),
    Threshold(frozenset({"OT"}), 2400, None),
)
KX = {code: RULES.find(code) for code in ("THR101", "THR102", "THR103", "THR104")}


def made(claim, allowed, *, held=HELD, signer="PT"):
    amounts = tuple(Allowed(discipline, dollars) for discipline, dollars in allowed.items())
    signed = {"J. Doe, PT": signer} if signer else {}
    seen = visit(TEXT, claim=claim, allowed=amounts, signed=signed)
    return replace(seen, demands=replace(seen.demands, thresholds=held))


def fired(seen):
    return {code for code, rule in KX.items() if rule.when(seen) and list(rule.check(seen))}


CASES = {
    "passed, no KX": ("97530-GP=1", {"PT": 2500, "SLP": 0}, {"THR101"}),
    "passed, KX": ("97530-GP-KX=1", {"PT": 2500, "SLP": 0}, set()),
    "just reached": ("97530-GP=1", {"PT": 2410, "SLP": 0}, {"THR101"}),
    "a cent short": ("97530-GP=1", {"PT": 2409.99, "SLP": 0}, set()),
    "passed by the two together": ("97530-GP=1", {"PT": 1500, "SLP": 1000}, {"THR101"}),
    "passed by one of the two": ("97530-GP=1", {"PT": 2500}, {"THR101"}),
    "OT stands apart": ("97530-GP=1", {"PT": 100, "SLP": 0, "OT": 2900}, set()),
    "OT passed": ("97530-GO=1", {"OT": 2400}, {"THR101"}),
    "SLP's line under the joint one": ("92507-GN=1", {"PT": 2500, "SLP": 0}, {"THR101"}),
    "denial expected": ("97530-GP-GA=1", {"PT": 2500, "SLP": 0}, set()),
    "expected, no notice given": ("97530-GP-GZ=1", {"PT": 2500, "SLP": 0}, set()),
    "told voluntarily": ("97530-GP-GX=1", {"PT": 2500, "SLP": 0}, set()),
    "excluded": ("97530-GP-GY=1", {"PT": 2500, "SLP": 0}, set()),
    "no modifier, the signer's discipline": ("97530=1", {"PT": 2500, "SLP": 0}, {"THR101"}),
    "an unknown code": ("A4556-GP=1", {"PT": 2500, "SLP": 0}, set()),
    "a code that is never paid": ("97010-GP=1", {"PT": 2500, "SLP": 0}, set()),
    "two disciplines on a line": ("97530-GP-GO=1", {"PT": 2500, "SLP": 0, "OT": 2500}, set()),
    "KX, far below": ("97530-GP-KX=1", {"PT": 300, "SLP": 0}, {"THR102"}),
    "KX, nothing used": ("97530-GP-KX=1", {"PT": 0, "SLP": 0}, {"THR102"}),
    "KX, half used": ("97530-GP-KX=1", {"PT": 1205, "SLP": 0}, set()),
    "KX, near": ("97530-GP-KX=1", {"PT": 2380, "SLP": 0}, set()),
    "KX, half of it not known": ("97530-GP-KX=1", {"PT": 300}, set()),
    "review, KX": ("97530-GP-KX=1", {"PT": 3000, "SLP": 0}, {"THR103"}),
    "review, no KX": ("97530-GP=1", {"PT": 3100, "SLP": 0}, {"THR101", "THR103"}),
    "no amount of review held": ("97530-GO-KX=1", {"OT": 9000}, set()),
    "KX, nothing known": ("97530-GP-KX=1", {}, {"THR104"}),
    "KX, only another's known": ("97530-GP-KX=1", {"OT": 100}, {"THR104"}),
    "no KX, nothing known": ("97530-GP=1", {}, set()),
    "no claim": ("", {"PT": 2500}, set()),
}


@pytest.mark.parametrize(("claim", "allowed", "expected"), CASES.values(), ids=CASES)
def test_kx_against_what_is_used(claim, allowed, expected):
    assert fired(made(claim, allowed)) == expected


def test_a_payer_without_a_threshold_hears_nothing():
    assert fired(made("97530-GP-KX=1", {"PT": 2500}, held=())) == set()
    assert fired(made("97530-GP-KX=1", {}, held=())) == set()


def test_only_the_bare_lines_are_told_with_both_amounts():
    seen = made("97530-GP-KX=1 97110-GP=1", {"PT": 2500.75, "SLP": 0})
    said = "97110: 2500 dollars used for PT and SLP, the amount is 2410"
    assert told(KX["THR101"], seen) == [said]


@given(
    used=st.floats(0, 10_000, allow_nan=False),
    more=st.floats(0, 10_000, allow_nan=False),
    claim=st.sampled_from(["97530-GP=1", "97530-GP-KX=1", "97530-GO=1 97535-GO-KX=1"]),
)
def test_more_used_never_makes_kx_less_needed(used, more, claim):
    before, after = (fired(made(claim, {"PT": u, "SLP": 0, "OT": u})) for u in (used, used + more))
    assert "THR101" not in before or "THR101" in after
    assert "THR103" not in before or "THR103" in after
    assert "THR102" not in after or "THR102" in before
    assert not {"THR101", "THR102"} <= fired(made("97530-GP-KX=1", {"PT": used, "SLP": 0}))
