"""How much each rule matters under the settings in force."""

from collections.abc import Mapping

from auditor.config import OFF, Config
from auditor.model import Demands, Note, Severity, Visit
from auditor.rules.registry import RULES

Levels = Mapping[str, Severity | None]
"""By code; ``None`` where a rule is off."""


def levels_in_force(config: Config, demands: Demands) -> Levels:
    """Say what severity each selected rule has for a payer, in order of code.

    Raises:
        UnknownRuleError: The settings name a rule that does not exist.
    """
    visit = Visit(note=Note(note_id="", text="", source=""), demands=demands)
    levels = {rule.code: rule.severity(visit) for rule in RULES}
    for key, level in config.severity.items():
        levels |= dict.fromkeys(RULES.matching([key]), level)
    selected = RULES.matching(config.select) or frozenset(levels)
    left = selected - RULES.matching(config.ignore)
    return {code: level for code, level in levels.items() if code in left}


def shown(level: Severity | None) -> str:
    """The word for a severity, or that the rule is off."""
    return OFF if level is None else level.value
