"""Records as the gate sees them, made small."""

MARK = "00aa11bb22cc33dd"


def finding(rule="TIM101", *, severity="error", fingerprint=MARK, line=3):
    return {
        "rule": rule,
        "name": "a-name",
        "severity": severity,
        "message": "A message",
        "ask": "A question?",
        "line": line,
        "column": None if line is None else 1,
        "fingerprint": fingerprint,
    }


def record(*findings, note_id="A-17", day="2026-03-04", complete=True, gate="hold", skipped=()):
    return {
        "note_id": note_id,
        "source": "a.txt",
        "complete": complete,
        "note": {"date_of_service": day},
        "findings": list(findings),
        "rules": {"ran": ["TIM101"], "not_applicable": {}, "skipped": dict(skipped)},
        "gate": gate,
        "made_by": {"auditor": "0.1.0", "pack": "p", "model": "m"},
    }
