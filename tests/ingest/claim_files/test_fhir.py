"""FHIR R4 Claim and ExplanationOfBenefit: alone, in lists and bundles, one a line."""

import json
from decimal import Decimal

import pytest

from auditor.ingest import Refused
from auditor.model import Adjustment, ClaimLine, Payment, RemittedLine, ServiceLine
from ingest.claim_files.reading import answers_of, claims_of, lines_of, messages_of
from ingest.claim_files.writing import BILLING_NPI, Claim, Line, fhir

CLAIM = Claim("A1", (Line("97530", 2, ("GP",), diagnoses=("M54.50",)),), "M-1")
X12 = "https://x12.org/codes/claim-adjustment-reason-codes"


def adjudication(category, amount=None, reason=None, system=X12, **more):
    found = {"category": {"coding": [{"code": category}]}} | more
    if amount is not None:
        found["amount"] = {"value": amount, "currency": "USD"}
    if reason:
        found["reason"] = {"coding": [{"system": system, "code": reason}]}
    return found


def answer(*adjudications, **more):
    return {
        "resourceType": "ExplanationOfBenefit",
        "id": "eob-1",
        "status": "active",
        "use": "claim",
        "outcome": "complete",
        "claim": {"identifier": {"value": "A1"}},
        "patient": {"reference": "Patient/M-1"},
        "insurer": {"display": "PAYER A"},
        "item": [
            {
                "sequence": 1,
                "productOrService": {"coding": [{"code": "97530"}]},
                "modifier": [{"coding": [{"code": "GP"}]}],
                "quantity": {"value": 4},
                "servicedDate": "2026-03-04",
                "adjudication": list(adjudications),
            }
        ],
    } | more


