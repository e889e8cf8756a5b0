"""Nothing leaves: reading and auditing a note opens no socket, not even to load what reads it."""

import socket

import pytest

from auditor import engine
from auditor.classify import store
from auditor.nlp import pipeline

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
