"""What is answered at each route but ``/audit``."""

import asyncio
import json
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from auditor.gate.reasons import REASONS
from auditor.service import answers, cds, feedback, hooks, metrics
from auditor.service.limits import NotServedError, later, whole_body
from auditor.service.messages import Ask, Kind, Outcome
from auditor.service.service import LEAVING, Service

NO_CARDS = '{"cards": []}'
NOT_KEPT = "the file of feedback cannot be written; check its disk"
CODES = frozenset(REASONS)


async def discovery(_request: Request, _service: Service) -> Response:
    """Answer which CDS services there are."""
    return answers.json_response(json.dumps(hooks.discovery()))


async def cards(request: Request, service: Service) -> Response:
    """Answer a CDS Hooks call with cards.

    Raises:
        NotServedError: It cannot be answered.
    """
    if service.is_leaving:
        raise later(LEAVING)
    asked = _asked(await _object(request, service))
    if asked is None:
        return answers.json_response(NO_CARDS)
    answer = await service.ask(asked)
    if answer.outcome is not Outcome.DONE:
        raise NotServedError(422, answer.body)
    return answers.json_response(answer.body)


def _asked(values: dict[str, Any]) -> Ask | None:
    """Take the note out of a call, of which nothing else is held while it waits for its turn."""
    note = cds.note_called(values)
    return None if note is None else Ask(Kind.CARDS, note, values["hookInstance"])


async def told(request: Request, service: Service) -> Response:
    """Take what users did with cards.

    Raises:
        NotServedError: It is not as CDS Hooks has it, or cannot be kept.
    """
    found = feedback.read(await _object(request, service), CODES, service.issued)
    if service.terms.feedback is not None:
        try:
            await asyncio.to_thread(feedback.keep, service.terms.feedback, found)
        except OSError:
            raise later(NOT_KEPT) from None
    for one in found:
        service.metrics.count(
            "auditor_feedback_total", outcome=one.outcome, reason=one.reason, rule=one.rule
        )
    return Response(status_code=HTTPStatus.OK)


async def health(_request: Request, service: Service) -> Response:
    """Say whether notes can be judged now."""
    desk = service.desk
    is_able = bool(desk.able) and not service.is_leaving
    state = "stopping" if service.is_leaving else "ready" if is_able else "not ready"
    said = {
        "status": state,
        "able": desk.able,
        "made_by": dict(desk.ready.made_by) if desk.ready else {},
    }
    return answers.json_response(json.dumps(said) + "\n", 200 if is_able else 503)


async def counts(_request: Request, service: Service) -> Response:
    """Give what was counted."""
    desk = service.desk
    text = service.metrics.text(
        waiting=desk.waiting, able_processes=desk.able, process_restarts=desk.restarts
    )
    return Response(text, media_type=metrics.CONTENT_TYPE)


async def _object(request: Request, service: Service) -> dict[str, Any]:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != answers.JSON:
        raise NotServedError(415, f"Content-Type must be {answers.JSON}")
    return cds.json_object(await whole_body(request, service.terms))
