"""``auditor schema``: the JSON Schema of the audit record."""

import typer

from auditor.cli import streams

NAME = "schema"
NEEDS_ARGS = False
EXAMPLES = ("auditor schema > record.schema.json",)


def command() -> None:
    """Print the JSON Schema of the audit record."""
    from auditor import record  # noqa: PLC0415 - help should not wait for it

    streams.for_programs()
    streams.write(record.dumps(record.json_schema(), indent=2) + "\n")
    raise typer.Exit
