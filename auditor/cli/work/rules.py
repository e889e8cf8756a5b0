"""The rules and their severity for the payer in force: all in a list, or one on a page."""

from auditor.cli import streams
from auditor.cli.options import Asked, PageFormat
from auditor.cli.work import rule_page
from auditor.cli.work.levels import Levels, levels_in_force, shown
from auditor.cli.work.settings import config_of, demands_in_force
from auditor.cli.work.values import write_json
from auditor.report.columns import wrapped
from auditor.report.paint import Paint
from auditor.rules.core import Rule
from auditor.rules.registry import RULES

GAP = "  "


def rules(asked: Asked, *, output: PageFormat, color: bool | None) -> int:
    """Write the list of the rules selected; return the exit code.

    Raises:
        AuditorError: A setting or option is wrong.
    """
    config = config_of(asked)
    levels = levels_in_force(config, demands_in_force(config))
    listed = [rule for rule in RULES if rule.code in levels]
    if output is PageFormat.JSON:
        return write_json([rule_page.values(rule, levels[rule.code]) for rule in listed])
    streams.for_people()
    for line in _table(listed, levels, Paint(streams.colour(color))):
        streams.write(line + "\n")
    return 0


def rule(key: str, asked: Asked, *, output: PageFormat, color: bool | None) -> int:
    """Write one rule's page; return the exit code.

    Raises:
        AuditorError: There is no such rule, or a setting or option is wrong.
    """
    found = RULES.find(key)
    config = config_of(asked)
    demands = demands_in_force(config)
    level = levels_in_force(config, demands).get(found.code)
    if output is PageFormat.JSON:
        return write_json(rule_page.values(found, level))
    streams.for_people()
    paint = Paint(streams.colour(color))
    lines = rule_page.page(found, level, demands.payer, paint=paint, width=streams.width())
    streams.write("".join(f"{line}\n" for line in lines))
    return 0


def _table(listed: list[Rule], levels: Levels, paint: Paint) -> list[str]:
    """A line a rule; on a terminal too narrow for that, two."""
    name_width = max((len(rule.name) for rule in listed), default=0)
    level_width = len("warning")
    widest = max((len(rule.title) for rule in listed), default=0)
    room = streams.terminal_width()
    is_short = room is None or 6 + level_width + name_width + widest + 3 * len(GAP) <= room
    lines: list[str] = []
    for rule in listed:
        word = shown(levels[rule.code])
        level = paint(word, word if levels[rule.code] else "dim") + " " * (level_width - len(word))
        head = f"{paint(rule.code, 'bold')}{GAP}{level}{GAP}{rule.name}"
        if is_short:
            lines.append(f"{head}{' ' * (name_width - len(rule.name))}{GAP}{rule.title}")
        else:
            lines.append(head)
            lines += wrapped(rule.title, width=room or 0, indent=" " * 8)
    return lines
