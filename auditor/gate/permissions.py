"""Who may read files that quote notes or tell of them? Their owner and group, and nobody else.

A stricter umask stays stricter, and what is there already keeps its permissions: who runs the
program may share it with more, or fewer.
"""

import os

FOLDER = 0o750
FILE = 0o640


def opener(path: str, flags: int) -> int:
    """Open a file for ``open``, so that a new one is not for everybody."""
    return os.open(path, flags, FILE)
