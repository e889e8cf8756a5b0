"""The page of what may be called, made of the OpenAPI description; it loads nothing."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

CSP = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "h2{font:600 1rem/1.5 ui-monospace,monospace;margin:2rem 0 0}"
    "td{padding:0 1rem 0 0;vertical-align:top}code{font-family:ui-monospace,monospace}"
)


def page(description: Mapping[str, Any]) -> str:
    """Write the page.

    Args:
        description: The OpenAPI document.
    """
    title = escape(f"{description['info']['title']} {description['info']['version']}")
    return "".join(
        [
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
            f"<style>{STYLE}</style></head><body><h1>{title}</h1>",
            f"<p>{escape(description['info']['description'])}</p>",
            '<p>The same for programs: <a href="openapi.json">openapi.json</a></p>',
            *_calls(description["paths"]),
            "</body></html>\n",
        ]
    )


def _calls(paths: Mapping[str, Any]) -> Iterator[str]:
    for path, methods in paths.items():
        for method, call in methods.items():
            yield f"<h2>{method.upper()} {escape(path)}</h2><p>{escape(call['description'])}</p>"
            yield "<table>"
            for status, answer in call["responses"].items():
                meaning = escape(answer["description"])
                yield f"<tr><td><code>{status}</code></td><td>{meaning}</td></tr>"
            yield "</table>"
