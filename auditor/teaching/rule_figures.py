"""How often each rule is right, and how much it finds: counted, kept as JSON, told as a table."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from auditor.errors import InputError
from auditor.teaching.faults import FAULTS

FIGURES = "figures.json"
PLANTED, HELD = "planted", "held"
"""What a rule was measured on: faults planted in clean notes, or annotated notes held back."""
FEWEST_FINDINGS = 10
LEAST_PRECISION = 0.9
"""A rule that is right less often, of at least so many findings, must not hold a note back."""


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What was counted of one rule, note by note: a note it flags twice is flagged once."""

    measured_on: str
    faults: int
    """Notes in which there was something to find."""
    found: int
    """Those of them that the rule flagged."""
    told: int
    """All notes that it flagged and that could be judged."""
    right: int
    """Those of them that it flagged rightly."""
    missed: tuple[str, ...] = ()
    """Names of the planted faults it did not find."""
    wrong: tuple[str, ...] = ()
    """Names of planted faults of other rules, or of clean notes, that it flagged wrongly."""

    @property
    def recall(self) -> float | None:
        """The share of the faults that was found; ``None`` where there were none."""
        return self.found / self.faults if self.faults else None

    @property
    def precision(self) -> float | None:
        """The share of the flags that was right; ``None`` where nothing was flagged."""
        return self.right / self.told if self.told else None

    @property
    def unreliable(self) -> bool:
        """Whether the rule is wrong more than one time in ten, as far as enough findings tell."""
        return self.told >= FEWEST_FINDINGS and self.right < LEAST_PRECISION * self.told


Figures = Mapping[str, RuleFigures]
"""By the rule's code."""


def path(corpus: Path) -> Path:
    """Where the figures of a corpus are kept."""
    return corpus / FAULTS / FIGURES


def dumps(figures: Figures) -> str:
    """The figures as JSON, a line a rule, in order of code."""
    rows = [f" {json.dumps(code)}: {json.dumps(asdict(figures[code]))}" for code in sorted(figures)]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def write(corpus: Path, figures: Figures) -> None:
    """Keep the figures beside the faults."""
    path(corpus).write_text(dumps(figures), encoding="utf-8", newline="\n")


def read(corpus: Path) -> Figures:
    """Read the figures kept.

    Raises:
        InputError: There are none, or they are not of this form.
    """
    try:
        values: Mapping[str, Any] = json.loads(path(corpus).read_text(encoding="utf-8"))
        return {code: _figures(of_rule) for code, of_rule in values.items()}
    except (OSError, ValueError, TypeError, KeyError):
        message = f"{path(corpus)}: no figures of the rules; run python -m auditor.teaching"
        raise InputError(message) from None


def _figures(values: Mapping[str, Any]) -> RuleFigures:
    return RuleFigures(
        **{**values, "missed": tuple(values["missed"]), "wrong": tuple(values["wrong"])}
    )


def share(part: int, whole: int) -> str:
    """A share with two decimals and what it is a share of; a hyphen where there is nothing."""
    return f"{part / whole:.2f} ({part} of {whole})" if whole else "-"


def as_text(figures: Figures) -> str:
    """The figures as a table for people, with what was missed and what was wrong."""
    return "\n".join(_lines(figures)) + "\n"


def _lines(figures: Figures) -> Iterator[str]:
    yield "rule    measured on  precision          recall"
    for code, of_rule in sorted(figures.items()):
        right = share(of_rule.right, of_rule.told)
        found = share(of_rule.found, of_rule.faults)
        yield f"{code}  {of_rule.measured_on:<11}  {right:<17}  {found}"
        if of_rule.missed:
            yield f"        missed: {', '.join(of_rule.missed)}"
        if of_rule.wrong:
            yield f"        wrong: {', '.join(of_rule.wrong)}"
