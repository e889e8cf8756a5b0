"""Reading: where in a note's text the facts stand. The only package that imports spaCy."""

from auditor.nlp.light import import_spacy

import_spacy()
