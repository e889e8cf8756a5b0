"""What a working process does: load, say that it is ready, then judge what it is sent."""

import signal
import warnings
from contextlib import suppress
from multiprocessing.connection import Connection

from auditor.errors import AuditorError
from auditor.service.messages import Answer, Judge, OpenJudge, Outcome, Unready


def work(pipe: Connection, open_judge: OpenJudge) -> None:
    """Judge until the pipe is closed, which is how this process is told to go.

    Signals that stop the service reach all of its processes; what this one holds it finishes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    with suppress(EOFError, OSError), pipe:
        try:
            ready, judge = open_judge()
        except AuditorError as error:
            pipe.send(Unready(str(error)))
            return
        except Exception as error:  # noqa: BLE001 - said by its kind alone
            pipe.send(Unready(f"the service could not start ({type(error).__name__})"))
            return
        pipe.send(ready)
        while True:
            pipe.send(_judged(judge, pipe))


def _judged(judge: Judge, pipe: Connection) -> Answer:
    asked = pipe.recv()
    try:
        return judge(asked)
    except Exception as error:  # noqa: BLE001 - its words may be a note's
        return Answer(body=type(error).__name__, outcome=Outcome.FAILED)
