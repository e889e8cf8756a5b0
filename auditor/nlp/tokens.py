"""Cut a note into tokens that fit clinical shorthand."""

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.nlp.fold import fold
from auditor.nlp.typed import TEXT_KEY, keep, tokenizer

# One alternative a kind of token, the longer ones first; and whether a space follows.
_TOKEN = re.compile(
    r"""
  ( [A-Za-z]{2,}+(?!['\w])                         # plain words first, for most tokens are some
  | \d{1,2}:\d{2}                                  # 10:05
  | \d+(?:[.,]\d+)?                                # 97530, 3.5; the x of x10 and the u of 2u part
  | (?=[A-Za-z]/)\b(?i:w/c|w/o|w/|c/o|c/|s/p|s/|b/c|d/c|d/t|h/o|f/u|n/a|n/t|s/l|a/w)(?![A-Za-z])
  | \b(?:[A-Za-z]\.){2,}                           # M.D., p.m.
  | [^\W\d_]+(?:'[^\W\d_]+)?                       # words, don't
  | <->|<-->|<>|->|>>|=>|<=|>=|\+/-|//             # sit<>stand, CGA->SBA, // bars
  | [^\w\s]|_
  | \s+                                            # what is more than a space between two tokens
  )([ ]?)
    """,
    re.VERBOSE,
)


class ClinicalTokenizer:
    """Text to ``Doc``: nothing is lost, ``doc.text`` has the note's length and offsets.

    Letters and digits part ("x10" is "x", "10"), a full stop never sticks to a lone letter
    ("min A." is "min", "A", "."), a clock is one token.
    """

    def __init__(self, vocab: Vocab) -> None:
        """Keep the vocabulary that docs are made with."""
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of the folded text."""
        folded = fold(text)
        found = _TOKEN.findall(folded)
        words = [word for word, _ in found]
        doc = Doc(self._vocab, words=words, spaces=[space != "" for _, space in found])
        keep(doc, TEXT_KEY, (folded,))
        return doc


@tokenizer("auditor_clinical_tokenizer")
def make_tokenizer() -> Callable[[Language], ClinicalTokenizer]:
    """Name the tokenizer in a pipeline's config."""

    def build(nlp: Language) -> ClinicalTokenizer:
        return ClinicalTokenizer(nlp.vocab)

    return build
