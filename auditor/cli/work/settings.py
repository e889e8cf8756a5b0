"""What is in force once ``auditor.toml`` and the options have been read; needs no NLP."""

from dataclasses import replace
from pathlib import Path

from auditor import config
from auditor.billing import packs
from auditor.cli.options import Asked
from auditor.config import Config
from auditor.errors import ConfigError, PackError
from auditor.model import Demands


def config_of(asked: Asked) -> Config:
    """Read the settings and put the options over them.

    A payer given as an option also goes before a pack of the settings.

    Raises:
        ConfigError: A setting or option is wrong.
    """
    settings = config.load(asked.config, Path.cwd())
    if asked.payer is not None:
        _check_payer(asked.payer)
        settings = replace(settings, pack=None)
    return config.merged(
        settings,
        payer=asked.payer,
        gate=asked.gate,
        select=asked.select,
        ignore=asked.ignore,
        jobs=asked.jobs,
        mapping=asked.mapping,
    )


def _check_payer(payer: str) -> None:
    try:
        packs.demands_for(payer)
    except PackError as error:
        message = f"--payer: {error}"
        raise ConfigError(message) from None


def demands_in_force(settings: Config, day: str | None = None) -> Demands:
    """What the payer of the settings asks on a day; Medicare if there is none.

    Args:
        settings: What is in force.
        day: ISO date; ``None`` for the day the payer's facts were last reviewed.

    Raises:
        PackError: The payer is unknown, or the site's pack is wrong.
    """
    if settings.pack is not None:
        return packs.demands_of(packs.load_pack(settings.pack), day)
    return packs.demands_for(settings.payer, day)
