"""Who may call: by token, by address, from a page; and how each request is named."""

import re

import pytest

from auditor.service.security import is_loopback
from service.serving import served

TOKEN = "a-token-of-some-length"  # noqa: S105
RIGHT = {"authorization": f"Bearer {TOKEN}"}


def got(path, headers=None, *, method="GET", **terms):
    async def scenario(at):
        return await at.client.request(method, path, headers=headers or {})

    return served(scenario, None, **terms)


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer  {TOKEN} ", 200),
        (None, 401),
        ("", 401),
        (TOKEN, 401),
        ("Bearer", 401),
        (f"Bearer {TOKEN}x", 401),
        (f"Bearer {TOKEN[:-1]}", 401),
        (f"Basic {TOKEN}", 401),
        ("Bearer \u00fc\u00fc", 401),
    ],
)
def test_a_token_is_asked_for_and_compared_whole(authorization, status):
    headers = {} if authorization is None else {"authorization": authorization.encode()}
    assert got("/cds-services", headers, token=TOKEN).status_code == status


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *((path, 200) for path in ("/docs", "/openapi.json")),
        ("/healthz", 503),
        *((path, 401) for path in ("/metrics", "/cds-services", "/audit", "/nothing")),
    ],
)
def test_only_what_tells_nothing_of_notes_is_open(path, status):
    assert got(path, token=TOKEN).status_code == status


def test_neither_the_token_nor_a_wrong_one_is_logged():
    async def scenario(at):
        await at.client.get("/metrics", headers={"authorization": "Bearer wrong-guess"})
        await at.client.get("/metrics", headers=RIGHT)
        return at.log, (await at.client.get("/metrics", headers=RIGHT)).text

    log, metrics = served(scenario, None, token=TOKEN)
    assert "wrong-guess" not in "".join(log) + metrics
    assert TOKEN not in "".join(log) + metrics


@pytest.mark.parametrize(
    ("host", "status"),
    [
        *((host, 200) for host in ("localhost", "127.0.0.1:8530", "[::1]:8530", "LOCALHOST:80")),
        *((host, 403) for host in ("evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[::")),
        *((host, 403) for host in ("evil.example@localhost", "localhost/x", "localhost#.example")),
    ],
)
def test_without_a_token_only_this_computers_own_names_lead_here(host, status):
    assert got("/cds-services", {"host": host}).status_code == status


def test_with_a_token_any_name_leads_here():
    assert got("/cds-services", {"host": "ehr.example"} | RIGHT, token=TOKEN).status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://ehr.example", 200),
        ("http://127.0.0.1:8530", 200),
        ("https://evil.example", 403),
        ("null", 403),
        ("http://[::1", 403),
    ],
)
def test_pages_may_call_only_where_they_were_let_in(origin, status):
    answer = got("/cds-services", {"origin": origin}, origins=("https://ehr.example",))
    assert answer.status_code == status


def test_a_browsers_question_is_answered_without_a_token():
    headers = {
        "origin": "https://ehr.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, content-type",
    }
    terms = {"origins": ("https://ehr.example",), "token": TOKEN}
    answer = got("/cds-services/therapy-note-check", headers, method="OPTIONS", **terms)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://ehr.example"
    headers["origin"] = "https://evil.example"
    answer = got("/cds-services/therapy-note-check", headers, method="OPTIONS", **terms)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("3f2a-17_b.c", True),
        ("x" * 64, True),
        ("x" * 65, False),
        ("a b", False),
        ('"}{"', False),
        ("", False),
        (None, False),
    ],
)
def test_a_request_keeps_its_name_where_that_is_one(given, kept):
    answer = got("/healthz", {} if given is None else {"x-request-id": given})
    name = answer.headers["x-request-id"]
    assert (name == given) is kept
    assert kept or re.fullmatch("[0-9a-f]{16}", name)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        *((host, True) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost")),
        *((host, False) for host in ("0.0.0.0", "::", "192.168.1.2", "ehr.example", "")),  # noqa: S104
    ],
)
def test_which_addresses_are_this_computers_own(host, own):
    assert is_loopback(host) is own


def test_the_page_of_calls_loads_nothing():
    answer = got("/docs")
    assert "POST /audit" in answer.text
    assert not re.search(r"<script|<link|<img|https?://|@import", answer.text)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_who_shows_no_token_is_told_how():
    assert got("/metrics", token=TOKEN).headers["www-authenticate"] == "Bearer"
    assert "www-authenticate" not in got("/metrics", {"host": "evil.example"}).headers


@pytest.mark.parametrize("path", ["/audit/", "/docs/", "/cds-services/", "/metrics/"])
def test_no_note_is_sent_on_to_another_address(path):
    assert [got(path, method=method).status_code for method in ("GET", "POST")] == [404, 404]


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/cds-services", "/docs"])
def test_what_can_be_got_can_be_asked_after(path):
    assert got(path, method="HEAD").status_code == got(path).status_code


def test_what_is_not_there_is_said_as_everything_else():
    assert got("/nothing").json() == {"error": "Not Found"}
    assert got("/audit").status_code == 405
