"""Keep the figures in the cards true: written between two marks, the prose around them stays.

``python -m auditor.teaching`` brings the corpus's card up to date, and in the model's card the
figures of the held-back notes; ``auditor train`` writes all of the model's.
"""

import re
from pathlib import Path

from auditor.classify.evaluation import Evaluation
from auditor.teaching import counting, reading
from auditor.teaching.agreement import agreement

CARD = "CARD.md"
BEGIN = "<!-- figures: written by the program, do not edit by hand -->"
END = "<!-- end of figures -->"
HELD_BEGIN = "<!-- held-back figures: written by the program, do not edit by hand -->"
HELD_END = "<!-- end of held-back figures -->"
FIGURES, HELD_FIGURES = (BEGIN, END), (HELD_BEGIN, HELD_END)
"""The marks around each block."""


def with_block(text: str, block: str, marks: tuple[str, str] = FIGURES) -> str:
    """Put a block of figures between its marks in a card, or at its end where it has none."""
    begin, end = marks
    found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    marked = f"{begin}\n\n{block.strip()}\n\n{end}"
    if found.search(text):
        return found.sub(lambda _: marked, text, count=1)
    return f"{text.rstrip()}\n\n{marked}\n".lstrip()


def write(card: Path, block: str, marks: tuple[str, str] = FIGURES) -> None:
    """Bring a card's figures up to date; a card that is not there is begun with its name."""
    text = card.read_text(encoding="utf-8") if card.is_file() else f"# {card.parent.name}\n"
    card.write_text(with_block(text, block, marks), encoding="utf-8", newline="\n")


def of_model(learnt_from: str, evaluation: Evaluation | None) -> str:
    """The figures of a model's card."""
    opening = f"Trained from {learnt_from}."
    if evaluation is None:
        return f"{opening} Not measured."
    return f"{opening}\n\n```text\n{evaluation.text().strip()}\n```"


def of_corpus(corpus: Path) -> str:
    """The figures of a corpus's card: everything that can be counted without reading the notes."""
    parts = [counting.as_markdown(counting.count(corpus)), counting.others(corpus)]
    agreed = agreement(corpus)
    if agreed is not None:
        parts += [
            "How far a second annotator, who saw no marks, agrees with the first:",
            f"```text\n{reading.text({'second annotator': agreed}).strip()}\n```",
        ]
    return "\n\n".join(parts)
