"""Every request of ``POST /audit`` gets its status, and a record wherever it sent a note."""

import asyncio
import json

import pytest

from service import judges
from service.serving import served

TEXT = {"content-type": "text/plain"}


async def pieces(*parts, pause=0.0):
    for part in parts:
        yield part
        await asyncio.sleep(pause)


def posted(content, *, headers=None, judge=judges.opened, **terms):
    async def scenario(at):
        return await at.client.post("/audit", content=content, headers=TEXT | (headers or {}))

    return served(scenario, judge, **terms)


def test_a_judged_note_is_answered_with_its_record_and_decision():
    answer = posted(b"a note")
    assert (answer.status_code, answer.json()) == (200, {"read": "a note"})
    assert answer.headers["x-auditor-decision"] == "hold"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "terms", "status", "because"),
    [
        (b"x" * 1001, {"max_body_bytes": 1000}, 413, "the body is over 1,000 bytes"),
        (b"stuck", {"timeout_seconds": 0.2}, 504, "reading this note took over 0.2 seconds"),
        (b"die", {}, 500, "the process that read this note died, perhaps for want of memory"),
        (b"crash", {}, 500, "internal error in the service (RuntimeError); please report it"),
    ],
    ids=["too-large", "stuck", "died", "crashed"],
)
def test_a_note_that_was_not_judged_gets_a_record_that_says_why(content, terms, status, because):
    answer = posted(content, **terms)
    assert answer.status_code == status
    assert answer.json()["hook"]["because"] == f"could not be judged: {because}"
    assert answer.headers["x-auditor-decision"] == "not_judged"
    assert judges.CANARY not in answer.text


def test_what_cannot_be_read_is_the_clients_mistake():
    answer = posted(b"unreadable")
    assert (answer.status_code, answer.json()) == (422, {"complete": False})


def test_a_body_in_pieces_is_counted_as_it_comes():
    answer = posted(pieces(*[b"x" * 300] * 4), max_body_bytes=1000)
    assert answer.status_code == 413
    assert posted(pieces(b"a ", b"note")).json() == {"read": "a note"}


def test_what_goes_far_beyond_the_largest_body_is_not_read_to_its_end():
    drawn = []

    async def endless():
        while True:
            drawn.append(1)
            yield b"x" * 1000

    assert posted(endless(), max_body_bytes=1000).status_code == 413
    assert len(drawn) < 20


def test_a_body_that_trickles_in_is_not_waited_for():
    answer = posted(pieces(b"a", b"b", b"c", pause=0.2), body_seconds=0.1)
    assert answer.status_code == 408
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-encoding": "gzip"},
    ],
    ids=["curl-d", "form", "gzip"],
)
def test_what_would_arrive_changed_is_not_read(headers):
    answer = posted(b"a note", headers=headers)
    assert (answer.status_code, list(answer.json())) == (415, ["error"])


def test_a_full_queue_sends_away_with_a_time_to_come_back():
    async def scenario(at):
        calls = [at.client.post("/audit", content=b"slow", headers=TEXT) for _ in range(4)]
        return await asyncio.gather(*calls)

    answers = served(scenario, most_waiting=2)
    assert [a.status_code for a in answers] == [200, 200, 200, 503]
    away = [a for a in answers if a.status_code == 503]
    assert {a.headers["retry-after"] for a in away} == {"1"}


def test_a_turn_that_does_not_come_is_not_waited_for(tmp_path):
    mark = tmp_path / "mark"
    mark.touch()

    async def scenario(at):
        await at.client.post("/audit", content=b"die", headers=TEXT)
        return await at.client.post("/audit", content=b"a note", headers=TEXT)

    waited = served(scenario, judges.Once(mark), timeout_seconds=0.2)
    assert (waited.status_code, waited.headers["retry-after"]) == (503, "1")


@pytest.mark.parametrize("fatal", [b"die", b"stuck"])
def test_the_service_outlives_a_process_and_starts_another(fatal):
    async def scenario(at):
        await at.client.post("/audit", content=fatal, headers=TEXT)
        unable = (await at.client.get("/healthz")).status_code
        async with asyncio.timeout(20):
            while at.service.desk.able < 1:
                await asyncio.sleep(0.02)
        again = await at.client.post("/audit", content=b"a note", headers=TEXT)
        return unable, again.status_code, at.service.desk.restarts

    assert served(scenario, timeout_seconds=1.0) == (503, 200, 1)


def test_one_process_that_dies_takes_no_other_request_with_it():
    async def scenario(at):
        calls = [at.client.post("/audit", content=c, headers=TEXT) for c in (b"slow", b"die")]
        return [a.status_code for a in await asyncio.gather(*calls)]

    assert served(scenario, jobs=2) == [200, 500]


def test_a_client_that_goes_away_leaves_its_process_free():
    async def scenario(at):
        call = asyncio.create_task(at.client.post("/audit", content=b"slow", headers=TEXT))
        await asyncio.sleep(0.1)
        call.cancel()
        return (await at.client.post("/audit", content=b"next", headers=TEXT)).status_code

    assert served(scenario) == 200


def test_a_service_that_is_leaving_takes_nothing_new():
    async def scenario(at):
        at.service.is_leaving = True
        answer = await at.client.post("/audit", content=b"a note", headers=TEXT)
        health = await at.client.get("/healthz")
        return answer, health.json()["status"]

    answer, health = served(scenario)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert health == "stopping"


def test_no_note_is_in_the_log_the_counts_or_the_health():
    async def scenario(at):
        for words in (f"{judges.CANARY} note", f"crash {judges.CANARY}", f"die {judges.CANARY}"):
            path = f"/audit?patient={judges.CANARY}"
            await at.client.post(path, content=words.encode(), headers=TEXT)
        await at.client.get(f"/{judges.CANARY}")
        await at.client.request(judges.CANARY.upper(), "/audit")
        told = [(await at.client.get(path)).text for path in ("/metrics", "/healthz", "/docs")]
        return at.log, told

    log, told = served(scenario)
    assert len(log) == 8
    assert judges.CANARY.lower() not in "\n".join([*log, *told]).lower()
    assert [json.loads(line)["status"] for line in log[:5]] == [200, 500, 500, 404, 405]
