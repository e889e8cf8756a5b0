"""Keep what the held-back notes show of a model beside it: ``held.json``, and a part of its card.

The manifest does not name ``held.json``, and the model's identity does not change with it: reading
improves without training, and the figures follow. So the file itself says of which model and which
notes its figures are, and ``is_of`` tells whether that is still so.
"""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from auditor import engine
from auditor.classify import store
from auditor.classify.steady import steady
from auditor.errors import ModelError
from auditor.teaching import cards, reading
from auditor.teaching.folders import METRICS, described
from auditor.teaching.held_card import as_markdown

FIGURES = "held.json"
_UNMEASURED = "Not measured on notes held back from learning."


def refresh(folder: Path, files: Sequence[Path]) -> None:
    """Read the held-back notes with a model, and write what comes of it; training is not needed.

    Args:
        folder: The folder of the model.
        files: The notes held back; with none, older figures are taken away.

    Raises:
        InputError: The notes cannot be read.
        ModelError: There is no model, it is damaged, or its folder cannot be written to.
    """
    values = measure(folder, files) if files else None
    try:
        if values is None:
            (folder / FIGURES).unlink(missing_ok=True)
        else:
            text = json.dumps(values, indent=1, ensure_ascii=False) + "\n"
            (folder / FIGURES).write_text(text, encoding="utf-8", newline="\n")
        block = as_markdown(values, _cross_validated(folder)) if values else _UNMEASURED
        cards.write(folder / cards.CARD, block, cards.HELD_FIGURES)
    except OSError as error:
        message = f"{folder} cannot be written ({error.strerror}); it needs {FIGURES}"
        raise ModelError(message) from None


def measure(folder: Path, files: Sequence[Path]) -> dict[str, Any]:
    """What the held-back notes show of a model, as plain values."""
    classifier = store.load_classifier(folder)
    with steady():
        readings = {
            "auditor": reading.measure(files, partial(engine.read_visit, classifier=classifier)),
            "keywords": reading.measure(files, reading.keyword_reader()),
        }
    return {
        "model": classifier.fingerprint,
        "source": described(files[0].parent.parent),
        "corpus": _hashes(files),
        **reading.as_json(readings),
    }


def is_of(folder: Path, files: Sequence[Path]) -> bool:
    """Whether the figures beside a model are of this very model and of these notes."""
    try:
        values = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
        model = f"sha256:{store.sha256(folder / store.MANIFEST)[:16]}"
        return bool(values["model"] == model and values["corpus"] == _hashes(files))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _hashes(files: Sequence[Path]) -> dict[str, str]:
    return {f"{file.parent.name}/{file.name}": store.sha256(file) for file in files}


def _cross_validated(folder: Path) -> Mapping[str, Any] | None:
    """The figures that training wrote; ``None`` where it did not measure."""
    path = folder / METRICS
    if not path.is_file():
        return None
    values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return values
