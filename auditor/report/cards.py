"""One note's findings as CDS Hooks 2.0 cards: few, none of them alarming, nothing to be written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from auditor.report.characters import phrase, shortened
from auditor.report.identity import REASONS, RULES, finding_uuids, uuid_of
from auditor.report.places import check_text, place
from auditor.report.words import RecordJson, sorted_findings, why_not_assessed

MOST = 3
LONGEST_SUMMARY = 139
"""CDS Hooks asks for fewer than 140 characters."""
LONGEST_QUOTE = 300
LABEL = "Therapy note auditor"
INDICATORS: Mapping[str, str] = {"error": "warning", "warning": "info", "info": "info"}
"""Never ``critical``: that is for harm to a patient."""

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SIGNS = re.compile(r"[\\`*_\[\]#|~!$]")
_LINKS = re.compile(r"(?<=:)/(?=/)|(?<=www)\.|@", re.IGNORECASE)
_LIST = re.compile(r"^(?=[-+=])|^(\d+)(?=[.)])")


@dataclass(frozen=True, slots=True)
class Override:
    """A reason for setting a card aside that its reader may choose."""

    code: str
    display: str


def cards(
    record: RecordJson,
    text: str,
    *,
    most: int | None = MOST,
    reasons: Sequence[Override] = (),
    source_url: str | None = None,
) -> dict[str, Any]:
    """Give a CDS Hooks response: the findings most useful first, or no card where there is none.

    A note that was not audited whole gets a card that says so: no cards would mean all is well.

    Args:
        record: The note's audit.
        text: The note's text, of which the words at fault are quoted.
        most: How many findings become cards at the most; ``None`` for all.
        reasons: Why a card may be set aside.
        source_url: An absolute address at which readers learn about this service.

    Raises:
        InputError: The text is not the one the record was made from.
    """
    check_text((record, text))
    ids = finding_uuids(record["note_id"], record["findings"])
    named = dict(zip(map(id, record["findings"]), ids, strict=True))
    found = sorted_findings(record)
    offered = [{"system": REASONS, "code": r.code, "display": r.display} for r in reasons]
    shown = [
        _card(finding, record, text, source_url)
        | {"uuid": named[id(finding)]}
        | ({"overrideReasons": offered} if offered else {})
        for finding in found[:most]
    ]
    return {"cards": [*_not_audited(record, source_url), *shown]}


def _card(
    finding: Mapping[str, Any], record: RecordJson, text: str, source_url: str | None
) -> dict[str, Any]:
    topic = {"system": RULES, "code": finding["rule"], "display": finding["name"]}
    card: dict[str, Any] = {
        "summary": shortened(finding["message"], LONGEST_SUMMARY),
        "indicator": INDICATORS[finding["severity"]],
        "detail": _detail(finding, record, text),
        "source": _source(source_url) | {"topic": topic},
    }
    cite, url = phrase(finding["source"]["cite"]), finding["source"]["url"]
    if cite and is_absolute(url):
        card["links"] = [{"label": cite, "url": url, "type": "absolute"}]
    return card


def _detail(finding: Mapping[str, Any], record: RecordJson, text: str) -> str:
    """Markdown: the whole message, the words of the note, the question, and where they stand."""
    quote = "" if finding["start"] is None else text[finding["start"] : finding["end"]]
    blocks = [
        f"**{markdown(finding['message'])}**",
        f"> {markdown(shortened(quote, LONGEST_QUOTE))}" if quote.strip() else "",
        markdown(finding["ask"]),
        f"{finding['rule']} {markdown(finding['name'])}; {markdown(place(record, finding))}",
    ]
    return "\n\n".join(filter(None, blocks))


def _not_audited(record: RecordJson, source_url: str | None) -> list[dict[str, Any]]:
    reasons = why_not_assessed(record)
    if not reasons:
        return []
    return [
        {
            "uuid": uuid_of(record["note_id"], "not audited"),
            "summary": "This note was not audited whole; nothing here says that it is complete.",
            "indicator": "warning",
            "detail": "\n\n".join(map(markdown, reasons)),
            "source": _source(source_url),
        }
    ]


def _source(url: str | None) -> dict[str, Any]:
    return {"label": LABEL} | ({"url": url} if url else {})


def is_absolute(url: str) -> bool:
    """Say whether a browser can follow an address as it stands."""
    parts = urlsplit(url)
    return parts.scheme in {"https", "http"} and bool(parts.netloc) and not re.search(r"\s", url)


def markdown(text: str) -> str:
    """Write any text as one line of GitHub-flavoured Markdown that shows it and does nothing else.

    No tag, entity, link, heading, list or emphasis can come of it, nor in a client that takes
    Markdown for HTML a tag.
    """
    plain = _SIGNS.sub(r"\\\g<0>", phrase(text)).translate(_ENTITIES)
    plain = _LINKS.sub(r"\\\g<0>", plain)
    return _LIST.sub(r"\1\\", plain)
