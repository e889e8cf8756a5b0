"""What standards say of the documents we write, in our own words and as far as we use them."""

import re

# HL7 FHIR R4 (4.0.1): http://hl7.org/fhir/R4/valueset-observation-status.html,
# .../valueset-detectedissue-severity.html, .../valueset-issue-severity.html,
# .../valueset-issue-type.html, .../valueset-bundle-type.html. `fhir.resources` checks no codes.
FHIR_CODES = {
    "DetectedIssue.status": {
        "registered",
        "preliminary",
        "final",
        "amended",
        "corrected",
        "cancelled",
        "entered-in-error",
        "unknown",
    },
    "DetectedIssue.severity": {"high", "moderate", "low"},
    "issue.severity": {"fatal", "error", "warning", "information"},
    "issue.code": {
        "invalid",
        "structure",
        "required",
        "value",
        "invariant",
        "security",
        "login",
        "unknown",
        "expired",
        "forbidden",
        "suppressed",
        "processing",
        "not-supported",
        "duplicate",
        "multiple-matches",
        "not-found",
        "deleted",
        "too-long",
        "code-invalid",
        "extension",
        "too-costly",
        "business-rule",
        "conflict",
        "transient",
        "lock-error",
        "no-store",
        "exception",
        "timeout",
        "incomplete",
        "throttled",
        "informational",
    },
    "Bundle.type": {
        "document",
        "message",
        "transaction",
        "transaction-response",
        "batch",
        "batch-response",
        "history",
        "searchset",
        "collection",
    },
}

FHIR_STRING = re.compile(r"[\r\n\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""http://hl7.org/fhir/R4/datatypes.html#string; no code point below 32 but these."""


def strings(values):
    """Every string that stands anywhere in JSON values."""
    if isinstance(values, dict):
        values = list(values.values())
    if isinstance(values, list):
        return [text for value in values for text in strings(value)]
    return [values] if isinstance(values, str) else []


def thing(needed, **optional):
    """The JSON Schema of an object that has nothing but what is named."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(needed),
        "properties": {**needed, **optional},
    }


TEXT = {"type": "string", "pattern": r"\S"}
ADDRESS = {"type": "string", "pattern": r"^https?://[^\s/]+(/\S*)?$"}
UUID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
CODING = thing({"system": TEXT, "code": TEXT, "display": TEXT})

# CDS Hooks 2.0, "Card Attributes": https://cds-hooks.hl7.org/2.0/#card-attributes. Narrower than
# the standard where we are: no `critical`, no suggestions, absolute links only, uuid always.
CARDS = thing(
    {
        "cards": {
            "type": "array",
            "items": thing(
                {
                    "uuid": UUID,
                    "summary": {**TEXT, "maxLength": 139},
                    "indicator": {"enum": ["info", "warning"]},
                    "source": thing({"label": TEXT}, url=ADDRESS, topic=CODING),
                    "detail": TEXT,
                },
                overrideReasons={"type": "array", "minItems": 1, "items": CODING},
                links={
                    "type": "array",
                    "minItems": 1,
                    "items": thing({"label": TEXT, "url": ADDRESS, "type": {"const": "absolute"}}),
                },
            ),
        }
    }
)

# SARIF 2.1.0 (OASIS): §3.13 sarifLog, §3.14 run, §3.19 toolComponent, §3.20 invocation,
# §3.27 result, §3.28 location, §3.30 region, §3.49 reportingDescriptor, §3.58 notification.
COUNT = {"type": "integer", "minimum": 0}
FROM_ONE = {"type": "integer", "minimum": 1}
WORDS = thing({"text": TEXT})
REFERENCE = {"type": "string", "pattern": r"^[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*$"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
REGION = thing(
    {
        "startLine": FROM_ONE,
        "startColumn": FROM_ONE,
        "endLine": FROM_ONE,
        "endColumn": FROM_ONE,
        "charOffset": COUNT,
        "charLength": COUNT,
    }
)
LOCATION = thing(
    {
        "physicalLocation": thing({"artifactLocation": thing({"uri": REFERENCE})}, region=REGION),
        "logicalLocations": {
            "type": "array",
            "items": thing({"fullyQualifiedName": {"type": "string"}, "kind": TEXT}),
        },
    },
    message=WORDS,
    properties=thing({"where": TEXT}),
)
LOCATIONS = {"type": "array", "minItems": 1, "items": LOCATION}
SARIF = thing(
    {
        "$schema": ADDRESS,
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": thing(
                {
                    "tool": thing(
                        {
                            "driver": thing(
                                {
                                    "name": TEXT,
                                    "version": TEXT,
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": thing(
                                            {
                                                "id": TEXT,
                                                "name": TEXT,
                                                "shortDescription": WORDS,
                                                "fullDescription": WORDS,
                                                "helpUri": ADDRESS,
                                            }
                                        ),
                                    },
                                }
                            )
                        }
                    ),
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "invocations": {
                        "type": "array",
                        "items": thing(
                            {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": thing(
                                        {"level": LEVEL, "message": WORDS, "locations": LOCATIONS}
                                    ),
                                },
                            }
                        ),
                    },
                    "results": {
                        "type": "array",
                        "items": thing(
                            {
                                "ruleId": TEXT,
                                "level": LEVEL,
                                "message": WORDS,
                                "locations": LOCATIONS,
                                "partialFingerprints": {
                                    "type": "object",
                                    "additionalProperties": {"type": "string"},
                                },
                            },
                            ruleIndex={"type": "integer", "minimum": 0},
                        ),
                    },
                }
            ),
        },
    }
)
