"""Starts ``auditor serve`` as its users do, on a free port, and ends it as they do."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
READY = re.compile(r"^auditor: ready at (http://\S+)", re.MULTILINE)
PATIENCE_SECONDS = 60


@dataclass
class Real:
    """A server that runs, and what it says."""

    process: subprocess.Popen[bytes]
    said: Path
    url: str

    @property
    def err(self):
        return self.said.read_text(encoding="utf-8")

    def stop(self):
        """Ask it to stop and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)


@contextmanager
def real(folder, *options, cwd=ROOT, **variables):
    """Run a server; ``variables`` go into its environment."""
    said = folder / "stderr.txt"
    command = [sys.executable, "-m", "auditor.cli", "serve", "--port", "0", *map(str, options)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    with said.open("wb") as err, (folder / "stdout.txt").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=cwd, env=environment)
    try:
        yield Real(process, said, _url(process, said))
    finally:
        process.kill()
        process.wait()


def _url(process, said):
    until = time.monotonic() + PATIENCE_SECONDS
    while not (found := READY.search(said.read_text(encoding="utf-8"))):
        if process.poll() is not None or time.monotonic() > until:
            raise AssertionError(said.read_text(encoding="utf-8"))
        time.sleep(0.02)
    return found[1]
