"""The desk that notes are really judged at: with the engine, which takes seconds to load."""

import json

from auditor import engine
from auditor.config import OFF
from auditor.engine import Settings
from auditor.gate.dropfolder.judging import Desk, Item, Record
from auditor.gate.dropfolder.policies import Policies
from auditor.gate.dropfolder.ruleset import Ruleset, fingerprint
from auditor.ingest.mapping import load
from auditor.scale import worker


def open_desk(ruleset: Ruleset) -> Desk:
    """Settle what is in force and verify the model.

    Raises:
        AuditorError: A setting, an override, a pack or the model is wrong.
    """
    config = ruleset.config
    settings = engine.settings_of(
        payer=config.payer,
        pack=config.pack,
        select=config.select,
        ignore=config.ignore,
        severities={key: level or OFF for key, level in config.severity.items()},
        model=ruleset.model,
    )
    model = engine.shipped(settings.model).fingerprint
    policies = Policies(ruleset)
    policies.now()
    return Desk(
        audit=lambda item: _record(item, settings),
        policies=policies,
        fingerprint=fingerprint(ruleset, model),
        mapping=load(config.mapping) if config.mapping else None,
    )


def _record(item: Item, settings: Settings) -> Record:
    (row,) = worker.rows(settings, [item])
    record: Record = json.loads(row)
    return record
