"""Which day does an option mean?"""

from auditor.errors import ConfigError
from auditor.ingest.dates import to_iso


def iso_day(option: str, written: str | None) -> str | None:
    """Return the day of an option as ISO; ``None`` where it was not given.

    Args:
        option: What the option is called, such as ``--date``.
        written: What stands behind it.

    Raises:
        ConfigError: It is no date.
    """
    if written is None:
        return None
    day = to_iso(written.strip())
    if day is None:
        message = f"{option}: must be a date such as 2026-03-04 or 3/4/2026"
        raise ConfigError(message)
    return day
