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
# A single letter or a stub counts only where a level can stand.
_S = re.compile(
    rf"""
    (?<=[a-z0-9)\"'/+>,:=-][ ])(?:dist(?:ant)?[ ]|close[ ])?S\b{_ENDS}
    """,
    re.VERBOSE,
)
_SUP = re.compile(
    rf"""
    # behind something, in its line: "sup" that opens a line is the position
    (?<![A-Za-z<>\n])
    # not the turning of a forearm
    (?<!pro/)(?<!pron/)(?<!pro[ ]/[ ])(?<!pron[ ]/[ ])
    (?:SUP|Sup|sup|Superv|SUPV|supv)\b\.?{_ENDS}
    # not the start of "sup to sit" or "sup/inf"
    (?![ ]*(?:to|<|>|/|->|-)[ ]*(?:sit|stand|inf|pro|EOB|R\b|L\b))
    # nor the clinician who supervises
    (?![.]?[ ]*(?:visit|PT|OT|by\b|[A-Z]\.))
    """,
    re.VERBOSE,
)
_I = re.compile(
    rf"""
    (?:(?<=[a-z0-9)\"'/+>,:=][ ])|(?<=PLOF[ ])|(?<=ADL[ ])|(?<=ADLS[ ]))
    # no number one of a scale and no speaker
    (?<!\band[ ])(?<![Gg]rade[ ])(?<![Tt]ype[ ])(?<!tage[ ])(?<!hase[ ])(?<!evel[ ])(?<!that[ ])
    (?<!until[ ])(?<![Cc]lass[ ])I\b{_ENDS}
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
    (?<![A-Za-z.])(?:Ind|IND|ind)\b
    (?!\.?[ ]*(?:living|variable|finger|digit))
    # not the minutes of individual treatment, nor what was done in them
    (?![ ]*(?:\d{1,3}(?![\d/])|>|:|--))
    """,
    re.VERBOSE,
)
_CG = re.compile(
    rf"""
    (?<![A-Za-z<>/])
    # not the caregiver, who is with somebody
    (?<!w/[ ])(?<!with[ ])(?<!by[ ])(?<!and[ ])(?:CG|cg)\b{_ENDS}
    # or is taught
    (?![ ]*(?:w/|with|for|by|in)[ ]*(?:all|ed|train|edu|hep))
    """,
    re.VERBOSE,
)
_SETUP = re.compile(
    r"""
    (?:
      (?<=,[ ])|(?<=\t)|(?<=\|[ ])|(?<=:[ ])|(?<=\d[ ])|(?<=w/[ ])|(?<=with[ ])|(?<=bench[ ])
      |(?<=device[ ])
    )(?:[Ss]et-?[ ]?up|SETUP|SET-UP|SET[ ]UP|SU)\b
    (?=[ ]*(?:[,.;)\]|]|$|\n|\t|only|to[ ]|x\d|;|for[ ](?!a[ ]|the[ ])))
    """,
    re.VERBOSE,
)
# Behind small letters capitals set a level off: "sliding board uphill MIN".
_LOUD_ENDS = r"(?=[ ]*(?:[,.;)|]|$|\n|x[ ]?[12]\b|(?:for|to)[ ][a-z]))"
_MIN = re.compile(rf"(?<=[a-z)][ ])MIN\b{_LOUD_ENDS}")
_MOD = re.compile(rf"(?<=[a-z)][ ])MOD\b{_LOUD_ENDS}")
_MAX = re.compile(rf"(?<=[a-z)][ ])MAX\b{_LOUD_ENDS}")
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
