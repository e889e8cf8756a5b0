"""Audits as JUnit XML, for the test reports of CI servers; never a word of a note.

A suite a file, a case a note: a case fails on findings at the gate, and is an error where the note
was not audited whole. Nothing is ever skipped.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from auditor.model import Severity
from auditor.report.characters import phrase
from auditor.report.places import container, where
from auditor.report.words import GATES, RecordJson, sorted_findings, why_not_assessed

HEADING = '<?xml version="1.0" encoding="UTF-8"?>\n'
SUITES = "auditor"
Attributes: TypeAlias = Mapping[str, str | int]
Finding: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One note's ``testcase``: all that is held of it until the counts of the suite are known."""

    file: str
    xml: str
    is_failure: bool
    is_error: bool


def junit(records: Iterable[RecordJson], *, gate: Severity) -> Iterator[str]:
    """Give the pieces of a JUnit XML document that ends with a line feed.

    Args:
        records: The audits of notes.
        gate: The least severity that makes a note's case fail.
    """
    return document(case(record, gate=gate) for record in records)


def case(record: RecordJson, *, gate: Severity) -> Case:
    """Make the case of one note; see ``junit``."""
    failing = {level.value for level in gate.and_heavier()}
    found = sorted_findings(record)
    at_gate = [f for f in found if f["severity"] in failing]
    below = [f for f in found if f["severity"] not in failing]
    reasons = why_not_assessed(record)
    file = container(record["source"])
    named = {"classname": _class(file), "name": phrase(record["note_id"])}
    outcome = _outcome(record, at_gate, reasons)
    parts = f"{outcome}{_output(record, below)}"
    return Case(
        file=file,
        xml=f"    <testcase{_attributes(named)}>\n{parts}    </testcase>\n",
        is_failure=bool(at_gate) and not reasons,
        is_error=bool(reasons),
    )


def document(cases: Iterable[Case]) -> Iterator[str]:
    """Give the pieces of the document: neighbouring cases of one file make a suite."""
    suites = [(file, list(members)) for file, members in groupby(cases, lambda one: one.file)]
    everything = [one for _, members in suites for one in members]
    yield HEADING
    yield f"<testsuites{_attributes({'name': SUITES, **_counts(everything)})}>\n"
    for file, members in suites:
        named: Attributes = {"name": phrase(file), **_counts(members), "skipped": 0}
        yield f"  <testsuite{_attributes(named)}>\n"
        yield from (one.xml for one in members)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _counts(cases: list[Case]) -> Attributes:
    return {
        "tests": len(cases),
        "failures": sum(one.is_failure for one in cases),
        "errors": sum(one.is_error for one in cases),
    }


def _class(file: str) -> str:
    """The file as a class name: Jenkins parts packages at dots, and would at ``.jsonl``."""
    return phrase(file).replace(".", "_")


def _outcome(record: RecordJson, found: list[Finding], reasons: list[str]) -> str:
    """One element a case, or readers count it twice; what was found of a part is told all the same.

    Empty where the note passes.
    """
    lines = [_line(record, finding) for finding in found]
    if reasons:
        named = {"message": "the note was not audited whole", "type": "not-audited"}
        return _element("error", named, [*map(phrase, reasons), *lines])
    if not found:
        return ""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    named = {"message": f"{phrase(found[0]['message'])}{more}", "type": found[0]["rule"]}
    return _element("failure", named, lines)


def _output(record: RecordJson, below: list[Finding]) -> str:
    score = "none" if record["score"] is None else f"{record['score']} of 100"
    said = [f"gate: {GATES[record['gate']]}", f"score: {score}"]
    return _element("system-out", {}, [*said, *(_line(record, f) for f in below)])


def _line(record: RecordJson, finding: Finding) -> str:
    """One finding as a compiler writes it: ``TIM101 error 3:5 Message / Question?``."""
    at = "-" if finding["start"] is None else f"{finding['line']}:{finding['column']}"
    part = where(record, finding["start"])
    stood = f"{at} ({part})" if part else at
    said = f"{finding['message']} / {finding['ask']}"
    return phrase(f"{finding['rule']} {finding['severity']} {stood} {said}")


def _element(tag: str, named: Attributes, lines: Iterable[str]) -> str:
    text = escape("".join(f"{line}\n" for line in lines))
    return f"      <{tag}{_attributes(named)}>\n{text}      </{tag}>\n"


def _attributes(named: Attributes) -> str:
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in named.items())
