"""Serves the application inside a test, without a network."""

import asyncio
from dataclasses import dataclass, field

import httpx

from auditor.service.app import create_app
from auditor.service.desk import Desk
from auditor.service.service import Service
from auditor.service.terms import Terms
from service import judges


@dataclass
class Served:
    """A service, a client of it, and what it logged."""

    service: Service
    client: httpx.AsyncClient
    log: list[str] = field(default_factory=list)


def served(scenario, open_judge=judges.opened, *, base="http://127.0.0.1:8530", **terms):
    """Run a scenario, a coroutine function of a ``Served``, and return what it returns."""
    return asyncio.run(_served(scenario, open_judge, base, Terms(**terms)))


async def _served(scenario, open_judge, base, terms):
    desk = Desk(
        open_judge,
        jobs=terms.jobs,
        most_waiting=terms.most_waiting,
        timeout_seconds=terms.timeout_seconds,
    )
    service, log = Service(desk, terms), []
    await desk.start()
    try:
        transport = httpx.ASGITransport(app=create_app(service, log.append))
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await scenario(Served(service, client, log))
    finally:
        await desk.stop()
