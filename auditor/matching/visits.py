"""Which lines of a claim file belong to which note: by patient and day, then by who treated?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from auditor.matching.identifiers import plain, plains
from auditor.model import ClaimLine, Note, disciplines_of

_TEXT_ENDINGS = frozenset({".txt", ".text", ".note", ".md"})
"""Endings of files that hold one note: such a note without an id is called by its file's name."""

NO_PATIENT = (
    "no note of this patient is in the batch (leading zeros of a number count: 00412 is not 412)"
)
NO_PATIENT_NAMED = "the line names no patient, account or record"
NO_DAY = "notes of this patient are in the batch, but none of this day"
NO_LINE_DAY = "the line has no date of service, and the patient has notes of several days"
NO_DISCIPLINE = "the notes of this patient and day are of another discipline"
SEVERAL = (
    "several notes of this patient, day and discipline fit; give the clinician, or the note's id "
    "as the claim's number"
)
NOTE_WITHOUT_PATIENT = "the note names no patient key; give one beside its text"
NOTE_WITHOUT_DAY = "no date of service is known for the note; give one beside its text"
NOTE_WITHOUT_LINES = "no line of the claim files is of this patient and day"
NOTE_LEFT_OVER = "the lines of this patient and day belong to another note"
NOTE_UNCERTAIN = "lines of this patient and day fit several notes and were given to none"


@dataclass(frozen=True, slots=True)
class NoteKey:
    """What tells whose visit a note records, in plain forms; ``None`` or empty where not known."""

    note_id: str
    source: str
    patient: str
    date_of_service: str | None
    clinician: str
    discipline: str | None


@dataclass(frozen=True, slots=True)
class LineAlone:
    """A claim line without a note, and why."""

    line: ClaimLine
    why: str


