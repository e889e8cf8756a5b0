"""The rules of a line's modifiers, and of those that say who pays."""

from dataclasses import replace

import pytest

from auditor.billing import packs
from auditor.model import ServiceLine
from auditor.rules.registry import RULES
from built import told, visit

TEXT = "Car transfers. J. Doe, PT"
FACTS = packs.demands_for("medicare", "2026-03-04").modifiers


def details(rule, claim, **facts):
    made = visit(TEXT, claim=claim, **facts)
    rule = RULES.find(rule)
    return told(rule, made) if rule.when(made) else []


CASES = {
    "five modifiers": (
        "CLM121",
        "97530-GP-KX-96-LT-CR=1",
        ["97530: GP, KX, 96, LT, CR"],
    ),
    "four modifiers": ("CLM121", "97530-GP-KX-96-LT=1", []),
    "mistyped": ("CLM122", "97530-PG=1 97110-GP=1", ["97530: PG"]),
    "two unknown": ("CLM122", "97530-ZZ-9Z=1", ["97530: ZZ, 9Z"]),
    "all known": ("CLM122", "97530-GP-CQ-KX=1 97110-GP-59=1", []),
    "twice": ("CLM123", "97530-GP-GP=1", ["97530: GP"]),
    "twice, apart": ("CLM123", "97530-GP-KX-GP=1", ["97530: GP"]),
    "once each": ("CLM123", "97530-GP-KX=1", []),
    "a physician's visit": (
        "CLM124",
        "97161-GP-25=1",
        ["97161: 25, visit of a physician apart from a procedure"],
    ),
    "beside one not known": (
        "CLM124",
        "97530-PG-25=1",
        ["97530: 25, visit of a physician apart from a procedure"],
    ),
    "on a code not known": ("CLM124", "99213-25=1", []),
    "left side": ("CLM124", "97530-GP-LT=1", []),
    "notice on file and not": ("LIA101", "97530-GP-GA-GZ=1", ["97530: GA and GZ"]),
    "required and voluntary notice": ("LIA101", "97530-GA-GX=1", ["97530: GA and GX"]),
    "excluded and not needed": ("LIA101", "97530-GY-GZ=1", ["97530: GY and GZ"]),
    "three of them": ("LIA101", "97530-GA-GY-GZ=1", ["97530: GA and GY, GA and GZ, GY and GZ"]),
    "habilitative and rehabilitative": ("LIA101", "97530-96-97=1", ["97530: 96 and 97"]),
    "on two lines": ("LIA101", "97530-GA=1 97110-GZ=1", []),
    "voluntary notice of an excluded service": ("LIA101", "97530-GX-GY=1", []),
    "GX alone": ("LIA102", "97530-GP-GX=1", ["97530-GP-GX"]),
    "neither GX nor GY": ("LIA102", "97530-GP=1", []),
    "GX with GZ is a contradiction": ("LIA102", "97530-GX-GZ=1", []),
    "GX with GY": ("LIA102", "97530-GP-GX-GY=1", []),
    "GX with GA is a contradiction": ("LIA102", "97530-GP-GX-GA=1", []),
    "GY on therapy": ("LIA103", "97530-GP-GY=1 97110-GP=1", ["97530-GP-GY"]),
    "GY on what is excluded": ("LIA103", "20560-GP-GY=1 97037-GY=1", []),
    "GY on what is never paid": ("LIA103", "97010-GP-GY=1", []),
    "GY on what is therapy only at times": ("LIA103", "97597-GY=1", []),
    "GY on what is left to the biller": ("LIA103", "95851-GP-GY=1", []),
    "GY on an unknown code": ("LIA103", "A4556-GY=1", []),
    "GY with GA is a contradiction": ("LIA103", "97530-GA-GY=1", []),
}


@pytest.mark.parametrize(("rule", "claim", "expected"), CASES.values(), ids=CASES)
def test_modifiers_of_a_line(rule, claim, expected):
    assert details(rule, claim) == expected


def test_small_letters_are_the_same_modifier():
    claim = (ServiceLine("97530", 1, ("gp", "GP ")),)
    assert details("CLM122", claim) == []
    assert details("CLM123", claim) == ["97530: GP"]


def test_without_a_list_no_modifier_is_unknown():
    made = visit(TEXT, claim="97530-ZZ=1")
    bare = replace(made, demands=replace(made.demands, modifiers={}))
    assert not RULES.find("CLM122").when(bare)
    assert not RULES.find("LIA101").when(bare)


def test_every_modifier_the_rules_name_is_known():
    """A modifier asked for by one rule must not be unknown to another."""
    named = {"GP", "GO", "GN", "CQ", "CO", "KX", "59", "XE", "XS", "XP", "XU", "76", "77"}
    named |= {"GA", "GX", "GY", "GZ", "96", "97", "95", "93"}
    assert named <= {m for m, fact in FACTS.items() if fact.therapy}


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.modifier)
def test_contradictions_hold_both_ways_and_among_therapy_modifiers(fact):
    others = [FACTS[other] for other in fact.against]
    assert all(fact.modifier in other.against for other in others)
    assert fact.modifier not in fact.against
    assert all(o.therapy for o in others)
