"""``auditor serve``: one resident process that judges notes for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import Asked, OnError
from auditor.service.defaults import DEFAULT_BODY_BYTES, DEFAULT_PORT

NAME = "serve"
NEEDS_ARGS = False
EXAMPLES = (
    "auditor serve",
    "auditor serve --shadow --log gate.jsonl",
    "auditor serve --host 0.0.0.0 --token-file token.txt --jobs 4",
)

Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to serve at.")]
Port = Annotated[
    int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port; 0 takes a free one.")
]
TokenFile = Annotated[
    Path | None,
    typer.Option(
        "--token-file",
        metavar="FILE",
        help="File with the token that clients must show; or set AUDITOR_TOKEN.",
    ),
]
Origin = Annotated[
    list[str] | None,
    typer.Option(
        "--origin", metavar="URL", help="Web pages that may call, as https://ehr.example; repeat."
    ),
]
Feedback = Annotated[
    Path | None,
    typer.Option("--feedback", metavar="FILE", help="Keep what users say of cards there."),
]
MaxBody = Annotated[
    int, typer.Option("--max-body", metavar="BYTES", min=1000, help="Largest request taken.")
]
Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout", metavar="SECONDS", min=0.01, help="Longest for one note; 30 if not given."
    ),
]
Log = Annotated[
    Path | None,
    typer.Option("--log", metavar="FILE", help="Add a line a verdict, without words of a note."),
]
ToDo = Annotated[
    OnError | None,
    typer.Option("--on-error", help="Hold or release what could not be judged; else neither."),
]
Shadow = Annotated[bool, typer.Option("--shadow", help="Judge but hold nothing.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", metavar="N", min=1, max=64, help="Processes that read notes; 1 if not given."
    ),
]


def command(
    *,
    host: Host = "127.0.0.1",
    port: Port = DEFAULT_PORT,
    token_file: TokenFile = None,
    jobs: Jobs = None,
    max_body: MaxBody = DEFAULT_BODY_BYTES,
    timeout: Timeout = None,
    origin: Origin = None,
    feedback: Feedback = None,
    log: Log = None,
    on_error: ToDo = None,
    shadow: Shadow = False,
    overrides: options.Overrides = None,
    payer: options.Payer = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    gate: options.HoldingGate = None,
    mapping: options.Mapping = None,
    config: options.ConfigFile = None,
    model: options.Model = None,
) -> None:
    """Judge notes over HTTP: POST /audit and CDS Hooks.

    It serves this computer alone unless --host says otherwise; then a token is required. On
    SIGTERM it answers what it holds and ends with exit code 0. docs/serve.md says more.
    """
    from auditor.cli.work import serve  # noqa: PLC0415 - help should not wait for these
    from auditor.gate.decision import Decision  # noqa: PLC0415
    from auditor.gate.policy import GateAsked  # noqa: PLC0415

    asked = Asked(
        payer=payer,
        gate=gate,
        select=options.rules(select),
        ignore=options.rules(ignore),
        config=config,
        model=model,
        mapping=mapping,
        jobs=jobs,
    )
    at = serve.At(host=host, port=port, token_file=token_file)
    bounds = serve.Bounds(
        max_body=max_body,
        timeout=timeout,
        origins=tuple(origin or ()),
        feedback=feedback,
        log=log,
    )
    decides = GateAsked(
        on_error=None if on_error is None else Decision(on_error),
        is_shadow=shadow,
        overrides=overrides,
    )
    raise typer.Exit(serve.serve(asked, decides, at, bounds))
