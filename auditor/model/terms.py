"""The closed lists of words that facts are told in: labels, levels, kinds, elements."""

from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters, heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def and_heavier(self) -> tuple["Severity", ...]:
        """Return all severities from the heaviest down to this one."""
        every = tuple(Severity)
        return every[: every.index(self) + 1]


class Label(StrEnum):
    """What the work of an activity is (not what it was billed as)."""

    FUNCTIONAL = "functional"
    EXERCISE = "exercise"
    NEURO = "neuro"
    GAIT = "gait"
    SELFCARE = "selfcare"
    MANUAL = "manual"
    MODALITY = "modality"
    AQUATIC = "aquatic"
    GROUP = "group"
    TESTING = "testing"
    EDUCATION = "education"
    VAGUE = "vague"
    UNCLEAR = "unclear"


WORK = frozenset(
    {
        Label.FUNCTIONAL,
        Label.EXERCISE,
        Label.NEURO,
        Label.GAIT,
        Label.SELFCARE,
        Label.MANUAL,
        Label.MODALITY,
        Label.AQUATIC,
        Label.GROUP,
    }
)
"""The labels that are treatment; testing, education and vague are not."""


class Status(StrEnum):
    """Whether, when and where an activity was done."""

    PERFORMED = "performed"
    PLANNED = "planned"
    HOME = "home"
    PAST = "past"
    NOT_DONE = "not_done"


class TimeKind(StrEnum):
    """What a written time says about the session."""

    START = "start"
    STOP = "stop"
    DURATION = "duration"
    TOTAL_TIMED = "total_timed"
    TOTAL_TREATMENT = "total_treatment"


class AssistLevel(StrEnum):
    """How much help a task took, lightest first."""

    INDEPENDENT = "independent"
    MODIFIED_INDEPENDENT = "modified_independent"
    SETUP = "setup"
    SUPERVISION = "supervision"
    STANDBY = "standby"
    CONTACT_GUARD = "contact_guard"
    MINIMAL = "minimal"
    MODERATE = "moderate"
    MAXIMAL = "maximal"
    TOTAL = "total"

    @property
    def rank(self) -> int:
        """0 for independent to 9 for total."""
        return list(AssistLevel).index(self)


class When(StrEnum):
    """The moment an assistance level speaks of."""

    CURRENT = "current"
    BASELINE = "baseline"
    GOAL = "goal"


class StatementKind(StrEnum):
    """What a clause says that an element of the note stands on."""

    PURPOSE = "purpose"
    DEFICIT = "deficit"
    SKILLED = "skilled"
    RESPONSE = "response"
    PROGRESS = "progress"
    NECESSITY = "necessity"
    PLAN = "plan"
    ONE_ON_ONE = "one_on_one"
    GROUP = "group"
    AIDE = "aide"
    REST = "rest"
    UNCHANGED = "unchanged"
    PRECAUTION_NWB = "precaution_nwb"


class ElementStatus(StrEnum):
    """What the note shows of one element, whoever pays."""

    PRESENT = "present"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_APPLICABLE = "na"


ELEMENTS: tuple[str, ...] = (
    "date_of_service",
    "provider_signature",
    "activity_described",
    "activity_functional",
    "functional_purpose",
    "goal",
    "goal_measurable",
    "timed_minutes",
    "start_stop_times",
    "total_treatment_time",
    "assist_level",
    "one_on_one",
    "skilled_intervention",
    "patient_response",
    "progress",
    "functional_deficit",
    "necessity_rationale",
    "plan",
    "code_distinction",
)
"""The 19 documentation elements, in the order reports show them."""
