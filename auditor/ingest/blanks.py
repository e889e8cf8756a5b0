"""What becomes of blanks and line breaks in markup, where these say nothing by themselves?

A run that holds a line break or a tab is the file's own layout, and one blank. Several blanks in a
row within a line are the writer's: they set columns apart, or sentences.
"""

import re

_IN_LINE = re.compile(r"[ \t]+")
_RUN = re.compile(r"[ \t\r\n\f\v]+")


def folded(text: str) -> str:
    """Return a text with each run of blanks and line breaks made one blank, but runs of blanks."""
    return _RUN.sub(_of_run, text)


def _of_run(run: re.Match[str]) -> str:
    return " " if run[0].strip(" ") else run[0]


def in_cell(text: str) -> str:
    """Return what stands in a table's cell with single blanks: several, or a tab, part cells."""
    return _IN_LINE.sub(" ", text)
