"""A service whose processes cannot work says why, and never waits for ever."""

import asyncio
import multiprocessing
import threading
import time

import pytest

from auditor.errors import AuditorError
from auditor.service import slot
from service import judges
from service.serving import served


@pytest.mark.parametrize(
    ("opens", "why"),
    [
        (judges.unwilling, "there is no model"),
        (judges.broken, "the service could not start (RuntimeError)"),
        (judges.gone, "the process that audits ended before it was ready"),
    ],
    ids=["unwilling", "broken", "gone"],
)
def test_processes_that_cannot_work_are_said_at_the_start(opens, why):
    async def scenario(_at):
        raise NotImplementedError

    with pytest.raises(AuditorError, match=why.replace("(", r"\(").replace(")", r"\)")) as raised:
        served(scenario, opens, jobs=2)
    assert judges.CANARY not in str(raised.value)


def test_processes_that_cannot_be_started_again_make_it_unhealthy(tmp_path):
    mark = tmp_path / "mark"
    mark.touch()

    async def scenario(at):
        first = await at.client.post("/audit", content=b"die")
        await asyncio.sleep(0.3)
        health = await at.client.get("/healthz")
        return first.status_code, health.status_code, health.json()["status"]

    assert served(scenario, judges.Once(mark)) == (500, 503, "not ready")


def test_a_service_that_stops_while_a_process_starts_leaves_none_behind(monkeypatch):
    before = set(multiprocessing.active_children())
    starting = threading.Event()

    def slowly(method):
        starting.set()
        time.sleep(0.3)
        return multiprocessing.get_context(method)

    async def scenario(at):
        monkeypatch.setattr(slot, "get_context", slowly)
        await at.client.post("/audit", content=b"die")
        await asyncio.to_thread(starting.wait)

    served(scenario)
    left = set(multiprocessing.active_children()) - before
    for process in left:
        process.kill()  # else the tests would not end either
    assert not left


def test_one_that_cannot_start_takes_the_others_with_it(tmp_path):
    mark = tmp_path / "mark"
    mark.touch()
    before = set(multiprocessing.active_children())

    async def scenario(_at):
        raise NotImplementedError

    with pytest.raises(AuditorError, match="there is no model"):
        served(scenario, judges.Once(mark), jobs=3)
    assert set(multiprocessing.active_children()) <= before
