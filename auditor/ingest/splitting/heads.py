"""Which heads has a document, and which of them begin another note?"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from auditor.ingest.splitting.labels import Kind, Labelled, labelled
from auditor.ingest.splitting.lines import Line

REACH = 12
"""How many lines apart the labels of one head may stand."""

_TITLE_REACH = 4
_TITLE_LETTERS = 80
_NOTE = (
    r"\b(?:notes?|eval\w*|reports?|summary|encounter|record|log|flow\s?sheet|plan of care"
    r"|assessment|re-?cert\w*|re-?assessment)\b"
)
_TITLE = re.compile(
    r"(?!.*\b(?:end of|continued|see|per|signed|completed|reviewed|last|next)\b)"
    rf"(?-i:[A-Z*#])[^.:=+;,]*[ ][^.:=+;,]*{_NOTE}[^.:=+;,]*",
    re.IGNORECASE,
)
"""A line that names a kind of note and says nothing else."""
_DISCIPLINES = {
    "PT": re.compile(r"\bphysical therapy\b|\bP\.?T\.?\b", re.IGNORECASE),
    "OT": re.compile(r"\boccupational therapy\b|\bO\.?T\.?\b", re.IGNORECASE),
    "SLP": re.compile(r"\bspeech\b|\bSLP\b|\bST\b", re.IGNORECASE),
}
_SIGNED = re.compile(
    r"\s*(?:(?:electronically|digitally|e-?)[ -]?)?sign(?:ed|ature)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Head:
    """Labels near one another that say whose note this is and of which day."""

    first: int
    """Its first line, counted from 0."""
    last: int
    name: str | None = None
    record_number: str | None = None
    date_of_service: str | None = None
    discipline: str | None = None
    """As its title says."""

    @property
    def is_whole(self) -> bool:
        """Say whether it tells patient and date."""
        return bool((self.name or self.record_number) and self.date_of_service)

    def begins_another(self, before: "Head") -> bool:
        """Say whether the note under this head is another than the one under ``before``."""
        pairs = [
            (self.date_of_service, before.date_of_service),
            (self.discipline, before.discipline),
            (self.record_number, before.record_number),
        ]
        if any(own and other and own != other for own, other in pairs):
            return True
        numbered = self.record_number and before.record_number
        return not numbered and bool(self.name and before.name) and not _alike(self, before)


def _alike(one: Head, other: Head) -> bool:
    """Say whether two names may be one person's: in full, cut short, or with initials."""
    few, many = sorted(((one.name or "").split(), (other.name or "").split()), key=len)
    return all(
        any(word == full or (1 in {len(word), len(full)} and word[0] == full[0]) for full in many)
        for word in few
    )


def heads(lines: Sequence[Line]) -> list[Head]:
    """Return the heads that tell both patient and date, in their order.

    A label that comes again opens a new head, also when it says the same: a short note may end
    within the reach of its own head, and a page that holds the end of a note within that of its
    page header.
    """
    found: list[Head] = []
    said: set[str] = set()
    head: Head | None = None
    for hit in labelled(lines):
        if head is None or _opens_another(hit, head, said):
            found += [head] if head else []
            head, said = Head(hit.line, hit.line), set()
        said.add(hit.label)
        head = _told(head, hit)
    found += [head] if head else []
    whole = [_after_signature(lines, h) for h in found if h.is_whole]
    return [replace(h, discipline=_discipline(lines, h)) for h in whole]


def _after_signature(lines: Sequence[Line], head: Head) -> Head:
    """Return a head without what it holds of the note before: its end, under a page header."""
    between = range(head.first + 1, head.last)
    signed = [at for at in between if _SIGNED.match(lines[at].text)]
    if not signed or not any(_is_told(lines[at].text) for at in range(head.first + 1, signed[-1])):
        return head
    return replace(head, first=signed[-1] + 1)


def _is_told(line: str) -> bool:
    """Say whether a line may be of a note's own words: it labels nothing, and is no title."""
    return bool(line.strip()) and ":" not in line and not is_title(line)


def _opens_another(hit: Labelled, head: Head, said: AbstractSet[str]) -> bool:
    if hit.line - head.first > REACH:
        return True
    if hit.label in said:
        return True
    # Another name before any date: what was named first was no patient.
    return hit.kind is Kind.NAME and bool(head.name) and not head.date_of_service


def _told(head: Head, hit: Labelled) -> Head:
    """Add what a label says where the head does not say it yet."""
    match hit.kind:
        case Kind.NAME if not head.name:
            return replace(head, last=hit.line, name=hit.value)
        case Kind.NUMBER if not head.record_number:
            return replace(head, last=hit.line, record_number=hit.value)
        case Kind.DATE if not head.date_of_service:
            return replace(head, last=hit.line, date_of_service=hit.value)
        case _:
            return head


def first_of_each_note(every: Iterable[Head]) -> list[Head]:
    """Return the first head of each note; none where all are heads of one note."""
    notes: list[Head] = []
    current: Head | None = None
    for head in every:
        if current is None or head.begins_another(current):
            notes.append(head)
            current = head
        else:
            current = replace(
                current,
                name=current.name or head.name,
                record_number=current.record_number or head.record_number,
                discipline=current.discipline or head.discipline,
            )
    return notes if len(notes) > 1 else []


def _discipline(lines: Sequence[Line], head: Head) -> str | None:
    """Return the one discipline that the titles of a head name."""
    near = lines[max(0, head.first - _TITLE_REACH) : head.last + 1]
    titles = [line.text for line in near if is_title(line.text)]
    named = {d for d, pattern in _DISCIPLINES.items() for title in titles if pattern.search(title)}
    return named.pop() if len(named) == 1 else None


def is_title(line: str) -> bool:
    """Say whether a line names a kind of note and nothing else."""
    return 0 < len(line.strip()) <= _TITLE_LETTERS and bool(_TITLE.fullmatch(line.strip()))
