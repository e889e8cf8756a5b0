"""Which lines still stand once claims that replace or void them are read."""

from dataclasses import replace

from auditor.matching import standing
from auditor.matching.standing import REPLACED, VOIDED
from auditor.model import ClaimLine, ServiceLine

DAY, NEXT = "2026-03-04", "2026-03-05"
SENT = ClaimLine("C1", "1", ServiceLine("97530", 3, ("GP",), date_of_service=DAY), "x.837:1")
OTHER = replace(SENT, line_id="2", service=replace(SENT.service, code="97110"))
REPLACEMENT = replace(SENT, source="x.837:9", replaces=True)
VOID = replace(SENT, source="x.837:9", voids=True)


def test_a_replacement_takes_the_place_of_the_whole_claim():
    again = replace(REPLACEMENT, line_id="2")
    found = standing([SENT, OTHER, REPLACEMENT, again])
    assert found.lines == (REPLACEMENT, again)
    assert [(w.line, w.why) for w in found.withdrawn] == [(SENT, REPLACED), (OTHER, REPLACED)]


def test_a_void_claim_withdraws_and_bills_nothing():
    found = standing([SENT, VOID])
    assert found.lines == ()
    assert [(w.line, w.why) for w in found.withdrawn] == [(SENT, VOIDED)]


def test_a_claim_sent_anew_after_a_void_counts():
    anew = replace(SENT, source="x.837:12")
    assert standing([SENT, VOID, anew]).lines == (anew,)


def test_another_claim_or_day_stands():
    next_day = replace(SENT, service=replace(SENT.service, date_of_service=NEXT))
    others = (replace(SENT, claim_id="C2"), next_day, replace(SENT, claim_id=""))
    assert standing([*others, REPLACEMENT]).lines == (*others, REPLACEMENT)
    assert standing([*others, replace(VOID, claim_id="")]).lines == others
