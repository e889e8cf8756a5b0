"""Find levels of assistance: which help, how many persons, now, before or as a goal."""

import re
from collections.abc import Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from auditor.model import Assist, AssistLevel, Span, When
from auditor.nlp import clauses, vocab
from auditor.nlp.fold import fold, lowered
from auditor.nlp.typed import component, keep, kept, mark

KEY = "assistance"

_RANGE_LINK = r"[ ]*(?:-|/|>|->|to|up[ ]to|progress(?:ed|ing)[ ]to|improv(?:ed|ing)[ ]to|fad(?:ed|ing)[ ]to|down[ ]to|or|&|and|then|x\d)[ ]*"
_LINK = re.compile(rf"[ ]*(?:[(]?x[ ]?[12][)]?)?(?:{_RANGE_LINK}|[ ]*-{{1,2}}>[ ]*|[ ]*(?:>|=>|~)[ ]*)(?:close[ ]|occ(?:asional)?[ ])?")
_PERSONS = re.compile(r"[ ]*(?:\(?(?:x|\+)[ ]?([1-4])(?![\d/]|[ ]?(?:reps?|sets?|min|trials?|attempts?|trips?))\)?(?:[ ]*(?:person|people|ppl|staff|helper)s?)?|of[ ]([1-4])\b|([1-4])[ -]?(?:person|people)s?)")
_OF_SCALE = re.compile(r"(?:gg\d{4}\w?\D{0,12}|\bfim[ ]*(?:of|:|=)?[ ]*|\bgg[ ]*(?:score|code)?[ ]*(?:of|:|=)?[ ]*)(0[1-6]|[1-7])\b")
_GG = {6: "independent", 5: "setup", 4: "supervision", 3: "moderate", 2: "maximal", 1: "total"}
_FIM = {7: "independent", 6: "modified_independent", 5: "supervision", 4: "minimal", 3: "moderate", 2: "maximal", 1: "total"}

# A short "min", "mod" or "max" is assistance only in a range, or before another level's letter.
_SHORT = re.compile(r"\b(min|mod|max|cga|sba|s)[ ]*(?:/|-|>|->|to)[ ]*(min|mod|max|cga|sba|total|tot|mod[ ]i|i)(?:[ ]*-?[ ]*(?:assist(?:ance)?|a)\b)?(?![ ]*(?:cue|vc|tc|verbal|tactile|vis|cueing|cuing|complex|pain|resist|fatigue|impair|difficult|effort|edema|swelling|challenge|level|intens))")
_SHORT_LEVEL = {"min": "minimal", "mod": "moderate", "max": "maximal", "cga": "contact_guard", "sba": "standby", "total": "total", "tot": "total", "mod i": "modified_independent", "i": "independent", "s": "supervision"}  # fmt: skip

