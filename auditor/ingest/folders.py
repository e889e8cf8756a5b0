"""The notes of a folder, file by file in one fixed order."""

from collections.abc import Iterator
from pathlib import Path

from auditor.errors import InputError
from auditor.ingest import files
from auditor.ingest.refused import Place, Refused, shown
from auditor.model import Note


def read_folder(folder: Path, place: Place) -> Iterator[Note | Refused]:
    """Read all files under a folder that hold notes; each is called by its path from there.

    Raises:
        InputError: The folder cannot be listed or holds no such file.
    """
    any_file = False
    for path, error in _walk(folder):
        if error and path == folder:
            raise place.error(files.reason(error))
        if error or files.holds_notes(path):
            any_file = True
            inside = path.relative_to(folder).as_posix()
            yield from _read_inside(path, Place(shown(str(path)), shown(inside)), error)
    if not any_file:
        looked_for = f"holds no notes; looked for {', '.join(files.READERS)}, also with .gz"
        raise place.error(looked_for)


def _read_inside(path: Path, place: Place, error: OSError | None) -> Iterator[Note | Refused]:
    if error:
        yield place.refuse(files.reason(error))
        return
    try:
        yield from files.read_file(path, place)
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
