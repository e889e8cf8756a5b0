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
_LINK = re.compile(
    rf"[ ]*(?:[(]?x[ ]?[12][)]?)?(?:{_RANGE_LINK}|[ ]*-{{1,2}}>[ ]*|[ ]*(?:>|=>|~)[ ]*)(?:close[ ]"
    rf"|occ(?:asional)?[ ])?"
)
_PERSONS = re.compile(
    r"[ ]*(?:\(?(?:x|\+)[ ]?([1-4])(?![\d/]|[ ]?(?:reps?|sets?|min|trials?|attempts?"
    r"|trips?))\)?(?:[ ]*(?:person|people|ppl|staff|helper)s?)?|of[ ]([1-4])\b"
    r"|([1-4])[ -]?(?:person|people)s?)"
)
_OF_SCALE = re.compile(
    r"(?:gg\d{4}\w?\D{0,12}|\bfim[ ]*(?:of|:|=)?[ ]*|\bgg[ ]*(?:score|code)?[ ]*(?:of|:"
    r"|=)?[ ]*)(0[1-6]|[1-7])\b"
)
_GG = {6: "independent", 5: "setup", 4: "supervision", 3: "moderate", 2: "maximal", 1: "total"}
_FIM = {
    7: "independent",
    6: "modified_independent",
    5: "supervision",
    4: "minimal",
    3: "moderate",
    2: "maximal",
    1: "total",
}

# A short "min", "mod" or "max" is assistance only in a range, or before another level's letter.
_SHORT = re.compile(
    r"\b(minimal|moderate|maximal|min|mod|max|cga|sba|s)[ ]*(?:/|-|>|->|to)[ ]*(contact[ ]guard"
    r"|minimal|moderate|maximal|min|mod|max|cga|sba|total|tot|mod[ ]i"
    r"|i)\b(?:[ ]*-?[ ]*(?:assist(?:ance)?|a)\b)?(?![ ]*(?:cue|vc|tc|verbal|tactile|vis|cueing"
    r"|cuing|complex|pain|resist|fatigue|impair|difficult|effort|edema|swelling|challenge|level"
    r"|intens))"
)
_SHORT_LEVEL = {"minimal": "minimal", "moderate": "moderate", "maximal": "maximal", "contact guard": "contact_guard", "min": "minimal", "mod": "moderate", "max": "maximal", "cga": "contact_guard", "sba": "standby", "total": "total", "tot": "total", "mod i": "modified_independent", "i": "independent", "s": "supervision"}  # fmt: skip

_ENDS = r"(?=[ ]*(?:[,.;)\]/|]|$|\n|-{1,2}(?:[ >]|$)|>|x[ ]?\d|\d+/\d|(?:w/|with|w|for|by|no|on|at|after|in|over|from|throughout|all|\d+[ ]?(?:of|x))\b|w/))"
_WEAK = (
    # single letters and stubs count only in capitals as written and where a level can stand
    (
        re.compile(r"(?<=[a-z0-9)\"'/+>,:=-] )(?:dist(?:ant)?[ ]|close[ ])?S\b" + _ENDS),
        "supervision",
    ),
    (
        re.compile(
            r"(?<![A-Za-z<>])(?:SUP|Sup|sup|Superv|SUPV|supv)\b\.?"
            + _ENDS
            + r"(?![ ]*(?:to|<|>|/|->|-)[ ]*(?:sit|stand|inf|pro|EOB|R\b|L\b))"
        ),
        "supervision",
    ),
    (
        re.compile(
            r"(?<=[a-z0-9)\"'/+>,:=] )(?<!\band )(?<![Gg]rade )(?<![Tt]ype )(?<!tage )(?<!hase )(?<!evel )(?<!that )(?<!until )I\b"
            + _ENDS
            + r"(?!'|[ ]*(?:on|at|in|for|from|by|after|all)[ ](?!all\b|bed|w/|with|5/5))"
        ),
        "independent",
    ),
    (
        re.compile(r"(?<![A-Za-z.])(?:Ind|IND|ind)\b(?!\.?[ ]*(?:living|variable|finger|digit))"),
        "independent",
    ),
    (
        re.compile(
            r"(?<![A-Za-z<>/])(?<!w/ )(?<!with )(?<!by )(?<!and )(?:CG|cg)\b"
            + _ENDS
            + r"(?![ ]*(?:w/|with|for|by|in)[ ]*(?:all|ed|train|edu|hep))"
        ),
        "contact_guard",
    ),
    (
        re.compile(
            r"(?:(?<=, )|(?<=\t)|(?<=\| )|(?<=: )|(?<=\d )|(?<=w/ )|(?<=with )|(?<=bench )"
            r"|(?<=device ))(?:[Ss]et-?[ ]?up|SETUP|SET-UP|SET UP|SU)\b(?=[ ]*(?:[,.;)\]|]|$|\n|\t"
            r"|only|to[ ]|x\d|;|for (?!a |the )))"
        ),
        "setup",
    ),
)
_LABELLED_LEVEL = re.compile(
    r"\bassist(?:ance)?(?:[ ](?:level|lvl|given|needed|req(?:uired)?))?[ ]*[:="
    r"|\t][ ]*(?P<level>minimal|moderate|maximal|min|mod|max|total|none|i|s|ind)\b(?![ ]*(?:a\b"
    r"|assist|i\b|ind|/|-|to|cue|vc))"
)
_TICKED = re.compile(
    r"\[x\][ ]?(?P<level>min|mod|max|total|sup|s|i|ind|setup)\b(?![ ]*(?:cue|vc|pain))"
)
_UNTICKED = re.compile(r"(?:\[[ ]?\]|_|\([ ]\))[ ]?$")
_LABEL_LEVEL = {"min": "minimal", "minimal": "minimal", "mod": "moderate", "moderate": "moderate", "max": "maximal", "maximal": "maximal", "total": "total", "none": "independent", "i": "independent", "ind": "independent", "s": "supervision", "sup": "supervision", "setup": "setup"}  # fmt: skip
_GG_SCORE = re.compile(r"(?<=[a-z)] )0([1-6])(?![\d/:.%-])")

