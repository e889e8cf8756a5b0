"""The rules in the words SARIF wants, and an empty document that knows them."""

from auditor import __version__
from auditor.report import sarif
from auditor.rules.registry import RULES


def begun() -> sarif.Document:
    """Begin a SARIF document."""
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
    return sarif.Document(rules=facts, version=__version__)
