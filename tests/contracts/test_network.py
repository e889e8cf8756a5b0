"""Nothing leaves: no command opens a socket, save the service and who asks it."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import engine
from auditor.classify import store
from auditor.cli.main import COMMANDS, GROUPS
from auditor.gate.overrides import today
from auditor.nlp import pipeline
from ingest.documents.reading import docx_of, p

ROOT = Path(__file__).parents[2]

NOTE = "PT daily note DOS: 3/4/26\n97530 x 22 min: car transfers, CGA.\nIns: Aetna\nJ. Doe, PTA"


@pytest.fixture
def opened(monkeypatch):
    """What tried to reach out: every way of opening a connection is noted and refused."""
    tried = []

    def refuse(name):
        def opening(*_, **__):
            tried.append(name)
            message = f"{name} was called"
            raise OSError(message)

        return opening

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname", "socketpair"):
        monkeypatch.setattr(socket, name, refuse(name))
    return tried


def test_the_refusal_bites(opened):
    with pytest.raises(OSError, match="create_connection was called"):
        socket.create_connection(("example.org", 443))
    assert opened == ["create_connection"]


def test_an_audit_opens_no_socket(opened, note_of, monkeypatch):
    monkeypatch.setattr(engine, "reader", pipeline.reader.__wrapped__)
    monkeypatch.setattr(engine, "shipped", store.load_classifier)
    record = engine.audit(note_of(NOTE, claim="97530-GP=1"))
    assert (opened, record.complete) == ([], True)


# --- every command, in a process of its own that tells of each socket, as do those it starts

LISTENING = """\
import os, sys
def hear(event, given):
    if event == "socket.__new__" and given[1] != 1 or event == "socket.getaddrinfo":
        with open(os.environ["HEARD"], "a") as heard:
            heard.write(event + "\\n")
sys.addaudithook(hear)
"""
CALLING = """\
import json, sys
from auditor.cli.main import main
for arguments in json.loads(sys.argv[1]):
    print("tried", main(arguments), *arguments, flush=True)
"""
SERVES = {"serve"}
LEARN = {"train", "evaluate"}
"""They take minutes, and read our own notes."""
OF_NOTES = [
    *(["check", name] for name in ("draft.txt", "far.html", "far.xml", "far.docx")),
    ["audit", "far.json", "far.html", "far.xml", "far.docx", "in", "--out", "out", "--jobs", "2"],
    ["audit", "draft.txt", "--claims", "claims.837", "--remits", "remittance.835", "--out", "out"],
    ["hook", "far.json", "--log", "hook.jsonl"],
    ["hook", "stats", "hook.jsonl"],
    ["map", "notes.csv"],
    ["watch", "in", "--out", "gate", "--once", "--settle", "0"],
    ["release", "gate"],
    [
        *("override", "draft.txt", "TIM101", "--reason", "other", "--by", "billing"),
        *("--expires", today(), "--overrides", "overrides.jsonl"),
    ],
    ["overrides", "draft.txt", "--overrides", "overrides.jsonl"],
    ["denial", "CO-50", "draft.txt"],
]
OTHERS = [
    *(["rules"], ["rule", "TIM101"], ["payers"], ["schema"], ["doctor"], ["packs", "list"]),
    *(["units", "97530=23"], ["fees", "97530=2", "--date", "2025-03-04"], ["docs", "--check"]),
    ["cms", "ptp", "notes.csv", "--setting", "practitioner", "--out", "ptp.toml"],
]


@pytest.fixture
def heard(tmp_path):
    """Runs commands; gives what they printed, and the sockets that they opened."""
    (tmp_path / "listening").mkdir()
    (tmp_path / "listening" / "sitecustomize.py").write_text(LISTENING)
    told = tmp_path / "heard.txt"
    paths = os.pathsep.join([str(tmp_path / "listening"), str(ROOT)])
    env = {**os.environ, "PYTHONPATH": paths, "HEARD": str(told)}

    def run(*program):
        ended = subprocess.run(
            [sys.executable, "-c", *program],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.stdout, told.read_text().split() if told.exists() else []

    return run


def test_every_command_is_tried():
    tried = {arguments[0] for arguments in OF_NOTES + OTHERS}
    assert tried | SERVES | LEARN == {module.NAME for module in (*COMMANDS, *GROUPS)}


def test_a_socket_is_heard_also_in_a_process_that_was_started(heard):
    opening = "import socket; socket.socket()"
    assert heard(opening)[1] == ["socket.__new__"]
    again = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {opening!r}])"
    assert heard(again)[1] == ["socket.__new__"] * 2


def test_no_command_opens_a_socket_whatever_address_a_note_names(heard, tmp_path):
    """A library in C would not be heard; so the addresses lead to a door at which nobody knocks."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setblocking(False)  # noqa: FBT003
        _notes(tmp_path, f"http://127.0.0.1:{door.getsockname()[1]}")
        printed, opened = heard(CALLING, json.dumps([*OF_NOTES, *OTHERS]))
        with pytest.raises(BlockingIOError):
            door.accept()
    assert printed.count("\ntried ") + printed.startswith("tried ") == len(OF_NOTES + OTHERS)
    assert opened == []


def _notes(folder, away):
    """Notes, of which some name addresses to fetch from."""
    (folder / "draft.txt").write_text(NOTE)
    (folder / "notes.csv").write_text(f"id,note\nA,{NOTE.splitlines()[1]}\n")
    for name in ("claims.837", "remittance.835"):
        (folder / name).write_bytes((ROOT / "corpus" / "examples" / name).read_bytes())
    page = f'<html><link href="{away}/a.css"><img src="{away}/a.png"><p>{NOTE}</html>'
    document = {
        "resourceType": "DocumentReference",
        "status": "current",
        "content": [{"attachment": {"contentType": "text/plain", "url": f"{away}/a"}}],
    }
    cda = (
        f'<?xml version="1.0"?><!DOCTYPE ClinicalDocument SYSTEM "{away}/a.dtd" '
        f'[<!ENTITY a SYSTEM "{away}/a">]><?xml-stylesheet href="{away}/a.xsl"?>'
        f'<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:i="http://www.w3.org/2001/XInclude">'
        f'<i:include href="{away}/b"/>&a;</ClinicalDocument>'
    )
    parts = {"[Content_Types].xml": "<Types/>"}
    link = f'<Relationship Id="a" Type="x/header" TargetMode="External" Target="{away}/a.xml"/>'
    (folder / "in").mkdir()
    for at in (folder, folder / "in"):
        (at / "far.html").write_text(page)
        (at / "far.json").write_text(json.dumps(document))
        (at / "far.xml").write_text(cda)
        (at / "far.docx").write_bytes(docx_of(p("97530 x 22 min"), parts=parts, links=link))
