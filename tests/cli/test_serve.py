"""``auditor serve`` starts only where it may, and says in one line why it does not."""

import json
import socket
import sys
from uuid import uuid4

import pytest

import auditor.service
from auditor.cli.options import Asked
from auditor.cli.work import serve, via
from auditor.errors import ConfigError
from auditor.gate.policy import GateAsked
from auditor.service import running
from auditor.service.messages import Ask, Kind
from cli.running import DRAFT, run

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


def test_what_no_option_says_the_settings_say(tmp_path, monkeypatch):
    taken = []
    monkeypatch.setattr(running, "run", lambda _bound, _judge, terms, **_: taken.append(terms))
    (tmp_path / "site.toml").write_text("jobs = 3\ntimeout_seconds = 12\n")
    started = ("serve", "--port", 0, "--config", tmp_path / "site.toml")
    assert run(*started).code == 0
    assert run(*started, "--jobs", 2, "--timeout", 0.5).code == 0
    assert [(terms.jobs, terms.timeout_seconds) for terms in taken] == [(3, 12.0), (2, 0.5)]


@pytest.mark.parametrize("token", ["", "short", "with a space in the middle", "caf\u00e9" * 5])
def test_a_token_that_is_easily_guessed_or_unsendable_is_refused(token, monkeypatch):
    monkeypatch.setenv(TOKEN, token)
    ended = run("serve", "--port", 0)
    assert ended.code == 2
    assert "a token is at least 16 letters" in ended.err
    assert not token or token not in ended.err


def test_a_table_is_read_by_the_columns_that_the_site_named(tmp_path):
    (tmp_path / "site.toml").write_text('format = 1\n[columns]\ntext = "Zone"\n')
    asked = Asked(mapping=tmp_path / "site.toml")
    _, judge = serve.open_judge(asked, GateAsked(), 5, None)
    row = '"{}",x\n'.format(DRAFT.replace('"', '""'))
    one, two = (f"Zone,Other\n{row * count}".encode() for count in (1, 2))
    assert json.loads(judge(Ask(Kind.RECORD, one)).body)["source"] == "stdin:2"
    cards = [judge(Ask(Kind.CARDS, raw, str(uuid4()))).cards for raw in (one, two)]
    assert len(cards[1]) == 2 * len(cards[0]) > 0


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
