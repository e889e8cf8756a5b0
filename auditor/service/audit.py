"""``POST /audit``: one note in, the record that ``auditor hook`` would print out."""

import asyncio
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from auditor.service import answers, verdicts
from auditor.service.limits import NotServedError, later, whole_body
from auditor.service.messages import Ask, Kind, Ready
from auditor.service.service import LEAVING, Service


async def audit(request: Request, service: Service) -> Response:
    """Judge the note in a request's body; whatever goes wrong with it, a record says so.

    Raises:
        NotServedError: The body is in no form that is read, or no process was ever ready.
    """
    try:
        if service.is_leaving:
            raise later(LEAVING)
        raw = await whole_body(request, service.terms)
        return answers.judged(await service.ask(Ask(Kind.RECORD, raw)))
    except NotServedError as why:
        if service.desk.ready is None or why.status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
            raise
        await _keep(why, service.desk.ready, service)
        return answers.not_judged(why, service.desk.ready)


async def _keep(why: NotServedError, ready: Ready, service: Service) -> None:
    """Count and keep a note that no process judged: those that one judged it keeps itself."""
    service.metrics.count("auditor_decisions_total", decision=ready.decision)
    if service.terms.log is not None:
        entry = verdicts.not_judged(why.why, ready)
        await asyncio.to_thread(verdicts.keep, service.terms.log, entry)
