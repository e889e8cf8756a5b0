"""Read who, when and what kind of note: dates of service, signatures, discipline, kind, payer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auditor.model import Section, Signature, Span
from auditor.nlp.fold import lowered
from auditor.nlp.sections import SectionLookup

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DATE = re.compile(
    rf"""(?<![\d/.\-#:])(?:
        (?P<iso>(?P<y1>20\d\d|19\d\d)[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}}))
      | (?P<us>(?P<m2>\d{{1,2}})(?P<sep>[/.\-])(?P<d2>\d{{1,2}})(?:(?P=sep)(?P<y2>(?:20|19)?\d\d))?)
      | (?P<named>(?P<mn>{_MONTH})\.?[ ](?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:,?[ ](?P<y3>(?:20|19)\d\d|'\d\d))?)
      | (?P<euro>(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[- ]?(?:of[ ])?(?P<mn4>{_MONTH})\.?[- ,]*(?P<y4>(?:20|19)?\d\d)?)
    )(?![\d/]|[.:-]\d|[ ]?(?:lb|\#|reps|pain|ft|min|%|"|in\b|kg))""",
    re.VERBOSE,
)
_LABELLED = re.compile(
    r"(?:\bdos|date(?: of (?:service|visit|tx|treatment|session|eval(?:uation)?|encounter|note))?"
    r"|(?:visit|service|session|treatment|tx|encounter|note|eval(?:uation)?|today's|progress note"
    r"|therapy|exam|report|assessment) date|\bdate seen|seen(?: on)?|session(?: of| on)?|visit(?: "
    r"on| of)?|today(?: is)?|done on|\bd/s|date of report|dated|svc"
    r"|\bdt)[ ]*(?:\([^)]{0,12}\))?[ ]*[:=#\-|]*[ ]*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri"
    r"|sat(?:ur)?|sun)(?:day)?[ ,]*)?$"
)
_OTHER_EVENT = re.compile(
    r"(?:dob|d\.o\.b|birth|born|onset|doi|injur\w*|surg\w*|\bsx|s/p[^.;\n]{0,40}|orif[^.;\n]{0,12}"
    r"|\btk[ar]|\bth[ar]|repair\w*|eval(?:uated|uation)?(?: date| on)?|\bie\b|soc|start of care"
    r"|since|\bby|until|til|through|thru|last|prior|previous(?:ly)?|next|return\w*|f/u"
    r"|follow[ -]?up|recert\w*|cert\w*|poc|auth\w*|order(?:ed)?|referr\w*|admit\w*|admission|adm"
    r"|d/c|discharge[d]?|fell|fall|fx|due|exp\w*|from|to|cva|stroke|mva|hosp\w*|seen by md|md appt"
    r"|appt|was|on|vs|goal|ltg|stg|target|(?<!visit )(?<!note )(?<!treatment )re-?eval|\bim "
    r"nail\w*|acdf|lami\w*|\bhip|cabg|amputat\w*|dx|\bpo\b|post[- ]?op|icd\S*|revised|effective"
    r"|recheck|mri|x-?ray|injection|cast\w*|splint\w*|opened|period|begin\w*|began|started?|of|met"
    r"|in|at|week of|wk of|sig)[ ]*(?:date)?[ ]*[:=@(\-]*[ ]*$"
)
_TREATED_ON = re.compile(
    r"\b(?:treat(?:ed|ment)|saw|seen|session|visit|evaluated|completed today|was "
    r"here)\b[^.;:]{0,48}\bon[ ]$|\bcompleted today[ ]$"
)
_SIGNING = re.compile(r"sign|e-sig|authenticat|cosign|entered")

_CREDENTIALS = (
    r"(?:DPT|MSPT|MPT|LPTA|PTA/L|PTA|RPT|LPT|PT|OTR/L|OTR|OTD|COTA/L|COTA|MOTR/L|MOT|MSOT|OTA/L"
    r"|OTA|OT/L|OT|CCC[-/ ]?SLP|SLP|CHT|SPTA|SPT|SOTA|OTAS|OTS|LAT|ATC)"
)
_CREDENTIAL = re.compile(
    rf"(?<![A-Za-z/<>-]){_CREDENTIALS}(?![A-Za-z'/<>]|-[A-Za-z]|[ ]?(?:[a-z]{{3,}}|POC|TX|NOTE"
    rf"|DAILY|WILL|AND|TO|IN|IS|FOR|PER|2X|3X|\d+[ ]?x))"
)
_SPELT = re.compile(
    r"\b(physical therapist assistant|physical therapy assistant|occupational therapy assistant"
    r"|certified occupational therapy assistant|physical therapist|occupational therapist(?:,? "
    r"registered)?|speech[- ]language pathologist)\b",
    re.IGNORECASE,
)
_SPELT_ROLE = {"physical therapist": "PT", "occupational therapist": "OT", "speech": "SLP"}
_NAME = re.compile(
    r"(?:(?:[A-Z][\w'.\-]*[ ]+){1,3}[A-Z][\w'.\-]+|[A-Z]\.?[ ]?(?:[A-Z]\.?[ ]?)?[A-Z]?[\w'.\-]*"
    r"|[A-Z]{2,4}|[a-z]{2,3}|[a-z]\.?[ ]?[a-z][\w'\-]+"
    r"|[a-z]{3,}[ ][a-z]{3,}(?:-[a-z]+)?)[ ]*,?[ ]*[-/(]?[ ]*$"
)
_SIGN_LINE = re.compile(
    r"sign|e-sig|by:|by |therapist|clinician|provider|author|/s/|completed|rendered|treating|//"
    r"|attest|initials",
    re.IGNORECASE,
)
_CANON = {
    "DPT": "PT", "MSPT": "PT", "MPT": "PT", "RPT": "PT", "LPT": "PT", "LPTA": "PTA", "PTA/L": "PTA",
    "OTD": "OT", "MOT": "OT", "MSOT": "OT", "MOTR/L": "OTR/L", "OT/L": "OT", "OTA": "COTA", "OTA/L": "COTA/L",
}  # fmt: skip
_DISCIPLINE = {"PT": "PT", "PTA": "PT", "SPT": "PT", "SPTA": "PT", "OT": "OT", "OTR": "OT", "OTR/L": "OT", "COTA": "OT", "COTA/L": "OT", "OTS": "OT", "SOTA": "OT", "OTAS": "OT", "CHT": "OT", "SLP": "SLP"}  # fmt: skip
_KINDS = (
    ("discharge", re.compile(
        r"\b(?:discharge|d/c)\s+(?:summary|note|report|visit|eval\w*)|\bdischarge summary\b"
        r"|^[^a-z\n]*discharge[^a-z\n]*$", re.MULTILINE)),
    ("progress", re.compile(
        r"\b(?:progress|10th visit|tenth visit|recert\w*|re-?certification|re-?eval\w*"
        r"|reassessment|monthly)\s*(?:note|report|summary|visit|update|eval\w*)?\b")),
    ("evaluation", re.compile(
        r"\b(?:initial|pt|ot|therapy|physical therapy|occupational therapy"
        r"|functional)\s+(?:eval\w*|assessment|examination)\b|\bie\b|\b(?:evaluation)\b")),
    ("daily", re.compile(
        r"\b(?:daily|treatment|tx|visit|session|encounter|soap)\s+(?:note|encounter|record|log"
        r"|flow\s?sheet)\b|\bdaily\b")),
)  # fmt: skip
_PAYERS = re.compile(
    r"(?:insurance|payer|payor|ins|carrier|coverage|funding|plan type"
    r"|primary)[ ]*[:=\-][ ]*(?P<name>[A-Za-z][A-Za-z .'&/-]{2,40}?)(?=[ ]*(?:[|,;(\n]|\s{2,}|$|\d"
    r"|#))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """Who, when and what kind, as the note says; ``None`` or empty where it does not."""

    dates: tuple[Span, ...]
    date_of_service: str | None
    dates_compete: bool
    signatures: tuple[Signature, ...]
    author_credential: str | None
    discipline: str | None
    kind: str | None
    payer: str | None


def read_header(folded: str, parts: Sequence[Section]) -> Header:
    """Read the facts around a note's body."""
    low = lowered(folded)
    dates, iso, compete = _dates(folded, low)
    signatures = find_signatures(folded, parts)
    author = next((s.credential for s in signatures if s.credential and s.named), None) or next(
        (s.credential for s in signatures if s.credential), None
    )
    return Header(
        dates=dates,
        date_of_service=iso,
        dates_compete=compete,
        signatures=signatures,
        author_credential=author,
        discipline=_DISCIPLINE.get(author or "") or _said_discipline(low),
        kind=_kind(low),
        payer=_payer(folded),
    )


def _iso(match: re.Match[str]) -> tuple[tuple[int, int] | None, str | None]:
    """((month, day), ISO date or None) of a matched date; (None, None) where it is no date."""
    if match["iso"]:
        year, month, day = match["y1"], int(match["m1"]), int(match["d1"])
    elif match["us"]:
        year, month, day = match["y2"], int(match["m2"]), int(match["d2"])
        if year is None and match["sep"] != "/":
            return None, None
    elif match["named"]:
        year, month, day = match["y3"], _MONTHS.index(match["mn"][:3]) + 1, int(match["d3"])
    else:
        year, month, day = match["y4"], _MONTHS.index(match["mn4"][:3]) + 1, int(match["d4"])
    if not (1 <= month <= 12 and 1 <= day <= 31):  # noqa: PLR2004
        return None, None
    if year is None:
        return (month, day), None
    year = year.strip("'")
    full = int(year) if len(year) == 4 else 2000 + int(year)  # noqa: PLR2004
    try:
        return (month, day), date(full, month, day).isoformat()
    except ValueError:
        return None, None


def _dates(folded: str, low: str) -> tuple[tuple[Span, ...], str | None, bool]:
    lines = [i for i, line in enumerate(low.split("\n")) if line.strip()]
    first, last = set(lines[:4]), set(lines[-3:])
    ranked: dict[int, list[tuple[Span, tuple[int, int], str | None]]] = {3: [], 2: [], 1: []}
    for match in _DATE.finditer(low):
        day, iso = _iso(match)
        if day is None:
            continue
        line_start = low.rfind("\n", 0, match.start()) + 1
        line_end = low.find("\n", match.end())
        line = low[line_start : line_end if line_end >= 0 else len(low)]
        before = low[line_start : match.start()]
        number = low.count("\n", 0, match.start())
        span = Span(match.start(), match.end())
        if _LABELLED.search(before[-40:]) or _TREATED_ON.search(before[-70:]):
            ranked[3].append((span, day, iso))
        elif _OTHER_EVENT.search(before[-44:]):
            continue
        elif _SIGNING.search(line) or (
            number in last and _CREDENTIAL.search(folded[line_start : line_start + len(line)])
        ):
            ranked[1].append((span, day, iso))
        elif number in first and len(before) < 90:  # noqa: PLR2004
            ranked[2].append((span, day, iso))
        elif number in last and not before.strip(" \t|*-"):
            ranked[1].append((span, day, iso))
    ranked[2] = ranked[2][:1]  # the first date at the head of a note; later ones tell of events
    best = next((ranked[r] for r in (3, 2, 1) if ranked[r]), [])
    days = {day for _, day, _ in best}
    with_year = [d for d in best if d[2]]
    if len(days) > 1 and len({iso for *_, iso in with_year}) == 1:
        best = with_year
        days = {day for _, day, _ in best}
    compete = len(days) > 1
    return tuple(s for s, _, _ in best), (best[0][2] if best else None), compete


def find_signatures(folded: str, parts: Sequence[Section]) -> tuple[Signature, ...]:
    """Find names or initials with credentials where notes are signed: last lines, signature lines."""
    lookup = SectionLookup(tuple(parts))
    lines = _lines(folded)
    filled = [span for span in lines if span.of(folded).strip()]
    ending = set(filled[-4:])
    opening = set(filled[:4])
    found: list[Signature] = []
    for line in filled:
        text = line.of(folded)
        signing = lookup.at(line.start + len(text) - len(text.lstrip())) == "signature" or bool(
            _SIGN_LINE.search(text)
        )
        if not (line in ending or signing or line in opening):
            continue
        at_end = line in ending
        found += _in_line(line, text, signing=signing, at_end=at_end)
    tail = [s for s in found if s.span.start >= (filled[-4].start if len(filled) > 4 else 0)]  # noqa: PLR2004
    rest = [s for s in found if s not in tail and s.named]
    return tuple(tail + rest)


_LOWER_END = re.compile(
    r"(?:^|[.;,)\]|/~>-][ ]*|[ ]{2,}|\t|\b(?:poc|mon|tue|wed|thu|thurs|fri|week|wk|visit"
    r"|traffic)[ ]+)(?P<name>(?:[a-z][\w.'\-]*[ ]+){0,2}[a-z][\w.'\-]*)[ ]*,?[ ]*(?P<cred>dpt|pta"
    r"|lpta|pt|otr/l|otr|otd|ota|ot/l|ot|cota/l|cota|ccc-slp|slp)(?=[ ]*(?:$|[,.(]|lic|\d))",
    re.IGNORECASE,
)
_DEGREES = re.compile(
    r"(?:,?[ ]*\b(?:MS|MSc|MA|BS|MOT|MHS|EdD|PhD|DHSc|BSc|M\.S\.|B\.S\.)\b\.?)+[ ]*,?[ ]*$"
)


def _lower_end(line: Span, text: str) -> list[Signature]:
    """A name or initials with a credential that end a line in small letters ("mjb pta")."""
    found: list[Signature] = []
    for match in _LOWER_END.finditer(text):
        words = match["name"].lower().replace(".", " ").split()
        if any(w in _NO_NAMES for w in words) or not words:
            continue
        credential = match["cred"].upper()
        span = Span(line.start + match.start("name"), line.start + match.end("cred"))
        found.append(Signature(span, _CANON.get(credential, credential), named=True))
    return found


def _in_line(line: Span, text: str, *, signing: bool, at_end: bool) -> list[Signature]:
    found: list[Signature] = []
    for match in _CREDENTIAL.finditer(text):
        before = _DEGREES.sub("", text[: match.start()])
        after = text[match.end() :]
        if found and len(text[found[-1].span.end - line.start : match.start()].strip(" ,/&")) == 0:
            last = found[-1]
            found[-1] = Signature(
                Span(last.span.start, line.start + match.end()), last.credential, last.named
            )
            continue
        name = _NAME.search(before[-48:])
        if name is None or not name.group().strip(" ,-/("):
            if signing and re.search(
                r"(?:by|signed|therapist|clinician)[: ]*$", before, re.IGNORECASE
            ):
                found.append(
                    Signature(
                        Span(line.start + match.start(), line.start + match.end()),
                        _CANON.get(match.group(), match.group()),
                        named=False,
                    )
                )
            continue
        comma = "," in name.group() or before.rstrip().endswith(",")
        lead = (
            before[: len(before) - len(name.group())]
            if len(before) <= 48
            else before[: len(before) - len(name.group())]
        )
        fresh = not lead.strip() or re.search(
            r"[.:;|)\]>~_*\d/-][ ]*$|[ ]{2,}$|\t$|\b(?:by|with|w/|signed|therapist|clinician"
            r"|-{1,3})[: ]*$",
            lead,
            re.IGNORECASE,
        )
        tail_ok = re.match(
            r"[ ]*(?:$|[,;.|)\]/&(-]|\d|lic|#|[ ]{2}|e-?sign|electr|signed|cosign|on\b|at\b|date"
            r"|[A-Z])",
            after,
            re.IGNORECASE,
        )
        if not tail_ok or not (fresh or (comma and (at_end or signing))):
            continue
        if not (signing or at_end or comma):
            continue
        plain = name.group().strip(" ,-/(")
        if plain.lower() in _NO_NAMES or (
            plain.isupper() and len(plain) > 4 and len(plain.split()) == 1 and not signing
        ):
            continue
        start = line.start + len(before) - len(name.group())
        credential = _CANON.get(match.group(), match.group())
        found.append(Signature(Span(start, line.start + match.end()), credential, named=True))
    if not found and at_end:
        found += _lower_end(line, text)
    if not found and (signing or at_end):
        for match in _SPELT.finditer(text):
            before = text[: match.start()]
            role = match.group().lower()
            base = next((v for k, v in _SPELT_ROLE.items() if role.startswith(k)), "OT")
            canon = {"PT": "PTA", "OT": "COTA"}.get(base, base) if "assistant" in role else base
            name = _NAME.search(before[-48:])
            named = (
                name is not None
                and bool(re.search(r"[A-Z][a-z'.]+[ ]+[A-Z]|[A-Z]\.[ ]?[A-Z]", name.group()))
                and not text.isupper()
            )
            if signing or named:
                span = Span(
                    line.start
                    + (match.start() - len(name.group()) if named and name else match.start()),
                    line.start + match.end(),
                )
                found.append(Signature(span, canon, named=named))
    return found


_NO_NAMES = frozenset(
    ["by", "the", "a", "an", "to", "of", "for", "in", "w", "with", "skilled", "cont", "continue", "see", "per", "and", "or", "is", "dc", "d/c", "next", "seen", "outpatient", "op", "hh", "ip", "snf", "acute", "rehab", "daily", "home", "health", "pt", "ot", "visit", "note", "hand", "peds", "pediatric", "clinic", "dept", "therapist", "signed", "treating", "licensed", "my", "re-eval", "eval", "note:", "ref", "refer"]
)


def _lines(folded: str) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for line in folded.split("\n"):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def _said_discipline(low: str) -> str | None:
    head = low[:200]
    for discipline, pattern in (
        (
            "OT",
            r"\boccupational therap|\bot (?:daily|home|visit|progress|eval|note|tx|treatment"
            r"|discharge|outpatient)",
        ),
        (
            "PT",
            r"\bphysical therap|\bpt (?:daily|home|visit|progress|eval|note|tx|treatment|discharge"
            r"|outpatient)|\bhh pt\b",
        ),
        ("SLP", r"\bspeech|\bslp\b"),
    ):
        if re.search(pattern, head):
            return discipline
    votes = {
        "PT": len(re.findall(r"\bskilled pt\b|\bphysical therap", low)),
        "OT": len(re.findall(r"\bskilled ot\b|\boccupational therap", low)),
    }
    best = max(votes, key=lambda d: votes[d])
    return best if votes[best] else None


def _kind(low: str) -> str | None:
    head = "\n".join(low.split("\n")[:4])[:300]
    for kind, pattern in _KINDS:
        if pattern.search(head):
            return kind
    return None


def _payer(folded: str) -> str | None:
    match = _PAYERS.search(folded[:600])
    return " ".join(match["name"].split()) if match else None
