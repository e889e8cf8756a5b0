"""The claim files of a batch: their lines are put to the notes, and none goes missing."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO, TypeVar

from auditor.billing import packs
from auditor.cli import streams
from auditor.engine import dated
from auditor.errors import InputError, PackError
from auditor.ingest import Refused, read_sources
from auditor.ingest.claim_files import read_claims, read_remittances
from auditor.ingest.mapping import ColumnMap
from auditor.ingest.refused import Place, shown
from auditor.ingest.sources import STDIN
from auditor.matching import Answered, LineAlone, Matched, answered, key_of, match, standing
from auditor.model import ClaimLine, Note, RemittedLine
from auditor.scale.items import Item

T = TypeVar("T")


MOST_TOLD = 10
"""Lines and notes without a partner, or not read, that are named one by one."""


@dataclass(frozen=True, slots=True)
class ClaimFiles:
    """The files named beside the notes."""

    claims: tuple[Path, ...] = ()
    remittances: tuple[Path, ...] = ()

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file named."""
        return (*self.claims, *self.remittances)

    def __bool__(self) -> bool:
        """Whether any file is named."""
        return bool(self.claims or self.remittances)


@dataclass(slots=True)
class Claims:
    """What the claim files hold, matched to the notes of the batch.

    The notes are read twice: once for who and when, once to be audited. Standard input, which can
    be read once only, is kept until then.
    """

    sources: Sequence[str]
    matched: Matched
    answers: Mapping[int, RemittedLine]
    """The payer's answers to lines, by the line's ``id()``."""
    answers_alone: tuple[RemittedLine, ...]
    refused: tuple[Refused, ...]
    withdrawn: tuple[LineAlone, ...] = ()
    """Lines that a later claim of the files replaces or voids."""
    stdin: bytes | None = None
    mapping: ColumnMap | None = None
    """What the columns of tables of notes hold."""
    replaced: int = field(default=0)
    """Notes whose own claim gave way to the lines of the files."""

    def items(self) -> Iterator[Item]:
        """Give the batch's notes with their lines."""
        for item in read_sources(self.sources, stdin=_again(self.stdin), mapping=self.mapping):
            lines = self.matched.lines.get(item.note_id)
            if isinstance(item, Note) and lines:
                self.replaced += bool(item.claim)
                yield _with(item, lines)
            else:
                yield item

    @property
    def has_answers(self) -> bool:
        """Whether a payer's answer was read at all."""
        return bool(self.answers or self.answers_alone)

    def lines_of(self, note_id: str) -> tuple[ClaimLine, ...]:
        """Return the lines of one note."""
        return self.matched.lines.get(note_id, ())

    def answer_to(self, line: ClaimLine) -> RemittedLine | None:
        """Return the payer's answer to a line; ``None`` where there is none."""
        return self.answers.get(id(line))


def open_claims(
    files: ClaimFiles,
    sources: Sequence[str],
    stdin: BinaryIO | None,
    columns: Mapping[str, str] | None = None,
    mapping: ColumnMap | None = None,
) -> Claims:
    """Read the claim files and find out which line is whose.

    Args:
        files: What is named.
        sources: The notes.
        stdin: The bytes that ``-`` stands for among the notes.
        columns: Headings of tables of claim lines by role; ``None`` to go by the usual ones.
        mapping: What the columns of tables of notes hold; ``None`` likewise.

    Raises:
        InputError: A file cannot be read at all, or no line of any could be.
    """
    held = stdin.read() if STDIN in map(str, sources) and stdin is not None else None
    refused: list[Refused] = []
    stand = standing(_kept(files.claims, refused, _reader(columns)))
    lines = stand.lines
    answers = list(_kept(files.remittances, refused, read_remittances))
    if not (lines or answers or stand.withdrawn):
        *others, last = [r.message for r in refused] or ["the claim files hold no service lines"]
        for message in others[:MOST_TOLD]:
            streams.say(message)
        raise InputError(last)
    keys = [
        key_of(item, *dated(item))
        for item in read_sources(sources, stdin=_again(held), mapping=mapping)
        if isinstance(item, Note) and not (item.claim and not lines)
    ]
    # What was withdrawn may have been answered before, and each answer has its line.
    sent = (*(w.line for w in stand.withdrawn), *lines)
    found = answered(sent, answers) if answers else Answered(())
    return Claims(
        sources=sources,
        matched=match(keys, lines),
        answers={id(line): answer for line, answer in found.lines if answer is not None},
        answers_alone=found.answers_alone,
        refused=tuple(refused),
        withdrawn=stand.withdrawn,
        stdin=held,
        mapping=mapping,
    )


def _reader(
    columns: Mapping[str, str] | None,
) -> Callable[[Path, Place], Iterator[ClaimLine | Refused]]:
    def read(path: Path, place: Place) -> Iterator[ClaimLine | Refused]:
        return read_claims(path, place, columns)

    return read


def _kept(
    paths: Sequence[Path],
    refused: list[Refused],
    read: Callable[[Path, Place], Iterator[T | Refused]],
) -> Iterator[T]:
    """Give what was read of all files; put by what could not be."""
    for path in paths:
        place = Place(shown(str(path)), shown(path.name))
        try:
            for item in read(path, place):
                if isinstance(item, Refused):
                    refused.append(item)
                else:
                    yield item
        except InputError as error:
            if len(paths) == 1:
                raise
            refused.append(Refused(place.name, place.source, str(error)))


def _again(held: bytes | None) -> BinaryIO | None:
    return streams.stdin() if held is None else io.BytesIO(held)


def _with(note: Note, lines: Sequence[ClaimLine]) -> Note:
    payer = note.payer or next((p for p in (x.payer for x in lines) if _known(p)), None)
    return replace(note, claim=tuple(x.service for x in lines), payer=payer)


@cache
def _known(payer: str | None) -> bool:
    """Whether a pack is held for the payer that a claim names; if not, the note's or the usual."""
    if payer is None:
        return False
    try:
        packs.demands_for(payer)
    except PackError:
        return False
    return True
