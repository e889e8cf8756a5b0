"""Which words keep us from saying that a code's work is nowhere in the note?

A safety net under the reading, not a list of what codes stand for: where one of these words stands,
nobody is told that the work is missing. So the lists are wide, and a word may stand in several.
"""

import re
from collections.abc import Mapping

_TASK = (
    "trans?f|xfer|tx?fr|trf|bed mob|sit|sts|stand[ -]piv|spt|stair|curb|floor|lift|carry|carri"
    "|toilet|tub|commode|shower|dress|groom|bath|kitchen|cook|laundry|meal|car |adl|iadl|simulat"
    "|job|work task|w/?c|wheelchair|button|jar"
)
_STIM = r"e-?stim|ifc|tens|nmes|stim|electric|premod|russian"
_WORDS = {
    "97530": _TASK,
    "97535": _TASK,
    "97537": _TASK,
    "97542": "w/?c|wheelchair|chair|propul|seating|cushion",
    "97110": r"exer|ex\b|thera?ex|strength|stretch|a?a?rom|prom|bike",
    "97112": "balanc|neuro|nmr|stance|sls|postur|coordin|proprio|facilit|weight[ -]?shift|wt shift"
    "|foam|airex|vor",
    "97113": "pool|water|aquat",
    "97116": "gait|amb|walk|stair|step",
    "97124": "massag|stm|soft tissue|effleur",
    "97140": "stm|mob|manual|mfr|massag|soft tissue|release|manip|traction|iastm|prom|passive|mld"
    "|scar|muscle energy|trigger|joint (?:play|distract|glid)|jt (?:play|distract|glid)",
    "97012": "traction",
    "97014": _STIM,
    "97032": _STIM,
    "G0283": _STIM,
    "97016": "vaso|game ?ready|compress|pneum",
    "97018": "paraffin|wax",
    "97022": "fluido|whirl",
    "97033": "ionto",
    "97035": r"us\b|ultraso",
    "97010": r"hot|cold|heat|ice|m?hp\b|cp\b|pack|cryo",
    "97150": r"group|class|other (?:pt|patient)|\d (?:pts|patients)|peers",
}
HINTS: Mapping[str, re.Pattern[str]] = {
    code: re.compile(rf"(?<![a-z])(?:{words})", re.IGNORECASE) for code, words in _WORDS.items()
}
