"""Have the resident process judge the hook's note, and apply what was asked here to its answer."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from auditor import config
from auditor.cli import streams
from auditor.cli.work import via
from auditor.cli.work.hook_answer import answered, not_judged, policy_of
from auditor.cli.work.hook_asked import STDIN, HookAsked, Judged, Terms, path_of
from auditor.errors import AuditorError, ConfigError, InputError
from auditor.gate.decision import Decision, Judgement, decided
from auditor.service.defaults import DEFAULT_URL, TOKEN

NOT_SENT = (
    *("claim", "discipline", "date", "payer", "select", "ignore", "gate", "model"),
    *("overrides", "baseline", "mapping"),
)
"""Options that the service would not see; it has settings of its own."""


UNHEARD = (
    "--via: the service gave no verdict (it does not run there, is busy, or refuses the token); "
    "the note is judged here, by the settings here"
)
PATIENCE_SECONDS = 15.0
"""How long the service is waited for where there is no time limit."""


def elsewhere(
    asked: HookAsked, raw: bytes | None, terms: Terms, tell: Callable[[Terms], None]
) -> tuple[Judged | None, bytes | None]:
    """Ask the service; without an answer, the note is to be judged here.

    Args:
        asked: What is asked.
        raw: What standard input held, where it was read already.
        terms: Those of the options.
        tell: Is given the terms of the settings as soon as they are read.

    Returns:
        The answer, if there is one, and what standard input held, if it was read.
    """
    held = raw
    try:
        site = config.load(path_of(asked.config), Path.cwd())
        terms = terms.settled(asked, site)
        tell(terms)
        if asked.file == STDIN and held is None:
            held = _piped()
        note = held if asked.file == STDIN else _file(asked)
        return _ask(asked, note or b"", terms), held
    except AuditorError as error:
        return not_judged(asked, str(error), terms), held
    except Exception as error:  # noqa: BLE001 - its words may be a note's
        return not_judged(asked, streams.internal(error), terms), held


def _ask(asked: HookAsked, raw: bytes, terms: Terms) -> Judged | None:
    if unseen := [name for name in NOT_SENT if getattr(asked, name)]:
        message = (
            f"--via: the service judges by its own settings; --{unseen[0]} cannot be given with it"
        )
        raise ConfigError(message)
    # Half of the time is left for judging here, should the service hang.
    seconds = (terms.timeout_seconds or 0) / 2
    token = os.environ.get(TOKEN) or None
    said = via.ask(
        asked.via or DEFAULT_URL, raw, token=token, timeout_seconds=seconds or PATIENCE_SECONDS
    )
    if said is None:
        streams.say(UNHEARD)
        return None
    return _applied(said[0], raw, terms)


def _file(asked: HookAsked) -> bytes:
    try:
        return Path(asked.file).read_bytes()
    except OSError as error:
        message = f"{asked.source}: cannot be read ({error.strerror}); check the path"
        raise InputError(message) from None


def _piped() -> bytes:
    stdin = streams.stdin()
    if stdin is None:
        message = "stdin: there is no standard input here; give a file instead"
        raise InputError(message)
    return stdin.read()


def _applied(row: str, raw: bytes, terms: Terms) -> Judged | None:
    """Decide anew on what the service judged: shadow and ``on_error`` are asked here."""
    try:
        record: dict[str, Any] = json.loads(row)
        said: Mapping[str, Any] = record.pop("hook")
        policy = policy_of(terms, gate=said["gate"], may_release=said["may_release"])
        judged = Decision(said["judged"])
        judgement = Judgement(
            decision=decided(judged, policy),
            judged=judged,
            because=said["because"],
            held_by=tuple(said["held_by"]),
            excused=tuple((finding, finding["why"]) for finding in said["excused"]),
        )
        key = hashlib.sha256(raw).hexdigest()
        return answered(record, judgement, policy, said=None, key=key)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # what answers there is no service of ours