def bundle(*resources):
    entries = [{"fullUrl": f"urn:uuid:{i}", "resource": r} for i, r in enumerate(resources)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def claims(folder, *values, **kwargs):
    return claims_of(folder, "\n".join(json.dumps(v, **kwargs) for v in values))


def answers(folder, value):
    return answers_of(folder, json.dumps(value))


def test_an_item_has_all_that_the_claim_says_of_it(tmp_path):
    assert claims(tmp_path, fhir(CLAIM), indent=1) == [
        ClaimLine(
            claim_id="A1",
            line_id="1",
            service=ServiceLine(
                "97530", 2, ("GP",), "2026-03-04", BILLING_NPI, diagnoses=("M54.50",)
            ),
            source="a:item 1",
            patients=("M-1",),
            payer="PAYER A",
        )
    ]


def test_an_item_without_its_number_has_none(tmp_path):
    claim = fhir(CLAIM)
    del claim["item"][0]["sequence"]
    (found,) = claims(tmp_path, claim)
    assert found.line_id == ""


SHAPES = {
    "alone": ([fhir(CLAIM)], ["a:line 1:item 1"]),
    "one-a-line": ([fhir(CLAIM), fhir(CLAIM)], ["a:line 1:item 1", "a:line 2:item 1"]),
    "list": ([[fhir(CLAIM), fhir(CLAIM)]], ["a:entry 1:item 1", "a:entry 2:item 1"]),
    "bundle": ([bundle({"resourceType": "Patient"}, fhir(CLAIM))], ["a:line 1:entry 2:item 1"]),
    "bundles": ([bundle(fhir(CLAIM))] * 2, [f"a:line {i}:entry 1:item 1" for i in (1, 2)]),
}


@pytest.mark.parametrize(("values", "sources"), SHAPES.values(), ids=SHAPES)
def test_claims_come_alone_in_lists_and_in_bundles(tmp_path, values, sources):
    assert [item.source for item in claims(tmp_path, *values)] == sources


def test_references_are_looked_up_in_the_bundle_and_in_the_claim(tmp_path):
    claim = fhir(CLAIM) | {
        "patient": {"reference": "Patient/p1"},
        "provider": {"reference": "urn:uuid:1"},
        "insurer": {"reference": "#payer"},
        "careTeam": [],
        "contained": [{"resourceType": "Organization", "id": "payer", "name": "PAYER B"}],
    }
    patient = {
        "resourceType": "Patient",
        "id": "p1",
        "identifier": [
            {"system": "http://hl7.org/fhir/sid/us-ssn", "value": "000-00-0000"},
            {"system": "urn:clinic", "value": "R-1"},
        ],
    }
    practitioner = {
        "resourceType": "Practitioner",
        "id": "t1",
        "identifier": [
            {"value": "LICENCE"},
            {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1444"},
        ],
    }
    (found,) = claims(tmp_path, bundle(patient, practitioner, claim))
    assert found.patients == ("R-1", "p1")
    assert found.service.clinician == "1444"
    assert found.payer == "PAYER B"


def test_a_reference_that_is_an_address_of_a_bundle_names_the_patient(tmp_path):
    (found,) = claims(tmp_path, fhir(CLAIM) | {"patient": {"reference": "urn:uuid:p-1"}})
    assert found.patients == ("p-1",)


def test_of_a_team_of_several_none_is_guessed(tmp_path):
    team = [{"sequence": n, "provider": {"identifier": {"value": f"155{n}"}}} for n in (1, 2)]
    claim = fhir(CLAIM) | {"careTeam": team}
    claim["item"] = [claim["item"][0] | {"careTeamSequence": s} for s in ([2], None, [9])]
    items = claims(tmp_path, claim)
    assert [item.service.clinician for item in items] == ["1552", BILLING_NPI, BILLING_NPI]
    (alone,) = claims(tmp_path, claim | {"careTeam": team[:1], "item": claim["item"][1:2]})
    assert alone.service.clinician == "1551"


def test_the_code_is_taken_from_the_list_of_procedures(tmp_path):
    codings = [
        {"system": "http://snomed.info/sct", "code": "229065009"},
        {"code": "OWN-1"},
        {"system": "https://bluebutton.cms.gov/resources/codesystem/hcpcs", "code": "G0283"},
    ]
    claim = fhir(CLAIM)
    claim["item"][0]["productOrService"] = {"coding": codings}
    (found,) = claims(tmp_path, claim)
    assert found.service.code == "G0283"


@pytest.mark.parametrize(
    "system",
    [
        "http://hl7.org/fhir/sid/icd-10-cm",
        "http://hl7.org/fhir/sid/icd-9-cm",
        "urn:icd10",
        "urn:ICD9",
    ],
)
def test_diagnoses_are_told_by_their_list(tmp_path, system):
    claim = fhir(CLAIM)
    other = {"system": "http://snomed.info/sct", "code": "279039007"}
    coding = [other, {"system": system, "code": "M54.50"}]
    claim["diagnosis"][0]["diagnosisCodeableConcept"] = {"coding": coding}
    (found,) = claims(tmp_path, claim)
    assert found.service.diagnoses == ("M54.50",)


def with_item(**more):
    claim = fhir(Claim("A1", (CLAIM.lines[0],) * 3, "M-1"))
    claim["item"][1] |= more
    return claim


REFUSED = {
    "minutes": ({"quantity": {"value": 30, "code": "min"}}, "the item counts minutes"),
    "minutes-by-unit": ({"quantity": {"value": 30, "unit": "minutes"}}, "the item counts minutes"),
    "code-of-another-list": (
        {"productOrService": {"coding": [{"system": "http://snomed.info/sct", "code": "229065"}]}},
        "there is no procedure code in productOrService",
    ),
    "no-units": ({"quantity": {}}, "there are no units in quantity"),
    "fraction": ({"quantity": {"value": 1.5}}, "the units in quantity are a fraction"),
    "negative": ({"quantity": {"value": -1}}, "the units in quantity are negative"),
    "absurd": ({"quantity": {"value": 1e30}}, "quantity holds no number"),
    "words": ({"quantity": {"value": "two"}}, '"value" must be a number, not a string'),
    "no-code": ({"productOrService": {}}, "there is no procedure code in productOrService"),
    "shape": ({"productOrService": []}, '"productOrService" must be an object, not a list'),
    "modifier": ({"modifier": [{"coding": [{"code": "GPX"}]}]}, "modifier holds a modifier"),
    "month": ({"servicedDate": "2026-03"}, "servicedDate or servicedPeriod holds no date"),
    "details": ({"detail": [{"sequence": 1}]}, "the item has details of its own"),
    "sequence": ({"diagnosisSequence": ["one"]}, '"diagnosisSequence" must be a list of whole'),
    "week": (
        {"servicedDate": None, "servicedPeriod": {"start": "2026-03-04", "end": "2026-03-10"}},
        "the line spans several days",
    ),
    "no-date": ({"servicedDate": None}, "there is no date of service"),
}


@pytest.mark.parametrize(("more", "reason"), REFUSED.values(), ids=REFUSED)
def test_an_item_that_cannot_be_told_is_refused_and_the_rest_is_read(tmp_path, more, reason):
    items = claims(tmp_path, with_item(**more), indent=1)
    assert [type(item) for item in items] == [ClaimLine, Refused, ClaimLine]
    assert items[1].message.startswith(f"a:item 2: {reason}")


def test_the_day_may_be_a_period_or_the_claims(tmp_path):
    period = {"start": "2026-03-04T09:00:00-05:00", "end": "2026-03-04T09:30:00-05:00"}
    assert with_days(tmp_path, item={"servicedPeriod": period}) == "2026-03-04"
    assert with_days(tmp_path, claim={"billablePeriod": period}) == "2026-03-04"


def with_days(folder, item=(), claim=()):
    values = fhir(CLAIM) | dict(claim)
    values["item"][0] |= {"servicedDate": None} | dict(item)
    (found,) = claims(folder, values)
    return found.service.date_of_service


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"status": "cancelled"}, "its status is not active"),
        ({"status": "entered-in-error"}, "its status is not active"),
        ({"use": "preauthorization"}, "it asks for an authorisation or an estimate"),
        ({"item": []}, "the claim holds no items"),
        ({"item": {}}, '"item" must be a list of objects; the resource is not read'),
        ({"status": 5}, '"status" must be a string, not a number'),
        ({"patient": "P1"}, '"patient" must be an object, not a string'),
    ],
)
def test_a_claim_that_bills_nothing_is_told(tmp_path, more, words):
    items = claims(tmp_path, fhir(CLAIM) | more, fhir(CLAIM))
    assert len(lines_of(items)) == 1
    assert words in messages_of(items)[0]


