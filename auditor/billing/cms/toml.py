"""How are facts written as TOML that a person can read and a pack can hold?"""

import json
import textwrap
from collections.abc import Iterable

_WIDTH = 100


def text(value: str) -> str:
    """Return a text in quotes."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def texts(values: Iterable[str]) -> str:
    """Return a list of texts, on several lines where it is long."""
    quoted = ", ".join(map(text, values))
    if len(quoted) < _WIDTH // 2:
        return f"[{quoted}]"
    return f"[\n{textwrap.indent(textwrap.fill(quoted, _WIDTH - 2), '  ')},\n]"


def comment(words: str) -> str:
    """Return words as comment lines."""
    plain = "".join(c if c.isprintable() else " " for c in words)
    return "\n".join(f"# {line}" for line in textwrap.wrap(plain, _WIDTH - 2))


def entry(name: str, *lines: str) -> str:
    """Return one table of a list of tables, with its lines."""
    return "\n".join((f"[[{name}]]", *filter(None, lines), ""))


def source(identity: str, cite: str) -> str:
    """Return the entry of a source."""
    return entry("source", f"id = {text(identity)}", f"cite = {text(cite)}")
