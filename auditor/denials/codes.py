"""Which denial do the letters mean that somebody copies from a remittance: ``CO-50``, ``N362``?"""

import re
from dataclasses import dataclass

from auditor.billing.tables import close, meant
from auditor.denials.facts import DenialMap, Group, Reason, Remark
from auditor.errors import InputError

_GROUPED = re.compile(r"(?P<group>[A-Z]{2})[\s-]*(?P<reason>[A-Z]?[0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Denial:
    """What is asked about: a reason, or a remark code and the reasons it often comes with."""

    written: str
    """As people write it: ``CO-50``, ``50``, ``N362``."""
    reasons: tuple[Reason, ...]
    """One; of a remark code one or more, the likeliest first."""
    group: Group | None = None
    remark: Remark | None = None

    @property
    def likeliest(self) -> Reason:
        """The reason by which is judged what decides."""
        return self.reasons[0]


def understood(written: str, held: DenialMap) -> Denial:
    """Find the denial of a code in any case, with or without its group and hyphen.

    Raises:
        InputError: No such code is held; the message names the nearest.
    """
    plain = written.strip().upper()
    if plain in held.reasons:
        return Denial(plain, (held.reasons[plain],))
    if plain in held.remarks:
        remark = held.remarks[plain]
        return Denial(plain, tuple(held.reasons[r] for r in remark.reasons), remark=remark)
    found = _GROUPED.fullmatch(plain)
    if found and found["group"] in held.groups and found["reason"] in held.reasons:
        group, reason = held.groups[found["group"]], held.reasons[found["reason"]]
        return Denial(f"{group.code}-{reason.code}", (reason,), group=group)
    message = f"nothing is held of the code {_shown(written)}; {_nearest(plain, found, held)}"
    raise InputError(message)


def _shown(written: str) -> str:
    return repr(written if len(written) <= 12 else f"{written[:12]}...")  # noqa: PLR2004


def _nearest(plain: str, found: re.Match[str] | None, held: DenialMap) -> str:
    bare = found["reason"] if found else re.sub(r"[\s-]", "", plain)
    near = close(bare, (*held.reasons, *held.remarks))
    listed = "`auditor denial` lists the codes"
    return f"{meant(near)} {listed}" if near else listed
