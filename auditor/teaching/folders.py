"""Where the annotated notes lie, and where a trained model goes when nobody says so."""

from importlib import resources
from pathlib import Path

from auditor.classify.store import MODEL, sha256
from auditor.errors import InputError

NOTES = "notes"
BANK = "clauses"
"""Snippets with the activities in them marked: learnt from, but no notes."""
HELD = "held"
"""Notes of authors no model learns from."""
METRICS = "metrics.json"
"""What training measured of a model, in the model's folder."""


def corpus_folders() -> list[Path]:
    """Where a corpus may lie: inside the installed package, then in a checkout."""
    package = Path(str(resources.files("auditor")))
    return [package / "_corpus", package.parent / "corpus"]


def find_corpus(folder: Path | None = None) -> Path:
    """Return the folder of the corpus to learn from.

    Raises:
        InputError: There is none; the message names the places looked in.
    """
    places = [folder] if folder else corpus_folders()
    for place in places:
        if note_files(place):
            return place
    looked = ", ".join(str(place) for place in places)
    message = f"no annotated notes ({NOTES}/*.jsonl): looked in {looked}; name a corpus folder"
    raise InputError(message)


def described(corpus: Path) -> str:
    """Say of which notes figures are: all of our own corpus are synthetic."""
    own = {place.resolve() for place in corpus_folders()}
    return "synthetic corpus" if corpus.resolve() in own else f"corpus {corpus.resolve().name}"


def note_files(corpus: Path) -> list[Path]:
    """The files of annotated notes, in order of name: one an author."""
    return sorted((corpus / NOTES).glob("*.jsonl"))


def bank_files(corpus: Path) -> list[Path]:
    """The files of the clause bank, in order of name: one an author."""
    return sorted((corpus / BANK).glob("*.jsonl"))


def held_files(corpus: Path) -> list[Path]:
    """The files of annotated notes that no model learns from, in order of name."""
    return sorted((corpus / HELD).glob("*.jsonl"))


def hashes(corpus: Path) -> dict[str, str]:
    """The SHA-256 of each file that is learnt from, by its name within the corpus."""
    files = [*note_files(corpus), *bank_files(corpus)]
    return {f"{file.parent.name}/{file.name}": sha256(file) for file in files}


def model_folder(folder: Path | None = None) -> Path:
    """Return where a trained model goes: the folder named, or the model's place in a checkout.

    Raises:
        InputError: No folder is named, and this is no checkout.
    """
    if folder:
        return folder
    root = Path(str(resources.files("auditor"))).parent
    if (root / "pyproject.toml").is_file() and (root / "models").is_dir():
        return root / "models" / MODEL
    message = "an installed package is not trained in place: name a folder for the model (--out)"
    raise InputError(message)
