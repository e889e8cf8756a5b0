"""Start the resident process: where it serves, who may call, what its processes load."""

import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.cli import streams
from auditor.cli.options import Asked
from auditor.cli.work.settings import config_of
from auditor.config import Config
from auditor.errors import ConfigError
from auditor.gate.policy import GateAsked
from auditor.service.defaults import TOKEN
from auditor.service.messages import Opened
from auditor.service.security import is_loopback
from auditor.service.terms import Terms

if TYPE_CHECKING:
    from auditor.gate.journal import Entry

INSTALL = 'pip install "therapy-note-auditor[service]"'
SHORTEST_TOKEN = 16
READY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where to serve, and the file of the token."""

    host: str
    port: int
    token_file: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The other options; of the time limit, ``None`` where the settings speak."""

    max_body: int
    timeout: float | None
    origins: tuple[str, ...]
    feedback: Path | None
    log: Path | None


def serve(asked: Asked, gate: GateAsked, at: At, bounds: Bounds) -> int:
    """Serve until told to stop; return the exit code.

    Raises:
        ConfigError: An option is wrong, or what the service needs is not installed.
        AuditorError: The address cannot be had, or a setting or the model is wrong.
    """
    terms = _terms(at, bounds, config_of(asked))
    try:
        from auditor.service import running  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        if error.name and error.name.split(".")[0] == "auditor":
            raise
        message = f"serve needs a web server that is not installed: {INSTALL}"
        raise ConfigError(message) from None
    with running.bound(at.host, at.port) as taken:
        host, port = taken.getsockname()[:2]
        shown = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        running.run(
            taken,
            partial(open_judge, asked, gate, terms.most_cards, bounds.log),
            terms,
            log=_log,
            started=lambda: streams.say(f"ready at {shown} (Ctrl-C or SIGTERM ends it)"),
        )
    return READY


def open_judge(asked: Asked, gate: GateAsked, most_cards: int, log: Path | None) -> Opened:
    """Load what one of the processes judges with; called there.

    Raises:
        AuditorError: A setting, an override or the model is wrong.
    """
    from auditor import config  # noqa: PLC0415
    from auditor.gate.policy import policy_of  # noqa: PLC0415

    folder = config.folder(asked.config, Path.cwd())
    policy = partial(policy_of, config_of(asked), gate, folder)
    policy()  # what is wrong with it is said before a second goes into loading the NLP
    from auditor.cli.work.session import open_session  # noqa: PLC0415
    from auditor.gate.reasons import REASONS  # noqa: PLC0415
    from auditor.report.cards import Override, cards  # noqa: PLC0415
    from auditor.service.judging import Judging, opened  # noqa: PLC0415

    reasons = tuple(Override(reason.code, reason.display) for reason in REASONS.values())
    session = open_session(asked)
    judging = Judging(
        settings=session.settings,
        policy=policy,
        cards=partial(cards, most=most_cards, reasons=reasons),
        keep=None if log is None else partial(_keep, log),
        mapping=session.mapping,
    )
    return opened(judging)


def _keep(log: Path, entry: "Entry") -> None:
    from auditor.service import verdicts  # noqa: PLC0415

    if problem := verdicts.keep(log, entry):
        streams.say(problem)


def _terms(at: At, bounds: Bounds, site: Config) -> Terms:
    token = _token(at.token_file)
    if token is None and not is_loopback(at.host):
        message = (
            f"--host {at.host}: others can reach this address, so a token is required; give "
            f"--token-file FILE or set {TOKEN}"
        )
        raise ConfigError(message)
    return Terms(
        jobs=site.jobs,
        max_body_bytes=bounds.max_body,
        timeout_seconds=bounds.timeout or site.timeout_seconds,
        token=token,
        origins=bounds.origins,
        feedback=bounds.feedback,
        log=bounds.log,
    )


def _token(file: Path | None) -> str | None:
    where, token = TOKEN, os.environ.get(TOKEN)
    if file is not None:
        where = "--token-file"
        try:
            token = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            message = f"--token-file {file}: cannot be read; check its path and permissions"
            raise ConfigError(message) from None
    if token is None:
        return None
    if (
        len(token) < SHORTEST_TOKEN
        or not token.isascii()
        or not token.isprintable()
        or " " in token
    ):
        message = (
            f"{where}: a token is at least {SHORTEST_TOKEN} letters and digits without spaces; "
            'python -c "import secrets; print(secrets.token_urlsafe(32))" makes one'
        )
        raise ConfigError(message)
    return token


def _log(line: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
