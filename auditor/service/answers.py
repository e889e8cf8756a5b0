"""How an answer leaves: a record or an error, as JSON, with a status and headers."""

import json
from collections.abc import Mapping

from starlette.responses import Response

from auditor.service.limits import NotServedError
from auditor.service.messages import WHY, Answer, Outcome, Ready

JSON = "application/json"
DECISION = "x-auditor-decision"
STATUS = {Outcome.DONE: 200, Outcome.UNREADABLE: 422, Outcome.FAILED: 500}


def json_response(
    body: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with JSON that is written already."""
    return Response(body, status, dict(headers or {}), media_type=JSON)


def error(why: NotServedError) -> Response:
    """Answer that a request is not served, and why."""
    return json_response(json.dumps({"error": why.why}) + "\n", why.status, why.headers)


def judged(answer: Answer) -> Response:
    """Answer with a record."""
    return json_response(answer.body, STATUS[answer.outcome], {DECISION: answer.decision})


def not_judged(why: NotServedError, ready: Ready) -> Response:
    """Answer with the record of a note that could not be judged, as the hook would."""
    body = ready.refused.replace(WHY, json.dumps(why.why)[1:-1])
    return json_response(body, why.status, {DECISION: ready.decision, **why.headers})
