"""Which line of a payer's answer belongs to which line that was sent?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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
    later in the file replaces an earlier one to the same line: payers reverse and correct.

    Returns:
        Each line once, in the order sent; each answer is the answer to at most one line, and those
        that belong to none are in ``answers_alone``.
    """
    lines = list(sent)
    index = _index(lines)
    found: dict[int, RemittedLine] = {}
    alone: list[RemittedLine] = []
    for answer in answers:
        place = _place(answer, lines, index, found)
        if place is None:
            alone.append(answer)
        else:
            found[place] = answer
    return Answered(
        lines=tuple((line, found.get(i)) for i, line in enumerate(lines)),
        answers_alone=tuple(alone),
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


def _place(
    answer: RemittedLine,
    lines: list[ClaimLine],
    index: dict[tuple[str, ...], list[int]],
    found: dict[int, RemittedLine],
) -> int | None:
    """The line an answer is to: by number; else the first that fits and has no answer yet."""
    claim = plain(answer.claim_id)
    keyed = index.get(("number", claim, plain(answer.line_id), answer.code), [])
    # Some number a patient's claims all alike, and the lines of each from 1: the day must agree.
    by_number = [i for i in keyed if _same_day(lines[i], answer)]
    if claim and answer.line_id and len(by_number) == 1:
        return by_number[0]
    keys = [("claim", claim, answer.code)] if claim else []
    keys += [("patient", p, answer.code) for p in sorted(plains(answer.patients))]
    for key in keys:
        places = [i for i in index.get(key, ()) if _same_service(lines[i], answer)]
        free = [i for i in places if i not in found]
        if places:
            return (free or places)[0]
    return None


def _same_service(line: ClaimLine, answer: RemittedLine) -> bool:
    spoken = {*line.service.modifiers}
    return _same_day(line, answer) and (not answer.modifiers or spoken == {*answer.modifiers})


def _same_day(line: ClaimLine, answer: RemittedLine) -> bool:
    day = line.service.date_of_service
    return None in (day, answer.date_of_service) or day == answer.date_of_service
