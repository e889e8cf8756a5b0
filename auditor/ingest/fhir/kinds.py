"""Which types of FHIR resources hold notes, and which may be named in a message?"""

from collections.abc import Mapping

from auditor.ingest.claim_files.shapes import Node

BUNDLE = "Bundle"
CLAIM = "Claim"
DOCUMENT = "DocumentReference"
REPORT = "DiagnosticReport"
COMPOSITION = "Composition"
NOTES = (DOCUMENT, REPORT, COMPOSITION)
"""Types that hold notes; a report of results alone, with nothing attached, is none."""

NAMED = frozenset(
    {*NOTES, BUNDLE, CLAIM, "Account", "AllergyIntolerance", "Appointment", "Basic", "Binary"}
    | {"CarePlan", "CareTeam", "ChargeItem", "ClaimResponse", "ClinicalImpression"}
    | {"Communication", "Condition", "Consent", "Coverage", "Device", "Encounter", "Endpoint"}
    | {"EpisodeOfCare", "ExplanationOfBenefit", "Flag", "Goal", "Group", "HealthcareService"}
    | {"ImagingStudy", "Immunization", "Invoice", "List", "Location", "Media", "Medication"}
    | {"MedicationRequest", "MedicationStatement", "Observation", "OperationOutcome"}
    | {"Organization", "Parameters", "Patient", "Person", "Practitioner", "PractitionerRole"}
    | {"Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson"}
    | {"RiskAssessment", "Schedule", "ServiceRequest", "Slot", "Specimen", "Task"}
)
"""Types that a message may name; a word of a file that is none of these is never shown."""


def holds_note(values: Node) -> bool:
    """Say whether a resource is to be read as a note."""
    kind = values.get("resourceType")
    return kind in NOTES and not (kind == REPORT and not values.get("presentedForm"))


def counted(kinds: Mapping[str, int]) -> str:
    """Say how many resources of which types there are, as in ``2 Observation, 1 Patient``."""
    known = {kind: count for kind, count in kinds.items() if kind in NAMED}
    others = sum(kinds.values()) - sum(known.values())
    ordered = sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = [f"{count:,} {kind}" for kind, count in ordered]
    return ", ".join([*listed, f"{others:,} of other types"] if others else listed)
