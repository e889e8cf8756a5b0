"""What is made of a note's bytes: the record that ``auditor hook`` gives, or cards for a client."""

import io
import json
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeAlias

from auditor import __version__, engine
from auditor.engine import Settings
from auditor.errors import AuditorError, InputError
from auditor.gate.decision import Policy, RecordJson, answer, judge
from auditor.gate.entries import note_key, verdict_entry
from auditor.gate.journal import Entry
from auditor.gate.refusal import refused
from auditor.ingest import Refused, read_sources
from auditor.ingest.mapping import ColumnMap
from auditor.ingest.sources import STDIN
from auditor.model import Note
from auditor.report import json as report
from auditor.scale import worker
from auditor.scale.items import Item
from auditor.service.messages import WHY, Answer, Ask, Kind, Outcome, Ready

Cards: TypeAlias = Callable[[RecordJson, str], Mapping[str, Any]]
"""Makes ``{"cards": [...]}`` of a record and the text it quotes."""
Keep: TypeAlias = Callable[[Entry], None]
"""Keeps a verdict in the site's journal."""

SOURCE = "stdin"
"""What ``auditor hook`` calls a note that it is piped; here it is the same."""
MORE = f"{SOURCE}: holds more than one note; give one at a time, or use `auditor audit`"
NONE = f"{SOURCE}: holds no note"
MOST_NOTES = 5
"""Up to how many notes of one call cards are made of."""
WARM_UP = """\
PT daily note. 97530 x 15 min: sit to stand x5 with min A, cues to rise from a chair at home.
Total treatment time: 15 min. Patient tolerated it well. Plan: continue.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """Judges what it is asked; called in a process of its own."""

    settings: Settings
    policy: Callable[[], Policy]
    """Gives the site's policy anew for each note, since overrides come and expire."""
    cards: Cards
    keep: Keep | None = None
    mapping: ColumnMap | None = None
    """Which columns of tables hold what; ``None`` to go by usual headings."""

    def __call__(self, asked: Ask) -> Answer:
        """Judge one request."""
        return self._cards(asked) if asked.kind is Kind.CARDS else self._record(asked.raw)

    def ready(self) -> Ready:
        """Load all that is loaded with the first note, and say what a later one will need.

        Raises:
            AuditorError: The site's policy cannot be read.
        """
        warmed = self._audited(Note("warm-up", WARM_UP, "warm-up"))
        self.cards(warmed, WARM_UP)
        body, verdict = _answered(refused(SOURCE, WHY), self.policy(), "")
        made_by = {"auditor": __version__, "model": warmed["made_by"]["model"]}
        return Ready(refused=body, decision=str(verdict.decision), made_by=made_by)

    def _record(self, raw: bytes) -> Answer:
        began = time.monotonic()
        record, key, outcome = self._read(raw)
        try:
            policy = self.policy()
        except AuditorError as error:
            # An override that cannot be read must not pass for one that is not there.
            record, policy, outcome = refused(SOURCE, str(error)), Policy(), Outcome.FAILED
        body, verdict = _answered(record, policy, key)
        if self.keep is not None:
            spent = round(1000 * (time.monotonic() - began))
            self.keep(replace(verdict, milliseconds=spent))
        rules = tuple(finding["rule"] for finding in record["findings"])
        return Answer(body=body, outcome=outcome, decision=str(verdict.decision), rules=rules)

    def _read(self, raw: bytes) -> tuple[RecordJson, str, Outcome]:
        """Audit the one note there is: its record, its content key, and whether it was read."""
        try:
            found = list(islice(_items(raw, self.mapping), 2))
        except InputError as error:
            return refused(SOURCE, str(error)), "", Outcome.UNREADABLE
        if len(found) != 1:
            return refused(SOURCE, MORE if found else NONE), "", Outcome.UNREADABLE
        record = self._audited(found[0])
        if isinstance(found[0], Refused):
            return record, "", Outcome.UNREADABLE
        return record, note_key(found[0]), Outcome.DONE

    def _cards(self, asked: Ask) -> Answer:
        try:
            items = list(islice(_items(asked.raw, self.mapping), MOST_NOTES))
        except InputError as error:
            return Answer(body=str(error), outcome=Outcome.UNREADABLE)
        notes = [item for item in items if isinstance(item, Note)]
        if not notes:
            why = "; ".join(item.message for item in items if isinstance(item, Refused))
            return Answer(body=why or NONE, outcome=Outcome.UNREADABLE)
        cards: list[Mapping[str, Any]] = []
        rules: list[str] = []
        for note in notes:
            record = self._audited(note)
            rules += [finding["rule"] for finding in record["findings"]]
            cards += [_of_call(c, asked.call) for c in self.cards(record, note.text)["cards"]]
        return Answer(
            body=report.encodable({"cards": cards}),
            rules=tuple(rules),
            cards=tuple((card["uuid"], _rule(card)) for card in cards),
        )

    def _audited(self, item: Item) -> RecordJson:
        (row,) = worker.rows(self.settings, [item])
        record: RecordJson = json.loads(row)
        return record


def opened(judging: Judging) -> tuple[Ready, Judging]:
    """Load everything and judge a first note, so that the next one does not wait for it.

    Raises:
        ModelError: There is no trained model to read with.
        AuditorError: The site's policy cannot be read.
    """
    engine.shipped(judging.settings.model)
    return judging.ready(), judging


def _answered(record: RecordJson, policy: Policy, key: str) -> tuple[str, Entry]:
    judgement = judge(record, policy)
    body = report.one(answer(record, judgement, policy), indent=None)
    return body, verdict_entry(record, judgement, policy, key=key)


def _of_call(card: Mapping[str, Any], call: str) -> Mapping[str, Any]:
    """Give a card a uuid of its own: the same words in two notes make the same card otherwise."""
    return {**card, "uuid": str(uuid.uuid5(uuid.UUID(call), card["uuid"]))}


def _rule(card: Mapping[str, Any]) -> str:
    topic = card["source"].get("topic", {})
    return str(topic.get("code", ""))


def _items(raw: bytes, mapping: ColumnMap | None) -> Iterator[Item]:
    """Give the notes of a request; what is rightly not read in it is passed over."""
    for item in read_sources([STDIN], stdin=io.BytesIO(raw), mapping=mapping):
        if not (isinstance(item, Refused) and item.notice):
            yield item
