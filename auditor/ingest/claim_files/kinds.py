"""Of what kind is a transaction of an X12 file?"""

import re
from collections.abc import Mapping

PROFESSIONAL = "837P"
REMITTANCE = "835"

KINDS: Mapping[str, str] = {
    PROFESSIONAL: "professional claims (837P)",
    "837I": "institutional claims (837I)",
    "837D": "dental claims (837D)",
    REMITTANCE: "a remittance (835)",
    "270": "an eligibility inquiry (270)",
    "271": "an eligibility answer (271)",
    "276": "a claim status inquiry (276)",
    "277": "a claim status answer (277)",
    "278": "an authorisation request or answer (278)",
    "820": "a premium payment (820)",
    "834": "an enrolment (834)",
    "997": "an acknowledgement (997)",
    "999": "an acknowledgement (999)",
}
"""What each kind of transaction is, in words."""

_CLAIM = "837"
_GUIDES = {"222": PROFESSIONAL, "098": PROFESSIONAL, "223": "837I", "096": "837I"} | {
    "224": "837D",
    "097": "837D",
}
"""The guide's number, as in 005010X222A1, tells the three kinds of 837 apart (5010 and 4010)."""
_GUIDE = re.compile(r"\d{6}X(\d{3})")


def kind_of(number: str, guide: str) -> str:
    """Return the kind of a transaction by its number (ST01) and its guide (ST03 or GS08)."""
    if number != _CLAIM:
        return number
    found = _GUIDE.match(guide)
    # An 837 that does not say its guide shows by its service segments whether it is one of ours.
    return _GUIDES.get(found[1], PROFESSIONAL) if found else PROFESSIONAL


def not_wanted(kind: str, wanted: str) -> str:
    """Say what a transaction is and what to do, where one of another kind is wanted."""
    what = KINDS.get(kind, "a transaction of another kind")
    remedy = f"give {KINDS[wanted]} here"
    if kind == REMITTANCE:
        remedy = "give it as a remittance file instead"
    elif kind == PROFESSIONAL:
        remedy = "give it as a claim file instead"
    return f"this holds {what}, not {KINDS[wanted]}; it and any like it are not read; {remedy}"
