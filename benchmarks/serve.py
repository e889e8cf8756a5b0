"""Measure the resident process: ``python benchmarks/serve.py [--seconds N] [--clients N]``.

A real ``auditor serve`` is started on a free port and asked over real connections:

1. one client, one note of 250 words after the other: p50 and p95 of POST /audit, warm
2. ``auditor hook`` and ``auditor.cli.work.via`` on the same note, each in a process of its own
3. many clients at once for some time, among them some that send what they should not: a wrong
   token, a body over the limit, broken JSON, a body that trickles in. Printed are requests a
   second, p50 and p95 of the answers to notes, and how many of each status there were

It ends with 1 where a note was answered otherwise than with 200 or 503, or the server did not live
to end well.
"""

import argparse
import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
WORDS, WARM_CALLS, PEER_CALLS = 250, 200, 5
TOKEN = "a-token-for-the-benchmark"  # noqa: S105
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/plain"}
LARGEST = 1_000_000
HELD = re.compile(r"ready at http://([\d.]+):(\d+)")
OTHERS = ("wrong token", "oversize", "malformed", "slow")
"""One client in eight is one of these, in turn."""
PAUSE_SECONDS = 0.25
"""Between two of their requests: they disturb, they do not flood."""


def note() -> bytes:
    """The first lines of the sample notes that come to 250 words."""
    words: list[str] = []
    with (ROOT / "corpus/samples/notes.jsonl").open(encoding="utf-8") as rows:
        for row in rows:
            words += json.loads(row)["text"].split(" ")
    return " ".join(words[:WORDS]).encode()


@contextmanager
def server(jobs: int) -> Iterator[tuple[str, int, subprocess.Popen[bytes]]]:
    """Start a server; give its host, its port and its process."""
    with tempfile.TemporaryFile() as err:
        command = [sys.executable, "-m", "auditor.cli", "serve", "--port", "0"]
        command += ["--jobs", str(jobs), "--max-body", str(LARGEST)]
        environment = {**os.environ, "AUDITOR_TOKEN": TOKEN}
        process = subprocess.Popen(command, stderr=err, cwd=ROOT, env=environment)  # noqa: S603
        try:
            while True:
                said = os.pread(err.fileno(), 10_000, 0).decode()
                if found := HELD.search(said):
                    break
                if process.poll() is not None:
                    sys.exit(said)
                time.sleep(0.02)
            yield found[1], int(found[2]), process
        finally:
            process.kill()
            process.wait()


class Client:
    """Asks over one connection, made anew where it was closed."""

    def __init__(self, host: str, port: int) -> None:
        self._at = host, port
        self._connection = http.client.HTTPConnection(host, port, timeout=120)

    def post(self, raw: bytes, headers: dict[str, str]) -> int:
        """Return the status of an answer."""
        try:
            self._connection.request("POST", "/audit", raw, headers)
            answer = self._connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        return answer.status

    def slowly(self, raw: bytes, seconds: float) -> str:
        """Send a body a letter at a time for as long as it is taken; return the status."""
        head = f"POST /audit HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
        with socket.create_connection(self._at, timeout=30) as sending:
            sending.sendall(f"{head}Content-Length: {len(raw)}\r\n\r\n".encode())
            sending.settimeout(0.25)
            until = time.monotonic() + seconds
            for letter in raw:
                if time.monotonic() > until:
                    return "gave up"
                try:
                    sending.sendall(bytes([letter]))
                    return sending.recv(64).split()[1].decode()
                except TimeoutError:
                    continue
        return "sent"


def spread(seconds: list[float]) -> str:
    """p50 and p95 in milliseconds."""
    if len(seconds) < 2:  # noqa: PLR2004
        return "-"
    cuts = statistics.quantiles(seconds, n=20)
    return f"p50 {1000 * cuts[9]:.1f} ms, p95 {1000 * cuts[18]:.1f} ms"


def timed(call: Callable[[], object], times: int) -> list[float]:
    """How long each of some calls takes."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        spent.append(time.perf_counter() - began)
    return spent


class Load:
    """Many clients at once, until told to stop."""

    def __init__(self, host: str, port: int, raw: bytes, seconds: float) -> None:
        self._at = host, port
        self._raw = raw
        self._until = time.monotonic() + seconds
        self.statuses: Counter[tuple[str, str]] = Counter()
        self.spent: list[float] = []

    def run(self, clients: int) -> None:
        """Run them all."""
        threads = [threading.Thread(target=self._one, args=(n,)) for n in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _one(self, number: int) -> None:
        kind = OTHERS[number // 8 % len(OTHERS)] if number % 8 == 0 else "note"
        client = Client(*self._at)
        while time.monotonic() < self._until:
            began = time.perf_counter()
            try:
                status = self._ask(client, kind)
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
            if kind == "note":
                self.spent.append(time.perf_counter() - began)
            else:
                time.sleep(PAUSE_SECONDS)
            self.statuses[kind, status] += 1

    def _ask(self, client: Client, kind: str) -> str:
        if kind == "slow":
            return client.slowly(self._raw, self._until - time.monotonic() + 15)
        if kind == "wrong token":
            return str(client.post(self._raw, {**HEADERS, "Authorization": "Bearer wrong"}))
        if kind == "malformed":
            return str(client.post(b'{"text": ', HEADERS))
        if kind == "oversize":
            return str(client.post(b"x" * (LARGEST + 1), HEADERS))
        return str(client.post(self._raw, HEADERS))


def one_client(host: str, port: int, raw: bytes) -> None:
    """Print what one client sees, and what the hook takes."""
    client = Client(host, port)
    timed(lambda: client.post(raw, HEADERS), 20)
    print(
        f"POST /audit, one client: {spread(timed(lambda: client.post(raw, HEADERS), WARM_CALLS))}"
    )
    via = (
        "import sys; from auditor.cli.work.via import ask; "
        f"ask('http://{host}:{port}', sys.stdin.buffer.read(), token='{TOKEN}')"
    )
    peers = {
        "via, a process a note": [sys.executable, "-c", via],
        "auditor hook": [sys.executable, "-m", "auditor.cli", "hook"],
    }
    for name, command in peers.items():

        def call(command: list[str] = command) -> None:
            subprocess.run(command, input=raw, stdout=subprocess.DEVNULL, cwd=ROOT, check=False)  # noqa: S603

        call()
        print(f"{name}: median {1000 * statistics.median(timed(call, PEER_CALLS)):.0f} ms")


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--clients", type=int, default=64)
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = options.parse_args()
    raw = note()
    with server(given.jobs) as (host, port, process):
        print(f"note: {WORDS} words, {len(raw):,} bytes; {given.jobs} processes")
        one_client(host, port, raw)
        began = time.monotonic()
        load = Load(host, port, raw, given.seconds)
        load.run(given.clients)
        took = time.monotonic() - began
        print(f"{given.clients} clients, {took:.0f} s: {len(load.spent) / took:.1f} notes a second")
        print(f"  notes: {spread(load.spent)}")
        for (kind, status), count in sorted(load.statuses.items()):
            print(f"  {kind}: {status} x {count:,}")
        process.send_signal(signal.SIGTERM)
        code = process.wait(60)
        print(f"  exit code after SIGTERM: {code}")
    wrong = [s for (kind, s) in load.statuses if kind == "note" and s not in {"200", "503"}]
    return int(bool(wrong or code))


if __name__ == "__main__":
    sys.exit(main())
