"""Which route leads where, and what the OpenAPI description says of each."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from auditor import __version__
from auditor.service import answers, routes
from auditor.service.access import Access
from auditor.service.audit import audit
from auditor.service.hooks import SERVICE_ID
from auditor.service.limits import NotServedError
from auditor.service.page import CSP, page
from auditor.service.service import Service

Route: TypeAlias = Callable[[Request, Service], Awaitable[Response]]

ABOUT = (
    "Reads therapy notes and says whether their claims may go out. Nothing it is sent is kept, "
    "logged or passed on. Every answer has an X-Request-ID."
)
DONE = "The record, with its decision in hook.decision and X-Auditor-Decision"
REFUSED = "A record that says why the note could not be judged: "
MEANINGS = {
    400: "Not as it must be; the answer says what",
    401: "No token, or a wrong one",
    403: "Called by a web page, or by a name, that is not let in",
    408: "The body came too slowly",
    412: "The note is not in the call: nothing was prefetched",
    413: "The body is too large",
    415: "A form, or a compressed body",
    422: "The note cannot be read",
    500: "A fault of ours",
    503: "Too many notes are waiting, or the service is stopping; see Retry-After",
    504: "Reading the note took too long",
}
ANY_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object"}}, "text/plain": {}},
    }
}
JSON_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
}


def create_app(service: Service, log: Callable[[str], None]) -> FastAPI:
    """Make the application of a service.

    Args:
        service: Its desk must be started before the first request.
        log: Takes one line a request.
    """
    app = FastAPI(
        title="auditor",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        # It would send a note on to whatever the Host header says, and from HTTPS to HTTP.
        redirect_slashes=False,
        exception_handlers={NotServedError: _not_served, HTTPException: _not_found},
    )
    add = _Adding(app, service)
    add.post("/audit", audit, _audit_answers(), ANY_BODY)
    add.get("/cds-services", routes.discovery)
    add.post(f"/cds-services/{SERVICE_ID}", routes.cards, _meanings(412, 422, 500, 504), JSON_BODY)
    add.post(f"/cds-services/{SERVICE_ID}/feedback", routes.told, body=JSON_BODY)
    add.get("/healthz", routes.health, {503: {"description": "Not ready"}})
    add.get("/metrics", routes.counts)
    text = page(app.openapi())

    async def docs(_request: Request) -> Response:
        return HTMLResponse(text, headers={"content-security-policy": CSP})

    app.add_route("/docs", docs, include_in_schema=False)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=service.terms.origins,
        allow_methods=("GET", "POST"),
        allow_headers=("authorization", "content-type", "x-request-id"),
        expose_headers=("x-request-id", answers.DECISION),
    )
    app.add_middleware(Access, service=service, log=log)
    return app


class _Adding:
    """Adds routes that all get the service."""

    def __init__(self, app: FastAPI, service: Service) -> None:
        self._app = app
        self._service = service

    def get(self, path: str, route: Route, said: dict[int, Any] | None = None) -> None:
        self._add("GET", path, route, said or {}, {})

    def post(
        self,
        path: str,
        route: Route,
        said: dict[int, Any] | None = None,
        body: dict[str, Any] | None = None,
    ) -> None:
        usual = _meanings(400, 408, 413, 415, 503)
        self._add("POST", path, route, usual | (said or {}), body or {})

    def _add(
        self, method: str, path: str, route: Route, said: dict[int, Any], body: dict[str, Any]
    ) -> None:
        async def answer(request: Request) -> Response:
            return await route(request, self._service)

        if method == "GET":  # as HTTP has it; probes of load balancers ask so
            self._app.add_route(path, answer, methods=["HEAD"], include_in_schema=False)
        self._app.add_api_route(
            path,
            answer,
            methods=[method],
            name=route.__name__,
            description=(route.__doc__ or "").split("\n")[0],
            responses=dict(sorted({**_meanings(401, 403), **said}.items())),
            openapi_extra=body,
            response_class=Response,
        )


def _meanings(*statuses: int) -> dict[int, Any]:
    return {status: {"description": MEANINGS[status]} for status in statuses}


def _audit_answers() -> dict[int, Any]:
    told = {
        status: {"description": REFUSED + MEANINGS[status].lower()}
        for status in (408, 413, 422, 500, 503, 504)
    }
    return {200: {"description": DONE}, **told}


async def _not_served(_request: Request, error: Exception) -> Response:
    if not isinstance(error, NotServedError):
        raise error
    return answers.error(error)


async def _not_found(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return answers.error(NotServedError(error.status_code, error.detail, error.headers))
