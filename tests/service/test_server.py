"""A real ``auditor serve``: it answers as the hook does, says nothing of notes, ends well."""

import io
import json
import os
import signal
import socket
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from auditor.cli.work.via import ask
from auditor.ingest import read_sources
from auditor.model import Note
from cli.running import DRAFT, jsonl, run
from service import cds_client
from service.real import real

CANARY = "Zebulonkowski"
NOTE = DRAFT.replace("Sore knee", f"{CANARY} has a sore knee")
CLAIM = [{"code": "97530", "units": 2}]


def connected(url):
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def head(length):
    return f"POST /audit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n\r\n".encode()


def reads_fhir():
    document = io.BytesIO(json.dumps(cds_client.DOCUMENT).encode())
    return isinstance(next(read_sources(["-"], stdin=document)), Note)


@pytest.mark.parametrize(
    "raw",
    [
        NOTE.encode(),
        json.dumps({"id": "A-17", "text": NOTE, "claim": CLAIM}).encode(),
        json.dumps({"text": NOTE, "payer": "nobody"}).encode(),
        b"",
        b"\x00\x01\x02\xff" * 100,
        b'{"text": ',
        b'{"id": "A-17"}',
        b'[{"text": "a"}]',
        jsonl(NOTE, NOTE).encode(),
        "caf\u00e9 walk 97530 x 15 min\r\n".encode("cp1252"),
        b"the weather is fine",
    ],
    ids=[
        *("text", "object", "payer", "empty", "binary", "broken", "no-text", "list", "two"),
        *("windows", "no-therapy"),
    ],
)
def test_the_answer_is_what_the_hook_prints(server, raw):
    row, code = ask(server.url, raw)
    ended = run("hook", stdin=raw)
    assert (row, code) == (ended.out, ended.code)


def test_every_status_comes_with_its_record(server):
    def status(raw):
        with connected(server.url) as client:
            client.sendall(head(len(raw)) + raw)
            return int(client.recv(100).split()[1])

    assert [status(raw) for raw in (NOTE.encode(), b'{"text": ', b"fine weather")] == [
        200,
        422,
        200,
    ]


def test_many_clients_at_once_are_all_answered(server):
    with ThreadPoolExecutor(16) as clients:
        answers = list(clients.map(lambda _: ask(server.url, NOTE.encode()), range(48)))
    assert {code for _, code in answers} == {1}
    assert len(set(answers)) == 1


def test_an_independent_client_finds_all_that_the_specification_requires(server):
    client = cds_client.Client(server.url, say=lambda _line: None, note={"text": NOTE})
    (service,) = (s for s in client.discover() if "prefetch" not in s)
    cards = client.use(service)
    client.feed_back(service, cards)
    assert client.failed == []
    assert client.checked > 50
    assert len(cards) > 1
    again = client.use(service)
    assert not {card["uuid"] for card in cards} & {card["uuid"] for card in again}
    assert {card["indicator"] for card in cards} <= {"info", "warning"}


@pytest.mark.skipif(not reads_fhir(), reason="no reader of FHIR is wired in yet")
def test_an_independent_client_may_send_fhir_to_every_service(server):
    client = cds_client.Client(server.url, say=lambda _line: None)
    cds_client.visit(client)
    assert client.failed == []
    assert client.checked > 100


def test_feedback_is_kept_without_what_the_user_typed(server):
    client = cds_client.Client(server.url, say=lambda _line: None)
    at, card = "2026-03-04T10:05:31.52Z", "4e0a3a1e-3283-4575-ab82-028d55fe2719"
    said = {"card": card, "outcome": "overridden", "outcomeTimestamp": at}
    entries = [
        {**said, "overrideReason": {"reason": {"code": code}, "userComment": CANARY}}
        for code in ("not_applicable", CANARY)
    ]
    assert client.call("/cds-services/therapy-note-check/feedback", {"feedback": entries})[0] == 200
    kept = (server.said.parent / "feedback.jsonl").read_text()
    rows = [json.loads(line) for line in kept.splitlines()]
    assert [row["reason"] for row in rows if row["card"] == card][-2:] == [
        "not_applicable",
        "other",
    ]
    assert CANARY not in kept


def test_feedback_names_the_rule_of_the_card(server):
    client = cds_client.Client(server.url, say=lambda _line: None, note={"text": NOTE})
    service = client.discover()[1]
    (card, *_) = client.use(service)
    client.feed_back(service, [card])
    rows = (server.said.parent / "feedback.jsonl").read_text().splitlines()
    rules = {row["rule"] for row in map(json.loads, rows) if row["card"] == card["uuid"]}
    assert rules == {card["source"]["topic"]["code"]}


def test_no_word_of_a_note_is_said_counted_or_logged(server):
    ask(server.url, NOTE.encode())
    ask(server.url, f'{{"text": "{CANARY}'.encode())
    client = cds_client.Client(server.url, say=lambda _line: None, note={"text": NOTE})
    client.use(client.discover()[1])
    told = []
    for path in ("/metrics", "/healthz", "/docs", "/openapi.json"):
        with urllib.request.urlopen(f"{server.url}{path}") as answer:  # noqa: S310
            told.append(answer.read().decode())
    kept = [path.read_text() for path in server.said.parent.iterdir()]
    assert CANARY not in "".join([*told, *kept])
    assert "Traceback" not in server.err
    assert (server.said.parent / "stdout.txt").read_text() == ""


def test_the_log_is_one_that_hook_stats_counts(server):
    ask(server.url, NOTE.encode())
    ended = run("hook", "stats", server.said.parent / "log.jsonl", "--format", "json")
    assert ended.code == 0
    assert json.loads(ended.out)["unread_lines"] == 0


def test_what_is_under_way_is_answered_before_it_ends(tmp_path):
    # The body's last byte comes after the signal: the request is held when it is told to stop.
    raw = NOTE.encode()
    with real(tmp_path) as server, connected(server.url) as client, connected(server.url) as idle:
        client.sendall(head(len(raw)) + raw[:-1])
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        client.sendall(raw[-1:])
        answer = b"".join(iter(lambda: client.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 200 OK")
        assert b'"decision": "hold"' in answer
        assert idle.recv(1) == b""
        assert server.process.wait(30) == 0
        assert ask(server.url, raw) is None


def test_a_process_that_is_killed_costs_no_request(tmp_path):
    with real(tmp_path) as server:
        tasks = Path(f"/proc/{server.process.pid}/task")
        try:
            found = [(task / "children").read_text().split() for task in tasks.iterdir()]
        except OSError:
            pytest.skip("this system does not list the children of a process")
        for pid in [int(pid) for pids in found for pid in pids]:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        assert ask(server.url, NOTE.encode())[1] == 1
        with urllib.request.urlopen(f"{server.url}/metrics") as answer:  # noqa: S310
            assert b"auditor_process_restarts 1\n" in answer.read()
        assert server.stop() == 0


def test_ctrl_c_ends_it_as_well(tmp_path):
    with real(tmp_path, "--jobs", 2) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(30) == 130
        assert "Traceback" not in server.err


def test_what_is_no_request_is_refused(server):
    with connected(server.url) as client:
        client.sendall(b"not http\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 400")
    with connected(server.url) as client:
        client.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * 100_000)
        assert client.recv(100).startswith(b"HTTP/1.1 400")


def test_two_servers_cannot_have_one_port(server):
    ended = run("serve", "--port", urlsplit(server.url).port)
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert "is it taken?" in ended.err
