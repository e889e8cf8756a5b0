"""How the notes of one dropped file are read and judged; runs beside the watching process."""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from typing import Any, Protocol, TypeAlias

from auditor.errors import InputError
from auditor.gate.decision import Decision, Policy, answer, judge
from auditor.gate.dropfolder.messages import (
    Finished,
    Found,
    Judged,
    Message,
    Passing,
    Reply,
    Task,
    Verb,
)
from auditor.gate.dropfolder.places import Box
from auditor.gate.dropfolder.ruleset import file_digest, key_of, refused_key
from auditor.gate.entries import verdict_entry
from auditor.ingest import Refused, read_sources
from auditor.ingest.mapping import ColumnMap
from auditor.ingest.refused import shown
from auditor.model import Note
from auditor.report.json import encodable

Record: TypeAlias = dict[str, Any]
Item: TypeAlias = Note | Refused
Audit: TypeAlias = Callable[[Item], Record]


class InForce(Protocol):
    """Gives the policy of the moment."""

    trouble: str | None
    """What keeps it from being the newest."""

    def now(self) -> Policy:
        """The policy."""


Talk: TypeAlias = Generator[Message, Reply | None, None]
"""Gives messages; each ``Found`` is sent its reply."""

BOXES = {
    Decision.RELEASE: Box.RELEASED,
    Decision.HOLD: Box.HELD,
    Decision.NOT_JUDGED: Box.FAILED,
}
NO_NOTES = "holds no notes; look at the original"


class Desk:
    """Reads files and judges their notes, by one ruleset."""

    def __init__(
        self,
        *,
        audit: Audit,
        policies: InForce,
        fingerprint: str,
        mapping: ColumnMap | None = None,
    ) -> None:
        self._audit = audit
        self._policies = policies
        self._fingerprint = fingerprint
        self._mapping = mapping

    def work(self, task: Task) -> Talk:
        """Go through a file: say what is found, judge what is asked for."""
        items = _items(task, self._mapping) if task.unread is None else _unread(task)
        digest = ""
        seen: set[str] = set()
        for index, item in enumerate(items, start=0 if task.unread is None else task.first):
            own = item.note_id if isinstance(item, Refused) else _own_id(item, seen)
            if index < task.first or (index - task.share) % task.shares:
                yield Passing()
                continue
            if isinstance(item, Refused):
                digest = digest or file_digest(task.path)
                why = item.message.removeprefix(shown(task.name))
                key = refused_key(digest, why, self._fingerprint)
            else:
                key = key_of(item, self._fingerprint, own)
            reply = yield Found(index, key, item.source)
            if reply is None or reply.verb is Verb.STOP:
                break
            if reply.verb is Verb.JUDGE:
                if task.given_up is not None and index == task.first:
                    why = f"{item.source}: {task.given_up}"
                    item = Refused(item.note_id, item.source, why)  # noqa: PLW2901 - instead of it
                yield self._judged(item, task, index=index, key=key, name=reply.item)
        yield Finished()

    def _judged(self, item: Item, task: Task, *, index: int, key: str, name: str) -> Judged:
        began = time.monotonic()
        policy = self._policies.now()
        if isinstance(item, Refused):  # there is no note that might be let go
            policy = replace(policy, on_error=None, is_shadow=False)
        record = self._audit(item)
        judgement = judge(record, policy)
        told = answer(record, judgement, policy)
        told["item"] = {
            "name": name,
            "key": key,
            "source": item.source,
            "original": task.original,
            "questions": [finding["ask"] for finding in judgement.held_by],
            "may_release": list(policy.may_release),
        }
        entry = verdict_entry(record, judgement, policy, key=key, item=name)
        spent = round(1000 * (time.monotonic() - began))
        return Judged(
            index=index,
            key=key,
            box=BOXES[judgement.decision],
            document=(encodable(told) + "\n").encode(),
            entry=replace(entry, milliseconds=spent),
            trouble=self._policies.trouble,
        )


def _items(task: Task, mapping: ColumnMap | None) -> Iterator[Item]:
    """Read what a file holds, called as it was dropped; a file that holds nothing is refused."""
    name = shown(task.name)
    is_empty = True
    try:
        for item in read_sources([task.path], mapping=mapping):
            if isinstance(item, Refused) and item.notice:
                continue
            is_empty = False
            yield _called(item, task)
    except InputError as error:
        refused = Refused(name, shown(str(task.path)), str(error))
        yield _called(refused, task)
        return
    except Exception as error:  # noqa: BLE001 - its words may be a note's
        why = f"reading failed ({type(error).__name__}); please report it"
        yield Refused(name, name, f"{name}: {why}")
        return
    if is_empty:
        yield Refused(name, name, f"{name}: {NO_NOTES}")


def _unread(task: Task) -> Iterator[Item]:
    name = shown(task.name)
    yield Refused(name, f"{name}:unread", f"{name}: {task.unread}")


def _called(item: Item, task: Task) -> Item:
    """Name the dropped file where the reader names the one that it read."""
    path, name = shown(str(task.path)), shown(task.name)
    source = name + item.source.removeprefix(path) if item.source.startswith(path) else item.source
    if isinstance(item, Note):
        return replace(item, source=source)
    return replace(item, source=source, message=item.message.replace(path, name))


def _own_id(note: Note, seen: set[str]) -> str:
    """The id as given: ``#2`` behind one that came before in this file tells apart, no more."""
    base, mark, count = note.note_id.rpartition("#")
    if mark and count.isdecimal() and base in seen:
        return base
    seen.add(note.note_id)
    return note.note_id
