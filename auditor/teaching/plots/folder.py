"""The folder of pictures: an SVG file each, and a page that shows them all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path

from auditor.errors import ConfigError
from auditor.teaching.plots.choice import NAMES, pictures
from auditor.teaching.plots.picture import Picture
from auditor.teaching.whole import Measured

PAGE = "index.html"
_STYLE = """
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b2430; --soft: #4f5b69;
  --line: #d5dce4; --accent: #0b57a4; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #12161c; --ink: #e4e9f0; --soft: #a7b2c0; --line: #343e4b; --accent: #82baf8; }
}
body { margin: 0 auto; max-width: 1020px; padding: 24px; background: var(--paper);
  color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto,
  "Liberation Sans", sans-serif; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; }
p { margin: 0 0 8px; max-width: 70ch; }
a { color: var(--accent); }
figure { margin: 24px 0 0; border: 1px solid var(--line); border-radius: 8px; width: fit-content;
  max-width: 100%; box-sizing: border-box; break-inside: avoid; overflow: hidden; }
figcaption { color: var(--soft); padding: 0 24px 20px; max-width: 80ch; }
.picture { overflow-x: auto; }
.picture svg { display: block; max-width: 100%; height: auto; }
@media screen and (max-width: 900px) {
  body { padding: 12px; }
  .picture svg { max-width: none; }
}
""".strip()


def prepare(folder: Path) -> None:
    """Make the folder, before anything is measured for it.

    Raises:
        ConfigError: It cannot be made.
    """
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


def write(folder: Path, measured: Measured) -> int:
    """Draw what was measured, and take away pictures of ours that are of an earlier time.

    Args:
        folder: Where to; made if it is not there.
        measured: The figures.

    Returns:
        How many pictures were drawn.

    Raises:
        ConfigError: The folder cannot be written to.
    """
    prepare(folder)
    drawn = list(pictures(measured))
    with _writing(folder):
        for name in NAMES:
            _file(folder, name).unlink(missing_ok=True)
        for picture in drawn:
            _file(folder, picture.name).write_text(
                picture.svg(measured.source), "utf-8", newline="\n"
            )
        (folder / PAGE).write_text(page(drawn, measured.source), "utf-8", newline="\n")
    return len(drawn)


def page(drawn: Sequence[Picture], source: str) -> str:
    """The page: each picture with a sentence on how to read it."""
    return "\n".join(_lines(drawn, source)) + "\n"


def _lines(drawn: Sequence[Picture], source: str) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta http-equiv="Content-Security-Policy"'
    yield " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>How well notes are read</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>"
    yield "<h1>How well notes are read</h1>"
    yield f"<p>Measured on: {escape(source)}. Intervals come from drawing whole notes again; they"
    yield "do not cover how another author would differ.</p>\n<main>"
    for picture in drawn:
        yield f'<figure>\n<div class="picture">\n{picture.svg(source)}</div>'
        yield f"<figcaption>{escape(picture.how)}"
        yield f'<a href="{picture.name}.svg">As a file</a></figcaption>\n</figure>'
    yield "</main>\n</body>\n</html>"


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.svg"


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"--plots: {folder} cannot be written ({error.strerror}); choose another folder"
        raise ConfigError(message) from None
