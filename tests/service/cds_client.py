"""A CDS Hooks 2.0 client, written from the specification alone: it knows nothing of the service.

``python cds_client.py BASE_URL [TOKEN]`` discovers the services, calls each with an invented note,
sends feedback on the cards, and checks what https://cds-hooks.hl7.org/2.0/ requires of a service's
answers. It prints one line a check and ends with 1 where one failed.
"""

import base64
import json
import re
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

NOTE = """\
PT daily note  DOS 03/04/2026
97530 x 23 min: sit to stand from chair x10, CGA, vc for hand placement, to rise from toilet.
97110 x 15 min: LAQ 3x10, SLR 2x10.
A: Tolerated treatment well.
P: Continue.
A. Therapist, PT
"""
DOCUMENT = {
    "resourceType": "DocumentReference",
    "id": "note-1",
    "status": "current",
    "content": [
        {
            "attachment": {
                "contentType": "text/plain",
                "data": base64.b64encode(NOTE.encode()).decode(),
            }
        }
    ],
}
CONTEXT = {"userId": "Practitioner/example", "patientId": "example", "encounterId": "example"}
TOKEN_IN_TEMPLATE = re.compile(r"\{\{(.*?)\}\}")
USER_TOKENS = {
    "userPractitionerId",
    "userPractitionerRoleId",
    "userPatientId",
    "userRelatedPersonId",
}
SUMMARY_BELOW = 140


