"""A general English pipeline as a reader of notes: what its parser finds, named by keywords."""

from auditor.classify.keywords import Keywords
from auditor.model import Activity, ClauseView, Label, Note, Status, Visit
from auditor.nlp.general import PACKAGE, general_pipeline, work_phrases
from auditor.teaching.reading import Reader

NAME = "general English"
ABSENT = f"no general English pipeline to compare with; to get it: pip install {PACKAGE}"


def general_reader() -> Reader | None:
    """The reader, which knows of activities only; ``None`` where the pipeline is not installed.

    The kind of an activity is what the keyword baseline would say; where no phrase is known, it is
    what that baseline says of a phrase that may be either.
    """
    nlp = general_pipeline()
    if nlp is None:
        return None
    keywords = Keywords()

    def read(note: Note) -> Visit:
        found = list(work_phrases(note.text, nlp))
        views = [ClauseView(place.of(note.text), known=cues) for place, cues in found]
        named = [
            (place, verdict.label if cues else keywords.either)
            for (place, cues), verdict in zip(found, keywords.activities(views), strict=True)
        ]
        return Visit(
            note=note,
            activities=tuple(
                Activity(place, Label(kind), 1.0, Status.PERFORMED) for place, kind in named
            ),
        )

    return read
