"""A connection on which no request comes is closed, even if a letter comes now and then."""

import asyncio
import socket

import uvicorn

from auditor.service.heads import PatientProtocol


class Quick(PatientProtocol):
    header_seconds = 0.3
    answer_seconds = 0.5


async def answers(_scope, _receive, send):
    await asyncio.sleep(0.6)  # longer than a head may take: a request under way is not cut
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]}
    )
    await send({"type": "http.response.body", "body": b""})


async def called(scenario, app=answers):
    config = uvicorn.Config(app, http=Quick, lifespan="off", log_config=None, ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        serving = asyncio.create_task(server.serve([taken]))
        while not server.started:
            await asyncio.sleep(0.01)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            async with asyncio.timeout(20):
                return await scenario(reader, writer)
        finally:
            writer.close()
            server.should_exit = True
            await serving


def test_a_silent_client_is_closed():
    async def scenario(reader, _writer):
        return await reader.read()

    assert asyncio.run(called(scenario)) == b""


def test_a_head_that_trickles_in_is_not_waited_for():
    async def scenario(reader, writer):
        closed = asyncio.create_task(reader.read())
        for letter in b"GET / HTTP/1.1\r\nHost: a-long-name-that-takes-its-time.example\r\n\r\n":
            writer.write(bytes([letter]))
            await asyncio.sleep(0.05)
            if closed.done():
                return await closed
        raise AssertionError

    assert asyncio.run(called(scenario)) == b""


def test_an_answer_that_is_not_taken_is_not_kept():
    """Else a thousand clients that never read would hold all connections for good."""

    async def large(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * 50_000_000})

    async def scenario(reader, writer):
        writer.transport.pause_reading()
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await asyncio.sleep(2)
        writer.transport.resume_reading()
        return await reader.read()

    assert asyncio.run(called(scenario, large)).count(b"x") < 50_000_000


def test_an_answer_that_is_taken_comes_whole():
    async def large(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * 5_000_000})

    async def scenario(reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return await reader.read()

    assert asyncio.run(called(scenario, large)).count(b"x") == 5_000_000


def test_a_second_head_is_no_more_patient_than_the_first():
    async def scenario(reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        first = await reader.readuntil(b"\r\n\r\n")
        writer.write(b"GET / HT")
        return first, await reader.read()

    first, second = asyncio.run(called(scenario))
    assert first.startswith(b"HTTP/1.1 200")
    assert second == b""
