"""What does a site ask of its own notes, and by which examples does it try its pack?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial

from auditor.billing.entries import cite, known_code, mark, period
from auditor.billing.facts import Period
from auditor.billing.mistakes import each, refuse
from auditor.billing.tables import Table
from auditor.model import Question


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A site's question, how well it is founded, and the days on which it is asked."""

    question: Question
    mark: str
    period: Period

    @property
    def key(self) -> object:
        """What a pack's own question replaces the inherited ones by."""
        return self.question.name


@dataclass(frozen=True, slots=True)
class PackExample:
    """A made-up note on which a site tries its pack: the rules that must speak, or must not."""

    name: str
    text: str
    claim: str
    date_of_service: str
    discipline: str | None
    setting: str | None
    expects: tuple[str, ...]
    expects_not: tuple[str, ...]


def read_questions(
    table: Table, cites: Mapping[str, str], known: Collection[str]
) -> tuple[QuestionRow, ...]:
    """Read ``question`` entries; ``known`` are the codes there are.

    Raises:
        PackError: An entry is wrong.
    """
    entries = table.tables("question")
    rows = each(entries, partial(_question, cites=cites, known=known))
    refuse(
        f"{entry.where}: asked twice for the same days"
        for n, (entry, own) in enumerate(zip(entries, rows, strict=True))
        if any(own.key == r.key and own.period.overlaps(r.period) for r in rows[:n])
    )
    return rows


def _question(entry: Table, cites: Mapping[str, str], known: Collection[str]) -> QuestionRow:
    entry.allow("name", "ask", "look_for", "codes", "source", "mark", "from", "to")
    ask = entry.text("ask").strip()
    if not ask.endswith("?") or "\n" in ask:
        entry.fail('ask is one question on one line and ends with "?"')
    look_for = entry.texts("look_for")
    if not look_for or not all(any(c.isalnum() for c in words) for words in look_for):
        entry.fail("look_for is a list of words or phrases, at least one, each with a letter")
    codes = entry.texts_or_none("codes")
    question = Question(
        name=entry.text("name"),
        ask=ask,
        look_for=look_for,
        codes=frozenset(known_code(entry, c, known) for c in codes),
        cite=cite(entry, cites),
    )
    return QuestionRow(question, mark(entry), period(entry))


def read_examples(table: Table) -> tuple[PackExample, ...]:
    """Read ``example`` entries; whether the rules they name exist is for those to say who know.

    Raises:
        PackError: An entry is wrong.
    """
    return each(enumerate(table.tables("example"), 1), _example)


def _example(numbered: tuple[int, Table]) -> PackExample:
    number, entry = numbered
    entry.allow(
        *("name", "text", "claim", "date_of_service", "discipline", "setting"),
        *("expects", "expects_not"),
    )
    expects, expects_not = entry.texts_or_none("expects"), entry.texts_or_none("expects_not")
    if not (expects or expects_not):
        entry.fail("names no rule; give expects or expects_not")
    if both := sorted({*expects} & {*expects_not}):
        entry.fail(f"{', '.join(both)} is both expected and not")
    return PackExample(
        name=entry.text("name", f"no. {number}"),
        text=entry.text("text"),
        claim=entry.text("claim", ""),
        date_of_service=entry.day("date_of_service"),
        discipline=entry.text("discipline", "") or None,
        setting=entry.text("setting", "") or None,
        expects=expects,
        expects_not=expects_not,
    )