_NOT_HELP = re.compile(
    r"[ ]*(?:verbal|vc|v/c|tc|tactile|visual|cue|cues|cueing|cuing|prompt|resist|pain|edema"
    r"|swelling|difficult|fatigue|effort|complex|"
    r"impair|tender|limitation|deficit|loss|spasm|tone|improvement|risk|to no|swell|hypo|weak|gain"
    r"|distress|exud|drain|protect|increase|decrease|compens|restrict)"
)
_NO_INDEPENDENCE = re.compile(
    r"(?:\b(?:not|non|un|isn't|no longer|unable to be|never|cannot|can't|toward|towards|increas\w*"
    r"|improv\w*|maximi[sz]e|max|greater|more|promote|promoting|optimi[sz]e|level of|of|loss of"
    r"|regain\w*|restore|for|in|return to|goal of|work\w* on|functional|household|community|full"
    r"|potential for|his|her|their|pt'?s?|patient'?s?|gain\w*|facilitate|foster|safety and|and"
    r"|maintain|decreased|limits|limit|reduced|increase in)[ ]+)$"
)
_BEFORE = re.compile(
    r"\b(?:was|were|from|previously|prior|last|initial(?:ly)?|baseline|before|previous"
    r"|eval(?:uation)?|soc|at ie|ie|used to|formerly|originally|plof|had been|down from|up from"
    r"|vs\.?|versus|compared|ago|yesterday|on admission|at admission|adm|at start of care|start "
    r"of care|past|previous visit|required|needed|needing)\b"
)
_PAST_ONLY = re.compile(
    r"\b(?:was|were|from|previously|prior|last|initial(?:ly)?|baseline|previous|initial eval|at "
    r"eval|eval|soc|ie|used to|formerly|originally|plof|had been|down from|up from|vs\.?|versus"
    r"|compared|ago|yesterday|on admission|at admission|adm|start of care|past)\b"
)
_TOLD_PAST = re.compile(
    r"\b(?:plof|at eval|at ie|at soc|on admission|at admission|initially|previously|at baseline"
    r"|baseline|eval:|last (?:visit|session|time|wk|week|month|note|tx)|(?:\d+|two|three|four|one"
    r"|six) (?:wks?|weeks?|days?|mos?|months?) ago|on \d{1,2}/\d{1,2}(?:/\d{2,4})?|at that visit"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)|before (?:surgery|admission|injury|the|his|her)|yesterday|the day before|was "
    r"(?:needed|required))\b"
)
_TODAY = re.compile(
    r"\b(?:now|today|currently|current|this session|presently|at present|this date)\b"
)
_AFTER_PAST = re.compile(
    r"^[ ]*[(]?[ ]*(?:at|on|in)?[ ]*(?:\d+[ ]*(?:wks?|weeks?|days?|mos?|months?|visits?"
    r"|sessions?)[ ]ago|last[ ](?:wk|week|visit|session|tx|time|month|note)|ago\b|at[ ](?:eval|ie"
    r"|soc|initial|start|admission|baseline|adm)\b|on[ ](?:admission|eval|adm|initial)\b|initially"
    r"|previously|yesterday|(?:eval|ie|soc|initial(?:ly)?|prior|baseline)\b|\d{1,2}/\d{1,2}\b"
    r"|(?:last|prev(?:ious)?)\b)|^[^.;,\n]{0,34}\b(?:(?:last|prior|previous)[ ](?:wk|week|visit"
    r"|session|tx|time|month|note)|\d+[ ]*(?:wks?|weeks?|days?|mos?|months?|visits?"
    r"|sessions?)[ ]ago|at[ ](?:eval|ie|soc|initial|admission|baseline|start of care|last)\b"
    r"|on[ ](?:admission|eval|initial|\d{1,2}/\d{1,2})\b|upon[ ]admission)"
)
_GOAL_WORDS = re.compile(
    r"\b(?:will|goal|ltg|stg|to be able to|in order to (?:be|become)|target|by discharge)\b"
)


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
    raw = _raw(low, folded)
    joined = _joined(low, raw)
    out: list[Assist] = []
    for span, level in joined:
        clause = _clause_at(parts, span)
        persons = _PERSONS.match(low, span.end)
        count = next((int(g) for g in persons.groups() if g), None) if persons else None
        out.append(Assist(span, level, _when(low, span, clause, goals), count))
    return tuple(out)


