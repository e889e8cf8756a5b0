"""The policy in force as time goes by: overrides are written while notes come in."""

from pathlib import Path

from auditor.errors import ConfigError
from auditor.gate.decision import Policy
from auditor.gate.dropfolder.arriving import Stamp, stamp_of
from auditor.gate.dropfolder.ruleset import Ruleset
from auditor.gate.policy import overrides_file, policy_of


class Policies:
    """Gives the policy, made anew where the file of overrides is another."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        asked = ruleset.gate.overrides
        self._file = overrides_file(asked, ruleset.config, ruleset.folder)
        self._policy: Policy | None = None
        self._made_of: Stamp | None = None
        self.trouble: str | None = None
        """Why the newest overrides are not in force, but those before."""

    def now(self) -> Policy:
        """The policy of this moment; where the overrides have become unreadable, the last one.

        Raises:
            ConfigError: The overrides or the baseline cannot be read, and never could.
        """
        made_of = _stamp(self._file)
        if self._policy is None or made_of != self._made_of:
            try:
                ruleset = self._ruleset
                self._policy = policy_of(ruleset.config, ruleset.gate, ruleset.folder)
                self.trouble = None
            except ConfigError as error:
                if self._policy is None:
                    raise
                self.trouble = str(error)
            self._made_of = made_of
        return self._policy


def _stamp(path: Path | None) -> Stamp | None:
    try:
        return None if path is None else stamp_of(path.stat())
    except OSError:
        return None
