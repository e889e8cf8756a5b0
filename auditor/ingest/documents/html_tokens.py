"""What does an HTML text consist of: tags and text, without comments, scripts and styles?

The standard library's parser and libxml2's were weighed: the first takes time that grows with the
square of what is malformed and reads that differently from one Python to the next, the second stops
at a depth that unclosed tags reach and drops the rest without a word. Here no character is looked
at more than a few times, and a ``<`` that opens no tag is text ("ROM <WNL").
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

_ATTRIBUTES = r"""
    (?:[^<>=]++|=(?!\s*+["'])|=\s*+(?:"[^"<]*+"|'[^'<]*+'))*+
"""
_VALUE_WITH_TAGS = r"""
    =\s*+(?:"[^"<]*+(?:<[^"<]*+){1,20}+"|'[^'<]*+(?:<[^'<]*+){1,20}+')
"""
_IN_TAG = rf"{_ATTRIBUTES}(?:{_VALUE_WITH_TAGS}{_ATTRIBUTES}){{0,5}}+[^<>]*+"
"""What stands in a tag. A value in quotes may hold a ``<``, but few of them: where the tag does not
close, each is tried as the start of another, and without a bound all the rest would be read again.
"""
_TOKEN = re.compile(
    rf"""
    <!--.*?(?:-->|\Z)
    |<!\[CDATA\[(?P<verbatim>.*?)(?:\]\]>|\Z)
    # what is no text whatever it holds
    |<(?P<raw>script|style|title|template|iframe|noframes|noembed)(?=[\s/>])
     .*?(?:</(?P=raw)(?=[\s/>])[^<>]*+>|\Z)
    # what holds no tags
    |<textarea(?=[\s/>]){_IN_TAG}>(?P<typed>.*?)(?:</textarea(?=[\s/>])[^<>]*+>|\Z)
    |<(?P<end>/)?(?P<tag>[a-z][^\s/<>]*)(?P<attributes>{_IN_TAG})>
    |<[!?/][^<>]*>
    |(?P<text>[^<]+|<)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++)))?""", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Markup:
    """A start tag, an end tag, or text."""

    text: str = ""
    tag: str = ""
    """The tag's name in small letters; empty where this is text."""
    end: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    typed: bool = False
    """Whether it is text typed into a form, whose line breaks count."""


def markup(html: str) -> Iterator[Markup]:
    """Give tags and text in their order."""
    for found in _TOKEN.finditer(html):
        match found.lastgroup:
            case "text" | "verbatim":
                text = found[found.lastgroup]
                yield Markup(unescape(text) if found["text"] else text)
            case "typed":
                yield Markup(unescape(found["typed"]), typed=True)
            case "attributes":
                yield Markup(
                    tag=found["tag"].casefold(),
                    end=bool(found["end"]),
                    attributes=_attributes(found["attributes"]),
                )
            case _:
                continue


def _attributes(written: str) -> Mapping[str, str]:
    if not written.strip("/ "):
        return {}
    return {
        found[1].casefold(): unescape(found[2] or found[3] or found[4] or "")
        for found in reversed(list(_ATTRIBUTE.finditer(written)))
    }
