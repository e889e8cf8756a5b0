"""``python -m auditor.teaching``: bring the figures of the corpus's card up to date."""

from auditor.teaching import cards
from auditor.teaching.folders import find_corpus

if __name__ == "__main__":
    folder = find_corpus()
    cards.write(folder / cards.CARD, cards.of_corpus(folder))
