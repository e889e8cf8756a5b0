"""The files of a batch, written as its notes are audited, and never over what it is read from."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from auditor.cli.work.notes import Record
from auditor.errors import ConfigError
from auditor.gate.permissions import FOLDER, opener
from auditor.report import claim_lines, csv
from auditor.report.claim_lines import ClaimRow

RECORDS, NOTES, FINDINGS, PAGE = "records.jsonl", "notes.csv", "findings.csv", "report.html"
CLAIMS = "claims.csv"
FILES = (RECORDS, NOTES, FINDINGS, PAGE, CLAIMS)
ENCODINGS = {RECORDS: "utf-8", NOTES: "utf-8-sig", FINDINGS: "utf-8-sig", CLAIMS: "utf-8-sig"}
"""Tables have a mark at their beginning, or Excel takes UTF-8 for an old encoding."""


def check_place(folder: Path, sources: Sequence[str]) -> None:
    """Check that no file to be written is, or would be read as, a source.

    Raises:
        ConfigError: One is.
    """
    target = folder.resolve()
    written = {target / name for name in FILES}
    for source in sources:
        path = Path(source).resolve()
        if path in written:
            message = f"--out: {source} would be written over; choose another folder"
            raise ConfigError(message)
        if path.is_dir() and (path == target or path in target.parents):
            message = (
                f"--out: {folder} is inside {source}, so its files would be read as notes; "
                "choose a folder outside"
            )
            raise ConfigError(message)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say of an error in writing which folder it happened in.

    Raises:
        ConfigError: The folder cannot be written to.
    """
    try:
        yield
    except OSError as error:
        message = f"--out: {folder} cannot be written ({error.strerror}); choose another folder"
        raise ConfigError(message) from None


class Folder:
    """Writes a row of each table for each note; opens its files with the first."""

    def __init__(self, path: Path, *, has_claims: bool = False) -> None:
        self.path = path
        names = (RECORDS, NOTES, FINDINGS, *((CLAIMS,) if has_claims else ()))
        self.tables = names
        self._open = ExitStack()
        self._files: dict[str, TextIO] = {}
        self._begun: set[str] = set()

    def add(self, line: str, record: Record, text: str) -> None:
        """Write one note's rows: its record first.

        Raises:
            ConfigError: The folder cannot be written to.
        """
        with writing(self.path):
            if not self._files:
                self._begin()
            self._files[RECORDS].write(line)
            self._files[RECORDS].flush()
            self._extend(NOTES, csv.notes_csv([record]))
            self._extend(FINDINGS, csv.findings_csv([(record, text)]))

    def add_claims(self, rows: Sequence[ClaimRow]) -> None:
        """Write rows of claim lines.

        Raises:
            ConfigError: The folder cannot be written to.
        """
        with writing(self.path):
            if not self._files:
                self._begin()
            self._extend(CLAIMS, [claim_lines.heading(), *claim_lines.written(rows)])

    def close(self) -> None:
        """Write out and close the files.

        Raises:
            ConfigError: The folder cannot be written to.
        """
        with writing(self.path):
            self._open.close()

    def _begin(self) -> None:
        """Make the folder and its files, and take an earlier batch's page away."""
        self.path.mkdir(FOLDER, parents=True, exist_ok=True)
        for name in (PAGE, CLAIMS):
            (self.path / name).unlink(missing_ok=True)
        for name in self.tables:
            path, encoding = self.path / name, ENCODINGS[name]
            file = open(path, "w", encoding=encoding, newline="", opener=opener)  # noqa: SIM115
            self._files[name] = self._open.enter_context(file)

    def _extend(self, name: str, table: Iterable[str]) -> None:
        """Write one note's table, its heading only where it is the first."""
        heading, *rows = table
        if name not in self._begun:
            self._files[name].write(heading)
            self._begun.add(name)
        self._files[name].writelines(rows)
