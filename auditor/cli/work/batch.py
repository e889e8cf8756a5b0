"""Where each note of a batch goes once it is audited, and what is said at the end."""

import json

from auditor.cli import streams
from auditor.cli.work.claim_desk import ClaimDesk
from auditor.cli.work.counting import Watch
from auditor.cli.work.exits import Verdict
from auditor.cli.work.folder import PAGE, Folder
from auditor.cli.work.notes import Record, severities, trouble
from auditor.cli.work.outputs import Output
from auditor.cli.work.page import Page
from auditor.errors import AuditorError
from auditor.ingest import Refused
from auditor.report.claim_figures import ClaimFigures
from auditor.report.totals import Tally, Totals
from auditor.report.words import plural
from auditor.scale.pool import Row

MOST_TOLD = 20
"""Notes not audited that are named one by one; the records name them all."""


class Batch:
    """Hands each note's audit to everything that wants it, and counts."""

    def __init__(
        self,
        *,
        output: Output,
        folder: Folder | None,
        verdict: Verdict,
        desk: ClaimDesk | None = None,
    ) -> None:
        self.verdict = verdict
        self._desk = desk
        self._output = output
        self._folder = folder
        self._page = Page()
        self._tally = Tally()
        self._notes = 0
        self._not_audited = 0

    def add(self, row: Row, watch: Watch) -> None:
        """Take one note's audit.

        Raises:
            AuditorError: An output cannot be written to.
            ClosedPipeError: Nobody reads standard output any more.
        """
        item, line = row
        record: Record = json.loads(line)
        self._notes += 1
        self.verdict.add(severities(record), complete=record["complete"])
        self._tell(trouble(item, record), watch)
        self._tally.add(record)
        text = "" if isinstance(item, Refused) else item.text
        if self._folder is not None:
            self._page.add(record, text)
            try:
                self._folder.add(line, record, text)
            except AuditorError:
                raise
            except Exception as error:  # noqa: BLE001 - a fault in one table stops nothing else
                watch.say(f"{item.source}: {streams.internal(error)}")
                self.verdict.add((), complete=False)
        if self._desk is not None:
            self._desk.add(record)
        self._output.add(line, record, text)
        watch.step()

    def end(self, *, whole: bool) -> None:
        """Write what comes last, and say what was written and what was not audited.

        Args:
            whole: Whether the batch came to its end; if not, no page and no document are written.

        Raises:
            AuditorError: An output cannot be written to.
            ClosedPipeError: Nobody reads standard output any more.
        """
        totals = self._tally.totals()
        claimed = self._desk.end(whole=whole) if self._desk is not None and self._notes else None
        is_paged = whole and self._write_page(totals, claimed)
        if self._notes:
            self._output.end(totals, whole=whole)
        if claimed is not None:
            self._output.add_claims(claimed)
        streams.flush()
        if self._not_audited > MOST_TOLD:
            more = plural(self._not_audited - MOST_TOLD, "more note")
            streams.say(f"{more} not audited whole; the records say why")
        if not whole:
            streams.say(f"stopped by Ctrl-C after {plural(self._notes, 'note')}")
        if self._folder is not None and self._notes:
            page = [f"{PAGE}{self._page.note}"] if is_paged else []
            files = ", ".join((*page, *self._folder.tables))
            streams.say(f"written to {self._folder.path}: {files}")

    def close(self) -> None:
        """Write out and close the files.

        Raises:
            AuditorError: The folder cannot be written to.
        """
        if self._folder is not None:
            self._folder.close()

    def _write_page(self, totals: Totals, claimed: ClaimFigures | None) -> bool:
        if self._folder is None:
            return False
        try:
            self._page.write(self._folder.path, totals, claimed)
        except AuditorError:
            raise
        except Exception as error:  # noqa: BLE001 - the records and tables are there all the same
            streams.say(f"{PAGE} is not written: {streams.internal(error)}")
            self.verdict.add((), complete=False)
            return False
        return True

    def _tell(self, problem: str | None, watch: Watch) -> None:
        if problem is None:
            return
        self._not_audited += 1
        if self._not_audited <= MOST_TOLD:
            watch.say(problem)
