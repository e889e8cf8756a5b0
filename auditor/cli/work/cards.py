"""CDS Hooks cards with the reasons that a site may set a finding aside for."""

from auditor.cli.work.notes import Record
from auditor.gate.reasons import REASONS
from auditor.report import cards
from auditor.report.json import encodable


def document(record: Record, text: str, *, most: int | None) -> str:
    """Give a note's cards as JSON that ends with a line feed; see ``report.cards``."""
    offered = [cards.Override(r.code, r.display) for r in REASONS.values()]
    return encodable(cards.cards(record, text, most=most, reasons=offered), indent=2) + "\n"
