"""One real server for all tests that only ask it."""

import pytest

from service.real import real


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    options = ("--feedback", folder / "feedback.jsonl", "--log", folder / "log.jsonl")
    with real(folder, *options) as running:
        yield running