@dataclass
class Client:
    """Calls one base URL, and keeps what was checked."""

    base: str
    token: str | None = None
    failed: list[str] = field(default_factory=list)
    checked: int = 0
    say: Callable[[str], object] = print

    def check(self, *, holds: bool, what: str) -> bool:
        """Keep and print one check."""
        self.checked += 1
        self.say(f"{'ok  ' if holds else 'FAIL'} {what}")
        if not holds:
            self.failed.append(what)
        return holds

    def call(self, path: str, body: object = None) -> tuple[int, str, Any]:
        """Return status, media type and JSON (or ``None``) of an answer."""
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        sent = None
        if body is not None:
            sent, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        asked = urllib.request.Request(self.base + path, sent, headers)  # noqa: S310
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
                return answer.status, answer.headers.get_content_type(), _json(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers.get_content_type(), _json(error.read())

    # ------------------------------------------------------------------ discovery

    def discover(self) -> list[dict[str, Any]]:
        """Check discovery and return its services."""
        status, kind, found = self.call("/cds-services")
        self.check(holds=status == 200, what="discovery answers 200")
        self.check(holds=kind == "application/json", what="discovery answers JSON")
        services = found.get("services") if isinstance(found, dict) else None
        if not self.check(holds=isinstance(services, list), what="services is an array"):
            return []
        self._no_empties("discovery", found)
        pairs = [(s.get("id"), s.get("hook")) for s in services]
        self.check(holds=len(pairs) == len(set(pairs)), what="no id stands twice for one hook")
        for service in services:
            self._described(service)
        return services

    def _described(self, service: dict[str, Any]) -> None:
        name = f"service {service.get('id')} on {service.get('hook')}"
        for key in ("hook", "description", "id"):
            self.check(holds=_is_text(service.get(key)), what=f"{name}: {key} is a string")
        for key in ("title", "usageRequirements"):
            if key in service:
                self.check(holds=_is_text(service[key]), what=f"{name}: {key} is a string")
        templates = service.get("prefetch", {})
        for key, template in templates.items():
            self.check(holds=_is_text(template), what=f"{name}: template {key} is a string")
            self.check(
                holds=all(
                    t.startswith("context.") or t in USER_TOKENS
                    for t in TOKEN_IN_TEMPLATE.findall(template)
                ),
                what=f"{name}: template {key} has tokens of the context or the user only",
            )
            self.check(
                holds=re.fullmatch(r"[A-Z][A-Za-z]+(/\S+|\?\S+)", template) is not None,
                what=f"{name}: template {key} is a FHIR read or search",
            )

    # ------------------------------------------------------------------ calls

    def request(self, service: dict[str, Any], **changed: Any) -> dict[str, Any]:
        """Make a request with all that the service asked to have prefetched."""
        values: dict[str, Any] = {
            "hook": service["hook"],
            "hookInstance": str(uuid.uuid4()),
            "context": {**CONTEXT, "note": DOCUMENT},
        }
        if "prefetch" in service:
            values["context"] = dict(CONTEXT)
            bundle = {
                "resourceType": "Bundle",
                "type": "searchset",
                "entry": [{"resource": DOCUMENT}],
            }
            values["prefetch"] = dict.fromkeys(service["prefetch"], bundle)
        return {k: v for k, v in {**values, **changed}.items() if v is not None}

    def use(self, service: dict[str, Any]) -> list[dict[str, Any]]:
        """Call a service, check its cards and return them."""
        path = f"/cds-services/{service['id']}"
        name = f"{service['id']} on {service['hook']}"
        status, kind, answer = self.call(path, self.request(service))
        self.check(holds=status == 200, what=f"{name}: a call is answered with 200, not {status}")
        self.check(holds=kind == "application/json", what=f"{name}: the answer is JSON")
        cards = answer.get("cards") if isinstance(answer, dict) else None
        if not self.check(holds=isinstance(cards, list), what=f"{name}: cards is an array"):
            return []
        self._no_empties(name, {"cards": cards} if cards else {})
        uuids = [card["uuid"] for card in cards if "uuid" in card]
        self.check(holds=len(uuids) == len(set(uuids)), what=f"{name}: no uuid stands twice")
        for number, card in enumerate(cards, start=1):
            self._card(f"{name}: card {number}", card)
        self._refusals(service, path, name)
        return cards

    def _refusals(self, service: dict[str, Any], path: str, name: str) -> None:
        if "prefetch" in service:
            status, _, _ = self.call(path, self.request(service, prefetch=None))
            self.check(holds=status == 412, what=f"{name}: nothing prefetched gets 412")
            nothing = dict.fromkeys(service["prefetch"])
            status, _, answer = self.call(path, self.request(service, prefetch=nothing))
            self.check(
                holds=(status, answer) == (200, {"cards": []}),
                what=f"{name}: null prefetched gets an empty array of cards",
            )
        for key in ("hook", "hookInstance", "context"):
            status, _, _ = self.call(path, self.request(service, **{key: None}))
            self.check(holds=400 <= status < 500, what=f"{name}: without {key} it gets a 4xx")

    def _card(self, name: str, card: dict[str, Any]) -> None:
        summary = card.get("summary")
        self.check(holds=_is_text(summary), what=f"{name}: summary is a string")
        self.check(
            holds=len(summary or "") < SUMMARY_BELOW, what=f"{name}: summary is below 140 letters"
        )
        self.check(
            holds=card.get("indicator") in {"info", "warning", "critical"},
            what=f"{name}: indicator is one of the three",
        )
        source = card.get("source")
        if self.check(holds=isinstance(source, dict), what=f"{name}: source is an object"):
            self._source(f"{name}: source", source)
        for key in ("uuid", "detail"):
            if key in card:
                self.check(holds=_is_text(card[key]), what=f"{name}: {key} is a string")
        if "suggestions" in card:
            self.check(
                holds=card.get("selectionBehavior") in {"at-most-one", "any"},
                what=f"{name}: suggestions come with a selectionBehavior",
            )
        for reason in card.get("overrideReasons", []):
            self._coding(f"{name}: override reason", reason, display=True)
        for link in card.get("links", []):
            self._link(f"{name}: link", link)

    def _source(self, name: str, source: dict[str, Any]) -> None:
        self.check(holds=_is_text(source.get("label")), what=f"{name}: label is a string")
        for key in ("url", "icon"):
            if key in source:
                self.check(holds=_is_url(source[key]), what=f"{name}: {key} is an absolute URL")
        if "topic" in source:
            self._coding(f"{name}: topic", source["topic"])

    def _coding(self, name: str, coding: dict[str, Any], *, display: bool = False) -> None:
        needed = ("code", "system", "display") if display else ("code", "system")
        for key in needed:
            self.check(holds=_is_text(coding.get(key)), what=f"{name}: {key} is a string")

    def _link(self, name: str, link: dict[str, Any]) -> None:
        self.check(holds=_is_text(link.get("label")), what=f"{name}: label is a string")
        self.check(holds=_is_url(link.get("url")), what=f"{name}: url is a URL")
        self.check(holds=link.get("type") in {"absolute", "smart"}, what=f"{name}: type is known")
        if "appContext" in link:
            self.check(holds=link.get("type") == "smart", what=f"{name}: appContext is for smart")

    def _no_empties(self, name: str, answer: object) -> None:
        empty = sorted(
            {where for where, value in _leaves(answer, "") if value in (None, "", [], {})}
        )
        self.check(
            holds=not empty, what=f"{name}: nothing is null or empty {' '.join(empty)}".strip()
        )

    # ------------------------------------------------------------------ feedback

    def feed_back(self, service: dict[str, Any], cards: list[dict[str, Any]]) -> None:
        """Say of each card that it was overridden: with a reason, with a comment, without."""
        path = f"/cds-services/{service['id']}/feedback"
        for card in cards:
            if "uuid" not in card:
                continue
            said = {
                "card": card["uuid"],
                "outcome": "overridden",
                "outcomeTimestamp": "2026-03-04T10:05:31.52Z",
            }
            reasons = [{"userComment": "an invented comment"}]
            reasons += [
                {"reason": {k: r[k] for k in ("code", "system")}}
                for r in card.get("overrideReasons", [])[:1]
            ]
            entries = [said, *({**said, "overrideReason": reason} for reason in reasons)]
            status, _, _ = self.call(path, {"feedback": entries})
            self.check(holds=status == 200, what=f"feedback on {card['uuid']} is taken")
        accepted = {
            "card": str(uuid.uuid4()),
            "outcome": "accepted",
            "acceptedSuggestions": [{"id": str(uuid.uuid4())}],
            "outcomeTimestamp": "2026-03-04T10:05:31Z",
        }
        status, _, _ = self.call(path, {"feedback": [accepted]})
        self.check(holds=status == 200, what="feedback on an accepted suggestion is taken")
        status, _, _ = self.call(path, {"feedback": [{"outcome": "overridden"}]})
        self.check(holds=400 <= status < 500, what="feedback that names no card gets a 4xx")


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _is_url(value: object) -> bool:
    return isinstance(value, str) and all(urlsplit(value)[:2])


def _leaves(value: object, where: str) -> Iterator[tuple[str, object]]:
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    yield where, value
    for key, held in inner:
        yield from _leaves(held, f"{where}/{key}")


def visit(client: Client) -> int:
    """Go through all services; return how many checks failed."""
    for service in client.discover():
        client.feed_back(service, client.use(service))
    client.say(f"{client.checked} checks, {len(client.failed)} failed")
    return len(client.failed)


if __name__ == "__main__":
    sys.exit(bool(visit(Client(sys.argv[1].rstrip("/"), *sys.argv[2:3]))))
