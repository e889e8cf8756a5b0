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
from auditor.teaching import rule_figures
from auditor.teaching.folders import find_corpus
from auditor.teaching.rule_figures import Figures, RuleFigures, share

MARK = re.compile(r"\[\[|\]\]")
WIDTH = 96
_BEGINNING = """\
# Rules

Written by `auditor docs --write` from the rules themselves; changes are made there. On a terminal
`auditor rule CODE` shows the same.

A rule's severity depends on what the payer in force requires: `auditor rules --payer NAME` lists
it. In the examples the words at fault stand in `[[ ]]`; below stands what `auditor check` says.

How often a rule is right (precision) and how much it finds (recall) was counted on **synthetic**
notes, a note flagged twice counted once; on real ones it may be worse. *Planted*: one fault was
put by hand into a clean note, some ten times a rule and in varied words (`corpus/faults`); a flag
is right on a note with that fault. *Held*: annotated notes that nothing was learnt from; a flag is
right where the annotator found the element missing (or, for rules of what is half shown, was in
doubt), and notes of which he was in doubt are not counted otherwise. A rule that is wrong more than
one time in ten, of ten flags or more, is never an error. `auditor evaluate --rules` counts anew and
names what was missed.
"""
_MEASURED_ON = {
    rule_figures.PLANTED: "faults planted in clean notes",
    rule_figures.HELD: "annotated notes held back",
}


def page() -> str:
    """Render the page.

    Raises:
        AuditorError: A rule does not find what its own example shows, or was not measured.
    """
    figures = rule_figures.read(find_corpus())
    if unmeasured := [rule.code for rule in RULES if rule.code not in figures]:
        message = f"not measured: {', '.join(unmeasured)}; run python -m auditor.teaching"
        raise AuditorError(message)
    return "\n".join((_BEGINNING, *_contents(figures), "", *_families(figures)))


def _contents(figures: Figures) -> Iterator[str]:
    yield "| code | name | finds | precision | recall | on |"
    yield "|---|---|---|---|---|---|"
    for rule in RULES:
        of_rule = figures[rule.code]
        right, found = share(of_rule.right, of_rule.told), share(of_rule.found, of_rule.faults)
        named = f"[{rule.code}](#{_anchor(rule)}) | {rule.name} | {rule.title}"
        yield f"| {named} | {right} | {found} | {of_rule.measured_on} |"


def _families(figures: Figures) -> Iterator[str]:
    for module, members in groupby(RULES, key=lambda rule: inspect.getmodule(rule.check)):
        question = (inspect.getdoc(module) or "").partition("\n")[0]
        yield f"## {question}\n"
        for rule in members:
            yield from _rule(rule, figures[rule.code])


def _rule(rule: Rule, of_rule: RuleFigures) -> Iterator[str]:
    yield f"### {rule.code} {rule.name}\n"
    yield f"**{rule.title}.** {rule.why}\n"
    yield f"- Question: {rule.fix}"
    yield f"- Severity: {severities(rule)}"
    yield f"- Source: [{rule.source.cite}]({rule.source.url})"
    yield f"- Does not apply where: {rule.when.reason}"
    yield f"- Measured: {_measured(of_rule)}"
    yield f"- Since: {rule.since}\n"
    yield "Flagged:\n"
    yield from _fenced(rule.bad[0].text)
    yield from _given(rule.bad[0])
    yield from _fenced(finding(rule, rule.bad[0]))
    yield "Not flagged:\n"
    yield from _fenced(rule.good[0].text)
    yield from _given(rule.good[0])


def _measured(of_rule: RuleFigures) -> str:
    right, found = share(of_rule.right, of_rule.told), share(of_rule.found, of_rule.faults)
    return f"precision {right}, recall {found}, on {_MEASURED_ON[of_rule.measured_on]}"


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
        claim=read_claim(example.claim) if isinstance(example.claim, str) else example.claim,
        allowed=example.allowed,
    )
    settings = engine.settings_of(select=[rule.code])
    record = engine.judged(example.asked(engine.read_visit(note, settings)), settings)
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
