"""A refusal made without the engine is the engine's own, and loads nothing that reads notes."""

import subprocess
import sys

from auditor import engine
from auditor.gate.refusal import refused
from auditor.ingest import Refused
from auditor.record import as_json

LIGHT = """
import sys
from auditor.gate.refusal import refused
refused("stdin", "no")
sys.exit(", ".join(m for m in ("spacy", "numpy", "sklearn", "auditor.nlp") if m in sys.modules))
"""


def test_it_is_the_engines():
    assert refused("a.txt", "a.txt: no") == as_json(
        engine.refused_record(Refused("a.txt", "a.txt", "a.txt: no"))
    )


def test_it_loads_nothing_heavy():
    ended = subprocess.run(
        [sys.executable, "-c", LIGHT], capture_output=True, check=False, text=True
    )
    assert ended.stderr.strip() == ""
