"""What Medicare's fee schedule says of a day's lines, as ``auditor fees`` writes it."""

from collections.abc import Sequence

from auditor.cli import streams
from auditor.cli.fees import Rated
from auditor.cli.options import PageFormat
from auditor.cli.work.exits import NOT_AUDITED, READY
from auditor.cli.work.fees_asked import asking_of, lines_of
from auditor.cli.work.fees_json import as_json
from auditor.cli.work.fees_text import as_text
from auditor.cli.work.values import write_json
from auditor.fees import quote


def fees(words: Sequence[str], rated: Rated, *, output: PageFormat) -> int:
    """Write what the schedule gives; return the exit code.

    Raises:
        AuditorError: A line or an option cannot be read, or nothing is held for it.
    """
    quoted = quote(lines_of(words), asking_of(rated))
    if output is PageFormat.JSON:
        write_json(as_json(quoted))
    else:
        streams.for_people()
        for row in as_text(quoted, width=streams.width()):
            streams.write(row + "\n")
    for line in quoted.lines:
        if line.unpriced and line.unpriced.is_unknown:
            streams.say(f"no amount for {line.service.code}: {line.unpriced.reason}")
    return READY if quoted.is_complete else NOT_AUDITED
