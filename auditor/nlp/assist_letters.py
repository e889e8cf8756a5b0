"""Find levels that only their capitals tell: "S", "I", "Ind", "CG", "MOD"."""

import re
from collections.abc import Iterator

from auditor.model import AssistLevel, Span
from auditor.nlp.assist_doubts import is_unticked

_ENDS = r"""
    (?=
      [ ]*(?:
        [,.;)\]/|]|$|\n|-{1,2}(?:[ >]|$)|>|x[ ]?\d|\d+/\d
        |(?:w/|with|w|for|by|no|on|at|after|in|over|from|throughout|all|only|otherwise
           |\d+[ ]?(?:of|x))\b
        |w/
      )
    )
"""
# A single letter or a stub counts only where a level can stand. What must stand before it is asked
# behind its first letters: a pattern that begins with letters passes over all other places at once.
_BEHIND_WORD = r"(?<=[a-z0-9)\"'/+>,:=-][ ].)"
_S = re.compile(
    rf"""
    (?:
      S{_BEHIND_WORD}|d{_BEHIND_WORD}ist(?:ant)?[ ]S|c{_BEHIND_WORD}lose[ ]S
    )\b{_ENDS}
    """,
    re.VERBOSE,
)
# Behind something, in its line: "sup" that opens a line is the position; and not the turning of a
# forearm.
_NOT_POSITION = r"(?<![A-Za-z<>\n].)(?<!pro/.)(?<!pron/.)(?<!pro[ ]/[ ].)(?<!pron[ ]/[ ].)"
_SUP = re.compile(
    rf"""
    (?:S{_NOT_POSITION}(?:UPV?|up(?:erv)?)|s{_NOT_POSITION}upv?)\b\.?{_ENDS}
    # not the start of "sup to sit" or "sup/inf"
    (?![ ]*(?:to|<|>|/|->|-)[ ]*(?:sit|stand|inf|pro|EOB|R\b|L\b))
    # nor the clinician who supervises
    (?![.]?[ ]*(?:visit|PT|OT|by\b|[A-Z]\.))
    """,
    re.VERBOSE,
)
_I = re.compile(
    rf"""
    I(?:(?<=[a-z0-9)\"'/+>,:=][ ]I)|(?<=PLOF[ ]I)|(?<=ADL[ ]I)|(?<=ADLS[ ]I))
    # no number one of a scale and no speaker
    (?<!\band[ ]I)(?<![Gg]rade[ ]I)(?<![Tt]ype[ ]I)(?<!tage[ ]I)(?<!hase[ ]I)(?<!evel[ ]I)
    (?<!that[ ]I)(?<!until[ ]I)(?<![Cc]lass[ ]I)\b{_ENDS}
    # nothing that goes on as a sentence
    (?!
      '|[ ]*(?:on|at|in|for|from|by|after|all)[ ]
      (?!all\b|bed|w/|with|5/5|\d|third|second|end|adl|iadl|ADL|IADL|ambul)
    )
    """,
    re.VERBOSE,
)
_IND = re.compile(
    r"""
    (?:Ind|IND|ind)(?<![A-Za-z.]...)\b
    (?!\.?[ ]*(?:living|variable|finger|digit))
    # not the minutes of individual treatment, nor what was done in them
    (?![ ]*(?:\d{1,3}(?![\d/])|>|:|--))
    """,
    re.VERBOSE,
)
_CG = re.compile(
    rf"""
    (?:CG|cg)(?<![A-Za-z<>/]..)
    # not the caregiver, who is with somebody
    (?<!w/[ ]..)(?<!with[ ]..)(?<!by[ ]..)(?<!and[ ]..)\b{_ENDS}
    # or is taught
    (?![ ]*(?:w/|with|for|by|in)[ ]*(?:all|ed|train|edu|hep))
    """,
    re.VERBOSE,
)
_LISTED = r"""
    (?:
      (?<=,[ ].)|(?<=\t.)|(?<=\|[ ].)|(?<=:[ ].)|(?<=\d[ ].)|(?<=w/[ ].)|(?<=with[ ].)
      |(?<=bench[ ].)|(?<=device[ ].)
    )
"""
_SETUP = re.compile(
    rf"""
    (?:S{_LISTED}(?:et-?[ ]?up|ETUP|ET-UP|ET[ ]UP|U)|s{_LISTED}et-?[ ]?up)\b
    (?=[ ]*(?:[,.;)\]|]|$|\n|\t|only|to[ ]|x\d|;|for[ ](?!a[ ]|the[ ])))
    """,
    re.VERBOSE,
)
# Behind small letters capitals set a level off: "sliding board uphill MIN".
_LOUD_ENDS = r"(?=[ ]*(?:[,.;)|]|$|\n|x[ ]?[12]\b|(?:for|to)[ ][a-z]))"
_MIN = re.compile(rf"MIN(?<=[a-z)][ ]MIN)\b{_LOUD_ENDS}")
_MOD = re.compile(rf"MOD(?<=[a-z)][ ]MOD)\b{_LOUD_ENDS}")
_MAX = re.compile(rf"MAX(?<=[a-z)][ ]MAX)\b{_LOUD_ENDS}")
_AS_WRITTEN = (
    (_S, AssistLevel.SUPERVISION),
    (_SUP, AssistLevel.SUPERVISION),
    (_I, AssistLevel.INDEPENDENT),
    (_IND, AssistLevel.INDEPENDENT),
    (_CG, AssistLevel.CONTACT_GUARD),
    (_SETUP, AssistLevel.SETUP),
    (_MIN, AssistLevel.MINIMAL),
    (_MOD, AssistLevel.MODERATE),
    (_MAX, AssistLevel.MAXIMAL),
)


def find_letters(folded: str) -> Iterator[tuple[Span, AssistLevel]]:
    """Find the levels that only capitals tell; none in a note that is all capitals.

    Args:
        folded: The note's folded text, with its capitals.
    """
    if folded.isupper():
        return
    for pattern, level in _AS_WRITTEN:
        for match in pattern.finditer(folded):
            if not is_unticked(folded, match.start()):
                yield Span(match.start(), match.end()), level
