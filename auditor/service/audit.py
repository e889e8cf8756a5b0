"""``POST /audit``: one note in, the record that ``auditor hook`` would print out."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from auditor.service import answers
from auditor.service.limits import NotServedError, later, whole_body
from auditor.service.messages import Ask, Kind
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
        service.metrics.count("auditor_decisions_total", decision=service.desk.ready.decision)
        return answers.not_judged(why, service.desk.ready)
