"""What a rule is: one declaration of its code, words, source, severity, examples and check."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import ModuleType

from auditor.errors import UnknownRuleError
from auditor.model import ELEMENTS, Allowed, Question, ServiceLine, Severity, Span, Visit
from auditor.record import Source

__all__ = ["Example", "Hit", "Rule", "RuleSet", "Source", "When", "rule"]

CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
DEMANDS = frozenset(ELEMENTS) | {
    "assistant_modifier",
    "discipline_modifier",
    "pair_modifier",
    "unit_cap",
}
"""What a pack may demand and a rule may stand on."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule found something: the words at fault, or ``None`` and where was looked.

    ``detail`` completes the message with facts of this note (codes, minutes), never its prose.
    """

    span: Span | None
    looked_in: tuple[str, ...] = ()
    detail: str = ""
    ask: str = ""
    """The question to ask in place of the rule's own; empty for the rule's."""


@dataclass(frozen=True, slots=True)
class When:
    """A named condition under which a rule applies; ``reason`` says why not where it is false."""

    holds: Callable[[Visit], bool]
    reason: str

    def __call__(self, visit: Visit) -> bool:
        """Say whether the rule applies to this visit."""
        return self.holds(visit)


@dataclass(frozen=True, slots=True)
class Example:
    """A note excerpt, in a bad one the words at fault in ``[[…]]``; a claim where it needs one.

    ``claim`` is written as on the command line: ``"97530-GP-CQ=2 97110-GP=1"``, or as lines where
    a line says more than words can.
    """

    text: str
    claim: str | tuple[ServiceLine, ...] = ""
    discipline: str | None = None
    payer: str | None = None
    date_of_service: str | None = None
    allowed: tuple[Allowed, ...] = ()
    questions: tuple[Question, ...] = ()
    """What a site's pack asks besides."""

    def asked(self, visit: Visit) -> Visit:
        """Return the visit under a pack that asks the example's questions too."""
        if visit.demands is None or not self.questions:
            return visit
        return replace(visit, demands=replace(visit.demands, questions=self.questions))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, complete: nothing about it is written anywhere else."""

    code: str
    name: str
    title: str
    why: str
    fix: str
    source: Source
    asks: str | None
    required: Severity
    otherwise: Severity | None
    when: When
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    since: str
    check: Callable[[Visit], Iterator[Hit]]
    element: str | None

    @property
    def family(self) -> str:
        """The module the rule lives in, such as ``timing``."""
        return self.check.__module__.rpartition(".")[2]

    def severity(self, visit: Visit) -> Severity | None:
        """How much the rule matters to the payer in force; ``None`` where it is silent."""
        if self.asks is None:
            return self.required
        demands = visit.demands
        asked = demands is not None and self.asks in demands.required
        return self.required if asked else self.otherwise


def rule(
    *,
    code: str,
    title: str,
    why: str,
    fix: str,
    source: Source,
    when: When,
    bad: Iterable[str | Example],
    good: Iterable[str | Example],
    required: Severity,
    asks: str | None = None,
    otherwise: Severity | None = None,
    since: str = "0.1.0",
) -> Callable[[Callable[[Visit], Iterator[Hit]]], Rule]:
    """Declare a rule; its name is the function's, with hyphens, and names the fault.

    Raises:
        ValueError: The declaration is not complete or does not fit the conventions.
    """
    bad_examples = tuple(e if isinstance(e, Example) else Example(e) for e in bad)
    good_examples = tuple(e if isinstance(e, Example) else Example(e) for e in good)

    def declare(check: Callable[[Visit], Iterator[Hit]]) -> Rule:
        problems = [
            (not CODE.fullmatch(code), "the code is three letters and three digits"),
            (not fix.rstrip().endswith("?"), "the fix is a question"),
            (not (source.cite and source.url.startswith("https://")), "a source has cite and URL"),
            (not (bad_examples and good_examples), "good and bad examples are needed"),
            (asks is not None and asks not in DEMANDS, f"no pack can demand {asks!r}"),
            (not (title and why), "title and why are needed"),
        ]
        for wrong, what in problems:
            if wrong:
                message = f"rule {code}: {what}"
                raise ValueError(message)
        return Rule(
            code=code,
            name=check.__name__.replace("_", "-"),
            title=title,
            why=why,
            fix=fix,
            source=source,
            asks=asks,
            required=required,
            otherwise=otherwise,
            when=when,
            bad=bad_examples,
            good=good_examples,
            since=since,
            check=check,
            element=asks if asks in ELEMENTS else None,
        )

    return declare


class RuleSet:
    """All rules of some family modules, by code and by name."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Sort by code; refuse a code or name given twice."""
        self._rules = tuple(sorted(rules, key=lambda r: r.code))
        keys = [k for r in self._rules for k in (r.code.lower(), r.name)]
        doubles = sorted({k for k in keys if keys.count(k) > 1})
        if doubles:
            message = f"rules declared twice: {', '.join(doubles)}"
            raise ValueError(message)
        self._by_key: Mapping[str, Rule] = {
            k: r for r in self._rules for k in (r.code.lower(), r.name)
        }

    @classmethod
    def of(cls, *families: ModuleType) -> "RuleSet":
        """Collect every rule that the given modules declare."""
        return cls(r for m in families for _, r in inspect.getmembers(m, _is_rule))

    def __iter__(self) -> Iterator[Rule]:
        """In order of code."""
        return iter(self._rules)

    def __len__(self) -> int:
        """How many rules there are."""
        return len(self._rules)

    def find(self, key: str) -> Rule:
        """Return the rule of a code or name, in any case.

        Raises:
            UnknownRuleError: There is none; the message names the nearest.
        """
        found = self._by_key.get(key.strip().lower())
        if found is None:
            near = get_close_matches(key.strip().lower(), self._by_key, n=3, cutoff=0.4)
            shown = [k.upper() if CODE.fullmatch(k.upper()) else k for k in near]
            hint = f"; did you mean {', '.join(shown)}?" if near else "; see `auditor rules`"
            message = f"no rule {key!r}{hint}"
            raise UnknownRuleError(message)
        return found

    def matching(self, keys: Iterable[str]) -> frozenset[str]:
        """Return the codes of rules named by code, name or the three letters of a family.

        Raises:
            UnknownRuleError: One of the keys names nothing.
        """
        codes: set[str] = set()
        for key in keys:
            family = {r.code for r in self._rules if r.code[:3] == key.strip().upper()}
            codes |= family or {self.find(key).code}
        return frozenset(codes)


def _is_rule(value: object) -> bool:
    return isinstance(value, Rule)
