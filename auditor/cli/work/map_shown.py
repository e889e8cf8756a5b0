"""A proposal of columns as people read it; values only where they were asked for."""

from collections.abc import Iterator, Sequence

from auditor.cli.work.map_asked import Columns
from auditor.cli.work.packs import aligned
from auditor.ingest.proposing import ROLES, Choice, Proposal
from auditor.ingest.refused import shown
from auditor.report.words import plural

GAP = "  "
_MOST_VALUES = 2
_MOST_LETTERS = 30


def table(proposal: Proposal, chosen: Columns, *, values: bool) -> str:
    """Return the table of what each column holds, and the columns left over."""
    rows: list[tuple[str, ...]] = [("holds", "column", "how sure", "why")]
    rows += [_row(role, names, proposal) for role, names in chosen.items()]
    lines = list(aligned(rows))
    # Codes are left out for want of units; of a payer chosen all the same the reason still stands.
    settled = {"claim"} if {"claim", "units"} <= chosen.keys() else set()
    out = {role: why for role, why in proposal.left_out.items() if role not in settled}
    lines += [f"left out, {ROLES[role]}: {why}" for role, why in out.items()]
    named = {name for names in chosen.values() for name in names}
    left = [h for h in proposal.sample.headings if h.strip() and h.strip() not in named]
    if left:
        lines.append(f"not used: {', '.join(shown(h.strip()) for h in left)}")
    if values:
        lines += _values(proposal)
    return "".join(f"{line}\n" for line in lines)


def _row(role: str, names: Sequence[str], proposal: Proposal) -> tuple[str, ...]:
    headings = ", ".join(shown(name) for name in names)
    choice = proposal.choices.get(role)
    if choice is None or _names(choice, proposal) != list(names):
        return ROLES[role], headings, "sure", "you said so"
    return ROLES[role], headings, choice.sure.value, choice.why


def _names(choice: Choice, proposal: Proposal) -> list[str]:
    return [proposal.sample.headings[column].strip() for column in choice.columns]


def _values(proposal: Proposal) -> Iterator[str]:
    yield ""
    for column, heading in enumerate(proposal.sample.headings):
        found = list(dict.fromkeys(proposal.sample.values(column)))[:_MOST_VALUES]
        cut = [f"{v[:_MOST_LETTERS]}..." if len(v) > _MOST_LETTERS else v for v in found]
        yield f"{shown(heading.strip())}: {' | '.join(map(shown, cut))}"


def rows_line(proposal: Proposal, *, grouped: bool) -> str:
    """Say how many rows a note takes, and from how many that was told."""
    how = "the rows of one id are one note" if grouped else "each row is one note"
    why = proposal.why_rows if grouped == proposal.grouped else "you said so"
    looked_at = plural(len(proposal.sample.rows), "row")
    return f"rows: {how} ({why}; {looked_at} looked at)\n"
