"""Which sentences may stand in what is said of a denial? These, and no other of our own."""

from collections.abc import Mapping

from auditor.denials.facts import Remedy

# --- the outline

OUTLINE = "Appeal outline: "
HOW_TO_USE = (
    "A draft to complete, check and sign. Words in quotation marks are the note's own; fill a "
    "blank only from the records of that time, or leave it out."
)
DENIED_FOR = "Denied for: "
OFTEN_WITH = "A reason that this remark often comes with (check the payer's letter): "
WHO_PAYS = "Group: "
REMARKED = "Remark: "
DAY = "Date of service: "
BILLED = "Billed: "
DONE = "What was done"
ACTIVITY = "Activity: "
UNDER = ", recorded under "
PURPOSE = "For: "
CHAIN = "From the activity to the need for skill"
FOR_OTHERS = "What the note shows"
TIES = (
    "Which activity answers which deficit and which goal is for the one who treated to say, where "
    "the note does not say it."
)
BLANK = "[the note does not say]"
NO_DAY = "[no date of service is known]"
NO_CLAIM = "[no claim was given]"
IN_PART = "[the note says this only in part] "
COLON = ": "
AND = "; "
AUTHORITY = "On what authority"
NO_AUTHORITY = "[nothing the note holds stands on a document held here]"
MEDICARES = (
    "These are Medicare's documents and its contractors'; for this payer, name its own policy."
)
ENCLOSED = "Enclosed"
THIS_NOTE = "this note, whole and signed"
SIGNED = "Name, credential, date: [to be filled in]"

# --- what the note holds

STANDING = "How an appeal on this note stands"
WEAK = "An appeal on this note alone is weak."
WEAK_LACKS = "The note does not show what decides: "
WEAK_AGAINST = "The note and its claim speak for the denial: "
HALF_DECISIVE = "What decides is only half shown: "
NOT_WEAK = "Nothing that decides is missing from this note. That does not make an appeal strong."
NOTHING_HERE = "Nothing in a treatment note answers this denial; no note could have foretold it."
NO_DENIAL = "This is no denial: there is nothing in the note to mend, and nothing to appeal."
NOT_AUDITED = "The note was not audited whole, so nothing is said of what it holds: "
GIVE_CLAIM = (
    "No claim was given, so the rules about codes, units and modifiers had nothing to go by: add "
    "--claim."
)
HOLDS = "The note holds"
HALF = "The note half holds"
LACKS = "The note lacks"
AGAINST = "What speaks for the denial"
CLEAR = "Looked into, and nothing found: "
NOT_RUN = "Not looked into, as nothing called for them: "
ELSEWHERE = "Not in a treatment note at all"
NONE = "nothing that speaks to this denial"

REMEDIES: Mapping[Remedy, str] = {
    Remedy.APPEAL: "It is answered by an appeal with the records.",
    Remedy.CORRECT: (
        "A corrected claim answers it where the claim is at fault; an appeal, where the claim was "
        "right."
    ),
    Remedy.SEND: "It is answered by sending the records, whole and in time.",
    Remedy.CHECK: (
        "It is answered by what the payer's contract, plan, authorisation or enrolment says."
    ),
    Remedy.NONE: NO_DENIAL,
}

# --- what is held of a denial

SEVERAL = "A remark code does not deny by itself. It often comes with these reasons: "
LIKELIEST = "What decides is judged here for "
ASK_AGAIN = "; for another, ask with the reason's own code."
HINTS = "Remark codes that often come with it (hints: payers differ)"
ELEMENTS = "What of a note speaks to it"
DECISIVE = " (decides)"
RULES = "Which rules speak to it"
UNFORESEEN = (
    "No note could have foretold it: counted apart where denials are compared with findings."
)
NO_RULE = "no rule yet"

APPEALS = "Medicare's appeals"
APPEAL_HEADS = ("level", "decided by", "within", "counted from")
DAYS = " days"
OTHER_PAYER = (
    "Levels and time limits of appeal are held here for Medicare Part B alone; this payer's letter "
    "or contract names its own."
)
SOURCE = "Source: "
KNOWN_BY: Mapping[str, str] = {
    "confirmed": "seen in public material",
    "data": "read in an official file",
    "knowledge": "not confirmed in a public document",
}
