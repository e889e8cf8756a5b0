"""A signal that comes while the service begins ends it like any other."""

import asyncio

import pytest
import uvicorn

from auditor.service.running import _Server


@pytest.fixture
def begun(monkeypatch):
    """Begins a service that was told some signals before, and says what came of it."""

    async def startup(_server, sockets=None):
        pass

    monkeypatch.setattr(uvicorn.Server, "startup", startup)

    def begin(*signals):
        said = []
        server = object.__new__(_Server)
        server.should_exit = False
        server._told = signals
        server._started = lambda: said.append("serving")
        asyncio.run(server.startup())
        return server.should_exit, said

    return begin


def test_it_says_that_it_serves_when_signals_are_heard(begun):
    assert begun() == (False, ["serving"])


def test_who_was_told_to_stop_before_does_not_begin(begun):
    assert begun(2) == (True, [])
