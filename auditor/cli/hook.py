"""``auditor hook``: one note in, one JSON record out, for billing systems and commit hooks."""

from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import About, Asked

NAME = "hook"
NEEDS_ARGS = False
EXAMPLES = (
    "auditor hook note.txt",
    'auditor hook --claim "97530-GP=2" < note.txt',
    "curl -s https://records.example/notes/17.json | auditor hook",
)


def command(
    file: Annotated[str, typer.Argument(metavar="FILE", hidden=True)] = "-",
    *,
    claim: options.Claim = None,
    discipline: options.Discipline = None,
    date: options.Date = None,
    payer: options.Payer = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    gate: options.Gate = None,
    mapping: options.Mapping = None,
    config: options.ConfigFile = None,
    model: options.Model = None,
) -> None:
    """Audit one note for another program: one JSON record out.

    FILE is a text or one JSON object; without it, standard input is read. A note that cannot be
    read gets a record too, with "complete": false and the reason.

    Exit codes: 0 ready, 1 findings at the gate, 2 not audited.
    """
    from auditor.cli.work import hook  # noqa: PLC0415 - loads the NLP

    asked = Asked(
        payer=payer,
        gate=gate,
        select=options.rules(select),
        ignore=options.rules(ignore),
        mapping=mapping,
        config=config,
        model=model,
    )
    about = About(claim=claim, discipline=discipline, date=date)
    raise typer.Exit(hook.hook(file, asked, about))
