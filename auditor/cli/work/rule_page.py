"""One rule's page, for a terminal and for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from auditor.cli.work.levels import shown
from auditor.model import Allowed, ServiceLine, Severity
from auditor.report.columns import visible, wrapped
from auditor.report.paint import Paint
from auditor.rules.core import Example, Rule

INDENT = "  "


def values(rule: Rule, level: Severity | None) -> dict[str, Any]:
    """The rule as JSON values; ``severity`` is the one for the payer in force, or ``off``."""
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title,
        "severity": shown(level),
        "why": rule.why,
        "ask": rule.fix,
        "source": {"cite": rule.source.cite, "url": rule.source.url},
        "asks": rule.asks,
        "severity_where_asked": rule.required.value,
        "severity_otherwise": shown(rule.otherwise) if rule.asks else rule.required.value,
        "not_applicable": rule.when.reason,
        "element": rule.element,
        "since": rule.since,
        "bad": [_example_values(example) for example in rule.bad],
        "good": [_example_values(example) for example in rule.good],
    }


def page(
    rule: Rule, level: Severity | None, payer: str, *, paint: Paint, width: int
) -> Iterator[str]:
    """Give the page's lines."""

    def part(heading: str, *sentences: str) -> Iterator[str]:
        yield ""
        yield paint(heading, "bold")
        for sentence in sentences:
            yield from wrapped(sentence, width=width, indent=INDENT)

    yield f"{paint(rule.code, 'bold')} {rule.name}"
    yield from wrapped(rule.title, width=width)
    yield from part("Severity", f"{payer}: {shown(level)}", severities(rule))
    yield from part("Why", rule.why)
    yield from part("Question", rule.fix)
    yield from part("Source", rule.source.cite)
    yield f"{INDENT}{rule.source.url}"
    yield from part("Does not apply where", rule.when.reason)
    yield from part("Flagged: the words at fault stand in [[ ]]")
    yield from _examples(rule.bad, paint)
    yield from part("Not flagged")
    yield from _examples(rule.good, paint)


def severities(rule: Rule) -> str:
    """Say on what the rule's severity depends."""
    if rule.asks is None:
        return f"{rule.required.value} for every payer"
    asked = rule.asks.replace("_", " ")
    return (
        f"{rule.required.value} where the payer requires it ({asked}), "
        f"{shown(rule.otherwise)} otherwise"
    )


def conditions(example: Example) -> str:
    """Say with what beside its text an example is audited; empty where with nothing."""
    given = (
        ("claim", _claim(example)),
        ("discipline", example.discipline),
        ("payer", example.payer),
        ("date of service", example.date_of_service),
        *(("the site's question", question.ask) for question in example.questions),
        ("allowed to date", " and ".join(map(_amount, example.allowed))),
    )
    return ", ".join(f"{name} {value}" for name, value in given if value)


def _claim(example: Example) -> str:
    if isinstance(example.claim, str):
        return example.claim
    return "; ".join(map(_line, example.claim))


def _line(line: ServiceLine) -> str:
    """Write a line as on the command line, and in words what cannot be written so."""
    said = "-".join((line.code, *line.modifiers)) + f"={line.units}"
    said += f" of {line.date_of_service}" if line.date_of_service else ""
    said += f" by {line.clinician}" if line.clinician else ""
    if line.diagnoses is None:
        return said
    return f"{said} for {' '.join(line.diagnoses) or 'no diagnosis'}"


def _amount(allowed: Allowed) -> str:
    return f"{allowed.discipline} {allowed.dollars:.2f}"


def _examples(examples: Sequence[Example], paint: Paint) -> Iterator[str]:
    between = False
    for example in examples:
        if between:
            yield ""
        between = True
        for line in visible(example.text).splitlines():
            yield f"{INDENT}{paint('|', 'dim')} {line}".rstrip()
        if said := conditions(example):
            yield f"{INDENT}{paint(f'with {said}', 'dim')}"


def _example_values(example: Example) -> dict[str, Any]:
    return {
        "text": example.text,
        "claim": _claim(example) or None,
        "discipline": example.discipline,
        "payer": example.payer,
        "date_of_service": example.date_of_service,
        "site_questions": [question.ask for question in example.questions],
        "allowed_to_date": {a.discipline: a.dollars for a in example.allowed} or None,
    }
