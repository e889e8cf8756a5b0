"""The facts an audit stands on: what came in, what was read out of it, what a payer asks.

Every value is frozen. Offsets are Unicode code points into the note's text exactly as received,
half-open. What is not known is ``None`` or empty, never 0.
"""

from auditor.model.claims import Adjustment, ClaimLine, Payment, RemittedLine
from auditor.model.notes import Allowed, Note, ServiceLine, Span
from auditor.model.payers import (
    CodeDays,
    CodeFact,
    CodePair,
    Demands,
    ModifierFact,
    PairAnswer,
    PairState,
    PairTable,
    Threshold,
    UnitCount,
    Units,
    VisitCap,
)
from auditor.model.reading import (
    Activity,
    Assist,
    CodeMention,
    Element,
    Goal,
    Section,
    Signature,
    Statement,
    Time,
)
from auditor.model.terms import (
    ELEMENTS,
    WORK,
    AssistLevel,
    ElementStatus,
    Label,
    Severity,
    StatementKind,
    Status,
    TimeKind,
    When,
)
from auditor.model.views import ClauseClassifier, ClauseView, StatusView, Verdict
from auditor.model.visits import Visit

__all__ = [
    "ELEMENTS",
    "WORK",
    "Activity",
    "Adjustment",
    "Allowed",
    "Assist",
    "AssistLevel",
    "ClaimLine",
    "ClauseClassifier",
    "ClauseView",
    "CodeDays",
    "CodeFact",
    "CodeMention",
    "CodePair",
    "Demands",
    "Element",
    "ElementStatus",
    "Goal",
    "Label",
    "ModifierFact",
    "Note",
    "PairAnswer",
    "PairState",
    "PairTable",
    "Payment",
    "RemittedLine",
    "Section",
    "ServiceLine",
    "Severity",
    "Signature",
    "Span",
    "Statement",
    "StatementKind",
    "Status",
    "StatusView",
    "Threshold",
    "Time",
    "TimeKind",
    "UnitCount",
    "Units",
    "Verdict",
    "Visit",
    "VisitCap",
    "When",
]
