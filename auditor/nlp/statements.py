"""Find what sentences state: the words behind purpose, deficit, skill, response and so on."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from auditor.model import Span, Statement, StatementKind
from auditor.nlp import vocab
from auditor.nlp.fold import lowered
from auditor.nlp.phrases import alternation
from auditor.nlp.statement_forms import CERTAIN, LATE, NOT_IN, PURPOSE, UPCOMING

STATED_AT: Mapping[StatementKind, float] = {
    StatementKind.PURPOSE: 0.1,
    StatementKind.DEFICIT: 0.06,
    StatementKind.RESPONSE: 0.18,
}
"""The probability from which a sentence is taken to state a kind on the classifier's word alone.

Limitations are told in the most varied words and therefore foreseen least surely; a response is
foreseen from words ("5/10", "rest") that tell of the day before just as often.
"""
STATED_ELSE_AT = 0.12
"""The same for the other kinds."""
WEAK_AT = 0.2
"""The same for weak wordings."""
CUED_AT = 0.03
"""The same where a known phrase for that kind stands in the sentence too."""
SURE_AT = 0.5
"""The same where the only phrase known for it there is boilerplate."""

_FEWEST_PLAN_WORDS = 2

_CLASSIFIER_ONLY = frozenset(
    {
        StatementKind.PURPOSE,
        StatementKind.DEFICIT,
        StatementKind.SKILLED,
        StatementKind.RESPONSE,
        StatementKind.PROGRESS,
        StatementKind.NECESSITY,
        StatementKind.PLAN,
    }
)
"""Kinds whose phrases ("unable to") mean little unless the classifier agrees."""
_DENIAL_REACH = 24
_NOT_ALONE = re.compile(r"\b(?:no|not|without|w/o)\s+(?:\w+\s+){0,2}(?:one|1)[- :](?:on|to|1)")
_DENIABLE = frozenset({StatementKind.GROUP, StatementKind.ONE_ON_ONE})
_DENIED = re.compile(r"\b(?:no|not|without|w/o|denies|never|isn't|wasn't|n't)\s+(?:\w+\s+){0,2}$")

_CLAUSE_END = re.compile(r"[,;)]|\.(?:\s|$)|\n")


@cache
def _phrases() -> tuple[re.Pattern[str], Mapping[str, tuple[StatementKind, bool]]]:
    meaning: dict[str, tuple[StatementKind, bool]] = {}
    for entry in vocab.cues():
        for weak, forms in ((False, entry.forms), (True, entry.weak)):
            for form in forms:
                for spelling in vocab.spellings(form):
                    meaning.setdefault(spelling, (StatementKind(entry.cue), weak))
    return re.compile(rf"(?<![a-z0-9]){alternation(meaning)}(?![a-z0-9])"), meaning


def find_cues(folded: str) -> list[Statement]:
    """Find every known phrase, the longest at each place; nothing is judged yet."""
    pattern, meaning = _phrases()
    low = lowered(folded)
    found: list[Statement] = []
    for match in pattern.finditer(low):
        kind, weak = meaning[match.group()]
        denied = kind in _DENIABLE and _DENIED.search(
            low[max(0, match.start() - _DENIAL_REACH) : match.start()]
        )
        if not denied:
            found.append(Statement(Span(match.start(), match.end()), kind, weak))
    return found


def find_statements(
    folded: str,
    sentences: Sequence[tuple[Span, str]],
    chances: Sequence[Mapping[str, float]],
) -> tuple[Statement, ...]:
    """Join what the classifier thinks each sentence states with the phrases known for it.

    Args:
        folded: The note's folded text.
        sentences: Its sentences with their sections, in order, shape ``(n,)``.
        chances: For each the probability of each learnt kind; ``<kind>~`` for weak wording.

    Returns:
        Statements in order; one that rests on the classifier alone spans its whole sentence.
    """
    low = lowered(folded)
    cues = find_cues(folded)
    cued = [c.span.start for c in cues]
    found: set[Statement] = set()
    worded = list(_by_wording(low, sentences))
    for (sentence, section), chance in zip(sentences, chances, strict=True):
        here = cues[bisect_left(cued, sentence.start) : bisect_left(cued, sentence.end)]
        worded += _by_place(low, sentence, section, here)
        if here or max(chance.values(), default=0.0) >= _LEAST:
            found.update(_joined(sentence.of(low), sentence, here, chance))
    return tuple(sorted(_narrowed(found, worded), key=_order))


def _narrowed(found: set[Statement], worded: Sequence[Statement]) -> Iterator[Statement]:
    """Leave out a sentence that states a purpose where the very words of it were found."""
    starts = sorted(s.span.start for s in worded if s.kind is StatementKind.PURPOSE)
    exact = {s for s in worded if s.kind is StatementKind.PURPOSE}
    for statement in found | set(worded):
        first = bisect_left(starts, statement.span.start)
        inside = first < len(starts) and starts[first] < statement.span.end
        if statement.kind is not StatementKind.PURPOSE or statement in exact or not inside:
            yield statement


def _order(statement: Statement) -> tuple[int, int, str, bool]:
    span = statement.span
    return span.start, span.end, statement.kind.value, statement.weak


def _joined(
    words: str, sentence: Span, cues: Sequence[Statement], chance: Mapping[str, float]
) -> Iterator[Statement]:
    """What the classifier and the known phrases in a sentence say together."""
    told = " " in words  # a lone cell of a table ("22", "none") states nothing by itself
    kinds = {c.kind for c in cues}
    kinds.update(_KIND_OF[name] for name, p in chance.items() if p >= _LEAST and name in _KIND_OF)
    for kind in kinds:
        strong = [c for c in cues if c.kind is kind and not c.weak]
        faint = [c for c in cues if c.kind is kind and c.weak]
        if kind in _CLASSIFIER_ONLY:
            if told or strong:
                yield from _judged(sentence, kind, strong, faint, chance)
            continue
        yield from strong
        yield from faint
        if strong or not _stated(kind, chance):
            continue
        if kind is not StatementKind.ONE_ON_ONE or not _NOT_ALONE.search(words):
            yield Statement(sentence, kind)


def _by_wording(low: str, sentences: Sequence[tuple[Span, str]]) -> Iterator[Statement]:
    """What sentences state by their wording, whatever the classifier thinks of them."""
    starts = [sentence.start for sentence, _ in sentences]
    for kind, wording in CERTAIN.items():
        forbidden = NOT_IN.get(kind, ())
        for number in wording.hinted(low, starts):
            sentence, section = sentences[number]
            if section not in forbidden and wording.pattern.search(sentence.of(low)):
                yield Statement(sentence, kind)
    for number in UPCOMING.hinted(low, starts):
        sentence, section = sentences[number]
        late = sentence.start > LATE * len(low) and section not in NOT_IN[StatementKind.PLAN]
        if late and UPCOMING.pattern.search(sentence.of(low)):
            yield Statement(sentence, StatementKind.PLAN)


def _by_place(
    low: str, sentence: Span, section: str, cues: Sequence[Statement]
) -> Iterator[Statement]:
    """What a sentence states by the words for an aim, or as one of a plan."""
    if section not in NOT_IN[StatementKind.PURPOSE] and (
        purpose := PURPOSE.search(low, sentence.start, sentence.end)
    ):
        end = _clause_end(low, purpose.end(), sentence.end)
        start = purpose.start() + purpose.group().startswith(" ")
        yield Statement(Span(start, end), StatementKind.PURPOSE)
    if section == "plan" and len(sentence.of(low).split()) >= _FEWEST_PLAN_WORDS:
        weak = any(c.kind is StatementKind.PLAN and c.weak for c in cues)
        yield Statement(sentence, StatementKind.PLAN, weak)


def _clause_end(low: str, start: int, end: int) -> int:
    """Where the words of a purpose end: at the next comma, semicolon, full stop or bracket."""
    stop = _CLAUSE_END.search(low, start, end)
    return stop.start() if stop else end


def stated_at(kind: str) -> float:
    """Give the cut-off of a learnt kind, or of its weak wording (``<kind>~``)."""
    if kind.endswith("~"):
        return WEAK_AT
    return STATED_AT.get(StatementKind(kind), STATED_ELSE_AT)


_KIND_OF = {name: kind for kind in StatementKind for name in (kind.value, f"{kind.value}~")}
_CUT_OFFS = {kind: stated_at(kind.value) for kind in StatementKind}
_LEAST = min(WEAK_AT, *_CUT_OFFS.values())
"""Where no kind is likelier and no phrase stands, a sentence states nothing."""


def _stated(kind: StatementKind, chance: Mapping[str, float]) -> bool:
    return chance.get(kind.value, 0.0) >= _CUT_OFFS[kind]


def _judged(
    sentence: Span,
    kind: StatementKind,
    strong: Sequence[Statement],
    faint: Sequence[Statement],
    chance: Mapping[str, float],
) -> list[Statement]:
    plain, weak = chance.get(kind.value, 0.0), chance.get(f"{kind.value}~", 0.0)
    stated = _stated(kind, chance)
    if stated and plain >= weak:
        if faint and not strong and plain < SURE_AT:
            return [Statement(sentence, kind, weak=True)]
        return [Statement(sentence, kind)]
    if strong and plain >= CUED_AT and not faint:
        return [Statement(sentence, kind)]
    if weak >= WEAK_AT or faint or stated:
        return [Statement(sentence, kind, weak=True)]
    return []
