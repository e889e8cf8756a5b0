"""How are a command's values written for programs?"""

from typing import Any

from auditor.cli import streams
from auditor.record import dumps


def write_json(values: Any) -> int:  # noqa: ANN401 - lists and tables of plain values
    """Write values as one JSON document; return the exit code of success."""
    streams.for_programs()
    streams.write(dumps(values, indent=2) + "\n")
    return 0
