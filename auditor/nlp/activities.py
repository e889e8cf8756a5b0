"""Find phrases known to name an activity: one pass of one matcher, however many there are."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from auditor.nlp import vocab
from auditor.nlp.typed import component

KEY = "known_activity"


class ActivityFinder:
    """Put every known activity phrase in ``doc.spans["known_activity"]``.

    Spans do not overlap: the longest phrase wins, then the first. ``label_`` is the entry's id.
    Matching ignores case and reads no other annotation.
    """

    def __init__(self, nlp: Language, entries: Sequence[vocab.Entry]) -> None:
        """Compile all forms and their plain spellings into one matcher."""
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        owned = {form for entry in entries for form in entry.forms}
        for entry in entries:
            spelt = {s for f in entry.forms for s in vocab.spellings(f) if s == f or s not in owned}
            self._matcher.add(entry.id, [nlp.make_doc(s) for s in sorted(spelt)])

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` in place and return it."""
        doc.spans[KEY] = filter_spans(self._matcher(doc, as_spans=True))
        return doc


@component("auditor_activities")
def make_activity_finder(nlp: Language, name: str) -> ActivityFinder:  # noqa: ARG001
    """Build the component; the pipeline's config names it and holds no terms."""
    return ActivityFinder(nlp, vocab.activities())
