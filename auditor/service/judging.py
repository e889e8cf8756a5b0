"""What is made of a note's bytes: the record that ``auditor hook`` gives, or cards for a client."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from auditor import __version__, engine
from auditor.engine import Settings
from auditor.errors import AuditorError, InputError
from auditor.gate.decision import Policy, answer, judge
from auditor.ingest import Refused, read_sources
from auditor.ingest.sources import STDIN
from auditor.model import Note
from auditor.report import json as report
from auditor.scale import worker
from auditor.scale.items import Item
from auditor.service.messages import WHY, Answer, Ask, Kind, Outcome, Ready

RecordJson: TypeAlias = Mapping[str, Any]
Cards: TypeAlias = Callable[[RecordJson, str], Mapping[str, Any]]
"""Makes ``{"cards": [...]}`` of a record and the text it quotes."""

SOURCE = "stdin"
"""What ``auditor hook`` calls a note that it is piped; here it is the same."""
MORE = f"{SOURCE}: holds more than one note; give one at a time, or use `auditor audit`"
MOST_NOTES = 5
"""Up to how many notes of one call cards are made of."""
WARM_UP = """\
PT daily note. 97530 x 15 min: sit to stand x5 with min A, cues to rise from a chair at home.
Total treatment time: 15 min. Patient tolerated it well. Plan: continue.
"""


@dataclass(frozen=True, slots=True)
class Judging:
    """Judges what it is asked; called in a process of its own."""

    settings: Settings
    policy: Callable[[], Policy]
    """Gives the site's policy anew for each note, since overrides come and expire."""
    cards: Cards

    def __call__(self, asked: Ask) -> Answer:
        """Judge one request."""
        return self._cards(asked.raw) if asked.kind is Kind.CARDS else self._record(asked.raw)

    def ready(self) -> Ready:
        """Load all that is loaded with the first note, and say what a later one will need."""
        warmed = json.loads(self._row(Note("warm-up", WARM_UP, "warm-up")))
        self.cards(warmed, WARM_UP)
        refused = self._answered(self._refused(WHY), Outcome.FAILED)
        made_by = {"auditor": __version__, "model": warmed["made_by"]["model"]}
        return Ready(refused=refused.body, decision=refused.decision, made_by=made_by)

    def _record(self, raw: bytes) -> Answer:
        try:
            found = list(islice(_read(raw), 2))
        except InputError as error:
            return self._answered(self._refused(str(error)), Outcome.UNREADABLE)
        if len(found) > 1:
            return self._answered(self._refused(MORE), Outcome.UNREADABLE)
        outcome = Outcome.UNREADABLE if isinstance(found[0], Refused) else Outcome.DONE
        return self._answered(self._row(found[0]), outcome)

    def _cards(self, raw: bytes) -> Answer:
        try:
            items = list(islice(_read(raw), MOST_NOTES))
        except InputError as error:
            return Answer(body=str(error), outcome=Outcome.UNREADABLE)
        notes = [item for item in items if isinstance(item, Note)]
        if not notes:
            why = "; ".join(item.message for item in items if isinstance(item, Refused))
            return Answer(body=why, outcome=Outcome.UNREADABLE)
        cards: list[Mapping[str, Any]] = []
        rules: list[str] = []
        for note in notes:
            record = json.loads(self._row(note))
            rules += [finding["rule"] for finding in record["findings"]]
            cards += self.cards(record, note.text)["cards"]
        return Answer(body=report.encodable({"cards": cards}), rules=tuple(rules))

    def _row(self, item: Item) -> str:
        (row,) = worker.rows(self.settings, [item])
        return row

    def _refused(self, why: str) -> str:
        return worker.refused_row(Refused(SOURCE, SOURCE, why), why)

    def _answered(self, row: str, outcome: Outcome) -> Answer:
        record = json.loads(row)
        try:
            policy = self.policy()
            judgement = judge(record, policy)
        except AuditorError as error:
            # An override that cannot be read must not pass for one that is not there.
            policy, outcome = Policy(), Outcome.FAILED
            record = json.loads(self._refused(str(error)))
            judgement = judge(record, policy)
        return Answer(
            body=report.one(answer(record, judgement, policy), indent=None),
            outcome=outcome,
            decision=judgement.decision.value,
            rules=tuple(finding["rule"] for finding in record["findings"]),
        )


def opened(settings: Settings, policy: Callable[[], Policy], cards: Cards) -> tuple[Ready, Judging]:
    """Load everything and judge a first note, so that the next one does not wait for it.

    Raises:
        ModelError: There is no trained model to read with.
        AuditorError: The site's policy cannot be read.
    """
    engine.shipped(settings.model)
    policy()
    judging = Judging(settings, policy, cards)
    return judging.ready(), judging


def _read(raw: bytes) -> Iterator[Item]:
    return read_sources([STDIN], stdin=io.BytesIO(raw))
