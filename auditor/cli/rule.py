"""``auditor rule``: one rule's page."""

from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import Asked, PageFormat

NAME = "rule"
NEEDS_ARGS = True
EXAMPLES = ("auditor rule TIM101", "auditor rule missing-total-time --format json")


def _keys(incomplete: str) -> list[str]:
    """Codes and names for the shell to complete."""
    from auditor.rules.registry import RULES  # noqa: PLC0415 - help should not wait for it

    keys = [key for rule in RULES for key in (rule.code, rule.name)]
    return [key for key in keys if key.startswith(incomplete)]


def command(
    key: Annotated[str, typer.Argument(metavar="CODE|NAME", hidden=True, autocompletion=_keys)],
    *,
    payer: options.Payer = None,
    output: options.ListFormat = PageFormat.TEXT,
    color: options.Color = None,
    config: options.ConfigFile = None,
) -> None:
    """Explain one rule, with its source and examples."""
    from auditor.cli.work import rules  # noqa: PLC0415 - help should not wait for it

    asked = Asked(payer=payer, config=config)
    raise typer.Exit(rules.rule(key, asked, output=output, color=color))
