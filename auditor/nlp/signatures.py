"""Find who signed a note: names or initials with credentials, where notes are signed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.model import Section, Signature, Span
from auditor.nlp.credentials import CREDENTIAL, plain_credential
from auditor.nlp.fold import lowered
from auditor.nlp.sections import SectionLookup

_ENDING_LINES = 4
_OPENING_LINES = 4
_NAME_REACH = 48
_SIGNER_REACH = 200
"""How far before a credential all stands that tells whose it is: name, degrees, a mark."""
_LONGEST_INITIALS = 4
"""One word in capitals longer than this is no name unless it stands on a signature line."""
_AROUND_NAME = " ,-/("

_SPELT_OUT = re.compile(
    r"""
    \b(
      physical[ ]therapist[ ]assistant|physical[ ]therapy[ ]assistant
      |occupational[ ]therapy[ ]assistant|certified[ ]occupational[ ]therapy[ ]assistant
      |physical[ ]therapist|occupational[ ]therapist(?:,?[ ]registered)?
      |speech[- ]language[ ]pathologist
    )\b
    # dictated letter by letter
    |\b(?:P\.[ ]?T\.(?:[ ]?A\.)?|D\.[ ]?P\.[ ]?T\.|O\.[ ]?T\.(?:[ ]?R\.)?|C\.O\.T\.A\.)
    |\b(?:D[ ]P[ ]T|P[ ]T[ ]A|O[ ]T[ ]R(?:[ ]slash[ ]L)?|C[ ]O[ ]T[ ]A)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ROLES = {"p": "PT", "d": "PT", "s": "SLP"}
_ASSISTANTS = {"PT": "PTA", "OT": "COTA"}
_NAME = re.compile(
    r"""
    (?:
      # Anna Maria Smith
      (?:[A-Z][\w'.\-]*[ ]+){1,3}[A-Z][\w'.\-]+
      # A. B. Smith
      |[A-Z]\.?[ ]?(?:[A-Z]\.?[ ]?)?[A-Z]?[\w'.\-]*
      # ABS
      |[A-Z]{2,4}
      # abs
      |[a-z]{2,3}
      # a. smith
      |[a-z]\.?[ ]?[a-z][\w'\-]+
      # anna smith-jones
      |[a-z]{3,}[ ][a-z]{3,}(?:-[a-z]+)?
    )
    # and what parts a name from its credential
    [ ]*,?[ ]*[-/(]?[ ]*$
    """,
    re.VERBOSE,
)
_SENTENCES_END = re.compile(r"(?<=[A-Za-z]{3}\.)[ ]+")
"""A full stop behind more letters than initials have ("Cont POC. JR PTA")."""
_SIGN_LINE = re.compile(
    r"""
    sign|e-sig|by:|by[ ]|therapist|clinician|provider|author|/s/|completed|rendered|treating|//
    |attest|initials
    """,
    re.VERBOSE,
)
"""What stands in the line of a signature, in small letters."""
# In small letters, what each credential in small letters, or spelt out, holds.
_MAYBE_LOWER = re.compile(r"[ ,](?:dpt|l?pt|ot|cota|ccc-slp|slp)")
_MAYBE_SPELT_OUT = re.compile(r"therap|pathologist|[po](?<!\w.)(?:\.[ ]?|[ ])t\b")
_LOWER_END = re.compile(
    r"""
    # the start of a line, a mark, or a word that ends what was said before
    (?:
      ^|[.;,)\]|/~>-][ ]*|[ ]{2,}|\t|\b(?:poc|mon|tue|wed|thu|thurs|fri|week|wk|visit|traffic)[ ]+
    )
    # name or initials
    (?P<name>(?:[a-z][\w.'\-]*[ ]+){0,2}[a-z][\w.'\-]*)(?:[ ]+|,[ ]*)
    # credential
    (?P<cred>dpt|pta|lpta|pt|otr/l|otr|otd|ota|ot/l|ot|cota/l|cota|ccc-slp|slp)
    # to the end of the line, a license number, a date or a further credential
    (?=[ ]*(?:$|[,.(]|lic|\d|/?(?:dpt|pt|atc|lat|scs|ocs|ncs|gcs|pcs|cscs|cht|clt)\b))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RUN_ON_END = re.compile(
    r"""
    (?<=[ ])(?P<name>(?:[a-z][\w.'\-]*[ ])?[a-z][\w.'\-]*)[ ]
    (?P<cred>dpt|l?pta|otr/l|otr|cota/l|cota|ota)[ .]*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The end of a note without any marks; "pt" and "ot" would be the patient or the therapy there."""
_DEGREES = re.compile(
    r"(?:,?[ ]*\b(?:MS|MSc|MA|BS|MOT|MHS|EdD|PhD|DHSc|BSc|M\.S\.|B\.S\.)\b\.?)+[ ]*,?[ ]*$"
)
_SIGNED_BY = re.compile(r"(?:by|signed|therapist|clinician)[: ]*$", re.IGNORECASE)
# What stands before the name of somebody who signs.
_FRESH = re.compile(
    r"""
    [.:;|)\]>~_*\d/-][ ]*$|[ ]{2,}$|\t$|\b(?:by|with|w/|signed|therapist|clinician|-{1,3})[: ]*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What stands behind the credential of somebody who signs.
