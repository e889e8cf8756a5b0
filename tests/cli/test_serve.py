"""``auditor serve`` starts only where it may, and says in one line why it does not."""

import socket
import sys

import pytest

import auditor.service
from auditor.cli.work import via
from auditor.errors import ConfigError
from cli.running import run

TOKEN = "AUDITOR_TOKEN"  # noqa: S105


@pytest.fixture(autouse=True)
def _no_token(monkeypatch):
    monkeypatch.delenv(TOKEN, raising=False)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--host", "0.0.0.0"), "a token is required; give --token-file"),  # noqa: S104
        (("--host", "::"), "a token is required"),
        (("--token-file", "/nowhere/token"), "cannot be read"),
        (("--host", "no.such.host.invalid", "--token-file", "TOKEN"), "cannot be used"),
        (("--payer", "nobody"), "--payer"),
        (("--select", "TIM999"), "TIM999"),
        (("--model", "/nowhere"), "/nowhere"),
        (("--config", "/nowhere.toml"), "/nowhere.toml"),
        (("--overrides", "/nowhere.jsonl"), "/nowhere.jsonl"),
    ],
    ids=[
        *("everywhere", "everywhere-6", "no-file", "host", "payer", "rule", "model", "config"),
        "overrides",
    ],
)
def test_what_keeps_it_from_starting_is_one_line(options, why, tmp_path):
    token = tmp_path / "token"
    token.write_text("a-token-of-some-length\n")
    ended = run("serve", "--port", 0, *(token if o == "TOKEN" else o for o in options))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
    assert why in ended.err


@pytest.mark.parametrize("token", ["", "short", "with a space in the middle", "caf\u00e9" * 5])
def test_a_token_that_is_easily_guessed_or_unsendable_is_refused(token, monkeypatch):
    monkeypatch.setenv(TOKEN, token)
    ended = run("serve", "--port", 0)
    assert ended.code == 2
    assert "a token is at least 16 letters" in ended.err
    assert not token or token not in ended.err


def test_without_the_web_server_it_says_what_to_install(monkeypatch):
    monkeypatch.delitem(sys.modules, "auditor.service.running", raising=False)
    monkeypatch.delattr(auditor.service, "running", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    ended = run("serve", "--port", 0)
    assert ended.code == 2
    assert ended.err.endswith('pip install "therapy-note-auditor[service]"\n')


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:8530", "ftp://localhost", "http://", "http://a:b:c", "http://[::1"]
)
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ConfigError, match="--via: must be an address"):
        via.ask(url, b"a note")


def test_a_note_goes_to_another_computer_only_with_a_token():
    with pytest.raises(ConfigError, match="needs a token"):
        via.ask("http://ehr.example:8530", b"a note")


def test_where_nobody_answers_nothing_is_said():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        silent = f"http://127.0.0.1:{port}"
        assert via.ask(silent, b"a note", timeout_seconds=0.1) is None
    assert via.ask(f"http://127.0.0.1:{port}", b"a note") is None