_NOT_HELP = re.compile(
    r"[ ]*(?:verbal|vc|v/c|tc|tactile|visual|cue|cues|cueing|cuing|prompt|resist|pain|edema|swelling|difficult|fatigue|effort|complex|"
    r"impair|tender|limitation|deficit|loss|spasm|tone|improvement|risk|to no|swell|hypo|weak|gain|distress|exud|drain|protect|increase|decrease|compens|restrict)"
)
_NO_INDEPENDENCE = re.compile(
    r"(?:\b(?:not|non|un|isn't|no longer|unable to be|never|cannot|can't|toward|towards|increas\w*|improv\w*|maximi[sz]e|max|greater|more|promote|promoting|optimi[sz]e|level of|of|loss of|regain\w*|restore|for|in|return to|goal of|work\w* on|functional|household|community|full|potential for|his|her|their|pt'?s?|patient'?s?|gain\w*|facilitate|foster|safety and|and|maintain|decreased|limits|limit|reduced|increase in)[ ]+)$"
)
_BEFORE = re.compile(
    r"\b(?:was|were|from|previously|prior|last|initial(?:ly)?|baseline|before|previous|eval(?:uation)?|soc|at ie|ie|used to|formerly|originally|plof|had been|down from|up from|vs\.?|versus|compared|ago|yesterday|on admission|at admission|adm|at start of care|start of care|past|previous visit|required|needed|needing)\b"
)
_PAST_ONLY = re.compile(
    r"\b(?:was|were|from|previously|prior|last|initial(?:ly)?|baseline|previous|initial eval|at eval|eval|soc|ie|used to|formerly|originally|plof|had been|down from|up from|vs\.?|versus|compared|ago|yesterday|on admission|at admission|adm|start of care|past)\b"
)
_TODAY = re.compile(r"\b(?:now|today|currently|current|this session|presently|at present|this date)\b")
_AFTER_PAST = re.compile(
    r"^[ ]*[(]?[ ]*(?:at|on|in)?[ ]*(?:\d+[ ]*(?:wks?|weeks?|days?|mos?|months?|visits?|sessions?)[ ]ago|last[ ](?:wk|week|visit|session|tx|time|month|note)|ago\b|at[ ](?:eval|ie|soc|initial|start|admission|baseline|adm)\b|on[ ](?:admission|eval|adm|initial)\b|initially|previously|yesterday|(?:eval|ie|soc|initial(?:ly)?|prior|baseline)\b|\d{1,2}/\d{1,2}\b|(?:last|prev(?:ious)?)\b)|^[^.;,\n]{0,34}\b(?:(?:last|prior|previous)[ ](?:wk|week|visit|session|tx|time|month|note)|\d+[ ]*(?:wks?|weeks?|days?|mos?|months?|visits?|sessions?)[ ]ago|at[ ](?:eval|ie|soc|initial|admission|baseline|start of care|last)\b|on[ ](?:admission|eval|initial|\d{1,2}/\d{1,2})\b|upon[ ]admission)"
)
_GOAL_WORDS = re.compile(r"\b(?:will|goal|ltg|stg|to be able to|in order to (?:be|become)|target|by discharge)\b")


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, AssistLevel]]:
    """One alternation of every written level, longest first, on lower-cased text."""
    level_of: dict[str, AssistLevel] = {}
    for entry in vocab.assistance():
        for form in entry.forms:
            for spelling in vocab.spellings(form):
                level_of.setdefault(spelling, AssistLevel(entry.cue))
    ordered = sorted(level_of, key=lambda f: (-len(f), f))
    body = "|".join(re.escape(f).replace(r"\ ", "[ ]{1,2}") for f in ordered)
    return re.compile(rf"(?<![a-z0-9])(?:{body})(?![a-z0-9])"), level_of


def _level(words: str, level_of: dict[str, AssistLevel]) -> AssistLevel:
    return level_of[" ".join(words.split())]


def find_assistance(
    folded: str, parts: Sequence[clauses.Clause], goals: Sequence[Span] = ()
) -> tuple[Assist, ...]:
    """Find every written level of help, ranges joined into one with the heavier level.

    Args:
        folded: The note's folded text.
        parts: Its clauses, in order.
        goals: Places of goal statements, where a level is a goal.
    """
    low = lowered(folded)
    raw = _raw(low)
    joined = _joined(low, raw)
    out: list[Assist] = []
    for span, level in joined:
        clause = _clause_at(parts, span)
        persons = _PERSONS.match(low, span.end)
        count = next((int(g) for g in persons.groups() if g), None) if persons else None
        out.append(Assist(span, level, _when(low, span, clause, goals), count))
    return tuple(out)


def _raw(low: str) -> list[tuple[Span, AssistLevel]]:
    pattern, level_of = _forms()
    found: list[tuple[Span, AssistLevel]] = []
    for match in pattern.finditer(low):
        level = _level(match.group(), level_of)
        if _is_level(low, match, level):
            found.append((Span(match.start(), match.end()), level))
    for match in _SHORT.finditer(low):
        first, second = _SHORT_LEVEL[match[1]], _SHORT_LEVEL[" ".join(match[2].split())]
        if {first, second} <= {"standby", "contact_guard"}:
            continue
        heavier = max(AssistLevel(first), AssistLevel(second), key=lambda v: v.rank)
        if low[max(0, match.start() - 2) : match.start()].strip().isdigit():
            continue
        found.append((Span(match.start(), match.end()), heavier))
    for match in _OF_SCALE.finditer(low):
        number = int(match[1])
        scale = _FIM if "fim" in match.group() else _GG
        if number in scale:
            found.append((Span(match.start(), match.end()), AssistLevel(scale[number])))
    return _longest(found)