_SIGN_END = re.compile(
    r"""
    [ ]*(?:$|[,;.|)\]/&(-]|\d|lic|\#|[ ]{2}|e-?sign|electr|signed|cosign|on\b|at\b|date|[A-Z])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TWO_NAMES = re.compile(r"[A-Z][a-z'.]+[ ]+[A-Z]|[A-Z]\.[ ]?[A-Z]")
_NO_NAMES = frozenset([
    "by", "the", "a", "an", "to", "of", "for", "in", "w", "with", "skilled", "cont", "continue",
    "see", "per", "and", "or", "is", "dc", "d/c", "next", "seen", "outpatient", "op", "hh", "ip",
    "snf", "acute", "rehab", "daily", "home", "health", "pt", "ot", "visit", "note", "hand", "up",
    "no", "more", "techs", "aide", "peds", "pediatric", "clinic", "dept", "therapist", "signed",
    "treating", "licensed", "my", "re-eval", "eval", "note:", "ref", "refer", "min", "mins",
    "minutes", "total",
])  # fmt: skip
"""Words that stand before "PT" without naming anybody."""
_PLACE = re.compile(
    r"\b(?:clinic|center|centre|hospital|school|services|department|dept|program|unit|log)\b",
    re.IGNORECASE,
)
"""Words of a place: what holds them is no person's name."""
_CELL = re.compile(r"(?:[ ]{2,}|\t|\|)[ ]*$")
_NAME_ALONE = re.compile(r"[ \t]*(?:[A-Z][\w'.\-]*[ ]+){1,3}[A-Z][\w'\-]+[ \t]*,?[ \t]*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the note; whether it is a signature line, and whether one of the last."""

    start: int
    text: str
    low: str
    signing: bool
    ending: bool


def find_signatures(folded: str, parts: Sequence[Section]) -> tuple[Signature, ...]:
    """Find names or initials with credentials in the first and last lines and signature lines.

    Those of the last lines come first; the others follow where they carry a name.
    """
    lookup = SectionLookup(tuple(parts))
    low = lowered(folded)
    filled = [line for line in _lines(folded) if line.of(folded).strip()]
    last = len(filled) - _ENDING_LINES
    found: list[Signature] = []
    for number, span in enumerate(filled):
        text = span.of(folded)
        section = lookup.at(span.start + len(text) - len(text.lstrip()))
        signing = section == "signature" or _SIGN_LINE.search(low, span.start, span.end) is not None
        ending = number >= last
        if signing or ending or number < _OPENING_LINES:
            found += _in_line(_Line(span.start, text, span.of(low), signing, ending=ending))
    found += _below_name(folded, filled[-_ENDING_LINES:])
    tail_start = filled[-_ENDING_LINES].start if len(filled) > _ENDING_LINES else 0
    tail = [s for s in found if s.span.start >= tail_start]
    rest = [s for s in found if s.span.start < tail_start and s.named]
    return tuple(tail + rest)


def _below_name(folded: str, lines: Sequence[Span]) -> Iterator[Signature]:
    """Credentials alone on a line, below a line that holds nothing but a name."""
    for above, line in pairwise(lines):
        first = CREDENTIAL.search(folded, line.start, line.end)
        if first is None:
            continue
        rest = CREDENTIAL.sub("", line.of(folded)).strip(" ,/&.\t")
        if not rest and _NAME_ALONE.fullmatch(above.of(folded)):
            span = Span(above.start, line.end)
            yield Signature(span, plain_credential(first.group()), named=True)


def _lines(folded: str) -> Iterator[Span]:
    at = 0
    for line in folded.split("\n"):
        yield Span(at, at + len(line))
        at += len(line) + 1


def _in_line(line: _Line) -> list[Signature]:
    """The signatures of one line: credentials in capitals, else in small letters, else in words."""
    found = _in_capitals(line)
    if not found and line.ending and _MAYBE_LOWER.search(line.low):
        found = list(_in_small_letters(line))
    if not found and (line.signing or line.ending) and _MAYBE_SPELT_OUT.search(line.low):
        found = list(_in_words(line))
    return found


def _in_capitals(line: _Line) -> list[Signature]:
    """Signatures such as "A. Smith, PT"; several credentials in a row are one signature."""
    found: list[Signature] = []
    for match in CREDENTIAL.finditer(line.text):
        if found and not line.text[found[-1].span.end - line.start : match.start()].strip(" ,/&"):
            last = found[-1]
            found[-1] = replace(last, span=Span(last.span.start, line.start + match.end()))
        elif signature := _signature(line, match):
            found.append(signature)
    return found


def _signature(line: _Line, match: re.Match[str]) -> Signature | None:
    """The signature a credential belongs to; ``None`` where nobody signs with it."""
    cut = max(0, match.start() - _SIGNER_REACH)
    before = _DEGREES.sub("", line.text[cut : match.start()])
    credential = plain_credential(match.group())
    end = line.start + match.end()
    words = _name_before(before)
    if not words.strip(_AROUND_NAME):
        if line.signing and _SIGNED_BY.search(before):
            return Signature(Span(line.start + match.start(), end), credential, named=False)
        return None
    lead = before[: len(before) - len(words)]
    if not _SIGN_END.match(line.text, match.end()) or not _names_signer(line, lead, words):
        return None
    return Signature(Span(line.start + cut + len(lead), end), credential, named=True)


def _name_before(before: str) -> str:
    """What may be a name at the end of some words: not across the end of a sentence."""
    name = _NAME.search(before[-_NAME_REACH:])
    return _SENTENCES_END.split(name.group())[-1] if name else ""


def _names_signer(line: _Line, lead: str, words: str) -> bool:
    """Say whether words before a credential are the name of somebody who signs.

    Args:
        line: The line they stand in.
        lead: What stands before them in it.
        words: The words.
    """
    comma = "," in words
    fresh = not lead.strip() or _FRESH.search(lead) is not None
    signs = line.signing or line.ending
    # a header's cell that holds a whole name says whose note it is
    cell = _CELL.search(lead) is not None and _TWO_NAMES.search(words) is not None
    if not ((fresh and (signs or comma)) or (comma and signs) or cell):
        return False
    plain = words.strip(_AROUND_NAME)
    shouted = plain.isupper() and len(plain) > _LONGEST_INITIALS and len(plain.split()) == 1
    if plain.lower() in _NO_NAMES or _PLACE.search(plain):
        return False
    return line.signing or not shouted


def _in_small_letters(line: _Line) -> Iterator[Signature]:
    """A name or initials with a credential that end a line in small letters ("mjb pta")."""
    marked = False
    for match in _LOWER_END.finditer(line.text):
        if signature := _in_match(line, match):
            marked = True
            yield signature
    end = _RUN_ON_END.search(line.text, max(0, len(line.text) - _NAME_REACH))
    if not marked and end and (signature := _in_match(line, end)):
        yield signature


def _in_match(line: _Line, match: re.Match[str]) -> Signature | None:
    words = match["name"].lower().replace(".", " ").split()
    if not words or any(w in _NO_NAMES for w in words):
        return None
    span = Span(line.start + match.start("name"), line.start + match.end("cred"))
    return Signature(span, plain_credential(match["cred"].upper()), named=True)


def _in_words(line: _Line) -> Iterator[Signature]:
    """Credentials spelt out: "Anna Smith, physical therapist"."""
    for match in _SPELT_OUT.finditer(line.text):
        role = match.group().lower()
        credential = next((c for start, c in _ROLES.items() if role.startswith(start)), "OT")
        if "assistant" in role or role.replace(" ", "").rstrip(".").endswith("a"):
            credential = _ASSISTANTS.get(credential, credential)
        name = _NAME.search(line.text[max(0, match.start() - _NAME_REACH) : match.start()])
        named = (
            name is not None
            and _TWO_NAMES.search(name.group()) is not None
            and not line.text.isupper()
        )
        if line.signing or named:
            start = match.start() - (len(name.group()) if name and named else 0)
            yield Signature(
                Span(line.start + start, line.start + match.end()), credential, named=named
            )
