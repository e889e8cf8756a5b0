"""``auditor rules``: all rules, and how much each matters to the payer in force."""

import typer

from auditor.cli import options
from auditor.cli.options import Asked, PageFormat

NAME = "rules"
NEEDS_ARGS = False
EXAMPLES = (
    "auditor rules",
    "auditor rules --payer aetna",
    "auditor rules --select TIM,UNI",
    "auditor rules --format json",
)


def command(
    *,
    payer: options.Payer = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    output: options.ListFormat = PageFormat.TEXT,
    color: options.Color = None,
    config: options.ConfigFile = None,
) -> None:
    """List the rules and how much each matters to a payer.

    A rule is off where the payer does not ask for what it looks at, or the settings turn it off.
    """
    from auditor.cli.work import rules  # noqa: PLC0415 - help should not wait for it

    asked = Asked(
        payer=payer, select=options.rules(select), ignore=options.rules(ignore), config=config
    )
    raise typer.Exit(rules.rules(asked, output=output, color=color))
