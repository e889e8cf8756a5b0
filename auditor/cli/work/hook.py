"""Answer one note with one record, whatever happens, as ``auditor hook`` does."""

from itertools import islice

from auditor.cli import streams
from auditor.cli.options import About, Asked
from auditor.cli.work.about import described
from auditor.cli.work.exits import NOT_AUDITED, Verdict
from auditor.cli.work.notes import named, record_of, severities, trouble
from auditor.cli.work.session import open_session
from auditor.errors import AuditorError, InputError
from auditor.ingest import Refused, read_sources
from auditor.ingest.sources import STDIN
from auditor.report import json
from auditor.scale.worker import refused_row

MORE = "holds more than one note; give one at a time, or use `auditor audit`"


def hook(file: str, asked: Asked, about: About) -> int:
    """Write exactly one record on standard output and return the exit code."""
    streams.for_programs()
    try:
        row, code = _answer(file, asked, about)
    except AuditorError as error:
        row, code = _refusal(file, str(error)), NOT_AUDITED
    except Exception as error:  # noqa: BLE001 - its words may be a note's
        row, code = _refusal(file, streams.internal(error)), NOT_AUDITED
    streams.write(row)
    return code


def _answer(file: str, asked: Asked, about: About) -> tuple[str, int]:
    session = open_session(asked)
    source = read_sources(named([file]), stdin=streams.stdin(), mapping=session.mapping)
    found = list(islice(described(source, about), 2))
    if len(found) > 1:
        message = f"{_called(file)}: {MORE}"
        raise InputError(message)
    record = record_of(found[0], session.settings)
    if problem := trouble(found[0], record):
        streams.say(problem)
    verdict = Verdict(session.gate)
    verdict.add(severities(record), complete=record["complete"])
    return json.one(record, indent=None), verdict.code


def _refusal(file: str, why: str) -> str:
    streams.say(why)
    source = _called(file)
    return refused_row(Refused(source, source, why), why)


def _called(file: str) -> str:
    """What ``ingest`` calls a source."""
    return "stdin" if file == STDIN else file
