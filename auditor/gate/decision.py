"""May the claim of a note go out: what a record, and a site's own policy, come to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from auditor.model import Severity
from auditor.report.words import why_not_assessed

RecordJson: TypeAlias = Mapping[str, Any]
FindingJson: TypeAlias = Mapping[str, Any]
Excuse: TypeAlias = Callable[[RecordJson, FindingJson], str | None]
"""Says why a finding of a record does not count at the gate; ``None`` where it does."""

HELD_FACTS = ("rule", "name", "severity", "message", "ask", "line", "column", "fingerprint")
"""What is told of a finding that holds a note back: no words of the note."""


class Decision(StrEnum):
    """What becomes of a note's claim."""

    RELEASE = "release"
    HOLD = "hold"
    NOT_JUDGED = "not_judged"


EXIT_CODES: Mapping[Decision, int] = {
    Decision.RELEASE: 0,
    Decision.HOLD: 1,
    Decision.NOT_JUDGED: 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a site's gate decides."""

    gate: Severity = Severity.ERROR
    """The least severity that holds a note back."""
    on_error: Decision | None = None
    """What to do with a note that could not be judged; ``None`` says so and decides nothing."""
    is_shadow: bool = False
    """Whether only to say what would be held, and to hold nothing."""
    excuses: Sequence[Excuse] = ()
    may_release: tuple[str, ...] = ()
    """Who may release what is held, in the site's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One note's decision and what it rests on."""

    decision: Decision
    judged: Decision
    """What it would be without shadow and ``on_error``."""
    because: str
    held_by: tuple[FindingJson, ...] = ()
    excused: tuple[tuple[FindingJson, str], ...] = ()

    @property
    def exit_code(self) -> int:
        """0 release, 1 hold, 2 could not be judged."""
        return EXIT_CODES[self.decision]


def judge(record: RecordJson, policy: Policy) -> Judgement:
    """Decide on one note.

    A note that was not audited whole is never released by its findings: only ``on_error`` or
    shadow lets it go.

    Args:
        record: The note's audit record, as JSON values.
        policy: The site's.
    """
    failing = frozenset(level.value for level in policy.gate.and_heavier())
    held_by: list[FindingJson] = []
    excused: list[tuple[FindingJson, str]] = []
    for finding in record["findings"]:
        if finding["severity"] not in failing:
            continue
        why = next((w for excuse in policy.excuses if (w := excuse(record, finding))), None)
        if why is None:
            held_by.append(finding)
        else:
            excused.append((finding, why))
    judged = _judged(record, held_by)
    return Judgement(
        decision=decided(judged, policy),
        judged=judged,
        because=_because(record, judged, held_by, policy) + _save(judged, excused),
        held_by=tuple(held_by),
        excused=tuple(excused),
    )


def _judged(record: RecordJson, held_by: Sequence[FindingJson]) -> Decision:
    if not record["complete"] or record["gate"] == "cannot_assess":
        return Decision.NOT_JUDGED
    return Decision.HOLD if held_by else Decision.RELEASE


def decided(judged: Decision, policy: Policy) -> Decision:
    """Say what becomes of a note, by what its findings come to."""
    if policy.is_shadow:
        return Decision.RELEASE
    if judged is Decision.NOT_JUDGED and policy.on_error is not None:
        return policy.on_error
    return judged


def _because(
    record: RecordJson, judged: Decision, held_by: Sequence[FindingJson], policy: Policy
) -> str:
    if judged is Decision.NOT_JUDGED:
        why = "; ".join(why_not_assessed(record)) or "no rule applies to it"
        return f"could not be judged: {why}"
    if held_by:
        return "held by " + ", ".join(sorted({f["rule"] for f in held_by}))
    return f"nothing found at the gate ({policy.gate.value})"


def _save(judged: Decision, excused: Sequence[tuple[FindingJson, str]]) -> str:
    if judged is not Decision.RELEASE or not excused:
        return ""
    return ", save what is set aside: " + ", ".join(sorted({f["rule"] for f, _ in excused}))


def answer(record: RecordJson, judgement: Judgement, policy: Policy) -> dict[str, Any]:
    """Give the record with one more key, ``hook``: the decision and what it rests on."""
    return {
        **record,
        "hook": {
            "decision": judgement.decision.value,
            "judged": judgement.judged.value,
            "because": judgement.because,
            "gate": policy.gate.value,
            "shadow": policy.is_shadow,
            "held_by": [_facts(f) for f in judgement.held_by],
            "excused": [{**_facts(f), "why": why} for f, why in judgement.excused],
            "may_release": list(policy.may_release),
        },
    }


def _facts(finding: FindingJson) -> dict[str, Any]:
    return {key: finding[key] for key in HELD_FACTS}
