"""``python -m auditor.teaching``: bring the figures of the corpus and of the rules up to date."""

from auditor.teaching import cards, rule_figures, rule_measuring
from auditor.teaching.folders import find_corpus

if __name__ == "__main__":
    folder = find_corpus()
    cards.write(folder / cards.CARD, cards.of_corpus(folder))
    rule_figures.write(folder, rule_measuring.measure(folder))