@dataclass(frozen=True, slots=True)
class NoteAlone:
    """A note without a claim line, and why."""

    note: NoteKey
    why: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Lines by note id, and everything that found no partner."""

    lines: Mapping[str, tuple[ClaimLine, ...]]
    lines_alone: tuple[LineAlone, ...] = ()
    notes_alone: tuple[NoteAlone, ...] = ()


def key_of(
    note: Note, date_of_service: str | None = None, discipline: str | None = None
) -> NoteKey:
    """Return a note's key.

    Args:
        note: The note as received.
        date_of_service: ISO date as read in the text; what stands beside the text goes before it.
        discipline: PT, OT or SLP as read in the text; likewise.
    """
    return NoteKey(
        note_id=note.note_id,
        source=note.source,
        patient=plain(note.patient),
        date_of_service=note.date_of_service or date_of_service,
        clinician=plain(note.clinician),
        discipline=(note.discipline or discipline or "").strip().upper() or None,
    )


def match(notes: Sequence[NoteKey], lines: Iterable[ClaimLine]) -> Matched:
    """Give every claim line to the one note it can only belong to.

    A line whose claim number or patient's account is a note's id (or its file's name without the
    ending) is that note's, unless the line is of another patient of the batch. Else the patient
    (any of the line's identifiers) and the day must be the note's; of several such notes the
    clinician decides, then the discipline of the line's modifiers. Where more than one note is
    left the line is given to none of them: that is said, not guessed.

    Args:
        notes: Keys of all notes of the batch, each id once.
        lines: Claim lines, in any order; the result does not depend on it, but for the order within
            a note, which is the file's.

    Returns:
        Each line in exactly one place: under a note or among ``lines_alone``; each note that has no
        line among ``notes_alone``.
    """
    index = _Index.of(notes)
    given: dict[str, list[ClaimLine]] = defaultdict(list)
    alone: list[LineAlone] = []
    uncertain: set[str] = set()
    by_visit: dict[tuple[str, ...], list[ClaimLine]] = defaultdict(list)
    fitting: dict[tuple[str, ...], list[NoteKey]] = {}
    for line in lines:
        own = index.named(line)
        if own is not None:
            given[own.note_id].append(line)
            continue
        notes_of_day, why = index.of_day(line)
        if not notes_of_day:
            alone.append(LineAlone(line, why))
            continue
        visit = tuple(n.note_id for n in notes_of_day)
        fitting[visit] = notes_of_day
        by_visit[visit].append(line)
    for visit, lines_of_day in by_visit.items():
        before = len(alone)
        _share(fitting[visit], lines_of_day, given, alone)
        if any(left.why == SEVERAL for left in alone[before:]):
            uncertain.update(visit)
    return Matched(
        lines={note_id: tuple(found) for note_id, found in given.items()},
        lines_alone=tuple(alone),
        notes_alone=tuple(
            NoteAlone(n, NOTE_UNCERTAIN if n.note_id in uncertain else _why_alone(n, index))
            for n in notes
            if n.note_id not in given
        ),
    )


@dataclass(slots=True)
class _Index:
    """Notes by id, by patient, and the (patient, day) pairs that lines were found for."""

    by_id: dict[str, NoteKey] = field(default_factory=dict)
    by_patient: dict[str, list[NoteKey]] = field(default_factory=lambda: defaultdict(list))
    days_billed: set[tuple[str, str | None]] = field(default_factory=set)

    @classmethod
    def of(cls, notes: Iterable[NoteKey]) -> "_Index":
        index = cls()
        for note in notes:
            index.by_id.setdefault(plain(note.note_id), note)
            index.by_id.setdefault(plain(_file_stem(note.note_id)), note)
            if note.patient:
                index.by_patient[note.patient].append(note)
        return index

    def named(self, line: ClaimLine) -> NoteKey | None:
        """The note whose id the line's claim number or a patient's account is."""
        patients = plains(line.patients)
        is_patient_known = any(p in self.by_patient for p in patients)
        for number in filter(None, map(plain, (line.claim_id, *line.patients))):
            note = self.by_id.get(number)
            day = line.service.date_of_service
            if note is None or day not in (None, note.date_of_service):
                continue
            # Where both sides count 1, 2, 3 ..., the number may name another patient's note.
            if not note.patient or note.patient in patients or not is_patient_known:
                return note
        return None

    def of_day(self, line: ClaimLine) -> tuple[list[NoteKey], str]:
        """The notes of the line's patient and day; where there are none, why."""
        patients = plains(line.patients)
        of_patient = [n for p in sorted(patients) for n in self.by_patient.get(p, ())]
        if not of_patient:
            return [], NO_PATIENT if patients else NO_PATIENT_NAMED
        day = line.service.date_of_service
        if day is None:
            days = {n.date_of_service for n in of_patient}
            return (of_patient, "") if len(days) == 1 else ([], NO_LINE_DAY)
        of_day = [n for n in of_patient if n.date_of_service == day]
        self.days_billed.update((p, day) for p in patients)
        return of_day, NO_DAY


def _file_stem(note_id: str) -> str:
    """The file's name without its ending, where the note is called by its file."""
    path = PurePath(note_id)
    return path.stem if path.suffix.lower() in _TEXT_ENDINGS else note_id


def _share(
    notes: Sequence[NoteKey],
    lines: Sequence[ClaimLine],
    given: dict[str, list[ClaimLine]],
    alone: list[LineAlone],
) -> None:
    """Give a day's lines to its notes, or say why they cannot be given.

    Disciplines part lines only where some line fits some note: a modifier that fits none may be the
    very fault to be found.
    """
    any_fits = any(_discipline(line) == n.discipline for line in lines for n in notes)
    for line in lines:
        who = plain(line.service.clinician)
        fitting = [n for n in notes if who and n.clinician == who]
        if len(fitting) != 1:
            spoken = _discipline(line)
            fitting = [n for n in fitting or notes if not any_fits or _may_be(spoken, n)]
        if len(fitting) == 1:
            given[fitting[0].note_id].append(line)
        else:
            alone.append(LineAlone(line, SEVERAL if fitting else NO_DISCIPLINE))


def _may_be(spoken: str | None, note: NoteKey) -> bool:
    return spoken is None or note.discipline in (None, spoken)


def _discipline(line: ClaimLine) -> str | None:
    spoken = disciplines_of(line.service.modifiers)
    return next(iter(spoken)) if len(spoken) == 1 else None


def _why_alone(note: NoteKey, index: _Index) -> str:
    if not note.patient:
        return NOTE_WITHOUT_PATIENT
    if note.date_of_service is None:
        return NOTE_WITHOUT_DAY
    if (note.patient, note.date_of_service) in index.days_billed:
        return NOTE_LEFT_OVER
    return NOTE_WITHOUT_LINES
