"""Around every request: its id, who may call, one line of log, its time, and no traceback ever."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from auditor.service import answers
from auditor.service.hooks import SERVICE_ID
from auditor.service.limits import NotServedError
from auditor.service.security import refusal, request_id
from auditor.service.service import Service

ROUTES = frozenset(
    {
        *("/audit", "/healthz", "/metrics", "/docs", "/openapi.json", "/cds-services"),
        *(f"/cds-services/{SERVICE_ID}", f"/cds-services/{SERVICE_ID}/feedback"),
    }
)
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
OTHER = "other"
SAFE = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


class Access:
    """The outermost layer. What a client writes into a path or query is not logged or counted."""

    def __init__(self, app: ASGIApp, service: Service, log: Callable[[str], None]) -> None:
        self._app = app
        self._service = service
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, and say so."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        call = _Call(scope, send)
        metrics = self._service.metrics
        metrics.in_flight += 1
        try:
            await self._serve(call, receive)
        finally:
            metrics.in_flight -= 1
            metrics.count("auditor_requests_total", route=call.route, status=str(call.status))
            metrics.time(call.route, call.seconds)
            self._log(call.line())

    async def _serve(self, call: "_Call", receive: Receive) -> None:
        scope = call.scope
        try:
            terms = self._service.terms
            refused = refusal(scope["method"], scope["path"], Headers(scope=scope), terms)
            if refused:
                await _refusing(*refused)(scope, receive, call.send)
            else:
                await self._app(scope, receive, call.send)
        except Exception as error:  # noqa: BLE001 - its words may be a note's
            call.broke = type(error).__name__
            why = f"internal error in the service ({call.broke}); please report it"
            if not call.status:
                await answers.error(NotServedError(500, why))(scope, receive, call.send)


def _refusing(status: int, why: str) -> Response:
    asks = {"www-authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else {}
    return answers.error(NotServedError(status, why, asks))


class _Call:
    """One request on its way."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
        self.id = request_id(Headers(scope=scope).get("x-request-id"))
        self.route = scope["path"] if scope["path"] in ROUTES else OTHER
        self.status = 0
        self.decision = ""
        self.broke = ""
        self._send = send
        self._start = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Since its head was read."""
        return time.perf_counter() - self._start

    async def send(self, message: Message) -> None:
        """Send its answer on, with its id."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            self.decision = headers.get(answers.DECISION, "")
            headers["x-request-id"] = self.id
            headers.update(SAFE)
        await self._send(message)

    def line(self) -> str:
        """Its line in the log."""
        method = self.scope["method"]
        said = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "request": self.id,
            "method": method if method in METHODS else OTHER,
            "route": self.route,
            "status": self.status,
            "milliseconds": round(self.seconds * 1000, 1),
            "decision": self.decision,
            "error": self.broke,
        }
        return json.dumps({key: value for key, value in said.items() if value != ""})
