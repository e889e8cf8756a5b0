"""The rules in the words SARIF wants, and a document of records' findings."""

from collections.abc import Iterable

from auditor import __version__
from auditor.report import sarif
from auditor.report.words import Item
from auditor.rules.registry import RULES


def document(items: Iterable[Item]) -> str:
    """Give the findings of records as one SARIF document."""
    facts = [
        sarif.RuleFacts(
            code=rule.code,
            name=rule.name,
            title=rule.title,
            why=rule.why,
            help_uri=rule.source.url,
        )
        for rule in RULES
    ]
    return sarif.sarif(items, rules=facts, version=__version__)
