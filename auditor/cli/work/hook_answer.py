"""One note's record and the site's policy, made into what ``auditor hook`` answers."""

from collections.abc import Sequence

from auditor.cli.work.hook_asked import HookAsked, Judged, Terms
from auditor.gate.decision import Decision, Judgement, Policy, RecordJson, answer, judge
from auditor.gate.entries import verdict_entry
from auditor.gate.journal import line_of
from auditor.model import Severity
from auditor.report import json


def judged(record: RecordJson, policy: Policy, *, said: str | None, key: str = "") -> Judged:
    """Judge a record.

    Args:
        record: The note's audit record.
        policy: The site's.
        said: What is to be said on standard error.
        key: The note's content key; empty where there is no note.
    """
    return answered(record, judge(record, policy), policy, said=said, key=key)


def answered(
    record: RecordJson, judgement: Judgement, policy: Policy, *, said: str | None, key: str
) -> Judged:
    """Make the answer on a record that is judged; the arguments are those of ``judged``."""
    entry = verdict_entry(record, judgement, policy, key=key)
    return Judged(
        row=json.one(answer(record, judgement, policy), indent=None),
        code=judgement.exit_code,
        entry=line_of(entry).decode(),
        said=said,
    )


def not_judged(hook: HookAsked, why: str, terms: Terms) -> Judged:
    """Answer for a note that could not be judged.

    Args:
        hook: What was asked.
        why: One line, without a word of the note.
        terms: What is in force.
    """
    from auditor.gate.refusal import refused  # noqa: PLC0415 - loads all rules

    policy = policy_of(terms, gate=terms.gate)
    return judged(refused(hook.source, why), policy, said=why)


def policy_of(terms: Terms, *, gate: str, may_release: Sequence[str] = ()) -> Policy:
    """Make the policy for a note whose findings are not looked at here."""
    return Policy(
        gate=Severity(gate),
        on_error=None if terms.on_error is None else Decision(terms.on_error),
        is_shadow=terms.shadow,
        may_release=tuple(may_release),
    )
