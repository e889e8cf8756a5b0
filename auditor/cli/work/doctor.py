"""Is everything there that an audit needs? One line each; nothing is written."""

import platform
from collections.abc import Callable, Mapping
from importlib.metadata import version

from auditor import __version__
from auditor.cli import streams
from auditor.cli.options import Asked, PageFormat
from auditor.cli.work.exits import NOT_AUDITED, READY
from auditor.cli.work.values import write_json
from auditor.errors import AuditorError

# ruff: noqa: PLC0415 - each part is imported where it is looked at, so that one broken is one line

LIBRARIES = ("spacy", "numpy", "scikit-learn", "joblib", "typer", "rich", "jinja2", "jsonschema")
SAMPLE = (
    "97530 x 15 min: sit to stand from a low chair x 10, CGA, to rise from the toilet. J. Doe, PT"
)


def doctor(asked: Asked, *, output: PageFormat) -> int:
    """Look at each part and write how it is; return the exit code."""
    looked = [(part, *_look(look, asked)) for part, look in PARTS.items()]
    if output is PageFormat.JSON:
        write_json([{"part": part, "ok": ok, "found": found} for part, ok, found in looked])
    else:
        streams.for_people()
        for part, ok, found in looked:
            streams.write(f"{'ok' if ok else 'FAIL':<4}  {part}: {found}\n")
    return READY if all(ok for _, ok, _ in looked) else NOT_AUDITED


def _look(look: Callable[[Asked], str], asked: Asked) -> tuple[bool, str]:
    try:
        return True, look(asked)
    except AuditorError as error:
        return False, " ".join(str(error).splitlines())
    except ImportError as error:
        return False, f"{error.name} cannot be imported; install the package anew"
    except Exception as error:  # noqa: BLE001 - to be said as well, and the rest looked at
        return False, streams.internal(error)


def _python(_asked: Asked) -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _versions(_asked: Asked) -> str:
    return ", ".join((f"auditor {__version__}", *(f"{name} {version(name)}" for name in LIBRARIES)))


def _payers(_asked: Asked) -> str:
    from auditor.billing import packs

    known = [packs.pack_for(name) for name in packs.payers()]
    until = min(pack.dated_through for pack in known)
    return f"{len(known)} packs, the oldest known to hold until {until}"


def _vocabulary(_asked: Asked) -> str:
    from auditor.nlp import vocab

    entries = (*vocab.activities(), *vocab.assistance(), *vocab.codes(), *vocab.cues())
    forms = sum(len(entry.forms) + len(entry.weak) for entry in entries)
    return f"{len(entries)} entries with {forms:,} written forms, {len(vocab.headings())} headings"


def _rules(_asked: Asked) -> str:
    from auditor.rules.registry import RULES

    return f"{len(RULES)} in {len({rule.code[:3] for rule in RULES})} families"


def _settings(asked: Asked) -> str:
    from auditor.cli.work.levels import levels_in_force
    from auditor.cli.work.settings import config_of, demands_in_force

    config = config_of(asked)
    demands = demands_in_force(config)
    selected = len(levels_in_force(config, demands))
    return f"{selected} rules selected for {demands.payer} ({demands.pack}), gate {config.gate}"


def _model(asked: Asked) -> str:
    from auditor.classify import store

    folder = store.find(asked.model)
    files = store.verify(folder)["files"]
    fingerprint = store.load_classifier(folder).fingerprint
    return f"{folder}, {len(files)} files as their manifest says, {fingerprint}"


def _reading(asked: Asked) -> str:
    from auditor import engine
    from auditor.model import Note
    from auditor.record import as_json
    from auditor.report.words import why_not_assessed

    settings = engine.Settings(model=asked.model)
    record = engine.audit(Note(note_id="sample", text=SAMPLE, source="sample"), settings)
    if not record.complete:
        raise AuditorError(" ".join(why_not_assessed(as_json(record))))
    return f"a made-up note was audited whole, {len(record.outcomes.ran)} rules applied"


PARTS: Mapping[str, Callable[[Asked], str]] = {
    "python": _python,
    "versions": _versions,
    "settings": _settings,
    "payers": _payers,
    "vocabulary": _vocabulary,
    "rules": _rules,
    "model": _model,
    "reading": _reading,
}
"""What is looked at, in this order; nothing here writes anything."""
