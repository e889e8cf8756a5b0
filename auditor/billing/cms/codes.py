"""Which codes are kept of a table that holds all of medicine?"""

from functools import cache

from auditor.billing import packs
from auditor.billing.cms.headings import code_of
from auditor.errors import ConfigError

THERAPY, ALL = "therapy", "all"


def codes_in(words: str) -> frozenset[str] | None:
    """Return the codes that a user asks for; ``None`` for all there are.

    Args:
        words: ``therapy``, ``all``, or codes by comma.

    Raises:
        ConfigError: A word is no procedure code.
    """
    written = [word.strip() for word in words.split(",") if word.strip()]
    if [word.lower() for word in written] == [ALL]:
        return None
    codes: set[str] = set()
    for word in written or [THERAPY]:
        code = code_of(word)
        if code is None and word.lower() != THERAPY:
            message = f"--codes: {word!r} is no procedure code; give codes by comma, therapy or all"
            raise ConfigError(message)
        codes.update(therapy_codes() if code is None else {code})
    return frozenset(codes)


@cache
def therapy_codes() -> frozenset[str]:
    """Return the codes that our own data tells of, and those that pairs put beside them."""
    demands = packs.demands_for(packs.DEFAULT_PAYER)
    return frozenset(demands.codes) | {code for pair in demands.pairs.pairs for code in pair}