def test_a_claim_that_replaces_another_says_so(tmp_path):
    related = {"relationship": {"coding": [{"code": "prior"}]}}
    (found,) = claims(tmp_path, fhir(CLAIM) | {"related": [related]})
    assert found.replaces


def test_a_line_that_is_cut_is_refused_alone(tmp_path):
    whole = json.dumps(fhir(CLAIM))
    items = claims_of(tmp_path, f"{whole}\n{whole[:99]}\n{whole}\n")
    assert [type(item) for item in items] == [ClaimLine, Refused, ClaimLine]
    items = claims_of(tmp_path, f"{whole[:99]}\n{whole}\n")
    assert [type(item) for item in items] == [Refused, ClaimLine]


def test_json_cut_at_any_byte_makes_up_no_line(tmp_path):
    whole = claims(tmp_path, fhir(CLAIM), fhir(CLAIM))
    raw = "\n".join(json.dumps(fhir(CLAIM)) for _ in range(2))
    for end in range(len(raw)):
        items = claims_of(tmp_path, raw[:end])
        lines = lines_of(items)
        assert lines == whole[: len(lines)], end
        assert messages_of(items) or end in {len(raw) // 2, len(raw) // 2 + 1}, end


OTHERS = {
    "eob": (answer(), "give it as a remittance file instead"),
    "patient": ({"resourceType": "Patient"}, "a: holds no FHIR resource Claim"),
    "no-resource": ({"claims": []}, 'is no FHIR resource: it has no "resourceType"'),
    "empty-bundle": (bundle(), "a: holds no FHIR resource Claim"),
    "broken-bundle": ({"resourceType": "Bundle", "entry": [1]}, '"entry" must be a list'),
    "numbers": ([1, 2], "is no FHIR resource"),
}


@pytest.mark.parametrize(("value", "words"), OTHERS.values(), ids=OTHERS)
def test_json_without_claims_is_told(tmp_path, value, words):
    (message,) = messages_of(claims(tmp_path, value, indent=1))
    assert words in message


def test_deep_or_strange_json_is_told(tmp_path):
    for text in ("[" * 100_000, '{"a": NaN', '{"resourceType": "Claim", "item": ' + "9" * 5_000):
        assert len(messages_of(claims_of(tmp_path, text))) == 1


def test_an_answered_item_has_all_that_the_answer_says_of_it(tmp_path):
    found = answers(
        tmp_path,
        answer(
            adjudication("submitted", 60),
            adjudication("benefit", 30.5),
            adjudication("allowedunits", value=2),
            adjudication("adjustmentreason", 20, "CO-151"),
            adjudication(
                "x", reason="N362", system="https://x12.org/codes/remittance-advice-remark-codes"
            ),
        ),
    )
    assert found == [
        RemittedLine(
            claim_id="A1",
            line_id="1",
            code="97530",
            source="a:line 1:item 1",
            payment=Payment.REDUCED,
            modifiers=("GP",),
            units_billed=4,
            units_paid=2,
            date_of_service="2026-03-04",
            patients=("M-1",),
            payer="PAYER A",
            adjustments=(Adjustment("CO", "151", Decimal(20)),),
            remarks=("N362",),
        )
    ]


OUTCOMES = {
    "paid": ([adjudication("benefit", 40)], Payment.PAID),
    "paid-in-capitals": ([adjudication("Benefit", 40)], Payment.PAID),
    "paid-carin": ([adjudication("paidtoprovider", 40)], Payment.PAID),
    "paid-to-the-patient": ([adjudication("paidtopatient", 40)], Payment.PAID),
    "rejected": ([adjudication("rejectreason", reason="97", system="")], Payment.DENIED),
    "adjusted": (
        [adjudication("benefit", 0), adjudication("adjustmentreason", 60, "97", system="")],
        Payment.DENIED,
    ),
    "deductible": ([adjudication("benefit", 0), adjudication("deductible", 60)], Payment.PAID),
    "reason-alone": ([adjudication("denialreason", reason="97")], Payment.DENIED),
    "reason-by-system": ([adjudication("benefit", 0, "50")], Payment.DENIED),
    "not-covered": ([adjudication("benefit", 0), adjudication("noncovered", 60)], Payment.DENIED),
    "not-covered-by-contract": (
        [adjudication("benefit", 0), adjudication("noncovered", 60), adjudication("x", 60, "45")],
        Payment.PAID,
    ),
    "part-not-covered": (
        [adjudication("benefit", 30), adjudication("noncovered", 30)],
        Payment.REDUCED,
    ),
    "fewer-units": (
        [adjudication("benefit", 30), adjudication("allowedunits", value=2)],
        Payment.REDUCED,
    ),
    "contract": ([adjudication("benefit", 0), adjudication("x", 60, "CO-45")], Payment.PAID),
}


@pytest.mark.parametrize("share", ["deductible", "coinsurance", "copay", "priorpayerpaid"])
def test_what_others_pay_is_not_denied_beside_what_is(tmp_path, share):
    denied = adjudication("denialreason", 30, "50")
    (found,) = answers(
        tmp_path, answer(adjudication("benefit", 0), adjudication(share, 30), denied)
    )
    assert (found.payment, [a.reason for a in found.adjustments]) == (Payment.REDUCED, ["50"])


@pytest.mark.parametrize(("adjudications", "payment"), OUTCOMES.values(), ids=OUTCOMES)
def test_what_became_of_an_item(tmp_path, adjudications, payment):
    (found,) = answers(tmp_path, answer(*adjudications))
    assert found.payment is payment


def test_a_network_status_is_no_reason(tmp_path):
    status = adjudication("billingnetworkstatus", reason="innetwork", system="urn:status")
    (found,) = answers(tmp_path, answer(status, adjudication("benefit", 40)))
    assert found.payment is Payment.PAID
    assert found.adjustments == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (answer(), "does not say whether it was paid or denied"),
        (answer(adjudication("eligible", 40)), "does not say whether it was paid or denied"),
        (answer(outcome="queued"), "the payer has not decided yet"),
        (answer(status="draft"), "its status is not active"),
        (answer(item=[]), "the answer holds no items"),
        (fhir(CLAIM), "give it as a claim file instead"),
    ],
)
def test_what_is_no_answer_is_told(tmp_path, value, words):
    (message,) = messages_of(answers(tmp_path, value))
    assert words in message


def test_a_reason_without_its_group_is_written_alone():
    assert Adjustment("", "50").code == "50"
    assert Adjustment("CO", "50").code == "CO-50"
