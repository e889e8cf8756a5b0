"""The corpus for tests of learning: all of it as lessons, or a few notes of it as a folder."""

from functools import cache
from pathlib import Path

from auditor.labelling import read_corpus

CORPUS = Path(__file__).parents[1] / "corpus"
FEW_AUTHORS = ("A01", "A04", "A07")
FEW_NOTES = 6


@cache
def whole_corpus():
    """Everything the corpus teaches, read once."""
    return read_corpus(CORPUS)


def write_few_notes(folder, authors=FEW_AUTHORS, notes=FEW_NOTES):
    """Copy the first notes of some authors into a corpus folder of its own."""
    (folder / "notes").mkdir(parents=True)
    for author in authors:
        lines = (CORPUS / "notes" / f"{author}.jsonl").read_text("utf-8").split("\n")[:notes]
        (folder / "notes" / f"{author}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def hold_back(folder, authors=("A13",), notes=FEW_NOTES):
    """Copy the first notes of some held-back authors into a corpus folder."""
    (folder / "held").mkdir()
    for author in authors:
        lines = (CORPUS / "held" / f"{author}.jsonl").read_text("utf-8").split("\n")[:notes]
        (folder / "held" / f"{author}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder
