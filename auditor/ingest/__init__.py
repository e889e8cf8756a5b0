"""Read notes from files, folders and standard input, each as a ``Note`` or as a ``Refused``.

Of what format a file is, its content tells: ``formats`` recognises it, ``contents`` reads it.

A note's text is what its bytes decode to, code point for code point, and every offset of an audit
counts in it. Only a byte order mark at the very start of a file is not part of the text. Line
breaks, form feeds, no-break spaces and typographic quotes stay as they are.

Text that is not UTF-8, or UTF-16 with its mark, is taken for Windows-1252, line by line. A note
holds at most ``MOST_BYTES`` bytes of UTF-8. No message ever holds words of a note.
"""

from auditor.ingest.allowed import from_json as read_allowed
from auditor.ingest.claims import from_json as read_lines
from auditor.ingest.claims import from_words as read_claim
from auditor.ingest.fields import MOST_BYTES
from auditor.ingest.refused import Refused
from auditor.ingest.sources import read_sources

__all__ = ["MOST_BYTES", "Refused", "read_allowed", "read_claim", "read_lines", "read_sources"]
