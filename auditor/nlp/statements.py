"""Find what sentences state: the words behind purpose, deficit, skill, response and so on."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from auditor.model import Span, Statement, StatementKind
from auditor.nlp import vocab
from auditor.nlp.fold import lowered

STATED_AT = 0.2
"""The probability from which a sentence is taken to state a kind on the classifier's word alone."""
CUED_AT = 0.06
"""The same where a known phrase for that kind stands in the sentence too."""
SURE_AT = 0.5
"""The same where the only phrase known for it there is boilerplate."""

_PURPOSE = re.compile(
    r"""
    \bso[ ](?:that[ ])?(?:he|she|they|pt|patient|the[ ]patient|mom|dad|dtr|wife|husband|family)\b
    (?![ ](?:was|did|is[ ]still|has|had))
    # for whom
    |\bto[ ](?:get|let|help)[ ](?:him|her|them|pt)\b|\bto[ ]get[ ]back[ ]to\b
    |\bget(?:ting)?[ ](?:him|her|them)[ ]back[ ]to\b
    |\bfor[ ](?:going|getting|returning)[ ](?:back[ ]|up[ ]|in|out|to|home)
    |\bfor[ ](?:him|her|them)[ ]to\b
    # like at home or at work
    |\b(?:to|set[ ]up[ ]to)[ ](?:mimic|simulate|replicate|match)\b|\bmimick?ing\b
    |\bsimulat(?:ing|ed)[ ](?:his|her|the|a|home|work|job)
    # what is needed for
    # "to rise from the toilet" behind a task, but not behind "cues" or "able"
    |(?<!cue)(?<!cues)(?<!cued)(?<!vc)(?<!vcs)(?<!able)(?<!needs)(?<!assist)(?<!help)(?<!needed)
     (?<!wants)(?<!plan)(?<!had)(?<!has)(?<!tries)(?<!tried)(?<!asked)(?<!trying)(?<!unable)
     [ ]to[ ](?:
       rise|reach|carry|lift|climb|enter|exit|use|drive|cook|dress|bathe|shower|retrieve|open|play
       |ride|manage|care[ ]for|get[ ](?:up|in|into|out|on|off|to|his|her)|go[ ](?:to|up|down)
       |return[ ]to|put[ ]away|pick[ ]up|walk[ ]to|do[ ](?:his|her)
     )\b
    |\bwhich[ ](?:he|she|they)[ ]needs?\b|\bneeds?[ ](?:this|it|that|these)[ ](?:to|for)\b
    # back to work and home
    |\bfor[ ](?:
       return[ ]to|rtw|rts|back[ ]to|ramp|job|work|school|church|home[ ]use|the[ ]job|carry-?over
     )\b
    |\bas[ ](?:at|in)[ ](?:his|her|their)[ ](?:home|job|house|apartment|kitchen|work)
    |\bfor[ ](?:his|her|their)[ ](?:own[ ])?(?:
       job|work|home|kitchen|garden|church|shop|farm|house|apartment|bathroom|school|class|commute
       |truck|dog|cat|grand\w+|kids?|son|daughter|trip|sport|team|season|yard|porch|basement
       |shower|tub|toilet|bed|raised
     )\b
    """,
    re.VERBOSE,
)
_NO_PURPOSE = frozenset({"goals", "plan", "history", "subjective", "home", "necessity", "deficit"})
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
    body = "|".join(re.escape(f) for f in sorted(meaning, key=lambda f: (-len(f), f)))
    return re.compile(rf"(?<![a-z0-9])(?:{body})(?![a-z0-9])"), meaning


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
    found: set[Statement] = set()
    for (sentence, section), chance in zip(sentences, chances, strict=True):
        here = [c for c in cues if sentence.start <= c.span.start < sentence.end]
        if section not in _NO_PURPOSE and (
            purpose := _PURPOSE.search(low, sentence.start, sentence.end)
        ):
            end = _clause_end(low, purpose.end(), sentence.end)
            start = purpose.start() + purpose.group().startswith(" ")
            found.add(Statement(Span(start, end), StatementKind.PURPOSE))
        if section == "plan" and len(sentence.of(low).split()) >= _FEWEST_PLAN_WORDS:
            weak = any(c.kind is StatementKind.PLAN and c.weak for c in here)
            found.add(Statement(sentence, StatementKind.PLAN, weak))
        for kind in StatementKind:
            strong = [c for c in here if c.kind is kind and not c.weak]
            faint = [c for c in here if c.kind is kind and c.weak]
            if kind not in _CLASSIFIER_ONLY:
                found.update(strong, faint)
                denied = kind is StatementKind.ONE_ON_ONE and _NOT_ALONE.search(sentence.of(low))
                if not strong and not denied and chance.get(kind.value, 0.0) >= STATED_AT:
                    found.add(Statement(sentence, kind))
                continue
            found.update(_judged(sentence, kind, strong, faint, chance))
    return tuple(sorted(found, key=lambda s: (s.span, s.kind.value, s.weak)))


def _clause_end(low: str, start: int, end: int) -> int:
    """Where the words of a purpose end: at the next comma, semicolon, full stop or bracket."""
    stop = _CLAUSE_END.search(low, start, end)
    return stop.start() if stop else end


def _judged(
    sentence: Span,
    kind: StatementKind,
    strong: Sequence[Statement],
    faint: Sequence[Statement],
    chance: Mapping[str, float],
) -> list[Statement]:
    plain, weak = chance.get(kind.value, 0.0), chance.get(f"{kind.value}~", 0.0)
    if plain >= STATED_AT and plain >= weak:
        if faint and not strong and plain < SURE_AT:
            return [Statement(sentence, kind, weak=True)]
        return [Statement(sentence, kind)]
    if strong and plain >= CUED_AT and not faint:
        return [Statement(sentence, kind)]
    if weak >= STATED_AT or faint or plain >= STATED_AT:
        return [Statement(sentence, kind, weak=True)]
    return []
