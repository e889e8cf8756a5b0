"""Which line of a payer's answer belongs to which line that was sent?"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from auditor.matching.identifiers import plain, plains
from auditor.model import ClaimLine, RemittedLine


@dataclass(frozen=True, slots=True)
class Answered:
    """Each line sent with its answer (``None`` where there is none yet), and the answers left."""

    lines: tuple[tuple[ClaimLine, RemittedLine | None], ...]
    answers_alone: tuple[RemittedLine, ...] = ()


def answered(sent: Iterable[ClaimLine], answers: Iterable[RemittedLine]) -> Answered:
    """Give every line that was sent the payer's last answer to it.

    An answer belongs to the line of its claim and line number; where the payer gives no line
    number, or one of its own, to a line of the claim with the same code, day and modifiers; where
    the claim number is not known either, to such a line of the same patient. An answer that comes
    later in the file replaces an earlier one to the same line: payers reverse and correct. A
    reversal takes back the last answer to its line that it mirrors.

    Returns:
        Each line once, in the order sent; each answer is the answer to at most one line, and those
        that belong to none are in ``answers_alone``. Reversals are no answers, and in neither.
    """
    lines = list(sent)
    index = _index(lines)
    given: defaultdict[int, list[RemittedLine]] = defaultdict(list)
    alone: defaultdict[str, list[RemittedLine]] = defaultdict(list)
    for answer in answers:
        places = _places(answer, lines, index)
        if answer.reverses:
            held = [given[i] for i in places if i in given]
            _take_back(answer, [*held, alone.get(answer.claim_id, [])])
        elif places:
            # A line never answered goes before one whose answer was taken back.
            given[min(places, key=lambda i: (bool(given.get(i)), i in given))].append(answer)
        else:
            alone[answer.claim_id].append(answer)
    return Answered(
        lines=tuple((line, given[i][-1] if given.get(i) else None) for i, line in enumerate(lines)),
        answers_alone=tuple(chain.from_iterable(alone.values())),
    )


def _index(lines: list[ClaimLine]) -> dict[tuple[str, ...], list[int]]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        claim = plain(line.claim_id)
        index["number", claim, plain(line.line_id), line.service.code].append(place)
        index["claim", claim, line.service.code].append(place)
        for patient in plains(line.patients):
            index["patient", patient, line.service.code].append(place)
    return index


def _take_back(reversal: RemittedLine, held: list[list[RemittedLine]]) -> None:
    """Take away the last answer that a reversal mirrors; without one the lines keep theirs."""
    for answers in held:
        for i in reversed(range(len(answers))):
            if _mirrors(reversal, answers[i]):
                del answers[i]
                return


def _mirrors(reversal: RemittedLine, answer: RemittedLine) -> bool:
    """Whether a reversal bears the same line and reasons, the amounts turned round.

    One that repeats no reasons mirrors any answer to its line.
    """
    days = {reversal.date_of_service, answer.date_of_service}
    turned = Counter((a.group, a.reason, a.dollars and -a.dollars) for a in reversal.adjustments)
    reasons = Counter((a.group, a.reason, a.dollars) for a in answer.adjustments)
    return (
        (len(days) == 1 or None in days)
        and (reversal.claim_id, reversal.line_id) == (answer.claim_id, answer.line_id)
        and (reversal.code, reversal.modifiers) == (answer.code, answer.modifiers)
        and turned in (Counter(), reasons)
    )


def _places(
    answer: RemittedLine, lines: list[ClaimLine], index: dict[tuple[str, ...], list[int]]
) -> list[int]:
    """The lines an answer may be to: the one of its number; else all that fit equally well."""
    claim = plain(answer.claim_id)
    keyed = index.get(("number", claim, plain(answer.line_id), answer.code), [])
    # Some number a patient's claims all alike, and the lines of each from 1: the day must agree.
    by_number = [i for i in keyed if _same_day(lines[i], answer)]
    if claim and answer.line_id and len(by_number) == 1:
        return by_number
    keys = [("claim", claim, answer.code)] if claim else []
    keys += [("patient", p, answer.code) for p in sorted(plains(answer.patients))]
    for key in keys:
        places = [i for i in index.get(key, ()) if _same_service(lines[i], answer)]
        if places:
            return places
    return []


def _same_service(line: ClaimLine, answer: RemittedLine) -> bool:
    spoken = {*line.service.modifiers}
    return _same_day(line, answer) and (not answer.modifiers or spoken == {*answer.modifiers})


def _same_day(line: ClaimLine, answer: RemittedLine) -> bool:
    day = line.service.date_of_service
    return None in (day, answer.date_of_service) or day == answer.date_of_service