def _raw(low: str, folded: str) -> list[tuple[Span, AssistLevel]]:
    pattern, level_of = _forms()
    found: list[tuple[Span, AssistLevel]] = []
    shouting = folded.isupper()
    for weak, weak_level in _WEAK:
        if not shouting:
            found += [
                (Span(m.start(), m.end()), AssistLevel(weak_level)) for m in weak.finditer(folded)
            ]
    for labelled in (_LABELLED_LEVEL, _TICKED):
        for match in labelled.finditer(low):
            place = Span(match.start("level"), match.end("level"))
            found.append((place, AssistLevel(_LABEL_LEVEL[match["level"]])))
    for match in _GG_SCORE.finditer(low):
        line_start = low.rfind("\n", 0, match.start()) + 1
        if re.search(r"\bgg\b", low[line_start : match.start()]):
            found.append((Span(match.start(), match.end()), AssistLevel(_GG[int(match[1])])))
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
    if _UNTICKED.search(before):
        return False
    if _NOT_HELP.match(after) and words.split()[-1] not in ("supervision", "independently"):
        return False
    if level is AssistLevel.INDEPENDENT:
        if words == "independent" and re.match(
            r"[ ]+(?:living|variables|medical|exercise|hep|program|routine|home)", after
        ):
            return False
        if re.search(r"\b(?:to an|to|an)[ ]+$", before) and words == "independent":
            return False
        if re.search(r"\b(?:not|non|in|unable to|no longer|isn't|cannot|can't)[ -]*$", before):
            return False
        if words == "(i)" and not re.search(r"[a-z)][ ]*$", before):
            return False
        if re.match(r"[ ]+(?:with|w/|in)[ ]+(?:the[ ]+)?(?:hep|home|his hep|her hep|hep)\b", after):
            return False
    if level is AssistLevel.TOTAL and words == "dependent":
        return not re.search(
            r"(?:insulin|steroid|oxygen|o2|ventilator|alcohol|opioid|drug|vent|in|co|chemical"
            r"|gravity|time|position|activity|load)[ -]*$|^[ ]+(?:edema|position|rubor)",
            before,
        ) and not re.match(r"[ ]+(?:edema|position|rubor|on)", after)
    if level is AssistLevel.SUPERVISION and words in ("supervised", "supervision"):
        return not re.match(
            r"[ ]+(?:by (?:the )?(?:pt|physical|ot|licensed|treating)|of (?:the )?(?:pt|pta|ot"
            r"|physical therapist|licensed))\b",
            after,
        ) and not re.search(r"\b(?:under|pt|clinical|general|direct)[ ]+$", before)
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
            if (
                len(between) < 24
                and _LINK.fullmatch(between)
                and not re.search(r"\band\b|&", between)
            ):
                heavier = max(last_level, level, key=lambda v: v.rank)
                joined[-1] = (Span(last.start, span.end), heavier)
                continue
        joined.append((span, level))
    return joined


def _clause_at(parts: Sequence[clauses.Clause], span: Span) -> clauses.Clause | None:
    return next((c for c in parts if c.span.start <= span.start < c.span.end), None)


def _when(low: str, span: Span, clause: clauses.Clause | None, goals: Sequence[Span]) -> When:
    if any(g.overlaps(span) for g in goals):
        return When.GOAL
    if clause is None:
        return When.CURRENT
    before = low[clause.span.start : span.start]
    sentence_before = low[clause.sentence.start : span.start]
    after = low[span.end : clause.sentence.end]
    if clause.section == "goals":
        return When.BASELINE if _PAST_ONLY.search(before[-30:]) else When.GOAL
    if clause.section == "plan" and (
        _GOAL_WORDS.search(sentence_before) or clause.section == "plan"
    ):
        return When.GOAL
    if clause.section == "history":
        return When.BASELINE
    recent = before[-36:]
    told = list(_TOLD_PAST.finditer(sentence_before))
    if (
        told
        and not _TODAY.search(sentence_before[told[-1].end() :])
        and not _TODAY.search(after[:12])
    ):
        return When.BASELINE
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
