"""What Medicare's fee schedule says of a day's lines, as ``auditor fees`` writes it."""

from collections.abc import Sequence

from auditor.cli import streams
from auditor.cli.fees import Rated
from auditor.cli.options import PageFormat
from auditor.cli.work.fees_asked import asking_of, lines_of
from auditor.cli.work.fees_json import as_json
from auditor.cli.work.fees_text import as_text
from auditor.fees import quote
from auditor.record import dumps

ANSWERED, NOT_ANSWERED = 0, 2


def fees(words: Sequence[str], rated: Rated, *, output: PageFormat) -> int:
    """Write what the schedule gives; return the exit code.

    Raises:
        AuditorError: A line or an option cannot be read, or nothing is held for it.
    """
    quoted = quote(lines_of(words), asking_of(rated))
    if output is PageFormat.JSON:
        streams.for_programs()
        streams.write(dumps(as_json(quoted), indent=2) + "\n")
    else:
        streams.for_people()
        for row in as_text(quoted, width=streams.width()):
            streams.write(row + "\n")
    for line in quoted.lines:
        if line.unpriced and line.unpriced.is_unknown:
            streams.say(f"no amount for {line.service.code}: {line.unpriced.reason}")
    return ANSWERED if quoted.is_complete else NOT_ANSWERED
