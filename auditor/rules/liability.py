"""Claim rules: do the modifiers that say who pays, and what kind of care it is, fit together?"""

from collections.abc import Iterator

from auditor.model import ServiceLine, Severity, Visit
from auditor.rules.claim import at_line, fact_of, said
from auditor.rules.claim_when import codes_claimed, modifiers_known
from auditor.rules.core import Example, Hit, rule
from auditor.rules.line_modifiers import known
from auditor.rules.modifiers import DENIAL_EXPECTED, always_therapy, spoken
from auditor.rules.sources import LIABILITY, MODIFIER_LISTS
from auditor.rules.when import claim_given

_WORK = "[[97530]] x 20 min: toilet transfers x4 w/ grab bar, CGA. J. Doe, PT"
_GOOD = "97530 x 20 min: toilet transfers x4 w/ grab bar, CGA. J. Doe, PT"


@rule(
    code="LIA101",
    title="Two modifiers of one line contradict each other",
    why="Each of the two says what the other denies: notice given or not, excluded by law or only "
    "not needed, habilitative or rehabilitative. The line is returned or denied.",
    fix="Which of the two is meant?",
    source=MODIFIER_LISTS,
    required=Severity.ERROR,
    when=modifiers_known,
    bad=(
        Example(_WORK, claim="97530-GP-GA-GZ=1"),
        Example(_WORK, claim="97530-GP-GA-GX=1"),
        Example(_WORK, claim="97530-GP-96-97=1"),
    ),
    good=(
        Example(_GOOD, claim="97530-GP-GA=1"),
        Example(_GOOD, claim="97530-GP-GX-GY=1"),
        Example(_GOOD, claim="97530-GP-97=1"),
    ),
)
def modifiers_contradict(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each line with two such modifiers, and name the two."""
    for line in visit.note.claim:
        words = sorted({*spoken(line)})
        facts = [fact for word in words if (fact := known(visit, word)) is not None]
        pairs = [(f.modifier, o) for f in facts for o in words if o in f.against and o > f.modifier]
        if pairs:
            told = ", ".join(f"{one} and {other}" for one, other in pairs)
            yield at_line(visit, line, f"{line.code}: {told}")


@rule(
    code="LIA102",
    title="GX stands on a line without GY",
    why="GX says that the patient was told, voluntarily, of a service the law excludes. Without "
    "GY the line is billed as covered, and a covered line with GX is returned.",
    fix="Is this service excluded by law, or was the notice given for another reason?",
    source=LIABILITY,
    required=Severity.WARNING,
    when=claim_given,
    bad=(Example(_WORK, claim="97530-GP-GX=1"),),
    good=(Example(_GOOD, claim="97530-GP-GX-GY=1"),),
)
def voluntary_notice_of_covered_service(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line; GX beside GA or GZ is told as a contradiction."""
    for line in visit.note.claim:
        words = {*spoken(line)}
        if "GX" in words and "GY" not in words and not words & DENIAL_EXPECTED:
            yield at_line(visit, line, said(line))


@rule(
    code="LIA103",
    title="GY stands on a line of a service that Medicare covers",
    why="GY says that the law excludes the service. It is then denied without review and the "
    "patient pays, also for therapy that would be covered.",
    fix="Is this service excluded by law, or is it only expected not to be needed?",
    source=LIABILITY,
    required=Severity.WARNING,
    when=codes_claimed,
    bad=(Example(_WORK, claim="97530-GP-GY=1"),),
    good=(
        Example(_GOOD, claim="97530-GP=1"),
        Example("20560: dry needling, R calf. J. Doe, PT", claim="20560-GP-GY=1"),
    ),
)
def covered_service_as_excluded(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line; GY beside GA or GZ is told as a contradiction."""
    for line in visit.note.claim:
        words = {*spoken(line)}
        if "GY" in words and not words & DENIAL_EXPECTED and _covered(visit, line):
            yield at_line(visit, line, said(line))


def _covered(visit: Visit, line: ServiceLine) -> bool:
    """Say whether a line is surely therapy of Medicare's benefit, whatever else it may be."""
    fact = fact_of(visit, line.code)
    covered = fact is not None and not fact.excluded and fact.max_units != 0
    return covered and always_therapy(visit, line)
