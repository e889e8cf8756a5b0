"""Reading: where in a note's text the facts stand. The only package that imports spaCy."""
