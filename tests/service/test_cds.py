"""Calls that are not as CDS Hooks has them are told what is wrong; others give their note."""

import json

import pytest

from auditor.service import cds, hooks
from auditor.service.limits import NotServedError
from service import judges
from service.serving import served

PATH = "/cds-services/therapy-note-check"
INSTANCE = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
INLINE = {"resourceType": "DocumentReference", "content": [{"attachment": {"data": "YQ=="}}]}
ELSEWHERE = {"resourceType": "DocumentReference", "content": [{"attachment": {"url": "Binary/1"}}]}
OUTCOME = {"resourceType": "OperationOutcome", "issue": []}


def bundle(*resources):
    return {"resourceType": "Bundle", "entry": [{"resource": r} for r in resources]}


def discharge(**changed):
    values = {
        "hook": "encounter-discharge",
        "hookInstance": INSTANCE,
        "context": {"userId": "Practitioner/1", "patientId": "1", "encounterId": "1"},
        "prefetch": {"notes": INLINE},
    }
    return {**values, **changed}


def sign(**changed):
    context = {"userId": "Practitioner/1", "patientId": "1", "note": {"text": "a note"}}
    return {"hook": "note-sign", "hookInstance": INSTANCE, "context": {**context, **changed}}


@pytest.mark.parametrize(
    ("values", "note"),
    [
        (sign(), {"text": "a note"}),
        (sign(note=INLINE), INLINE),
        (discharge(), INLINE),
        (discharge(prefetch={"notes": bundle(INLINE)}), bundle(INLINE)),
        (discharge(prefetch={"notes": bundle(OUTCOME, INLINE)}), bundle(INLINE)),
        (discharge(fhirServer="https://fhir.example", extension={"a.b": {}}), INLINE),
    ],
    ids=["batch-object", "resource", "document", "bundle", "with-an-outcome", "more-fields"],
)
def test_the_note_of_a_call_is_found(values, note):
    assert json.loads(cds.note_called(values)) == note


@pytest.mark.parametrize("nothing", [None, {"resourceType": "Bundle"}, bundle()])
def test_a_client_may_know_that_there_is_no_note(nothing):
    assert cds.note_called(discharge(prefetch={"notes": nothing})) is None


@pytest.mark.parametrize(
    ("values", "status", "why"),
    [
        ({}, 400, '"hook"'),
        (discharge(hook="order-sign"), 400, '"hook"'),
        (discharge(hook=["note-sign"]), 400, '"hook"'),
        (discharge(hookInstance=None), 400, '"hookInstance"'),
        (discharge(hookInstance="17"), 400, '"hookInstance"'),
        (discharge(context=None), 400, '"context"'),
        (discharge(context={"userId": "1"}), 400, '"context.patientId"'),
        (sign(userId=""), 400, '"context.userId"'),
        (sign(note="a note"), 400, '"context.note"'),
        (sign(note={}), 400, '"context.note"'),
        (discharge(prefetch=None), 412, "inline"),
        (discharge(prefetch={}), 412, "inline"),
        (discharge(prefetch=[]), 412, "inline"),
        (discharge(prefetch={"other": INLINE}), 412, "inline"),
        (discharge(prefetch={"notes": ELSEWHERE}), 412, "inline"),
        (discharge(prefetch={"notes": bundle(ELSEWHERE)}), 412, "inline"),
        (discharge(prefetch={"notes": OUTCOME}), 412, "inline"),
        (discharge(prefetch={"notes": bundle(OUTCOME)}), 412, "inline"),
        (discharge(prefetch={"notes": "a note"}), 400, "resource or null"),
    ],
)
def test_a_call_that_is_wrong_is_told_how(values, status, why):
    with pytest.raises(NotServedError) as refused:
        cds.note_called(values)
    assert refused.value.status == status
    assert why in refused.value.why


def posted(path, content, judge=None, **headers):
    async def scenario(at):
        headers.setdefault("content-type", "application/json")
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        return await at.client.post(path, content=raw, headers=headers)

    return served(scenario, judge)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (b"1" * 5000, 400),
    ],
    ids=["empty", "broken", "list", "deep", "no-text", "huge-number"],
)
@pytest.mark.parametrize("path", [PATH, f"{PATH}/feedback"])
def test_a_body_that_is_no_object_is_the_clients_mistake(path, raw, status):
    assert posted(path, raw).status_code == status


def test_only_json_is_taken():
    assert posted(PATH, sign(), **{"content-type": "text/plain"}).status_code == 415


def test_cards_and_what_cannot_be_read():
    assert posted(PATH, sign(), judges.opened).json() == {"cards": [{"summary": "18 letters"}]}
    assert posted(PATH, discharge(prefetch={"notes": None})).json() == {"cards": []}
    assert posted(PATH, sign(note={"text": "unreadable"}), judges.opened).status_code == 422
    broken = posted(PATH, sign(note={"text": "crash"}), judges.opened)
    assert (broken.status_code, list(broken.json())) == (500, ["error"])
    assert judges.CANARY not in broken.text


def test_a_service_of_another_name_is_not_there():
    assert posted("/cds-services/other", sign()).status_code == 404


def test_discovery_says_nothing_empty():
    for service in hooks.discovery()["services"]:
        assert all(service.values())
