"""Know the credentials therapists sign with, and whose discipline each is."""

import re

_LETTERS = (
    r"(?:DPT|MSPT|MPT|LPTA|PTA/L|PTA|RPT|LPT|PT|OTR/L|OTR|OTD|COTA/L|COTA|MOTR/L|MOT|MSOT|OTA/L"
    r"|OTA|OT/L|OT|CCC[-/ ]?SLP|SLP|CHT|SPTA|SPT|SOTA|OTAS|OTS|LAT|ATC)"
)
CREDENTIAL = re.compile(
    rf"(?<![A-Za-z/<>-]){_LETTERS}"
    # not a part of a word, and not "PT" for the patient or for therapy
    r"(?![A-Za-z'/<>]|-[A-Za-z]"
    r"|[ ]?(?:[a-z]{3,}|POC|TX|NOTE|DAILY|WILL|AND|TO|IN|IS|FOR|PER|2X|3X|\d+[ ]?x))"
)
"""A credential in capitals, as written."""

_PLAIN = {
    "DPT": "PT", "MSPT": "PT", "MPT": "PT", "RPT": "PT", "LPT": "PT",
    "LPTA": "PTA", "PTA/L": "PTA",
    "OTD": "OT", "MOT": "OT", "MSOT": "OT", "OT/L": "OT", "MOTR/L": "OTR/L",
    "OTA": "COTA", "OTA/L": "COTA/L",
}  # fmt: skip
_DISCIPLINE = {
    "PT": "PT", "PTA": "PT", "SPT": "PT", "SPTA": "PT",
    "OT": "OT", "OTR": "OT", "OTR/L": "OT", "COTA": "OT", "COTA/L": "OT", "OTS": "OT",
    "SOTA": "OT", "OTAS": "OT", "CHT": "OT",
    "SLP": "SLP",
}  # fmt: skip


def plain_credential(letters: str) -> str:
    """Return the usual credential that degrees and variants stand for ("DPT" is "PT")."""
    return _PLAIN.get(letters, letters)


def discipline_of(credential: str | None) -> str | None:
    """Return PT, OT or SLP; ``None`` where the credential does not say."""
    return _DISCIPLINE.get(credential or "")
