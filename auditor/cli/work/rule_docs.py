"""The rules as one Markdown page; every finding shown is the one its example gives."""

import inspect
import re
from collections.abc import Iterator
from itertools import groupby

from auditor import engine
from auditor.cli.work.rule_page import conditions, severities
from auditor.errors import AuditorError
from auditor.ingest import read_claim
from auditor.model import Note
from auditor.report.text import check
from auditor.rules.core import Example, Rule
from auditor.rules.registry import RULES

MARK = re.compile(r"\[\[|\]\]")
WIDTH = 96
_BEGINNING = """\
# Rules

Written by `auditor docs --write` from the rules themselves; changes are made there. On a terminal
`auditor rule CODE` shows the same.

A rule's severity depends on what the payer in force requires: `auditor rules --payer NAME` lists
it. In the examples the words at fault stand in `[[ ]]`; below stands what `auditor check` says.
"""


def page() -> str:
    """Render the page.

    Raises:
        AuditorError: A rule does not find what its own example shows.
    """
    return "\n".join((_BEGINNING, *_contents(), "", *_families()))


def _contents() -> Iterator[str]:
    yield "| code | name | finds |"
    yield "|---|---|---|"
    for rule in RULES:
        yield f"| [{rule.code}](#{_anchor(rule)}) | {rule.name} | {rule.title} |"


def _families() -> Iterator[str]:
    for module, members in groupby(RULES, key=lambda rule: inspect.getmodule(rule.check)):
        question = (inspect.getdoc(module) or "").partition("\n")[0]
        yield f"## {question}\n"
        for rule in members:
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code} {rule.name}\n"
    yield f"**{rule.title}.** {rule.why}\n"
    yield f"- Question: {rule.fix}"
    yield f"- Severity: {severities(rule)}"
    yield f"- Source: [{rule.source.cite}]({rule.source.url})"
    yield f"- Does not apply where: {rule.when.reason}"
    yield f"- Since: {rule.since}\n"
    yield "Flagged:\n"
    yield from _fenced(rule.bad[0].text)
    yield from _given(rule.bad[0])
    yield from _fenced(finding(rule, rule.bad[0]))
    yield "Not flagged:\n"
    yield from _fenced(rule.good[0].text)
    yield from _given(rule.good[0])


def finding(rule: Rule, example: Example) -> str:
    """What ``check`` says of an example, without the heading.

    Raises:
        AuditorError: The rule finds nothing in it.
    """
    note = Note(
        note_id="example",
        text=MARK.sub("", example.text),
        source="example",
        discipline=example.discipline,
        payer=example.payer,
        date_of_service=example.date_of_service,
        claim=read_claim(example.claim) if example.claim else (),
    )
    settings = engine.settings_of(select=[rule.code])
    record = engine.judged(engine.read_visit(note, settings), settings)
    if not record.findings:
        message = f"{rule.code}: finds nothing in its own bad example"
        raise AuditorError(message)
    _, _, found = check(record, most=None, width=WIDTH).partition("\n\n")
    return found


def _given(example: Example) -> Iterator[str]:
    if said := conditions(example):
        yield f"With {said}.\n"


def _fenced(text: str) -> Iterator[str]:
    yield f"```text\n{text.rstrip()}\n```\n"


def _anchor(rule: Rule) -> str:
    return f"{rule.code.lower()}-{rule.name}"
