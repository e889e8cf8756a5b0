"""Reading a note loads neither scikit-learn nor what comes with it."""

import subprocess
import sys

READ_A_NOTE = """
import sys
from auditor import engine
from auditor.model import Note
text = "97530 x 15 min: car transfer x3, Min A, cues to back up. Total 20 min. A. Lee, PT 3/4/26"
record = engine.audit(Note(note_id="n", text=text, source="n.txt"))
assert record.complete and record.visit.activities
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
HEAVY = {"sklearn", "joblib", "scipy", "pandas", "matplotlib"}


def test_reading_a_note_imports_no_scikit_learn():
    run = subprocess.run(
        [sys.executable, "-c", READ_A_NOTE], capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    assert "spacy" in loaded
    assert loaded & HEAVY == set()
