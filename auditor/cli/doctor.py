"""``auditor doctor``: is everything there that an audit needs?"""

import typer

from auditor.cli import options
from auditor.cli.options import Asked, PageFormat

NAME = "doctor"
NEEDS_ARGS = False
EXAMPLES = ("auditor doctor", "auditor doctor --model models/clauses-v1")


def command(
    *,
    config: options.ConfigFile = None,
    model: options.Model = None,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Look whether everything is there that an audit needs.

    Versions, settings, payers, vocabulary, rules, model, and the reading of a made-up note: a line
    each. Nothing is written.

    Exit codes: 0 all is well, 2 something is broken.
    """
    from auditor.cli.work import doctor  # noqa: PLC0415 - help should not wait for it

    raise typer.Exit(doctor.doctor(Asked(config=config, model=model), output=output))
