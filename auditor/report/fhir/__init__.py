"""Audits as FHIR R4: an issue a finding, an outcome a note, a bundle of all; no word of a note."""

from auditor.report.fhir.bundle import Bundle, bundle, entries
from auditor.report.fhir.issues import detected_issues
from auditor.report.fhir.outcomes import operation_outcome

__all__ = ["Bundle", "bundle", "detected_issues", "entries", "operation_outcome"]
