"""``python -m auditor.teaching``: bring figures of corpus, rules and held-back notes up to date.

Nothing is learnt: the held-back notes are read with the model that is there.
"""

from auditor.classify import store
from auditor.teaching import cards, held, rule_figures, rule_measuring
from auditor.teaching.folders import find_corpus, held_files

if __name__ == "__main__":
    folder = find_corpus()
    cards.write(folder / cards.CARD, cards.of_corpus(folder))
    rule_figures.write(folder, rule_measuring.measure(folder))
    held.refresh(store.find(), held_files(folder))
