"""The notes of a folder, file by file in one fixed order."""

from collections.abc import Iterator
from pathlib import Path

from auditor.errors import InputError
from auditor.ingest import files
from auditor.ingest.archives import nothing_in
from auditor.ingest.contents import Way
from auditor.ingest.refused import Place, Refused, shown
from auditor.model import Note


def read_folder(folder: Path, place: Place, way: Way) -> Iterator[Note | Refused]:
    """Read all files under a folder that hold notes; each is called by its path from there.

    Raises:
        InputError: The folder cannot be listed or holds no such file.
    """
    any_file = False
    left_out = 0
    for path, error in _walk(folder):
        if error and path == folder:
            raise place.error(files.reason(error))
        inside = path.relative_to(folder).as_posix()
        items = _read_inside(path, Place(shown(str(path)), shown(inside)), error, way)
        if items is None:
            left_out += 1
            continue
        any_file = True
        yield from items
    if not any_file:
        raise place.error(nothing_in(left_out))


def _read_inside(
    path: Path, place: Place, error: OSError | None, way: Way
) -> Iterator[Note | Refused] | None:
    if error:
        return iter([place.refuse(files.reason(error))])
    try:
        items = files.read_if_notes(path, place, way)
    except InputError as refusal:
        return iter([Refused(place.name, place.source, str(refusal))])
    return None if items is None else _told(items, place)


def _told(items: Iterator[Note | Refused], place: Place) -> Iterator[Note | Refused]:
    try:
        yield from items
    except InputError as refusal:
        yield Refused(place.name, place.source, str(refusal))


def _walk(folder: Path) -> Iterator[tuple[Path, OSError | None]]:
    """Give every file, sorted by name folder by folder, and what cannot be looked at with why.

    Hidden ones are left out, and pipes and devices; links to folders are not followed, so that no
    loop is. A link that leads nowhere is given, to be refused.
    """
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, error
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file() or not entry.exists()
        except OSError as error:
            yield entry, error
            continue
        if is_folder and not entry.is_symlink():
            yield from _walk(entry)
        elif is_file:
            yield entry, None
