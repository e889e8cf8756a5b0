"""Which notes a command is to read, and one of them as the record that programs are given."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from auditor.cli import streams
from auditor.engine import Settings
from auditor.ingest import Refused
from auditor.ingest.sources import STDIN
from auditor.report.words import why_not_assessed
from auditor.scale import worker
from auditor.scale.items import Item

Record: TypeAlias = dict[str, Any]
"""A record as JSON values."""


def named(sources: Sequence[str]) -> Sequence[str]:
    """The sources given; without any, standard input if something is piped into it.

    Who is asked to type a note is told how to end it.
    """
    is_typed = streams.is_terminal(sys.stdin)
    if not sources and streams.stdin() is not None and not is_typed:
        return [STDIN]
    if STDIN in sources and is_typed:
        streams.say("type or paste the note, then end it with Ctrl-D (Windows: Ctrl-Z, Enter)")
    return sources


def told(items: Iterable[Item], say: Callable[[str], None] = streams.say) -> Iterator[Item]:
    """Give the items, and say of those that were rightly not read why.

    Args:
        items: What was read.
        say: Says a line; on standard error, above the bar where there is one.
    """
    for item in items:
        if isinstance(item, Refused) and item.notice:
            say(item.message)
        else:
            yield item


def record_of(item: Item, settings: Settings) -> Record:
    """Audit one item; whatever goes wrong inside makes an incomplete record.

    Raises:
        ModelError: There is no trained model to read with.
    """
    (row,) = worker.rows(settings, [item])
    record: Record = json.loads(row)
    return record


def severities(record: Record) -> list[str]:
    """The severities of a record's findings."""
    return [finding["severity"] for finding in record["findings"]]


def trouble(item: Item, record: Record) -> str | None:
    """Say in one line why a note was not audited whole; ``None`` where it was."""
    if record["complete"]:
        return None
    if isinstance(item, Refused):
        return item.message
    return f"{item.source}: {item.note_id}: " + " ".join(why_not_assessed(record))
