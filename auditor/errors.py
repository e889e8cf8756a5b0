"""Every error the auditor raises on purpose: one clear line, never a word of a note.

AuditorError
├── InputError        a source that cannot be read: which file, where in it, how to mend it
├── ConfigError       a setting that does not exist or does not fit, with the nearest valid one
├── VocabError        our own vocabulary data is wrong: the file and the entry
├── PackError         our own payer data is wrong, or a payer nobody knows
├── ModelError        a classifier that is missing, damaged or made by other versions
├── PipelineError     a reading component was used before the one it stands on
└── UnknownRuleError  no rule of that code or name, with the nearest ones
"""


class AuditorError(Exception):
    """The user's or our data keeps us from auditing; the message says what, where, how to mend."""


class InputError(AuditorError):
    """A source of notes cannot be read."""


class ConfigError(AuditorError):
    """A setting is unknown or has an impossible value."""


class VocabError(AuditorError):
    """A vocabulary file of ours is wrong."""


class PackError(AuditorError):
    """A payer pack is wrong or does not exist."""


class ModelError(AuditorError):
    """A trained classifier is missing, damaged, or was made by other versions."""


class PipelineError(AuditorError):
    """A reading component ran without the one it stands on."""


class UnknownRuleError(AuditorError):
    """No rule has that code or name."""
