"""In which order do the texts of an RTF document stand: headers, body, footnotes, footers?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.ingest.documents.layout import tidied
from auditor.ingest.documents.rtf_flow import Flow
from auditor.ingest.documents.rtf_words import FOOTERS, FOOTNOTE, HEADERS

_HEADERS = ("headerf", "header", "headerr", "headerl")
_FOOTERS = ("footerf", "footer", "footerr", "footerl")
"""The first page's before the others'."""


@dataclass(frozen=True, slots=True)
class _Section:
    body: Flow = field(default_factory=Flow)
    around: dict[str, Flow] = field(default_factory=dict)
    footnotes: list[Flow] = field(default_factory=list)


class Sections:
    """The sections of a document, as they are read."""

    def __init__(self) -> None:
        self._sections = [_Section()]

    @property
    def body(self) -> Flow:
        """The body of the section that is open."""
        return self._sections[-1].body

    def begin(self) -> None:
        """Begin a new section."""
        self._sections.append(_Section())

    def beside(self, word: str) -> Flow | None:
        """Return what a group of this name flows into; ``None`` where that is the body."""
        section = self._sections[-1]
        if word in HEADERS or word in FOOTERS:
            return section.around.setdefault(word, Flow())
        if word == FOOTNOTE:
            section.footnotes.append(Flow())
            return section.footnotes[-1]
        return None

    def text(self) -> str:
        """Return the text: a header or footer only where it is not the last section's again."""
        return "".join(f"{text}\n" for text in self._texts() if text.strip())

    def _texts(self) -> Iterator[str]:
        header = footer = ""
        for section in self._sections:
            last, header = header, _first(section.around, _HEADERS) or header
            yield header if header != last else ""
            yield tidied(section.body.text())
            yield from (tidied(footnote.text()) for footnote in section.footnotes)
            last, footer = footer, _first(section.around, _FOOTERS) or footer
            yield footer if footer != last else ""


def _first(around: Mapping[str, Flow], names: tuple[str, ...]) -> str:
    texts = (tidied(around[name].text()) for name in names if name in around)
    return next((text for text in texts if text.strip()), "")
