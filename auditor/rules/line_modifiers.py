"""Claim rules: are a line's modifiers known, few enough, each once, and fit for therapy?"""

from collections.abc import Iterator

from auditor.model import ModifierFact, Severity, Visit
from auditor.rules.claim import at_line, fact_of, listed
from auditor.rules.claim_when import modifiers_claimed, modifiers_known
from auditor.rules.core import Example, Hit, rule
from auditor.rules.modifiers import spoken
from auditor.rules.sources import CLAIM_FORM, MODIFIER_LISTS

MOST_MODIFIERS = 4
"""Places for modifiers on a line. Source: CMS Pub. 100-04, ch. 26, §10.4, item 24D."""
_WORK = "[[97530]] x 20 min: toilet transfers x4 w/ grab bar, CGA. J. Doe, PT"
_GOOD = "97530 x 20 min: toilet transfers x4 w/ grab bar, CGA. J. Doe, PT"


def known(visit: Visit, modifier: str) -> ModifierFact | None:
    """Return what is known of a modifier; ``None`` where nothing is."""
    return visit.demands.modifiers.get(modifier) if visit.demands else None


@rule(
    code="CLM121",
    title="A line has more than four modifiers",
    why="A claim line has four places for modifiers; a fifth is cut off, whatever it says.",
    fix="Which four modifiers does the line need?",
    source=CLAIM_FORM,
    required=Severity.ERROR,
    when=modifiers_claimed,
    bad=(Example(_WORK, claim="97530-GP-KX-96-LT-CR=1"),),
    good=(Example(_GOOD, claim="97530-GP-KX-96-LT=1"),),
)
def too_many_modifiers(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line."""
    for line in visit.note.claim:
        if len(line.modifiers) > MOST_MODIFIERS:
            yield at_line(visit, line, f"{line.code}: {', '.join(spoken(line))}")


@rule(
    code="CLM122",
    title="A modifier is not one this auditor knows",
    why="A mistyped modifier makes the line invalid, and nothing about it was checked here.",
    fix="Is the modifier written as it was meant?",
    source=MODIFIER_LISTS,
    required=Severity.WARNING,
    when=modifiers_known,
    bad=(Example(_WORK, claim="97530-PG=1"),),
    good=(Example(_GOOD, claim="97530-GP=1"),),
)
def unknown_modifier(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each line with such a modifier."""
    for line in visit.note.claim:
        unknown = [m for m in spoken(line) if known(visit, m) is None]
        if unknown:
            yield at_line(visit, line, f"{line.code}: {listed(unknown)}")


@rule(
    code="CLM123",
    title="A line has the same modifier twice",
    why="The second says nothing new and takes one of the line's four places.",
    fix="Was another modifier meant?",
    source=CLAIM_FORM,
    required=Severity.WARNING,
    when=modifiers_claimed,
    bad=(Example(_WORK, claim="97530-GP-GP=1"),),
    good=(Example(_GOOD, claim="97530-GP-KX=1"),),
)
def modifier_given_twice(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line."""
    for line in visit.note.claim:
        words = spoken(line)
        twice = [m for m in words if words.count(m) > 1]
        if twice:
            yield at_line(visit, line, f"{line.code}: {listed(twice)}")


@rule(
    code="CLM124",
    title="A modifier does not belong on a therapy line",
    why="It speaks of other services: a physician's visit, surgery, imaging, a laboratory. On a "
    "therapy line it makes no sense to the payer.",
    fix="What was this modifier to tell the payer?",
    source=MODIFIER_LISTS,
    required=Severity.WARNING,
    when=modifiers_known,
    bad=(Example(_WORK, claim="97530-GP-25=1"),),
    good=(Example(_GOOD, claim="97530-GP-59=1"),),
)
def modifier_of_other_services(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each line that has one, and say what it stands for."""
    for line in visit.note.claim:
        facts = (known(visit, m) for m in dict.fromkeys(spoken(line)))
        foreign = [f"{f.modifier}, {f.means}" for f in facts if f is not None and not f.therapy]
        if foreign and fact_of(visit, line.code) is not None:
            yield at_line(visit, line, f"{line.code}: {'; '.join(foreign)}")
