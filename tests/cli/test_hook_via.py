"""With --via the resident process judges; where it does not answer, the hook does."""

import json

import pytest

from auditor import engine
from auditor.cli.work import hook_judge, hook_via
from auditor.errors import ConfigError
from auditor.gate.journal import Entries
from cli.running import DRAFT, run


@pytest.fixture(autouse=True, scope="module")
def warm(note_of):
    """Load here what each judging would else load in its own process."""
    engine.audit(note_of(DRAFT))


URL = "http://127.0.0.1:8530"


@pytest.fixture
def service(monkeypatch):
    """Stand in for the service: it gives what the hook gives, and tells what it is asked."""
    held = run("hook", stdin=DRAFT.encode())
    broken = run("hook", stdin=b"")
    monkeypatch.setattr(hook_judge, "judge", None)

    def ask(url, raw, *, token, timeout_seconds):
        assert (url, token) == (URL, None)
        assert 0 < timeout_seconds <= 15
        answer = held if raw == DRAFT.encode() else broken
        return answer.out, answer.code

    monkeypatch.delenv(hook_via.TOKEN, raising=False)
    monkeypatch.setattr(hook_via.via, "ask", ask)
    return held


def test_the_services_answer_is_the_hooks(service, tmp_path):
    assert run("hook", "--via", URL, stdin=DRAFT.encode()) == service
    (tmp_path / "draft.txt").write_text(DRAFT)
    assert run("hook", tmp_path / "draft.txt", "--via", URL) == service


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(
    ("options", "stdin", "code", "judged"),
    [
        ((), DRAFT, 1, "hold"),
        (("--shadow",), DRAFT, 0, "hold"),
        (("--on-error", "release"), DRAFT, 1, "hold"),
        ((), "", 2, "not_judged"),
        (("--on-error", "hold"), "", 1, "not_judged"),
        (("--on-error", "release"), "", 0, "not_judged"),
    ],
    ids=str,
)
def test_what_is_asked_here_is_applied_to_it(options, stdin, code, judged):
    ended = run("hook", "--via", URL, *options, stdin=stdin.encode())
    answer = ended.rows[0]["hook"]
    assert (ended.code, answer["judged"]) == (code, judged)
    assert answer["decision"] == ("release", "hold", "not_judged")[code]
    assert answer["shadow"] is ("--shadow" in options)


def test_its_verdicts_are_logged(service, tmp_path):
    run("hook", "--via", URL, "--log", tmp_path / "log", stdin=DRAFT.encode())
    (entry,) = Entries(tmp_path / "log")
    assert (entry.decision, entry.rules) == ("hold", ("TIM101",))
    assert entry.made_by == service.rows[0]["made_by"]


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(
    "option",
    [
        *(("--claim", "97530=1"), ("--discipline", "PT"), ("--date", "2026-03-04")),
        *(("--payer", "aetna"), ("--select", "TIM"), ("--ignore", "TIM"), ("--gate", "info")),
        *(("--model", "m"), ("--overrides", "o"), ("--baseline", "b")),
        ("--mapping", "m.toml"),
    ],
    ids=lambda option: option[0],
)
def test_options_that_the_service_would_not_see_are_refused(option):
    ended = run("hook", "--via", URL, *option, stdin=DRAFT.encode())
    assert ended.code == 2
    assert f"{option[0]} cannot be given with it" in ended.rows[0]["hook"]["because"]


@pytest.mark.parametrize("said", [None, ("{}", 0), ("<html>", 0), ('{"hook": {}}', 0), ("[]", 0)])
def test_where_no_service_answers_the_note_is_judged_here(said, monkeypatch, tmp_path):
    monkeypatch.setattr(hook_via.via, "ask", lambda *_, **__: said)
    assert run("hook", "--via", URL, stdin=DRAFT.encode()) == run("hook", stdin=DRAFT.encode())
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    assert run("hook", path, "--via", URL) == run("hook", path)


def test_a_wrong_address_is_said(monkeypatch):
    def refuse(*_, **__):
        message = "--via: must be an address"
        raise ConfigError(message)

    monkeypatch.setattr(hook_via.via, "ask", refuse)
    ended = run("hook", "--via", "elsewhere", stdin=DRAFT.encode())
    assert (ended.code, len(ended.rows)) == (2, 1)
    assert ended.err == "auditor: --via: must be an address\n"


def test_a_file_that_is_not_there_is_said():
    ended = run("hook", "gone.txt", "--via", URL)
    assert (ended.code, json.loads(ended.out)["source"]) == (2, "gone.txt")
