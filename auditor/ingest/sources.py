"""All the notes of a batch, from whatever the user named: files, folders, standard input."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from auditor.errors import InputError
from auditor.ingest import contents
from auditor.ingest.contents import Way
from auditor.ingest.files import read_file
from auditor.ingest.folders import read_folder
from auditor.ingest.formats import Lean
from auditor.ingest.mapping import ColumnMap
from auditor.ingest.refused import Place, Refused, shown
from auditor.model import Note

STDIN = "-"


def read_sources(
    sources: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    mapping: ColumnMap | None = None,
) -> Iterator[Note | Refused]:
    """Read the notes of all sources, one after the other, each when it is asked for.

    A source is a file, a folder (all notes that it holds, but hidden files), or ``-`` (standard
    input). Of what format each is, its content tells; its name only decides between plain texts.
    What cannot be read comes as a ``Refused`` in its place, and the batch goes on.

    Each note is called by its id, else by its file's name (in a folder: the path from there) or
    ``stdin``, and its line. An id that came before gets ``#2``, ``#3`` ... : both notes are kept.

    Args:
        sources: What to read, in this order.
        stdin: The bytes that ``-`` stands for; ``None`` where there are none.
        mapping: Which columns of tables hold what; ``None`` to go by usual headings.

    Raises:
        InputError: There is no source, or (on the first draw) the only one cannot be read at all.
    """
    if not sources:
        message = "no notes were named; give files, folders, or - for standard input"
        raise InputError(message)
    return _told_apart(_read_all(sources, stdin, Way(mapping)))


def _told_apart(items: Iterator[Note | Refused]) -> Iterator[Note | Refused]:
    seen: dict[str, int] = {}
    for item in items:
        note_id = item.note_id
        if note_id not in seen:
            seen[note_id] = 1
            yield item
            continue
        count = seen[note_id] + 1
        while f"{note_id}#{count}" in seen:
            count += 1
        seen[note_id] = count
        seen[f"{note_id}#{count}"] = 1
        yield replace(item, note_id=f"{note_id}#{count}")


def _read_all(
    sources: Sequence[str | Path], stdin: BinaryIO | None, way: Way
) -> Iterator[Note | Refused]:
    for source in sources:
        place = _place(source)
        any_item = False
        try:
            for item in _read(source, place, stdin, way):
                any_item = True
                yield item
        except InputError as error:
            if len(sources) == 1 and not any_item:
                raise
            yield Refused(place.name, place.source, str(error))


def _place(source: str | Path) -> Place:
    if str(source) == STDIN:
        return Place("stdin", "stdin")
    return Place(shown(str(source)), shown(Path(source).name or str(source)))


def _read(
    source: str | Path, place: Place, stdin: BinaryIO | None, way: Way
) -> Iterator[Note | Refused]:
    if str(source) != STDIN:
        path = Path(source)
        reader = read_folder if _is_folder(path) else read_file
        return reader(path, place, way)
    if stdin is None:
        reason = "there is no standard input here; give a file instead"
        raise place.error(reason)
    return contents.read(stdin, place, Lean.JSON, way)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # opening it will say what is wrong
