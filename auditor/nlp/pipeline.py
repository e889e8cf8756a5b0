"""Put the reading pipeline together: blank English, our tokenizer, our components in order."""

from functools import cache

import spacy
from spacy.language import Language

from auditor.nlp import activities, assistance, clauses, codes, sections, times, tokens

COMPONENTS = (
    "auditor_codes",
    "auditor_sections",
    "auditor_activities",
    "auditor_clauses",
    "auditor_assistance",
    "auditor_times",
)
"""In the order they run; each reads only what stands before it."""

FACTORIES = (tokens, codes, sections, activities, clauses, assistance, times)
"""The modules whose import registers the components' factories."""


@cache
def reader() -> Language:
    """Return the pipeline of this process, built once."""
    nlp = spacy.blank(
        "en", config={"nlp": {"tokenizer": {"@tokenizers": "auditor_clinical_tokenizer"}}}
    )
    nlp.max_length = 2_000_000
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp
