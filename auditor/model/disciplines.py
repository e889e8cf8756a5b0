"""Which disciplines of therapy are there, and which modifiers of a claim line speak of each?"""

from collections.abc import Iterable, Mapping

DISCIPLINE_MODIFIER: Mapping[str, str] = {"PT": "GP", "OT": "GO", "SLP": "GN"}
"""Of each discipline, the modifier that says under whose plan of care a line falls.

Source: CMS Pub. 100-04, ch. 5, §20.1.
"""
ASSISTANT_MODIFIER: Mapping[str, str] = {"PT": "CQ", "OT": "CO"}
"""Of each discipline, the modifier of what its assistants give; those of SLP have none.

Source: CMS, Billing Examples Using CQ/CO Modifiers (CY2022 revision).
"""
DISCIPLINES = tuple(DISCIPLINE_MODIFIER)
DISCIPLINE_MODIFIERS = frozenset(DISCIPLINE_MODIFIER.values())
ASSISTANT_MODIFIERS = frozenset(ASSISTANT_MODIFIER.values())
DISCIPLINE_OF: Mapping[str, str] = {
    modifier: discipline
    for modifiers in (DISCIPLINE_MODIFIER, ASSISTANT_MODIFIER)
    for discipline, modifier in modifiers.items()
}
"""The discipline that each of these modifiers speaks of."""


def disciplines_of(modifiers: Iterable[str]) -> frozenset[str]:
    """Return the disciplines that a line's modifiers, in capitals, speak of: one, if all is well.

    Example:
        >>> sorted(disciplines_of(("GP", "CO", "59")))
        ['OT', 'PT']
    """
    return frozenset(DISCIPLINE_OF[m] for m in modifiers if m in DISCIPLINE_OF)
