"""``python -m auditor.cli``: the command where its script is not on the path."""

from auditor.cli.main import run

run()