def _is_level(low: str, match: re.Match[str], level: AssistLevel) -> bool:
    words = match.group()
    before = low[max(0, match.start() - 40) : match.start()]
    after = low[match.end() : match.end() + 24]
    if _NOT_HELP.match(after) and words.split()[-1] not in ("supervision", "independently"):
        return False
    if level is AssistLevel.INDEPENDENT:
        if words == "independent" and re.match(r"[ ]+(?:living|variables|medical|exercise|hep)", after):
            return False
        if re.search(r"\b(?:not|non|in|unable to|no longer|isn't|cannot|can't)[ -]*$", before):
            return False
        if words == "(i)" and not re.search(r"[a-z)][ ]*$", before):
            return False
        if re.match(r"[ ]+(?:with|w/|in)[ ]+(?:the[ ]+)?(?:hep|home|his hep|her hep|hep)\b", after):
            return False
    if level is AssistLevel.TOTAL and words == "dependent":
        return not re.search(r"(?:insulin|steroid|oxygen|o2|ventilator|alcohol|opioid|drug|vent|in|co|chemical|gravity|time|position|activity|load)[ -]*$|^[ ]+(?:edema|position|rubor)", before) and not re.match(r"[ ]+(?:edema|position|rubor|on)", after)
    if level is AssistLevel.SUPERVISION and words in ("supervised", "supervision"):
        return not re.match(r"[ ]+(?:by (?:the )?(?:pt|physical|ot|licensed|treating)|of (?:the )?(?:pt|pta|ot|physical therapist|licensed))\b", after) and not re.search(r"\b(?:under|pt|clinical|general|direct)[ ]+$", before)
    return True


def _longest(found: list[tuple[Span, AssistLevel]]) -> list[tuple[Span, AssistLevel]]:
    kept_: list[tuple[Span, AssistLevel]] = []
    for span, level in sorted(found, key=lambda f: (f[0].start - f[0].end, f[0].start)):
        if not any(span.overlaps(other) for other, _ in kept_):
            kept_.append((span, level))
    return sorted(kept_, key=lambda f: f[0])


def _joined(low: str, raw: list[tuple[Span, AssistLevel]]) -> list[tuple[Span, AssistLevel]]:
    """Join ranges ("min A x1 -> CGA", "CGA to SBA") into one span with the heavier level."""
    joined: list[tuple[Span, AssistLevel]] = []
    for span, level in raw:
        if joined:
            last, last_level = joined[-1]
            between = low[last.end : span.start]
            if len(between) < 24 and _LINK.fullmatch(between) and not re.search(r"\b(?:and|&|then)\b", between):  # noqa: PLR2004
                heavier = max(last_level, level, key=lambda v: v.rank)
                joined[-1] = (Span(last.start, span.end), heavier)
                continue
        joined.append((span, level))
    return joined


def _clause_at(parts: Sequence[clauses.Clause], span: Span) -> clauses.Clause | None:
    return next((c for c in parts if c.span.start <= span.start < c.span.end), None)


def _when(
    low: str, span: Span, clause: clauses.Clause | None, goals: Sequence[Span]
) -> When:
    if any(g.overlaps(span) for g in goals):
        return When.GOAL
    if clause is None:
        return When.CURRENT
    before = low[clause.span.start : span.start]
    sentence_before = low[clause.sentence.start : span.start]
    after = low[span.end : clause.sentence.end]
    if clause.section == "goals":
        return When.BASELINE if _PAST_ONLY.search(before[-30:]) else When.GOAL
    if clause.section == "plan" and (_GOAL_WORDS.search(sentence_before) or clause.section == "plan"):
        return When.GOAL
    if clause.section == "history":
        return When.BASELINE
    recent = before[-36:]
    if _AFTER_PAST.match(after) and not _TODAY.search(recent):
        return When.BASELINE
    past = list(_PAST_ONLY.finditer(recent))
    if past and not _TODAY.search(recent[past[-1].end() :]):
        return When.BASELINE
    if re.search(r"\bwill\b|\bgoal\b|\bltg\b|\bstg\b", sentence_before[-80:]):
        return When.GOAL
    return When.CURRENT


class AssistanceFinder:
    """Keep every level of help; needs clauses. Which are goals is settled in ``visit.py``."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` in place and return it."""
        found = find_assistance(fold(doc.text), kept(doc, clauses.KEY))
        keep(doc, KEY, found)
        mark(doc, KEY, ((a.span, a.level.value) for a in found))
        return doc


@component("auditor_assistance")
def make_assistance_finder(nlp: Language, name: str) -> AssistanceFinder:  # noqa: ARG001
    """Build the component."""
    return AssistanceFinder()

