"""A service whose processes cannot work says why, and never waits for ever."""

import asyncio

import pytest

from auditor.errors import AuditorError
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
