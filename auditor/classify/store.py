"""Save and load trained classifiers: hashes first, and no older or foreign file is ever run."""

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from auditor.classify import features
from auditor.classify.classifier import Classifier, Thresholds
from auditor.classify.linear import Linear, arrays_of, load, vocabulary_text
from auditor.errors import ModelError

MODEL = "clauses-v1"
MANIFEST = "manifest.json"
PARTS = {"work": features.CLAUSES, "stated": features.CLAUSES, "status": features.STATUSES}
"""The three classifiers, with what each weighs."""
PIPELINES = "pipelines.joblib"
NEEDED = frozenset({PIPELINES, *(f"{part}.{end}" for part in PARTS for end in ("json", "npz"))})
"""The files a manifest must vouch for: one that it does not name is never read."""
KEYS = ("features", "thresholds", "versions")
RETRAIN = "run `auditor train` to make it anew, or reinstall the package"


def sha256(path: Path) -> str:
    """The hex digest of a file's bytes."""
    return _digest(path.read_bytes())


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def model_folders() -> list[Path]:
    """Where a model may lie: beside the installed package, then in a checkout."""
    package = Path(str(resources.files("auditor")))
    return [package / "_models" / MODEL, package.parent / "models" / MODEL]


def find(folder: Path | None = None) -> Path:
    """Return the folder of the model to use.

    Raises:
        ModelError: There is none; the message names the places looked in.
    """
    places = [folder] if folder else model_folders()
    for place in places:
        if (place / MANIFEST).is_file():
            return place
    looked = ", ".join(str(p) for p in places)
    message = f"no trained model: looked in {looked}; {RETRAIN}"
    raise ModelError(message)


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """Read the manifest, which names the hash of every file; the files are not looked at.

    Raises:
        ModelError: It is damaged, or of another version.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files: dict[str, str] = manifest["files"]
        complete = set(files) >= NEEDED and all(key in manifest for key in KEYS)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        complete, manifest = False, {}
    if not complete:
        message = f"{folder / MANIFEST} is damaged; {RETRAIN}"
        raise ModelError(message)
    if manifest.get("features") != features.VERSION:
        message = f"{folder} was made for other features than this version reads; {RETRAIN}"
        raise ModelError(message)
    return manifest


def verified(folder: Path, name: str, manifest: Mapping[str, Any]) -> bytes:
    """Return the bytes of a file, if it is the one that the manifest names.

    Raises:
        ModelError: It is missing, damaged or another.
    """
    path = folder / name
    try:
        raw = path.read_bytes()
    except OSError:
        message = f"{path} is missing; {RETRAIN}"
        raise ModelError(message) from None
    if _digest(raw) != manifest["files"][name]:
        message = f"{path} is not the file its manifest names (damaged or changed); {RETRAIN}"
        raise ModelError(message)
    return raw


def verify(folder: Path) -> Mapping[str, Any]:
    """Read the manifest and verify every file it names, those too that reading does not need.

    Raises:
        ModelError: A file is missing or is not the one the manifest was written for.
    """
    manifest = read_manifest(folder)
    for name in sorted(manifest["files"]):
        verified(folder, name, manifest)
    return manifest


def load_classifier(folder: Path | None = None) -> Classifier:
    """Load the exported weights that reading uses, verified; needs no scikit-learn and no joblib.

    Only the files that are read are looked at: to hash all others takes longer than to read these.

    Raises:
        ModelError: There is no model, or a file of it is damaged.
    """
    place = find(folder)
    manifest = read_manifest(place)
    try:
        loaded = {
            part: load(
                verified(place, f"{part}.npz", manifest),
                json.loads(verified(place, f"{part}.json", manifest)),
                form,
            )
            for part, form in PARTS.items()
        }
        thresholds = Thresholds(**manifest["thresholds"])
    except (OSError, ValueError, KeyError, TypeError):
        message = f"the weights in {place} cannot be read; {RETRAIN}"
        raise ModelError(message) from None
    return Classifier(
        fingerprint=f"sha256:{sha256(place / MANIFEST)[:16]}",
        work=loaded["work"],
        stated=loaded["stated"],
        status=loaded["status"],
        thresholds=thresholds,
    )


def load_pipelines(folder: Path | None = None) -> Any:  # noqa: ANN401
    """Load the scikit-learn pipelines (joblib), after hash and versions have been verified.

    Raises:
        ModelError: A file is damaged, or the model was trained with another scikit-learn.
    """
    import joblib  # noqa: PLC0415

    place = find(folder)
    manifest = verify(place)
    trained, running = manifest["versions"].get("scikit-learn"), version("scikit-learn")
    if trained != running:
        message = f"trained with scikit-learn {trained}, running {running}: run `auditor train`"
        raise ModelError(message)
    return joblib.load(place / PIPELINES)


def save(
    folder: Path,
    parts: Mapping[str, Linear],
    pipelines: object,
    *,
    thresholds: Thresholds,
    corpus: Mapping[str, str],
    counts: Mapping[str, int],
    seed: int,
    extra: Sequence[Path] = (),
) -> None:
    """Write weights, pipelines and the manifest that names their hashes.

    Args:
        folder: Where to; made if it is not there.
        parts: The exported weights by name (``work``, ``stated``, ``status``).
        pipelines: What joblib keeps of scikit-learn.
        thresholds: From which probabilities on an answer is given.
        corpus: SHA-256 of each corpus file by name.
        counts: How many notes, clauses and sentences were learnt from.
        seed: The seed of the training.
        extra: Other files in the folder that belong to the model (card, metrics).
    """
    import joblib  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    for name, linear in parts.items():
        (folder / f"{name}.json").write_text(vocabulary_text(linear) + "\n", encoding="utf-8")
        with (folder / f"{name}.npz").open("wb") as out:
            np.savez(out, allow_pickle=False, **arrays_of(linear))
    joblib.dump(pipelines, folder / PIPELINES, compress=("zlib", 6), protocol=5)
    names = [f"{n}.{end}" for n in parts for end in ("json", "npz")] + [PIPELINES]
    manifest = {
        "model": MODEL,
        "features": features.VERSION,
        "thresholds": asdict(thresholds),
        "seed": seed,
        "labels": {name: list(linear.labels) for name, linear in parts.items()},
        "counts": dict(counts),
        "corpus": dict(sorted(corpus.items())),
        "versions": {
            "python": platform.python_version(),
            **{p: version(p) for p in ("scikit-learn", "joblib", "numpy", "spacy")},
        },
        "files": {n: sha256(folder / n) for n in sorted([*names, *(p.name for p in extra)])},
    }
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
