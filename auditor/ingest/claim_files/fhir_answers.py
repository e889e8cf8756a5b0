"""How did the payer answer each item, as a FHIR R4 ExplanationOfBenefit says?

Read are the adjudications of HL7's own list and of the CARIN guide for Blue Button; of the money
only what tells paid from denied.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.errors import InputError
from auditor.ingest.claim_files import values
from auditor.ingest.claim_files.fhir_claims import own_number
from auditor.ingest.claim_files.fhir_items import (
    days,
    modifiers,
    patients,
    payer,
    procedure,
    standing,
)
from auditor.ingest.claim_files.outcomes import denies, outcome
from auditor.ingest.claim_files.resources import Resource, item_place
from auditor.ingest.claim_files.shapes import Node, node, nodes, number, text
from auditor.ingest.refused import Place, Refused
from auditor.model import Adjustment, Payment, RemittedLine

_UNANSWERED = frozenset({"queued", "error"})
_PAID = frozenset({"benefit", "paidtoprovider", "paidtopatient"})
_SHARES = {"deductible": "1", "coinsurance": "2", "copay": "3", "priorpayerpaid": "23"}
"""Amounts someone else pays, and the adjustment reason that says the same."""
_NOT_COVERED = "noncovered"
_NOT_COVERED_REASON = "96"
_ALLOWED_UNITS = "allowedunits"
_REASON_SLICES = frozenset({"denialreason", "rejectreason", "adjustmentreason"})
_REASON_SYSTEMS = ("adjustment-reason", "claim-adjustment")
_REMARK_SYSTEMS = ("remittance-advice-remark",)
_REASON = re.compile(r"(?:(?P<group>CO|PR|OA|PI|CR)[- ]?)?(?P<reason>[A-Z]?\d{1,3})")


def read_answer(resource: Resource) -> Iterator[RemittedLine | Refused]:
    """Read the items of one answer.

    Raises:
        InputError: What its items share has another shape.
    """
    why_not = standing(resource)
    if not why_not and text(resource.values, "outcome") in _UNANSWERED:
        why_not = "the payer has not decided yet (outcome), so its items are not read"
    if why_not:
        yield resource.place.notice(why_not)
        return
    items = nodes(resource.values, "item")
    if not items:
        yield resource.place.refuse("the answer holds no items; look it up by hand")
    claim_id = _claim_number(resource)
    for index, item in enumerate(items, start=1):
        place = item_place(resource.place, index)
        try:
            yield _line(item, resource, claim_id, place)
        except InputError as error:
            yield place.refuse(str(error))


def _claim_number(resource: Resource) -> str:
    """Return the number of the claim answered, as its own file gives it."""
    reference = node(resource.values, "claim")
    numbers = resource.numbers(reference)
    return (values.word(numbers[0], "claim") if numbers else own_number(resource)) or ""


def _line(item: Node, resource: Resource, claim_id: str, place: Place) -> RemittedLine:
    adjudications = nodes(item, "adjudication")
    reasons = tuple(_reasons(adjudications))
    unsaid = tuple(_unsaid(adjudications, reasons))
    paid = _amount(adjudications, _PAID)
    if paid is None and not denies((*reasons, *unsaid)):
        message = "the item does not say whether it was paid or denied (adjudication)"
        raise InputError(message)
    billed, allowed = _units(node(item, "quantity"), "value"), _allowed_units(adjudications)
    payment = outcome(
        paid or Decimal(0), (*reasons, *unsaid), units_billed=billed, units_paid=allowed
    )
    sequence = number(item, "sequence")
    first, last = days(item, resource)
    return RemittedLine(
        claim_id=claim_id,
        line_id="" if sequence is None else str(sequence),
        code=procedure(item),
        source=place.source,
        payment=payment,
        modifiers=modifiers(item),
        units_billed=billed,
        units_paid=0 if payment is Payment.DENIED else allowed,
        date_of_service=values.day(first, last, "servicedDate") if first else None,
        patients=patients(resource),
        payer=payer(resource),
        adjustments=reasons,
        remarks=values.words(_remarks(adjudications), "a remark"),
    )


def _category(adjudication: Node) -> frozenset[str]:
    codings = nodes(node(adjudication, "category"), "coding")
    return frozenset(text(c, "code").casefold() for c in codings)


def _amount(adjudications: Sequence[Node], categories: frozenset[str]) -> Decimal | None:
    """Add up the amounts of some categories; ``None`` where none is given."""
    found = [
        amount
        for a in adjudications
        if _category(a) & categories and (amount := number(node(a, "amount"), "value")) is not None
    ]
    return sum(found, Decimal(0)) if found else None


def _reasons(adjudications: Sequence[Node]) -> Iterator[Adjustment]:
    for adjudication in adjudications:
        is_reason = bool(_category(adjudication) & _REASON_SLICES)
        # A reason may stand beside an amount of another meaning, such as what was paid.
        dollars = number(node(adjudication, "amount"), "value") if is_reason else None
        for coding in nodes(node(adjudication, "reason"), "coding"):
            system, written = text(coding, "system").casefold(), text(coding, "code").upper()
            found = _REASON.fullmatch(written)
            if found and (is_reason or any(s in system for s in _REASON_SYSTEMS)):
                yield Adjustment(found["group"] or "", found["reason"], dollars)


def _unsaid(adjudications: Sequence[Node], reasons: Sequence[Adjustment]) -> Iterator[Adjustment]:
    """Give what the amounts alone say: what others pay, and what is not covered for no reason."""
    for category, reason in _SHARES.items():
        if amount := _amount(adjudications, frozenset({category})):
            yield Adjustment("", reason, amount)
    amount = _amount(adjudications, frozenset({_NOT_COVERED}))
    if amount and not reasons:
        yield Adjustment("", _NOT_COVERED_REASON, amount)


def _allowed_units(adjudications: Sequence[Node]) -> int | None:
    found = (a for a in adjudications if _ALLOWED_UNITS in _category(a))
    allowed = next(found, None)
    return None if allowed is None else _units(allowed, "value")


def _units(values_of: Node, key: str) -> int | None:
    count = number(values_of, key)
    return None if count is None else values.units(str(count), "quantity")


def _remarks(adjudications: Sequence[Node]) -> Iterator[str]:
    for adjudication in adjudications:
        for coding in nodes(node(adjudication, "reason"), "coding"):
            if any(s in text(coding, "system").casefold() for s in _REMARK_SYSTEMS):
                yield text(coding, "code")
