"""Who signed the note: a therapist, an assistant, and of which discipline?"""

import re

from auditor.model import DISCIPLINES, Signature, Visit

_ASSISTANTS = {"PTA": "PT", "LPTA": "PT", "COTA": "OT", "OTA": "OT"}
_THERAPISTS = {
    **dict.fromkeys(("PT", "DPT", "MPT", "MSPT", "RPT", "LPT"), "PT"),
    **dict.fromkeys(("OT", "OTR", "OTD", "MOT", "MSOT"), "OT"),
    **dict.fromkeys(("SLP", "CCC-SLP", "CCC"), "SLP"),
}


def _plain(credential: str | None) -> str:
    return (credential or "").upper().replace(".", "").removesuffix("/L").strip()


def is_assistant(credential: str) -> bool:
    """Say whether a credential as written is an assistant's."""
    return _plain(credential) in _ASSISTANTS


_COSIGNING = re.compile(r"co-?sign\w*|supervis\w*|\bsup\b\.?|reviewed|discussed", re.IGNORECASE)
_COSIGN_REACH = 28


def _credentialed(visit: Visit) -> tuple[Signature, ...]:
    """Who signed as having treated: not who only cosigned or supervised."""
    signed = [s for s in visit.signatures if s.credential]
    treating = [s for s in signed if not _cosigned(visit, s)]
    return tuple(treating or signed)


def _cosigned(visit: Visit, signature: Signature) -> bool:
    start = signature.span.start
    return _COSIGNING.search(visit.text[max(0, start - _COSIGN_REACH) : start]) is not None


def assistants_alone(visit: Visit) -> tuple[Signature, ...]:
    """Return the assistants who signed where nobody else did; else nothing."""
    signed = _credentialed(visit)
    return signed if all(_plain(s.credential) in _ASSISTANTS for s in signed) else ()


def therapists_alone(visit: Visit) -> tuple[Signature, ...]:
    """Return the therapists who signed where nobody else did; else nothing."""
    signed = _credentialed(visit)
    return signed if all(_plain(s.credential) in _THERAPISTS for s in signed) else ()


def discipline_of(visit: Visit) -> str | None:
    """Return PT, OT or SLP where input, note and signatures speak of one alone; else ``None``."""
    known = {**_THERAPISTS, **_ASSISTANTS}
    spoken = {known.get(_plain(s.credential)) for s in _credentialed(visit)}
    spoken |= {visit.discipline.strip().upper()} if visit.discipline else set()
    spoken -= {None}
    only = spoken.pop() if len(spoken) == 1 else None
    return only if only in DISCIPLINES else None
