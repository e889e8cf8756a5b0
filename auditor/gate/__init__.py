"""The gate before a claim goes out: one verdict a note, and where verdicts are kept.

``decision`` turns a record into release, hold or not judged; a site's overrides and baseline excuse
single findings without changing a record. The drop folder keeps one verdict a note through crashes.
"""
