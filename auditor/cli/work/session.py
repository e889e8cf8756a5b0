"""All that an audit needs, made ready and checked before the first note is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from auditor import engine
from auditor.cli.options import Asked
from auditor.cli.work.settings import config_of
from auditor.config import OFF
from auditor.engine import Settings
from auditor.ingest.mapping import ColumnMap
from auditor.ingest.mapping import load as mapping_of
from auditor.model import Severity


@dataclass(frozen=True, slots=True)
class Session:
    """The settings of the engine, and those that are the command's own."""

    settings: Settings
    gate: Severity
    jobs: int
    claim_columns: Mapping[str, str]
    mapping: ColumnMap | None
    """What the columns of tables of notes hold; ``None`` to go by usual headings."""


def open_session(asked: Asked) -> Session:
    """Settle what is in force and verify the model.

    Raises:
        ConfigError: A setting or option is wrong.
        UnknownRuleError: A rule is named that does not exist.
        PackError: Nobody knows the payer, or the site's pack is wrong.
        ModelError: The classifiers are missing or damaged.
    """
    config = config_of(asked)
    settings = engine.settings_of(
        payer=config.payer,
        pack=config.pack,
        select=config.select,
        ignore=config.ignore,
        severities={key: level or OFF for key, level in config.severity.items()},
        model=asked.model,
    )
    mapping = mapping_of(config.mapping) if config.mapping else None
    engine.shipped(settings.model)
    return Session(settings, config.gate, config.jobs, config.claim_columns, mapping)
