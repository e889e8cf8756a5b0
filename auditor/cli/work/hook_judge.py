"""Read, audit and judge the one note of ``auditor hook``: what its own process does."""

from collections.abc import Callable
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from auditor import config
from auditor.cli import streams
from auditor.cli.work.about import described
from auditor.cli.work.hook_answer import judged, not_judged
from auditor.cli.work.hook_asked import HookAsked, Judged, Terms, path_of
from auditor.cli.work.notes import named, record_of, trouble
from auditor.cli.work.session import open_session
from auditor.cli.work.settings import config_of
from auditor.config import Config
from auditor.errors import AuditorError, InputError
from auditor.gate.decision import Decision, Policy
from auditor.gate.entries import note_key
from auditor.gate.policy import GateAsked, policy_of
from auditor.ingest import Refused, read_sources
from auditor.scale.items import Item

Tell: TypeAlias = Callable[[Terms], None]

MORE = "holds more than one note; give one at a time, or use `auditor audit`"


def judge(hook: HookAsked, raw: bytes | None, terms: Terms, tell: Tell) -> Judged:
    """Judge the one note there is; whatever goes wrong is said in the answer.

    Args:
        hook: What is asked.
        raw: What standard input held, where it was read already.
        terms: Those of the options.
        tell: Is given the terms of the settings as soon as they are read.
    """
    try:
        site = config_of(hook.asked)
        terms = terms.settled(hook, site)
        tell(terms)
        return _judged(hook, raw, site)
    except AuditorError as error:
        return not_judged(hook, str(error), terms)
    except Exception as error:  # noqa: BLE001 - its words may be a note's
        return not_judged(hook, streams.internal(error), terms)


def _judged(hook: HookAsked, raw: bytes | None, site: Config) -> Judged:
    session = open_session(hook.asked)
    item = _only(hook, raw)
    policy = _policy(hook, site, item.note_id)
    record = record_of(item, session.settings)
    key = "" if isinstance(item, Refused) else note_key(item)
    return judged(record, policy, said=trouble(item, record), key=key)


def _only(hook: HookAsked, raw: bytes | None) -> Item:
    stdin = streams.stdin() if raw is None else BytesIO(raw)
    source = read_sources(named([hook.file]), stdin=stdin)
    found = list(islice(described(source, hook.about), 2))
    if len(found) != 1:
        message = f"{hook.source}: {MORE if found else 'holds no note'}"
        raise InputError(message)
    return found[0]


def _policy(hook: HookAsked, site: Config, note_id: str) -> Policy:
    gate = GateAsked(
        on_error=None if hook.on_error is None else Decision(hook.on_error),
        is_shadow=hook.shadow,
        overrides=path_of(hook.overrides),
        baseline=path_of(hook.baseline),
    )
    folder = config.folder(hook.asked.config, Path.cwd())
    return policy_of(site, gate, folder, note_id=note_id)
