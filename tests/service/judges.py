"""Judges that tests put into working processes: quick, and broken on demand."""

import json
import os
import time

from auditor.errors import ConfigError
from auditor.service.messages import WHY, Answer, Kind, Outcome, Ready

CANARY = "Zebulonkowski"
REFUSED = {"complete": False, "hook": {"because": f"could not be judged: {WHY}"}}


def judge(asked):
    """Do what the note says."""
    words = asked.raw.decode(errors="replace")
    if "stuck" in words:
        time.sleep(60)
    if "slow" in words:
        time.sleep(0.3)
    if "die" in words:
        os._exit(9)
    if "crash" in words:
        raise RuntimeError(CANARY, words)
    if "unreadable" in words:
        return Answer(body='{"complete": false}', outcome=Outcome.UNREADABLE, decision="not_judged")
    if asked.kind is Kind.CARDS:
        return Answer(body=json.dumps({"cards": [{"summary": f"{len(words)} letters"}]}))
    return Answer(body=json.dumps({"read": words}), decision="hold", rules=("TIM101", "TIM101"))


def opened():
    return Ready(
        refused=json.dumps(REFUSED), decision="not_judged", made_by={"auditor": "x"}
    ), judge


def unwilling():
    message = "there is no model"
    raise ConfigError(message)


def broken():
    raise RuntimeError(CANARY)


def gone():
    os._exit(9)


class Once:
    """Opens the first time only: what it needs is taken away while it runs."""

    def __init__(self, mark):
        self.mark = mark

    def __call__(self):
        if self.mark.exists():
            self.mark.unlink()
            return opened()
        return unwilling()
