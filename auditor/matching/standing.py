"""Which lines sent still stand, where a later claim of the batch replaces or voids theirs?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.matching.identifiers import plain
from auditor.matching.visits import LineAlone
from auditor.model import ClaimLine

REPLACED = "a later claim of this number and day replaces this line's; it no longer counts"
VOIDED = "a later claim of this number and day voids this line's; it no longer counts"


@dataclass(frozen=True, slots=True)
class Standing:
    """The lines that count, and those withdrawn, both in the order sent."""

    lines: tuple[ClaimLine, ...]
    withdrawn: tuple[LineAlone, ...] = ()


def standing(sent: Iterable[ClaimLine]) -> Standing:
    """Tell lines that count from those that a later claim withdraws.

    A claim that replaces or voids another bears its number; the day must be the same too, as some
    number a patient's claims all alike. Which of two replacements counts is not told: both do.

    Args:
        sent: Lines in the order sent; those that void are themselves in neither part.
    """
    lines = list(sent)
    why: dict[int, str] = {}
    before: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        claim = plain(line.claim_id)
        earlier = before[claim, line.service.date_of_service]
        if claim and line.voids:
            why.update((i, VOIDED) for i in earlier if i not in why)
        elif claim and line.replaces:
            why.update((i, REPLACED) for i in earlier if i not in why and not lines[i].replaces)
        if not line.voids:
            earlier.append(place)
    return Standing(
        lines=tuple(x for i, x in enumerate(lines) if i not in why and not x.voids),
        withdrawn=tuple(LineAlone(lines[i], why[i]) for i in sorted(why)),
    )
